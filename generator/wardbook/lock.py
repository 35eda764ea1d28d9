"""One command at a time: a second one of the same kind in the same project waits until the first
has ended."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from wardbook.folders import CACHE, SOURCE
from wardbook.unfinished import remove_left_files

_PAUSE = 0.2
"""Seconds between two looks at a lock that another process holds."""
_REMINDER = 8.0
"""Seconds between two lines that say so."""

if sys.platform == "win32":
    import msvcrt

    def _take(file: TextIOWrapper) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: TextIOWrapper) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def one_at_a_time(project: Path, work: str, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the project's lock for `work`; `waiting` is called when another process has it, and
    now and then while it does.

    The system frees the lock of a process that is killed; its empty file stays, so that all wait
    for the same one. What it left in the plan is removed. A folder that is no project gets no lock.
    Raises OSError when the file can't be opened.
    """
    if not (project / SOURCE).is_dir():
        yield
        return
    folder = project / CACHE
    folder.mkdir(exist_ok=True)
    with (folder / f"{work}.lock").open("a", encoding="utf-8") as file:
        _wait(file, waiting)
        remove_left_files(project / SOURCE)
        yield


def _wait(file: TextIOWrapper, waiting: Callable[[], None]) -> None:
    """Take the lock of `file`; look again and again while another process holds it."""
    told = time.monotonic() - _REMINDER
    while True:
        try:
            _take(file)
            return
        except (BlockingIOError, PermissionError):
            if time.monotonic() - told >= _REMINDER:
                waiting()
                told = time.monotonic()
            time.sleep(_PAUSE)
        except OSError:
            # Some shares know no locks: a command runs unguarded there, rather than not at all
            return
