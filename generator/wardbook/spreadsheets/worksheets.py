"""A spreadsheet as rows of text scalars that know their cell: CSV as Excel and WPS write it, and
XLSX."""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, TypeVar

from wardbook.findings import Finding, Mark, error
from wardbook.plan.data import Scalar
from wardbook.plan.reader import forbidden_control, with_newlines

KINDS = (".csv", ".xlsx")
_UNPACKED_MOST = 50_000_000
"""Bytes of a CSV or of an unpacked XLSX: a broken or hostile file must not fill the memory."""
_ROWS_MOST, _COLUMNS_MOST = 150_000, 256
_CELLS_MOST = 5_000_000
"""Cells of a sheet, empty ones that stand between others included."""
_SEPARATORS = ",;\t"
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""What spreadsheets take for a formula, or for nothing to see before one. A guard of its own is
guarded too, so that the way back is the same for every text."""
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""How a number is written so that Excel leaves it as it is: ="0123"."""
_ERROR = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)")
"""What a formula shows that can't be calculated."""
_MARKED_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Row = tuple[Scalar, ...]
Cell = TypeVar("Cell")


@dataclass(frozen=True)
class Worksheet:
    """A sheet's rows, empty ones left out; the first holds the headings. `numbers` are cells that
    the spreadsheet keeps as numbers, not as text. `text` shows the rows for quoting."""

    file: str
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    numbers: frozenset[Mark] = frozenset()
    text: str = ""


@dataclass
class _SheetRead:
    """What is gathered cell by cell."""

    rows: list[Row] = field(default_factory=list)
    numbers: set[Mark] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


class _Unreadable(Exception):
    """Stops reading; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def read_sheet(path: Path, name: str) -> Worksheet:
    """Read the file at `path`; of a workbook the sheet called `name`, else the first. Never raises
    for what is in it."""
    file = path.as_posix()
    try:
        raw = _bytes(path, file)
        if _suffix(path) == ".xlsx":
            read = _from_xlsx(raw, file, name)
        else:
            read = _from_csv(raw, file)
    except _Unreadable as problem:
        return Worksheet(file, (), (problem.finding,))
    findings = [*read.findings, *_controls(read.rows)]
    rows = tuple(row for row in read.rows if any(row))
    return Worksheet(file, rows, tuple(findings), frozenset(read.numbers), _shown(read.rows))


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula when it opens a CSV; `_from_csv` takes the guard
    off again."""
    if is_formula(text):
        return f"'{text}"
    return text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take `text` for a formula."""
    return _FORMULA.match(text) is not None


def place(file: str, row: int, column: int) -> Mark:
    """The mark of a cell."""
    return Mark(file, row, column)


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def _bytes(path: Path, file: str) -> bytes:
    suffix = _suffix(path)
    if suffix not in KINDS:
        raise _Unreadable(error("X601", Mark(file), kind=suffix or "?", kinds=", ".join(KINDS)))
    try:
        if path.stat().st_size > _UNPACKED_MOST:
            raise _Unreadable(_too_large(file))
        return path.read_bytes()
    except OSError as problem:
        reason = os.strerror(problem.errno or 0)
        raise _Unreadable(error("S003", Mark(file), reason=reason)) from problem


def _from_csv(raw: bytes, file: str) -> _SheetRead:
    text = _decoded(raw, file)
    separator = _separator(text)
    read = _SheetRead()
    first = 1
    if text.startswith("sep="):
        first, text = 2, text.partition("\n")[2]
        read.rows.append(())
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for number, fields in enumerate(_within_limits(lines, file), first):
            cells: list[Scalar] = []
            for column, said in enumerate(fields, 1):
                cells.append(_scalar(_unguarded(said), place(file, number, column)))
            read.rows.append(tuple(cells))
    except csv.Error as problem:
        raise _Unreadable(error("X602", Mark(file), problem=problem)) from problem
    read.findings += _swallowed(read.rows, separator, set(_uneven_rows(text, separator, first)))
    return read


def _uneven_rows(text: str, separator: str, first: int) -> Iterator[int]:
    """Numbers of the rows, counted from `first`, that run over several lines because a quotation
    mark was left open: nothing closes it, or the cell goes on behind what does."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=separator)
    begin = 0
    for number, _ in enumerate(reader, first):
        end = reader.line_num
        if end > begin + 1 and not _is_even(lines[begin:end], separator):
            yield number
        begin = end


def _is_even(lines: Sequence[str], separator: str) -> bool:
    """Whether the quotation marks of a row come out even."""
    try:
        next(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return False
    return True


def _swallowed(rows: Sequence[Row], separator: str, uneven: set[int]) -> Iterator[Finding]:
    """F870: cells in which whole rows stand, because a quotation mark was left open before them.

    Every cell of an `uneven` row that has several lines is one. In other rows a line must have as
    many separators as a row; one of two columns looks too much like words with a comma."""
    between = max(2, max(map(len, rows[:2]), default=0) - 1)
    for cell in chain.from_iterable(rows):
        if "\n" not in cell:
            continue
        looks_like_row = any(line.count(separator) >= between for line in cell.splitlines()[1:])
        if looks_like_row or cell.mark.line in uneven:
            yield error("F870", cell.mark)


def _decoded(raw: bytes, file: str) -> str:
    """UTF-8 (with or without its mark), UTF-16 with its mark, else the encoding of Chinese
    Windows."""
    for encoding in _encodings(raw):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Unreadable(error("X603", Mark(file)))


def _encodings(raw: bytes) -> tuple[str, ...]:
    """The encodings that bytes may have, the likeliest first."""
    for mark, encoding in _MARKED_ENCODINGS:
        if raw.startswith(mark):
            return (encoding,)
    return ("utf-8", "gb18030")


def _separator(text: str) -> str:
    """What Excel announces in a first line `sep=;`, else what the headings are separated by."""
    first = text.lstrip("\r\n").partition("\n")[0]
    if first.startswith("sep="):
        announced = first.removeprefix("sep=")[:1]
        if announced and announced not in ' "\r':  # what can't separate cells
            return announced
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_SEPARATORS, key=bare.count)


def _unguarded(said: str) -> str:
    """What a cell of a CSV says without what keeps spreadsheets from taking it for a formula."""
    as_text = _AS_TEXT.fullmatch(said)
    if as_text:
        return as_text[1]
    if said.startswith("'") and is_formula(said):
        return said[1:]
    return said


def _from_xlsx(raw: bytes, file: str, name: str) -> _SheetRead:
    values = _cells(raw, file, name, results=True)
    formulas = _cells(raw, file, name, results=False)
    read = _SheetRead()
    for number, (row, written) in enumerate(zip_longest(values, formulas, fillvalue=()), 1):
        cells: list[Scalar] = []
        for column, (value, source) in enumerate(zip_longest(row, written), 1):
            mark = place(file, number, column)
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                read.numbers.add(mark)
            if _has_no_result(value, source):
                read.findings.append(error("X608", mark, given=value or source))
            cells.append(_scalar(_as_text(value), mark))
        read.rows.append(tuple(cells))
    return read


def _has_no_result(value: Any, source: Any) -> bool:
    """Whether the formula `source` was never calculated, or its result is an error."""
    if value is None:
        return source is not None
    return isinstance(value, str) and _ERROR.fullmatch(value) is not None


def _cells(raw: bytes, file: str, name: str, *, results: bool) -> list[Sequence[Any]]:
    """Every row's values: results of formulas, or the formulas themselves."""
    # Loading it takes an eighth of the start of a command, and few commands read a workbook.
    from openpyxl import load_workbook

    try:
        _refuse_bombs(raw, file)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=results)
        sheet = book.worksheets[0]
        if name in book.sheetnames:
            sheet = book[name]
        sheet.reset_dimensions()
        return list(_within_limits(sheet.iter_rows(values_only=True), file))
    except _Unreadable:
        raise
    # A damaged workbook fails in whatever part of the library meets the damage first.
    except Exception as problem:
        raise _Unreadable(error("X602", Mark(file), problem=type(problem).__name__)) from problem


def _refuse_bombs(raw: bytes, file: str) -> None:
    """Stop before a small file becomes a large one: unpacked parts, and entities that grow as they
    are read."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > _UNPACKED_MOST:
            raise _Unreadable(_too_large(file))
        for part in parts:
            with packed.open(part) as opened:
                head = opened.read(4096).replace(b"\0", b"")
            if b"<!DOCTYPE" in head:  # no spreadsheet program writes one
                raise _Unreadable(error("X602", Mark(file), problem="DOCTYPE"))


def _within_limits(rows: Iterable[Sequence[Cell]], file: str) -> Iterator[Sequence[Cell]]:
    """The rows up to the last one with content, each without the empty cells at its end."""
    empty_rows = cells = 0
    for number, row in enumerate(rows, 1):
        cells += len(row)
        if cells > _CELLS_MOST:
            raise _Unreadable(_too_large(file))
        width = _width(row)
        if width == 0:
            empty_rows += 1
            continue
        if number > _ROWS_MOST or width > _COLUMNS_MOST:
            raise _Unreadable(_too_large(file))
        yield from ((),) * empty_rows
        empty_rows = 0
        yield row[:width]


def _width(row: Sequence[Any]) -> int:
    """Cells of a row without the empty ones at its end."""
    width = len(row)
    while width and row[width - 1] in (None, ""):
        width -= 1
    return width


def _too_large(file: str) -> Finding:
    return error(
        "X611",
        Mark(file),
        rows=_ROWS_MOST,
        columns=_COLUMNS_MOST,
        cells=_CELLS_MOST,
        size=_UNPACKED_MOST // 1_000_000,
    )


def _as_text(value: Any) -> str:
    """A cell's value as a person reads it: whole numbers without a point, dates as 2026-11-01,
    times as 9:00."""
    if value is None:
        return ""
    if value is True:
        return "yes"
    if value is False:
        return "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value.minute:02}"
    return str(value)


def _scalar(text: str, mark: Mark) -> Scalar:
    return Scalar(with_newlines(text), mark)


def _controls(rows: Sequence[Row]) -> Iterator[Finding]:
    """S022: cells with a control character that no text may hold."""
    for cell in chain.from_iterable(rows):
        found = forbidden_control(cell)
        if found:
            yield error("S022", cell.mark, point=f"U+{ord(found):04X}")


def _shown(rows: Sequence[Row]) -> str:
    """The rows as lines for quoting."""
    lines: list[str] = []
    for row in rows:
        lines.append(" | ".join(cell.replace("\n", " ") for cell in row))
    return "\n".join(lines)
