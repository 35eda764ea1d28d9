"""What cells to write in measure on their page, on forms and cards: names on more than one line,
and cells that a pen does not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, LineBox, TableCellBox, TextBox

from wardbook.pdf.measures import PIXELS_OF_MM

_LEAST = {
    "type-signed": (22.0, 9.0),
    "type-sign": (15.0, 8.0),
    "type-datetime": (20.0, 8.0),
    "type-date": (11.5, 8.0),
    "type-time": (11.5, 8.0),
}
"""Width and height in millimetres of what a cell takes: a signature with its time, a signature, a
day with its time, a day, a time of day."""
_ROUNDING = 0.05


def broken_names(page: Any) -> Iterator[str]:
    """Names of cells and columns of a page that take more than one line: of a cell in all languages
    together, of a column in one."""
    for cell in _cells(page):
        if cell.element_tag == "th":
            if cell.element.get("scope", "").startswith("col"):
                yield from _broken(cell)
        elif "cell" in _classes(cell):
            for box in cell.descendants():
                if isinstance(box, BlockBox) and "cell-label" in _classes(box) and _lines(box) > 1:
                    yield _words(box)
                    break


def small_cells(page: Any) -> Iterator[str]:
    """Cells of a page that take a signature or a time and are smaller than that, with their
    size."""
    known = set[int]()
    for box in page._page_box.descendants():
        names = [name for name in _classes(box) if name in _LEAST]
        if not names or id(box.element) in known:  # boxes within a cell without one of their own
            continue
        known.add(id(box.element))
        wide, high = box.border_width() / PIXELS_OF_MM, box.border_height() / PIXELS_OF_MM
        for name in names:
            if wide < _LEAST[name][0] - _ROUNDING or high < _LEAST[name][1] - _ROUNDING:
                yield f"{_words(box)} {wide:.1f} × {high:.1f} mm".strip()


def _cells(page: Any) -> Iterator[TableCellBox]:
    for box in page._page_box.descendants():
        if isinstance(box, TableCellBox) and box.element is not None:
            yield box


def _classes(box: Any) -> list[str]:
    return [] if box.element is None else box.element.get("class", "").split()


def _words(box: Any) -> str:
    words = ""
    for inner in box.descendants():
        if isinstance(inner, TextBox):
            words += inner.text
    return words.strip()


def _lines(box: Any) -> int:
    """Lines of words in a box."""
    tops = set()
    for inner in box.descendants():
        if isinstance(inner, LineBox) and _words(inner):
            tops.add(round(inner.position_y))
    return len(tops)


def _broken(head: TableCellBox) -> Iterator[str]:
    """The name in the head of a column in each language in which it takes more than one line."""
    lines: dict[int, set[int]] = defaultdict(set)
    words: dict[int, str] = defaultdict(str)
    for text in head.descendants():
        if isinstance(text, TextBox) and {"main", "other"} & set(_classes(text)):
            lines[id(text.element)].add(round(text.position_y))
            words[id(text.element)] += text.text
    for key, tops in lines.items():
        if len(tops) > 1:
            yield words[key]
