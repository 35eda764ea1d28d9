"""Words of neighbouring cells that run into each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

LEAST = 0.8 * 96 / 25.4
"""So far apart two words are taken for two columns: a space is half as wide."""


def run_together(document: Document) -> Iterator[str]:
    """Cells of a row, without a line between them, whose words stand closer than `LEAST`."""
    for number, page in enumerate(document.pages, 1):
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TableRowBox):
                for left, right in pairwise(box.children):
                    if _close(left, right):
                        yield f"page {number}: {_words(left)} | {_words(right)}"


def _close(left: Any, right: Any) -> bool:
    """Whether the words of two cells touch; a line between them parts them."""
    if left.border_right_width or right.border_left_width:
        return False
    ends, begins = list(_texts(left)), list(_texts(right))
    if not ends or not begins:
        return False
    for one in ends:
        for other in begins:
            beside = one.position_y < other.position_y + other.height * 0.7
            beside = beside and other.position_y < one.position_y + one.height * 0.7
            if beside and other.position_x - (one.position_x + one.width) < LEAST:
                return True
    return False


def _texts(cell: Any) -> Iterator[Any]:
    for box in cell.descendants():
        if isinstance(box, boxes.TextBox) and box.text.strip():
            yield box


def _words(cell: Any) -> str:
    return " ".join(box.text.strip() for box in _texts(cell))[:40]
