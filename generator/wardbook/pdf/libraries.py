"""Loads what lays out. WeasyPrint asks for each library below it by several names, the first of
which are those of no file: Python then runs the compiler, the linker and ldconfig to find out, for
each name, in each process. What they find on Linux is the name of a file that WeasyPrint tries
anyway."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


@cache
def load_weasyprint() -> None:
    """Load WeasyPrint, with libraries by the names of their files. Raises OSError where one is
    missing."""
    with _asking_nobody():
        import weasyprint  # noqa: F401  for its loading; inside, since it takes half a second


@contextmanager
def _asking_nobody() -> Iterator[None]:
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _found_nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _found_nowhere(name: str) -> None:
    """What a name that is no file's finds."""
