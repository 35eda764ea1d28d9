"""About how high sheets are, before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from unicodedata import east_asian_width

from wardbook.sheets.plan.blocks.views import FigureView, TableView
from wardbook.sheets.sheet import Sheet, Span, text_of

_LINE = 48
"""Chinese characters of a line of A4."""
_PICTURE = 30
"""Lines that a drawing or a picture stands for."""


def lines_of(sheet: Sheet) -> int:
    """About how many lines a sheet takes on A4."""
    return 2 + _height(sheet.content)


def _height(value: object) -> int:
    """About how many lines a view takes: a paragraph its own, a table's row its longest cell's."""
    if isinstance(value, FigureView):
        return _PICTURE
    if isinstance(value, TableView):
        return _table_height(value)
    if isinstance(value, tuple) and all(isinstance(item, Span) for item in value):
        return -(-_width(text_of(value)) // _LINE)
    return sum(map(_height, _parts(value)))


def _parts(value: object) -> Iterator[object]:
    """What a view, or a row of views, is made of."""
    if isinstance(value, tuple):
        yield from value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield getattr(value, field.name)


def _table_height(table: TableView) -> int:
    lines = 3
    room = max(1, _LINE // max(1, table.width))
    for row in table.rows:
        lengths = [sum(_width(text_of(line)) for line in cell) for cell in row]
        lines += -(-max(lengths, default=0) // room) + 1
    return lines


def _width(text: str) -> int:
    """Widths of Chinese characters; a Latin letter has half of one."""
    halves = 0
    for letter in text:
        halves += 2 if east_asian_width(letter) in "WF" else 1
    return halves // 2
