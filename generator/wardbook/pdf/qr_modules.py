"""The modules of a QR code as a page's content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby


def dark_rectangles(
    matrix: Sequence[Iterable[int]], left: float, top: float, side: float
) -> Iterator[str]:
    """The dark modules of `matrix`, rows from the top, as rectangles: those beside each other are
    one. `left` and `top` are the first module's corner, `side` its width, in points."""
    for row, modules in enumerate(matrix):
        x, y = left, top - (row + 1) * side
        for dark, group in groupby(modules):
            width = len(list(group)) * side
            if dark:
                yield f"{x:.3f} {y:.3f} {width:.3f} {side:.3f} re"
            x += width
