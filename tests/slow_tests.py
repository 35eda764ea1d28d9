"""Which tests are slow: those that lay out pages, build sites, start programs, issue editions, or read many or whole
large plans.

What a test uses decides, never a clock. A test is marked `slow` for the folder that it stands in, for a fixture that
it takes, or by itself; every other one fails when it uses something slow. `make quick` leaves out what is marked.
"""

import functools
import multiprocessing.process
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mkdocs.commands.build
import pytest
import weasyprint
from wardbook.commands import release
from wardbook.plan import load_context

from tests import plans

TESTS = Path(__file__).parent
FOLDERS = ("pdf", "site")
FIXTURES = {"clinic_built", "clinic_posted", "new_kind_built", "printed", "published", "twice"}
"""Fixtures outside of these folders that are slow to make."""
FIRST_EDITIONS = {"edition_1", "once_released"}
"""Fixtures that issue one edition for many tests, which are quick if they issue no other."""
QUICK_PROGRAMS = {"git", "dot", "fc-list", "fc-match"}
"""Programs that end in a moment."""
READ_MOST = 2_500_000
"""Bytes of plans that a quick test may read: some small plans, or a large one."""


class SlowUses:
    """Fails a test that counts as quick and uses something slow."""

    def __init__(self) -> None:
        self.are_forbidden = False
        self._read = 0

    @contextmanager
    def set(self, *, forbidden: bool) -> Iterator[None]:
        """Forbid or allow what is slow for a while, and count what is read anew."""
        before = self.are_forbidden, self._read
        self.are_forbidden, self._read = forbidden, 0
        try:
            yield
        finally:
            self.are_forbidden, self._read = before

    def used(self, what: str) -> None:
        """Something slow is used."""
        if self.are_forbidden:
            pytest.fail(f"not marked as slow, and it {what}: see tests/slow_tests.py")

    def file_read(self, path: Path) -> None:
        """Counts a file of a plan."""
        if path.is_file():
            self._read += path.stat().st_size
        if self._read > READ_MOST:
            self.used(f"reads more than {READ_MOST} bytes of plans")

    def program_started(self, command: Any) -> None:
        """A program is started with this command line."""
        first = command if isinstance(command, (str, bytes, Path)) else next(iter(command))
        if Path(str(first)).name not in QUICK_PROGRAMS:
            self.used(f"starts {first}")


USES = SlowUses()


def _watched(real: Callable[..., Any], passed: Callable[..., None]) -> Callable[..., Any]:
    """The function `real`, which calls `passed` with its arguments first."""

    @functools.wraps(real)
    def instead(*arguments: Any, **choices: Any) -> Any:
        passed(*arguments, **choices)
        return real(*arguments, **choices)

    return instead


def watch() -> None:
    """Watch what is slow, before a test module has imported it by name."""
    _watch(weasyprint.HTML, "render", lambda *_, **__: USES.used("lays out pages"))
    _watch(mkdocs.commands.build, "build", lambda *_, **__: USES.used("builds a site"))
    process = multiprocessing.process.BaseProcess
    _watch(process, "start", lambda *_: USES.used("starts a process"))
    _watch(subprocess.Popen, "__init__", _program)
    _watch(load_context, "read", lambda path, *_: USES.file_read(path))
    _watch(release, "freeze", lambda *_: USES.used("issues an edition"))
    for name in ("plan_in", "book_in", "books_in", "paged"):
        _watch(plans, name, lambda *_: USES.used("looks at the whole of a plan"))


def _watch(owner: Any, name: str, passed: Callable[..., None]) -> None:
    setattr(owner, name, _watched(getattr(owner, name), passed))


def _program(_: object, args: Any, *__: object, **___: object) -> None:
    USES.program_started(args)


def is_in_slow_folder(path: str) -> bool:
    """Whether a test or fixture stands in a folder whose tests are all slow; `path` leads from the project."""
    return path.startswith(tuple(f"tests/{folder}/" for folder in FOLDERS))


def mark(items: list[pytest.Item]) -> None:
    """Mark those that are slow by their folder or by a fixture."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        # A parameter may have the name of a fixture that the test does not take
        fixtures -= set(getattr(getattr(item, "callspec", None), "params", ()))
        if is_in_slow_folder(item.nodeid) or FIXTURES & fixtures:
            item.add_marker(pytest.mark.slow)


def is_slow_fixture(fixture: pytest.FixtureDef[Any]) -> bool:
    """Whether a fixture may use what is slow though it is made for many tests: who takes it is slow, whether it has been
    made by then or not."""
    return fixture.argname in FIXTURES or is_in_slow_folder(f"{fixture.baseid}/")
