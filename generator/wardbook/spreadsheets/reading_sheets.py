"""A list as a workbook for people: to look at, to sort, to print and hang up. Nothing reads it
back."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_PAPERS = {"A4": 9, "Letter": 1}
"""Numbers of papers in a workbook (ECMA-376, 18.3.1.63)."""
_PIECE = re.compile(r"[⺀-鿿＀-￯]|[^\s⺀-鿿＀-￯]+|\s")
"""What no line break parts: a Chinese character, a word."""
_MARGIN = 0.5
"""Inches."""
_WIDE = 110
"""Widths of the columns, in letters, from which a page lies across."""
_SIZE = 11
_SIZES = {1: 16}
"""Sizes of letters in points, of the list and of the rows above it."""
_LEADING = 1.4
"""Height of a line in sizes of its letters: what Chinese typefaces take."""
_HIGHEST = 409
"""Points that a row of a workbook may have."""
_HEAD = 3
"""The row of the headings: title and remark stand above."""


@dataclass(frozen=True)
class ReadingColumn:
    """A column: its heading and its width in letters."""

    heading: str
    width: int


@dataclass(frozen=True)
class ReadingSheet:
    """What a workbook shows. A row of one cell is the name of a group."""

    title: str
    remark: str
    columns: tuple[ReadingColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    paper: str = "A4"
    """A4 or Letter."""


def reading_workbook(shown: ReadingSheet) -> bytes:
    """The workbook: headings that stay in sight and stand on every page, as wide as the page, page
    numbers, and an area to print that ends with the list. All cells are text."""
    # Loading it takes an eighth of the start of a command, and few commands write a workbook.
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = shown.title[:31].translate(dict.fromkeys(map(ord, "[]:*?/\\\\"), " "))
    width = len(shown.columns)
    table = [(shown.title,), (shown.remark,), tuple(one.heading for one in shown.columns)]
    widths = [column.width for column in shown.columns]
    for number, row in enumerate([*table, *shown.rows], 1):
        _write(sheet, number, row, width)
        sheet.row_dimensions[number].height = _height(row, widths, _SIZES.get(number, _SIZE))
    for place, column in enumerate(shown.columns, 1):
        sheet.column_dimensions[sheet.cell(_HEAD, place).column_letter].width = column.width
    sheet.freeze_panes = f"B{_HEAD + 1}"
    _set_page(sheet, len(table) + len(shown.rows), shown)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _write(sheet: Any, number: int, row: Sequence[str], width: int) -> None:
    """A row; what stands alone reaches over all columns."""
    is_alone = len(row) == 1
    for place, said in enumerate([*row, *[""] * (width - len(row))], 1):
        cell = sheet.cell(number, place)
        cell.value = said or None
        cell.data_type = "s" if said else "n"
        cell.number_format = "@"
        _dress(cell, number, is_alone=is_alone)
    if is_alone:
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)


def _height(row: Sequence[str], widths: Sequence[int], size: int) -> float:
    """How high a row is in points, so that no line of it is cut: programs fit no row with merged
    cells, and viewers none at all."""
    if len(row) == 1:
        widths = [sum(widths)]
    most = 1
    for said, width in zip(row, widths, strict=True):
        room = max(2, (width - 1) * _SIZE // size)
        most = max(most, sum(_lines(line, room) for line in said.split("\n")))
    return min(_HIGHEST, round(most * size * _LEADING + 2, 1))


def _lines(text: str, room: int) -> int:
    """Lines that a text takes in a column with room for so many letters; a word that would be
    parted may leave the end of a line empty."""
    lines, left = 1, room
    for word in _PIECE.findall(text):
        takes = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in word)
        if takes > left:
            lines += max(1, -(-takes // room))
            left = room - (takes % room)
        else:
            left -= takes
    return lines


def _dress(cell: Any, number: int, *, is_alone: bool) -> None:
    """How a cell looks: a large title, borders from the headings on, groups in grey."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # as above

    is_head = number == _HEAD or (is_alone and number > _HEAD)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(bold=is_head or number == 1, size=_SIZES.get(number, _SIZE))
    if number >= _HEAD:
        thin = Side(style="thin", color="808080")
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    if is_head:
        cell.fill = PatternFill("solid", fgColor="E6E6E6")


def _set_page(sheet: Any, rows: int, shown: ReadingSheet) -> None:
    """How it is printed."""
    across = sum(column.width for column in shown.columns)
    sheet.page_setup.paperSize = _PAPERS[shown.paper]
    sheet.page_setup.orientation = "landscape" if across > _WIDE else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"1:{_HEAD}"
    sheet.print_area = f"A1:{sheet.cell(rows, len(shown.columns)).coordinate}"
    sheet.oddFooter.center.text = "&P / &N"
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN
    margins.bottom = _MARGIN * 1.5
