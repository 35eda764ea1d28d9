"""Workbooks of Excel and WPS (.xlsx): every sheet as its cells show it, with merged cells and
hidden rows."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import IO, Any

from wardbook.findings import Mark, error
from wardbook.spreadsheets.number_formats import is_percent, shown
from wardbook.spreadsheets.raw_sheets import (
    UNPACKED_MOST,
    CellKind,
    MergedCells,
    RawSheet,
    Unreadable,
    damaged,
    is_rounded,
    name_of_sheet,
    too_large,
    within_limits,
)

_ERROR = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)")
"""What a formula shows that can't be calculated."""
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*?\shidden="(?:1|true)")[^>]*?\sr="(\d{1,7})"')
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"
"""Marks of encodings, and spaces."""
_PROLOGUE_MOST = 100_000
"""Bytes before the first element of a part; one with more is looked at no further."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def read_xlsx(raw: bytes, file: str) -> list[RawSheet]:
    """Every sheet of a workbook. Raises `Unreadable`."""
    # Loading it takes an eighth of the start of a command, and few commands read a workbook.
    from openpyxl import load_workbook

    try:
        refuse_bombs(raw, file)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(raw), read_only=True, data_only=False)
        pages = _pages(book)
        found: list[RawSheet] = []
        for title in pages:
            name = name_of_sheet(file, title, pages)
            sheet = RawSheet(title, name, is_hidden=book[title].sheet_state != "visible")
            _fill(sheet, book[title], formulas[title], _xml(book, title))
            found.append(sheet)
    except Unreadable:
        raise
    # A damaged workbook fails in whatever part of the library meets the damage first.
    except Exception as problem:
        raise damaged(file, type(problem).__name__) from problem
    return found


def refuse_bombs(raw: bytes, file: str, most: int = UNPACKED_MOST) -> None:
    """Stop before a small file becomes a large one: unpacked parts, and entities that grow as they
    are read. Raises `Unreadable`."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > most:
            raise too_large(file, most)
        for part in parts:
            with packed.open(part) as opened:
                head = _before_root(opened)
            # No spreadsheet program writes a declaration, or that many spaces.
            if b"<!DOCTYPE" in head or len(head) > _PROLOGUE_MOST:
                raise damaged(file, "DOCTYPE")


def _before_root(opened: IO[bytes]) -> bytes:
    """A part up to its first element, before which declarations stand; nothing of a picture and the
    like, which is no XML."""
    head = b""
    while len(head) <= _PROLOGUE_MOST and not _ELEMENT.search(head):
        piece = opened.read(4096)
        head += piece.replace(b"\0", b"")
        begun = head.lstrip(_BEFORE_XML)
        if begun and not begun.startswith(b"<"):
            return b""
        if not piece:
            break
    return head


def _pages(book: Any) -> list[str]:
    """Names of the sheets that hold cells; charts have sheets of their own."""
    return [sheet.title for sheet in book.worksheets]


def _xml(book: Any, title: str) -> bytes:
    """A sheet as the file holds it."""
    content: bytes = book._archive.read(book[title]._worksheet_path)
    return content


def _fill(sheet: RawSheet, values: Any, formulas: Any, xml: bytes) -> None:
    """Take the cells of a sheet, and what its XML says of them."""
    values.reset_dimensions()
    sources: Iterator[Sequence[Any]] = iter(())
    if _FORMULA.search(xml):
        formulas.reset_dimensions()
        sources = formulas.iter_rows(values_only=True)
    for row, written in zip_longest(_rows(values, sheet.file), sources, fillvalue=()):
        _add_row(sheet, row, written)
    for left, top, right, bottom in _MERGED.findall(xml):
        merged = MergedCells(int(top), _number(left), int(bottom), _number(right))
        sheet.merged.append(merged)
    for found in _HIDDEN_ROW.findall(xml):
        if int(found) <= len(sheet.rows):
            sheet.hidden_rows.append(int(found))


def _add_row(sheet: RawSheet, row: Sequence[Any], written: Sequence[Any]) -> None:
    """Take a row of cells; `written` are their formulas. X608: one that shows no value."""
    cells: list[tuple[str, CellKind | None]] = []
    for column, (cell, source) in enumerate(zip_longest(row, written), 1):
        value = getattr(cell, "value", None)
        if _has_no_result(value, source):
            mark = Mark(sheet.file, len(sheet.rows) + 1, column)
            sheet.findings.append(error("X608", mark, given=value or source))
        said = _shown(cell)
        if is_rounded(said[0], value):
            sheet.rounded.append(Mark(sheet.file, len(sheet.rows) + 1, column))
        cells.append(said)
    sheet.add(cells)


def _rows(values: Any, file: str) -> Iterator[Sequence[Any]]:
    """The rows of cells up to the last one that says something."""
    return within_limits(map(_without_empty, values.rows), file)


def _without_empty(row: Sequence[Any]) -> list[Any]:
    """A row with None for each cell that says nothing: borders and colours make such ones."""
    cells: list[Any] = []
    for cell in row:
        says_nothing = cell.value is None or cell.value == ""
        cells.append(None if says_nothing else cell)
    return cells


def _number(letters: bytes) -> int:
    """The number of a column that is called by letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _has_no_result(value: Any, source: Any) -> bool:
    """Whether the formula `source` was never calculated, or its result is an error."""
    if value is None:
        return source is not None
    return isinstance(value, str) and _ERROR.fullmatch(value) is not None


def _shown(cell: Any) -> tuple[str, CellKind | None]:
    """What a cell shows, and what it is kept as where that is no text."""
    if cell is None:
        return "", None
    value = cell.value
    if isinstance(value, bool):
        return yes_or_no(value), None
    if isinstance(value, (int, float)):
        code = cell.number_format or ""
        return shown(value, code), kind_of_number(code)
    return moment(value)


def yes_or_no(value: object) -> str:
    """How the plan says that something is true or not."""
    return "yes" if value else "no"


def kind_of_number(code: str) -> CellKind:
    """What a number with this format is kept as."""
    return CellKind.PERCENT if is_percent(code) else CellKind.NUMBER


def moment(value: Any) -> tuple[str, CellKind | None]:
    """A day as 2026-11-01, a time as 9:00, a length of time as 26:30; anything else as it is."""
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return value.date().isoformat(), CellKind.DATE
        return value.isoformat(" ", "minutes"), CellKind.DATE
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value.minute:02}", CellKind.TIME
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}", CellKind.TIME
    return str(value), None
