"""Words that leave their cell or their page: what a reader could not read on paper is found after laying out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

_SLACK = 1.0
"""CSS pixels that a word may stand over the edge (rounding, side bearings)."""


def spilled_words(page: Any) -> Iterator[str]:
    """Texts on a laid-out page that run past their table cell or past the paper."""
    yield from _below(page._page_box, 0.0, page.width, page.height)


def _below(box: Any, left: float, right: float, bottom: float) -> Iterator[str]:
    if isinstance(box, boxes.TextBox):
        outside = box.position_x + box.width > right + _SLACK or box.position_x < left - _SLACK
        if outside or box.position_y + box.height > bottom + _SLACK:
            yield box.text.strip()
        return
    if isinstance(box, boxes.TableCellBox):
        left, right = box.position_x, box.position_x + box.border_width()  # cells grow downwards by themselves
    for child in getattr(box, "children", ()):
        yield from _below(child, left, right, bottom)
