"""The program's own lines while it works: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TextIO, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.text import Text

from wardbook.output import OutputFile
from wardbook.report.messages import lines

_COUNTED = ("manual", "card", "form")
"""Kinds of files that are counted at the end of a build."""


class NamedJob(Protocol):
    """A piece of work that progress shows by its name."""

    @property
    def name(self) -> str:
        """Kind and language: `draw_zh`."""


Work = TypeVar("Work", bound=NamedJob)


class Progress:
    """Says the program's own lines, and shows how far a build is."""

    def __init__(self, stream: TextIO, language: str) -> None:
        self._console = Console(file=stream, soft_wrap=True, highlight=False)
        self._lines = lines(language)

    def say(self, key: str, **values: object) -> None:
        """One line of the program's own."""
        self._console.print(Text(self._lines[key].format(**values)))

    def follow(
        self, jobs: Sequence[Work], results: Iterable[tuple[Work, Any]]
    ) -> Iterator[tuple[Work, Any]]:
        """Results as they come. Jobs of one name are one piece of work to the reader."""
        left = Counter(job.name for job in jobs)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        plain = not self._console.is_terminal
        with Bar(*columns, console=self._console, transient=True, disable=plain) as bar:
            task = bar.add_task(self._lines["building"], total=len(jobs))
            for job, result in results:
                left[job.name] -= 1
                bar.update(task, advance=1, description=self._name(job.name))
                if plain and not left[job.name]:
                    self.say("job_done", name=self._name(job.name))
                yield job, result

    def figures(self, files: Sequence[OutputFile]) -> None:
        """How many files and pages of each kind a build has made."""
        for kind in _COUNTED:
            count = pages = 0
            for made in files:
                if made.kind == kind:
                    count += 1
                    pages += made.pages
            if count:
                named = self._lines[f"kind_{kind}"]
                self.say("made", kind=named, files=count, pages=pages)

    def _name(self, job: str) -> str:
        """What a job does, in words: its name is the kind and, after `_`, a language."""
        kind, _, language = job.partition("_")
        return self._lines[f"job_{kind}"].format(language=language)
