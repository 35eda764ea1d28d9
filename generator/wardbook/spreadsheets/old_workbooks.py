"""Workbooks of Excel 97 to 2003 and of WPS (.xls, .et), with the formats of their numbers."""

from __future__ import annotations

import datetime
import io
from typing import Any

from wardbook.findings import Mark, error
from wardbook.spreadsheets.number_formats import is_date, shown
from wardbook.spreadsheets.raw_sheets import (
    CellKind,
    MergedCells,
    RawSheet,
    Unreadable,
    damaged,
    is_rounded,
    locked,
    name_of_sheet,
    within_limits,
)
from wardbook.spreadsheets.workbooks import kind_of_number, moment, yes_or_no

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)
"""What xlrd says of a cell."""
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""What holds a workbook of today that a password opens."""
_FIRST_DAYS = (datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1))
"""From which days are counted, on Windows and on old Macs."""


def read_xls(raw: bytes, file: str) -> list[RawSheet]:
    """Every sheet of a workbook. Raises `Unreadable`."""
    import xlrd  # few commands read an old workbook

    try:
        book = xlrd.open_workbook(
            file_contents=raw, formatting_info=True, logfile=io.StringIO(), on_demand=True
        )
        names = book.sheet_names()
        found: list[RawSheet] = []
        for index, title in enumerate(names):
            name = name_of_sheet(file, title, names)
            found.append(_sheet(book, book.sheet_by_index(index), title, name))
    except Unreadable:
        raise
    # A damaged workbook fails in whatever part of the library meets the damage first.
    except Exception as problem:
        if _PACKAGE in raw or "encrypted" in str(problem):
            raise locked(file) from problem
        raise damaged(file, type(problem).__name__) from problem
    return found


def _sheet(book: Any, page: Any, title: str, name: str) -> RawSheet:
    sheet = RawSheet(title, name, is_hidden=page.visibility != 0)
    for row in within_limits(map(_without_empty, map(page.row, range(page.nrows))), name):
        cells: list[tuple[str, CellKind | None]] = []
        for column, cell in enumerate(row, 1):
            if cell is not None and cell.ctype == _ERROR:
                mark = Mark(name, len(sheet.rows) + 1, column)
                sheet.findings.append(error("X608", mark, given=f"#{cell.value}"))
            said = _shown(book, cell)
            if is_rounded(said[0], getattr(cell, "value", None)):
                sheet.rounded.append(Mark(name, len(sheet.rows) + 1, column))
            cells.append(said)
        sheet.add(cells)
    for top, bottom, left, right in page.merged_cells:
        sheet.merged.append(MergedCells(top + 1, left + 1, bottom, right))
    for number, info in page.rowinfo_map.items():
        if info.hidden and number < len(sheet.rows):
            sheet.hidden_rows.append(number + 1)
    return sheet


def _without_empty(row: list[Any]) -> list[Any]:
    """A row with None for each cell that says nothing: borders and colours make such ones."""
    cells: list[Any] = []
    for cell in row:
        cells.append(None if cell.value == "" else cell)
    return cells


def _shown(book: Any, cell: Any) -> tuple[str, CellKind | None]:
    """What a cell shows, and what it is kept as where that is no text."""
    if cell is None or cell.ctype == _ERROR:
        return "", None
    if cell.ctype == _TEXT:
        return str(cell.value), None
    if cell.ctype == _BOOLEAN:
        return yes_or_no(cell.value), None
    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == _DATE or is_date(code):
        return moment(_moment(cell.value, book.datemode))
    return shown(cell.value, code), kind_of_number(code)


def _moment(days: float, datemode: int) -> datetime.datetime | datetime.time:
    """The day and time that a number of days stands for; below one day, a time alone."""
    first = _FIRST_DAYS[datemode]
    found = first + datetime.timedelta(minutes=round(days * 24 * 60))
    if days < 1:
        return found.time()
    return found
