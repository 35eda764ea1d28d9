"""Memory of a worker: laid-out pages are millions of boxes that refer to each other in circles.

Python looks through everything again and again for such circles, which takes a third of the time
that laying out takes; the program has it not look while it prints (`pdf/jobs.py`), for as long as
the process lives. A worker runs thousands of tests: it looks by itself, whenever it has grown, and
not behind each large sheet either, as the program does: all that tests hold is looked through then.
"""

import gc
import os
from pathlib import Path

_GROWN = 600 * 2**20
"""Bytes by which a worker has grown when it looks for what nobody needs any more: among what is new
since the last look. All that it holds is looked through when it has grown by twice as many since that
was done: that takes seconds, and most of it are plans and books that are kept."""
_STATISTICS = Path("/proc/self/statm")


class Garbage:
    """Collects what is left behind by tests, by the size of the process."""

    def __init__(self) -> None:
        self._size = self._size_when_whole = 0

    def stop(self) -> None:
        """Have Python not look by itself: what is loaded, and the tests that are found, stay."""
        gc.disable()

    def begin(self) -> None:
        """Have Python never look through what is there before the first test."""
        gc.freeze()
        self._size = self._size_when_whole = _size()

    def look(self) -> None:
        """Look, if the process has grown: after each test, and where the program would look."""
        if _size() > self._size + _GROWN:
            gc.collect(0)
            self._size = _size()
        if self._size > self._size_when_whole + 2 * _GROWN:
            gc.collect()
            self._size = self._size_when_whole = _size()


def _size() -> int:
    """Bytes of memory that this process has; 0 where the system does not say."""
    if not _STATISTICS.exists():
        return 0
    return int(_STATISTICS.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


GARBAGE = Garbage()
