"""What a laid-out form measures: its cells, the lines of its labels, the share of its grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TableBox, TableCellBox, TextBox

MM = 96 / 25.4
"""CSS pixels of a millimetre."""


@dataclass(frozen=True)
class Measured:
    """A box in millimetres, with what is printed in it and the names of its classes."""

    words: str
    classes: frozenset[str]
    left: float
    top: float
    width: float
    height: float
    lines: int


def words_of(box: Any) -> str:
    return "".join(inner.text for inner in box.descendants() if isinstance(inner, TextBox)).strip()


def _classes(box: Any) -> frozenset[str]:
    return frozenset() if box.element is None else frozenset(box.element.get("class", "").split())


def _lines(box: Any) -> int:
    """Lines of words in a box, those of boxes beside each other once."""
    tops = set()
    for inner in box.descendants():
        if isinstance(inner, LineBox) and words_of(inner):
            tops.add(round(inner.position_y))
    return len(tops)


def broken_names(cell: Any) -> list[str]:
    """The names in the head of a column that take more than one line, in any language."""
    lines: dict[int, set[int]] = {}
    words: dict[int, str] = {}
    for text in cell.descendants():
        if isinstance(text, TextBox) and _classes(text) & {"main", "other"}:
            lines.setdefault(id(text.element), set()).add(round(text.position_y))
            words[id(text.element)] = words.get(id(text.element), "") + text.text
    return [words[key] for key, tops in lines.items() if len(tops) > 1]


def _measured(box: Any) -> Measured:
    return Measured(
        words=words_of(box),
        classes=_classes(box),
        left=box.border_box_x() / MM,
        top=box.border_box_y() / MM,
        width=box.border_width() / MM,
        height=box.border_height() / MM,
        lines=_lines(box),
    )


def boxes(page: Any, *classes: str) -> Iterator[Measured]:
    """The boxes of a page whose element has one of `classes`, each once."""
    known = set()
    for box in page._page_box.descendants():
        if box.element is None or id(box.element) in known:
            continue
        if _classes(box) & set(classes):
            known.add(id(box.element))
            yield _measured(box)


def heads(page: Any) -> Iterator[Any]:
    """The heads of the columns of a form's grids."""
    for box in page._page_box.descendants():
        if isinstance(box, TableCellBox) and box.element_tag == "th":
            if box.element.get("scope", "").startswith("col"):
                yield box


def combs(page: Any) -> Iterator[list[Any]]:
    """The places of each comb of a page, from left to right."""
    for box in page._page_box.descendants():
        if box.element is not None and "comb" in _classes(box):
            places = [place for place in box.children if place.element_tag == "i"]
            if places:
                yield places


def grid_share(page: Any) -> float:
    """Part of the paper that grids take."""
    taken = 0.0
    for box in page._page_box.descendants():
        if isinstance(box, TableBox) and "rows" in _classes(box):
            taken += box.border_width() * box.border_height()
    return taken / (page.width * page.height)


def rows(page: Any) -> int:
    """Rows of grids to write in."""
    return sum("n" in box.classes for box in boxes(page, "n")) - 1
