"""Spreadsheets of LibreOffice and OpenOffice (.ods), which hold what each cell shows beside its
value."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from wardbook.findings import Mark
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
from wardbook.spreadsheets.workbooks import refuse_bombs

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_KINDS = {
    "float": CellKind.NUMBER,
    "currency": CellKind.NUMBER,
    "percentage": CellKind.PERCENT,
    "date": CellKind.DATE,
    "time": CellKind.TIME,
}
_REPEATED_MOST = 300
"""Cells that one element stands for; more of them are the empty ones at the end of a row."""

_UNPACKED_MOST = 50_000_000
"""Bytes of an unpacked document: its tree takes many times as much memory."""
_MANIFEST = "META-INF/manifest.xml"
_LOCKED = b"encryption-data"

_Cell = tuple[str, CellKind | None] | None


def read_ods(raw: bytes, file: str) -> list[RawSheet]:
    """Every sheet of a document. Raises `Unreadable`."""
    try:
        refuse_bombs(raw, file, _UNPACKED_MOST)
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if _MANIFEST in packed.namelist() and _LOCKED in packed.read(_MANIFEST):
                raise locked(file)
            root = ElementTree.fromstring(packed.read("content.xml"))
        hidden = frozenset(_hidden_styles(root))
        tables = list(root.iter(f"{_TABLE}table"))
        found: list[RawSheet] = []
        titles = [table.get(f"{_TABLE}name", "") for table in tables]
        for title, table in zip(titles, tables, strict=True):
            name = name_of_sheet(file, title, titles)
            is_hidden = table.get(f"{_TABLE}style-name") in hidden
            sheet = RawSheet(title, name, is_hidden=is_hidden)
            _fill(sheet, table)
            found.append(sheet)
    except Unreadable:
        raise
    # A damaged document fails in whatever part of it is read first.
    except Exception as problem:
        raise damaged(file, type(problem).__name__) from problem
    return found


def _hidden_styles(root: ElementTree.Element) -> Iterator[str]:
    """Names of the styles whose tables are not displayed."""
    for style in root.iter(f"{_STYLE}style"):
        for properties in style.iter(f"{_STYLE}table-properties"):
            if properties.get(f"{_TABLE}display") == "false":
                yield style.get(f"{_STYLE}name", "")


def _fill(sheet: RawSheet, table: ElementTree.Element) -> None:
    """Take the cells of a table."""
    for row in within_limits(_rows(sheet, table), sheet.file):
        cells: list[tuple[str, CellKind | None]] = []
        for cell in row:
            cells.append(cell or ("", None))
        sheet.add(cells)


def _rows(sheet: RawSheet, table: ElementTree.Element) -> Iterator[list[_Cell]]:
    """The rows, as often as they are repeated."""
    number = 0
    for element in table.iter(f"{_TABLE}table-row"):
        row = list(_cells(sheet, element, number + 1))
        if not any(row):
            row = []
        times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        if element.get(f"{_TABLE}visibility", "visible") != "visible" and any(row):
            sheet.hidden_rows.append(number + 1)
        for _ in range(times):
            number += 1
            yield row


def _cells(sheet: RawSheet, row: ElementTree.Element, number: int) -> Iterator[_Cell]:
    """The cells of a row, as often as they are repeated."""
    column = 1
    for element in row:
        if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = int(element.get(f"{_TABLE}number-columns-repeated", "1"))
        right = column + int(element.get(f"{_TABLE}number-columns-spanned", "1")) - 1
        bottom = number + int(element.get(f"{_TABLE}number-rows-spanned", "1")) - 1
        if (right, bottom) != (column, number):
            sheet.merged.append(MergedCells(number, column, bottom, right))
        said = _cell(element)
        held = element.get(f"{_OFFICE}value")
        if said and held and is_rounded(said[0], float(held)):
            sheet.rounded.append(Mark(sheet.file, number, column))
        for _ in range(min(times, _REPEATED_MOST)):
            yield said
        column += times


def _cell(element: ElementTree.Element) -> _Cell:
    """What a cell shows, its paragraphs as lines; None where it shows nothing."""
    lines: list[str] = []
    for paragraph in element.findall(f"{_TEXT}p"):
        lines.append("".join(_words(paragraph)))
    said = "\n".join(lines)
    if not said:
        return None
    return said, _KINDS.get(element.get(f"{_OFFICE}value-type", ""))


def _words(element: ElementTree.Element) -> Iterator[str]:
    """The text of a paragraph; spaces, tabs and breaks are elements."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * int(child.get(f"{_TEXT}c", "1"))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield "\n"
        elif not child.tag.startswith(_OFFICE):  # a remark at the cell
            yield from _words(child)
        yield child.tail or ""
