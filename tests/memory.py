"""Memory of a worker: laid-out pages are millions of boxes that refer to each other in circles.

Python looks through everything again and again for such circles, which takes a third of the time
that laying out takes; the program has it not look while it prints (`pdf/jobs.py`), for as long as
the process lives. A worker runs thousands of tests: it looks by itself, whenever it has grown, and
not behind each large sheet either, as the program does: all that tests hold is looked through then.
"""

import gc
import os
import re
from pathlib import Path

_GROWN = 600 * 2**20
"""Bytes by which a worker has grown at least when it looks for what nobody needs any more: among what
is new since the last look. All that it holds is looked through when it has grown by twice as many since
that was done: that takes seconds, and most of it are plans and books that are kept."""
_SHARE = 0.4
"""Of the memory that is free when tests begin: by so much all workers may have grown when they look.
New memory costs a tenth of what it takes to look through old one, and a run leaves some gigabytes."""
_STATISTICS = Path("/proc/self/statm")
_MEMORY = Path("/proc/meminfo")


class Garbage:
    """Collects what is left behind by tests, by the size of the process."""

    def __init__(self) -> None:
        self._size = self._size_when_whole = 0
        self._grown = _GROWN

    def stop(self) -> None:
        """Have Python not look by itself: what is loaded, and the tests that are found, stay."""
        gc.disable()

    def begin(self) -> None:
        """Have Python never look through what is there before the first test."""
        gc.freeze()
        self._size = self._size_when_whole = _size()
        self._grown = grown(_available(), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1)))

    def look(self) -> None:
        """Look, if the process has grown: after each test, and where the program would look."""
        if _size() > self._size + self._grown:
            gc.collect(0)
            self._size = _size()
        if self._size > self._size_when_whole + 2 * self._grown:
            gc.collect()
            self._size = self._size_when_whole = _size()


def _size() -> int:
    """Bytes of memory that this process has; 0 where the system does not say."""
    if not _STATISTICS.exists():
        return 0
    return int(_STATISTICS.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def grown(available: int, workers: int) -> int:
    """Bytes by which one of the workers may grow where so many are available; the least where the
    system does not say."""
    return max(_GROWN, int(_SHARE * available / workers))


def _available() -> int:
    """Bytes of memory that the machine has left; 0 where the system does not say."""
    if not _MEMORY.exists():
        return 0
    found = re.search(r"^MemAvailable: +(\d+) kB$", _MEMORY.read_text(), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


GARBAGE = Garbage()
