"""The program's own lines while it works: a bar on a terminal, plain lines elsewhere, and nowhere
ten seconds without a sign of life."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TextIO, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn
from rich.progress import Progress as Bar
from rich.text import Text

from wardbook.output import OutputFile
from wardbook.program import command
from wardbook.report.messages import lines

_COUNTED = ("manual", "card", "form")
"""Kinds of files that are counted at the end of a build."""
_QUIET_MOST = 8.0
"""Seconds after which a line says that the program is still at work."""
_LOOK = 0.5
"""Seconds between two looks at how long nothing was said."""


class NamedJob(Protocol):
    """A piece of work that progress shows by its name and its size."""

    @property
    def name(self) -> str:
        """Kind and language: `draw_zh`."""

    @property
    def size(self) -> int:
        """How many things it makes."""


Work = TypeVar("Work", bound=NamedJob)


class Progress:
    """Says the program's own lines, and shows how far a build is."""

    def __init__(self, stream: TextIO, language: str) -> None:
        self._console = Console(file=stream, soft_wrap=True, highlight=False)
        self._lines = lines(language)
        self._started = self._last = time.monotonic()
        self._still: list[Callable[[], None]] = []
        """What is said of the work that goes on, the innermost last."""

    def say(self, key: str, **values: object) -> None:
        """One line of the program's own. `{wardbook}` is how the program is started here."""
        self._last = time.monotonic()
        self._console.print(Text(self._lines[key].format(wardbook=command(), **values)))

    @contextmanager
    def working(self, key: str) -> Iterator[None]:
        """While work goes on that nobody counts: a line of it whenever nothing was said for a
        while. `key` is the line that names the work."""

        def still() -> None:
            self.say("still_at", name=self._lines[key], elapsed=self._elapsed())

        with self._watch(still):
            yield

    def follow(
        self, jobs: Sequence[Work], results: Iterable[tuple[Work, Any]]
    ) -> Iterator[tuple[Work, Any]]:
        """Results as they come. Jobs of one name are one piece of work to the reader."""
        if self._console.is_terminal:
            yield from self._follow_with_bar(jobs, results)
        else:
            yield from self._follow_in_lines(jobs, results)

    def _follow_with_bar(
        self, jobs: Sequence[Work], results: Iterable[tuple[Work, Any]]
    ) -> Iterator[tuple[Work, Any]]:
        """A bar with what was done last, how much of how much is done, and the time since the
        command began, which moves on its own."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Elapsed(self._elapsed),
        )
        shown = Bar(*columns, console=self._console, transient=True)
        with self._watch(self._seen), shown as bar:
            task = bar.add_task(self._lines["building"], total=_size(jobs))
            for job, result in results:
                bar.update(task, advance=job.size, description=self._name(job.name))
                yield job, result

    def _seen(self) -> None:
        """The bar's time moves: nothing else need be said."""
        self._last = time.monotonic()

    def _follow_in_lines(
        self, jobs: Sequence[Work], results: Iterable[tuple[Work, Any]]
    ) -> Iterator[tuple[Work, Any]]:
        """A line for each piece of work that is done, and one whenever that takes long."""
        left = Counter(job.name for job in jobs)
        total, done = _size(jobs), 0
        latest = self._lines["building"]

        def still() -> None:
            values = {"name": latest, "done": done, "total": total}
            self.say("still_at_of", **values, elapsed=self._elapsed())

        with self._watch(still):
            for job, result in results:
                left[job.name] -= 1
                done += job.size
                latest = self._name(job.name)
                if not left[job.name]:
                    values = {"name": latest, "done": done, "total": total}
                    self.say("job_done", **values, elapsed=self._elapsed())
                yield job, result

    @contextmanager
    def _watch(self, still: Callable[[], None]) -> Iterator[None]:
        """Call `still` whenever nothing was said for a while; as long as work within this work goes
        on, what is said of that."""
        self._still.append(still)
        try:
            if len(self._still) > 1:
                yield
            else:
                with self._watcher():
                    yield
        finally:
            self._still.remove(still)

    @contextmanager
    def _watcher(self) -> Iterator[None]:
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_LOOK):
                if time.monotonic() - self._last >= _QUIET_MOST:
                    self._still[-1]()

        self._last = time.monotonic()
        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()

    def figures(self, files: Sequence[OutputFile]) -> None:
        """How many files and pages of each kind a build has made."""
        for kind in _COUNTED:
            count = pages = 0
            for made in files:
                if made.kind == kind:
                    count += 1
                    pages += made.pages
            if count:
                named = self._counted(f"kind_{kind}", count)
                self.say("made", files=named, pages=self._counted("kind_page", pages))

    def _counted(self, key: str, count: int) -> str:
        """How many there are, in words; one has words of its own."""
        if count == 1:
            key = f"{key}_one"
        return self._lines[key].format(count=count)

    def _name(self, job: str) -> str:
        """What a job does, in words: its name is the kind and, after `_`, a language."""
        kind, _, language = job.partition("_")
        return self._lines[f"job_{kind}"].format(language=language)

    def _elapsed(self) -> str:
        """The time since the command began: 1:05."""
        minutes, seconds = divmod(int(time.monotonic() - self._started), 60)
        return f"{minutes}:{seconds:02}"


class _Elapsed(ProgressColumn):
    """A column with the time since the command began."""

    def __init__(self, elapsed: Callable[[], str]) -> None:
        super().__init__()
        self._said = elapsed

    def render(self, task: Task) -> Text:  # noqa: ARG002  the same for every task
        """The time as it is now."""
        return Text(self._said())


def _size(jobs: Iterable[NamedJob]) -> int:
    """How many things jobs make together."""
    return sum(job.size for job in jobs)
