"""Words that leave their cell, their column or the paper: what a reader could not read is found
after laying out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from wardbook.fonts import NO_BREAK_HYPHEN

_SLACK = 1.5
"""CSS pixels that a box may stand over the edge (borders, rounding, side bearings)."""
_HANG = 4.0
"""CSS pixels (1 mm) that a line may hang into the page's margin: a nested run may be set a space
too long."""
_LEADING = 0.2
"""Share of a text's height above and below its letters, which may overlap a line that is set
tighter than the font asks."""
_PRINTABLE = 15.0
"""CSS pixels (4 mm) at the paper's edge that printers leave white."""


class _Edges(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def spilled_words(page: Any) -> Iterator[str]:
    """Texts on a laid-out page that run past their table cell or their page's margins, and the
    words of cells that do."""
    root = page._page_box
    paper = _Edges(_PRINTABLE, _PRINTABLE, page.width - _PRINTABLE, page.height - _PRINTABLE)
    left, top = root.content_box_x(), root.content_box_y()
    block = _Edges(left - _HANG, top, left + root.width + _HANG, top + root.height)
    for child in root.children:
        for words in _below(child, paper if isinstance(child, boxes.MarginBox) else block):
            yield words.replace(NO_BREAK_HYPHEN, "-")


def _below(box: Any, edges: _Edges) -> Iterator[str]:
    if isinstance(box, boxes.TextBox):
        leading = _LEADING * box.height
        if _outside(
            box.position_x, box.position_y + leading, box.width, box.height - 2 * leading, edges
        ):
            yield box.text.strip()
        return
    if isinstance(box, boxes.TableCellBox) or _is_label(box):
        cell = (box.position_x, box.position_y, box.border_width(), box.border_height())
        if _outside(*cell, edges):
            yield _text_in(box) or "…"
            return
        edges = _Edges(cell[0], cell[1], cell[0] + cell[2], cell[1] + cell[3])
    for child in getattr(box, "children", ()):
        yield from _below(child, edges)


def _text_in(box: Any) -> str:
    texts = []
    for inner in box.descendants():
        if isinstance(inner, boxes.TextBox):
            texts.append(inner.text)
    return "".join(texts)


def _is_label(box: Any) -> bool:
    """Whether a box is one of the labels of a sheet, which is cut out like a cell."""
    return box.element is not None and "one-label" in box.element.get("class", "").split()


def _outside(left: float, top: float, width: float, height: float, edges: _Edges) -> bool:
    sideways = left < edges.left - _SLACK or left + width > edges.right + _SLACK
    return sideways or top < edges.top - _SLACK or top + height > edges.bottom + _SLACK
