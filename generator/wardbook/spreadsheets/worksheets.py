"""A file of a spreadsheet program as sheets of text cells that know their place, whatever the
program: CSV, .xlsx, .xls, .ods."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product
from pathlib import Path

from wardbook.findings import Finding, Mark, error, info
from wardbook.plan.data import Scalar
from wardbook.plan.reader import forbidden_control
from wardbook.spreadsheets.csv_files import read_csv
from wardbook.spreadsheets.old_workbooks import read_xls
from wardbook.spreadsheets.open_documents import read_ods
from wardbook.spreadsheets.raw_sheets import (
    CELLS_MOST,
    COLUMNS_MOST,
    UNPACKED_MOST,
    CellKind,
    MergedCells,
    RawSheet,
    Row,
    Unreadable,
    damaged,
    too_large,
)
from wardbook.spreadsheets.workbooks import read_xlsx

WRITTEN = (".csv", ".xlsx")
"""Endings that an export writes."""
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
READ = (".csv", ".txt", ".tsv", *WORKBOOKS)
_ZIP = b"PK\x03\x04"
_OLE = (b"\xd0\xcf\x11\xe0", b"\x09\x08")
"""How old workbooks begin, in their container or bare."""
_PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"mime-version")
"""How web pages and XML begin, which many systems export under the name of a workbook."""
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Worksheet:
    """A sheet's rows, empty ones left out. `kinds` says of cells that are no text what they are
    kept as, `merged` of cells that belong to a merged one which cells that is; `filled` are those
    that got their text from above. `text` shows the rows for quoting."""

    file: str
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    kinds: Mapping[Mark, CellKind] = field(default_factory=dict)
    merged: Mapping[Mark, MergedCells] = field(default_factory=dict)
    filled: frozenset[Mark] = frozenset()
    text: str = ""
    name: str = ""
    is_hidden: bool = False
    encoding: str = ""
    """How it was read where nothing in the file says so."""
    rounded: tuple[Mark, ...] = ()
    """Cells that show another number than they hold."""


def read_sheets(path: Path) -> tuple[Worksheet, ...]:
    """Every sheet of the file at `path`; of one that can't be read, a sheet with the finding that
    says why. Never raises for what is in it."""
    file = path.as_posix()
    try:
        found = _raw_sheets(_bytes(path, file), path, file)
        if not found:  # of a damaged workbook no sheet may be left
            raise damaged(file, "no sheets")
        return tuple(map(worksheet_of, found))
    except Unreadable as problem:
        return (Worksheet(file, (), (problem.finding,)),)


def is_workbook(raw: bytes) -> bool:
    """Whether a file is a workbook, whatever its name."""
    return raw.startswith((_ZIP, *_OLE))


def _bytes(path: Path, file: str) -> bytes:
    suffix = path.suffix.lower()
    if suffix not in READ:
        raise Unreadable(error("X601", Mark(file), kind=suffix or "?", kinds=", ".join(READ)))
    try:
        if path.stat().st_size > UNPACKED_MOST:
            raise too_large(file)
        return path.read_bytes()
    except OSError as problem:
        reason = os.strerror(problem.errno or 0)
        raise Unreadable(error("S003", Mark(file), reason=reason)) from problem


def _raw_sheets(raw: bytes, path: Path, file: str) -> list[RawSheet]:
    """The sheets, read by what the file is: many systems write text, or a web page, and call it
    .xls."""
    if raw.startswith(_OLE):
        return read_xls(raw, file)
    if raw.startswith(_ZIP) and _ODS in raw[:200]:
        return read_ods(raw, file)
    if raw.startswith(_ZIP) or path.suffix.lower() in (".xlsx", ".xlsm", ".ods"):
        return read_xlsx(raw, file)
    head = raw[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(_PAGES):
        raise Unreadable(error("X601", Mark(file), kind="HTML/XML", kinds=", ".join(READ)))
    return [read_csv(raw, file)]


def worksheet_of(raw: RawSheet) -> Worksheet:
    """A sheet with merged cells filled down and empty rows left out. Raises `Unreadable` for merged
    cells larger than a list."""
    rows, filled = _filled(raw)
    findings = [*raw.findings, *_controls(rows)]
    if raw.hidden_rows:
        first = Mark(raw.file, raw.hidden_rows[0], 1)
        findings.append(info("X614", first, count=len(raw.hidden_rows)))
    return Worksheet(
        raw.file,
        tuple(row for row in rows if any(row)),
        tuple(findings),
        raw.kinds,
        dict(_merged_places(raw)),
        frozenset(filled),
        _quotable(rows),
        raw.name,
        raw.is_hidden,
        raw.encoding,
        tuple(raw.rounded),
    )


def _merged_places(raw: RawSheet) -> Iterator[tuple[Mark, MergedCells]]:
    """Each cell of a merged one. Raises `Unreadable` for more than a list holds."""
    total = 0
    for cells in raw.merged:
        rows = range(cells.top, min(cells.bottom, len(raw.rows)) + 1)
        columns = range(cells.left, min(cells.right, COLUMNS_MOST) + 1)
        total += len(rows) * len(columns)
        if total > CELLS_MOST:
            raise too_large(raw.file)
        for row, column in product(rows, columns):
            yield Mark(raw.file, row, column), cells


def _filled(raw: RawSheet) -> tuple[list[Row], list[Mark]]:
    """The rows with the text of each merged cell in all its rows, and the cells that got it so."""
    rows = list(raw.rows)
    filled: list[Mark] = []
    for cells in raw.merged:
        first = _cell(rows, cells.top, cells.left)
        if cells.bottom == cells.top or not first:
            continue
        said = str(first)
        for number in range(cells.top + 1, min(cells.bottom, len(rows)) + 1):
            mark = Mark(raw.file, number, cells.left)
            rows[number - 1] = _with(rows[number - 1], Scalar(said, mark))
            filled.append(mark)
    return rows, filled


def _cell(rows: Sequence[Row], number: int, column: int) -> str:
    """A cell by its place, counted from 1; empty beyond the end of rows and of a row."""
    if number > len(rows) or column > len(rows[number - 1]):
        return ""
    return rows[number - 1][column - 1]


def _with(row: Row, cell: Scalar) -> Row:
    """A row with another cell at its place."""
    made = list(row)
    while len(made) < cell.mark.column:
        made.append(Scalar("", Mark(cell.mark.file, cell.mark.line, len(made) + 1)))
    made[cell.mark.column - 1] = cell
    return tuple(made)


def _controls(rows: Sequence[Row]) -> Iterator[Finding]:
    """S022: cells with a control character that no text may hold."""
    for cell in chain.from_iterable(rows):
        found = forbidden_control(cell)
        if found:
            yield error("S022", cell.mark, point=f"U+{ord(found):04X}")


def _quotable(rows: Sequence[Row]) -> str:
    """The rows as lines for quoting."""
    lines: list[str] = []
    for row in rows:
        lines.append(" | ".join(cell.replace("\n", " ") for cell in row))
    return "\n".join(lines)
