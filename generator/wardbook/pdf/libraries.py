"""Loads WeasyPrint. It looks for each library below it under several names, the first of which are
not names of files: for these Python runs the compiler, the linker and ldconfig, in every process.
On Linux all they find is the name of a file, which WeasyPrint tries next in any case."""

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
    with _no_search_by_name():
        import weasyprint  # noqa: F401  for its loading; inside, since it takes half a second


@contextmanager
def _no_search_by_name() -> Iterator[None]:
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _not_found
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _not_found(name: str) -> None:
    """Stands in for `ctypes.util.find_library`: no library is known under this name."""
