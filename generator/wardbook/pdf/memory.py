"""Memory of laid-out pages, given back to the system between large sheets.

Boxes of a page refer to each other in circles: they stay until Python looks for garbage, which a
process that prints does seldom. And what C libraries free stays with the process, in pieces between
what is still used. A worker that has drawn the complete plan would bind it with both around."""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache

LARGE = 12
"""Pages whose boxes are worth looking for: those of fewer go with the next look of Python's own."""


def give_back(pages: int) -> None:
    """Give back what `pages` pages took that nobody needs any more; of a few, nothing."""
    if pages < LARGE:
        return
    gc.collect()
    library = _library()
    if library is not None:
        library.malloc_trim(0)


@cache
def _library() -> ctypes.CDLL | None:
    """The C library, where it can give back what is free between what is used: glibc alone has a
    call for it."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") else None
