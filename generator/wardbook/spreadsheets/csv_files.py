"""CSV as Excel, WPS and other programs write it: text in many encodings, its cells parted by
commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from wardbook.findings import Finding, Mark, error
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.raw_sheets import (
    RawSheet,
    Row,
    Unreadable,
    damaged,
    scalar,
    too_large,
    within_limits,
)
from wardbook.text_encoding import decoded

_SEPARATORS = ",;\t|"
_NO_VALUE = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_ANNOUNCED = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*sep=([^\r\n]?)[^\r\n]*(?:\r\n?|\n|\Z)")
"""What Excel announces in a first line `sep=;`; blank lines may stand above it."""
_LINE_END = re.compile(r"\r\n?|\n")
_HEAD = 30
"""Lines among which those with separators are counted: titles may stand above the headings."""
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]|'+[0-9][0-9 -]*\Z")
"""What spreadsheets take for a formula, or for nothing to see before one. A guard of its own is
guarded too, so that the way back is the same for every text, as is one before a number ('0571),
which people type so that its zeros stay."""
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""How a number is written so that Excel leaves it as it is: ="0123"."""


def read_csv(raw: bytes, file: str) -> RawSheet:
    """The sheet that a text file holds. Raises `Unreadable`."""
    found = decoded(raw)
    if found is None:
        raise Unreadable(error("X603", Mark(file)))
    text = found.text
    separator = _separator(text)
    sheet = RawSheet("", file)
    if found.is_guess:
        sheet.encoding = found.encoding
    announced = _ANNOUNCED.match(text)
    if announced:
        text = text[announced.end() :]
        sheet.rows += [()] * len(_LINE_END.findall(announced[0]))
    first = len(sheet.rows) + 1
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for number, fields in enumerate(within_limits(lines, file), first):
            cells: list[Scalar] = []
            for column, said in enumerate(fields, 1):
                cells.append(scalar(_unguarded(said), Mark(file, number, column)))
            sheet.rows.append(tuple(cells))
    except csv.Error as problem:
        raise _refused(file, problem) from problem
    uneven = set(_uneven_rows(text, separator, first))
    sheet.findings += _swallowed(sheet.rows, separator, uneven)
    if "#" in text:
        sheet.findings += _without_value(sheet.rows)
    return sheet


def _refused(file: str, problem: csv.Error) -> Unreadable:
    """What to raise for a text that the csv module does not read."""
    # The module has no kind of its own for it: a cell of more letters than any list has
    if "field limit" in str(problem):
        return too_large(file)
    return damaged(file, problem)


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula when it opens a CSV; `read_csv` takes the guard
    off again."""
    if is_formula(text):
        return f"'{text}"
    return text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take `text` for a formula."""
    return _FORMULA.match(text) is not None


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


def _without_value(rows: Sequence[Row]) -> Iterator[Finding]:
    """X608: cells that were saved with what a spreadsheet shows where a formula has no value."""
    for cell in chain.from_iterable(rows):
        if cell.startswith("#") and _NO_VALUE.fullmatch(cell):
            yield error("X608", cell.mark, given=cell)


def _separator(text: str) -> str:
    """What Excel announces in a first line `sep=;`, else what there is most of among the first
    lines."""
    announced = _ANNOUNCED.match(text)
    if announced and announced[1] not in ("", " ", '"'):  # what can't separate cells
        return announced[1]
    bare = re.sub(r'"[^"]*"', "", text[:20_000])
    lines = bare.splitlines()[:_HEAD]

    def evenness(separator: str) -> tuple[int, int]:
        counts = Counter(line.count(separator) for line in lines)
        del counts[0]
        if not counts:
            return 0, 0
        [(_, rows)] = counts.most_common(1)
        return rows, counts.total()

    return max(_SEPARATORS, key=evenness)


def _unguarded(said: str) -> str:
    """What a cell of a CSV says without what keeps spreadsheets from taking it for a formula."""
    as_text = _AS_TEXT.fullmatch(said)
    if as_text:
        return as_text[1]
    if said.startswith("'") and is_formula(said):
        return said[1:]
    return said
