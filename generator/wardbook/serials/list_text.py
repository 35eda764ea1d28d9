"""The text of a list as lines of cells, as spreadsheets write them: parted by commas, semicolons,
tabs or bars.

Every look ahead is bounded, so that no file takes longer than its length: a cell between quotation
marks ends after a few lines, or it was left open and its line is broken; the lines behind it are
read all the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardbook.serials.list_words import column_of

HEAD = 20
"""Lines among which the names of the columns are looked for: titles may stand above."""
_DELIMITERS = ",;\t|"
_LOOK = 4000
"""Letters of a line that are looked at to tell how the list is written."""
_CELL_LINES = 20
"""Lines of the longest cell; more of them are lines of the list that an open quotation mark
swallowed."""
CELLS_MOST = 256
"""Cells of the longest line."""
_CELL_LETTERS = 131_072
"""Letters of the longest cell: what Python's reader takes."""
_SHOWN = 120
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
"""Letters that nobody sees: marks of encodings, of chats and of web pages that were copied from."""


@dataclass(frozen=True)
class Row:
    """A line that says something. `broken` says why its cells can't be told (a key of the
    messages), in which case there are none and `column` is the cell where the trouble is, counted
    from 1."""

    line: int
    text: str
    cells: tuple[str, ...]
    broken: str = ""
    column: int = 0


def cell_at(cells: Sequence[str], at: int) -> str:
    """The cell of a line in the column `at`, counted from 0; empty beyond the line's end."""
    return cells[at] if at < len(cells) else ""


def rows(text: str) -> Iterator[Row]:
    """Each line that says something, in order; none is lost, whatever quotation marks do."""
    lines = list(io.StringIO(_UNSEEN.sub("", text), newline=""))
    at = 0
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    delimiter = _announced(lines[first]) if lines else ""
    if delimiter:
        at = first + 1
    else:
        delimiter = _delimiter(lines)
    usual = _usual(lines[at : at + HEAD], delimiter)
    while at < len(lines):
        row, used = _row(lines, at, delimiter=delimiter, usual=usual)
        if row:
            yield row
        at += used


def _announced(line: str) -> str:
    """The delimiter that Excel announces in a first line `sep=;`; empty for any other line."""
    if not line.startswith("sep=") or line[4:5] in ("", " ", '"', "\r", "\n"):
        return ""
    if line[5:].strip():
        return ""
    return line[4]


def _delimiter(lines: Sequence[str]) -> str:
    """What parts the cells: that under which most columns have a name that we know, then what there
    is most of."""
    head = [line[:_LOOK] for line in lines[:HEAD]]

    def likelihood(delimiter: str) -> tuple[int, int]:
        known = max((_known_names(line, delimiter) for line in head), default=0)
        return known, sum(line.count(delimiter) for line in head)

    return max(_DELIMITERS, key=likelihood)


def _known_names(line: str, delimiter: str) -> int:
    """How many columns a line names that we know, its cells parted by `delimiter`; 0 for a line
    that names no number."""
    cells = line.replace('"', "").strip().split(delimiter)[:CELLS_MOST]
    names = set(map(column_of, cells))
    if "serial" not in names or len(cells) == 1:
        return 0
    names.discard("")
    return len(names)


def _usual(lines: Sequence[str], delimiter: str) -> int:
    """Delimiters of most lines that have any: what makes a line in a cell look like a line of the
    list."""
    counts = Counter(line.count(delimiter) for line in lines if delimiter in line)
    if not counts:
        return 1
    [(usual, _)] = counts.most_common(1)
    return usual


def _row(lines: Sequence[str], at: int, *, delimiter: str, usual: int) -> tuple[Row | None, int]:
    """The row that begins at line `at`, and how many lines it takes; no row where nothing stands in
    them. `usual` is how many delimiters most lines have."""
    line = lines[at]
    try:
        cells, used = _cells(lines, at, delimiter)
    except csv.Error:
        return _broken(line, at, delimiter), 1
    if used > 1:
        swallowing = _swallowing(cells, delimiter, usual)
        if swallowing:
            return _unusable(line, at, why="unreadable", column=swallowing), 1
    if len(cells) > CELLS_MOST or max(map(len, cells), default=0) > _CELL_LETTERS:
        return _unusable(line, at, why="too_long", column=1), used
    if not any(cell.strip() for cell in cells):
        return None, used
    return Row(at + 1, line[:_SHOWN].strip(), tuple(cells)), used


def _cells(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str], int]:
    """The cells that begin at line `at`, and how many lines they take. Raises csv.Error where a
    quotation mark stands wrong."""
    line = lines[at]
    if '"' not in line:
        return line.rstrip("\r\n").split(delimiter), 1
    reader = csv.reader(lines[at : at + _CELL_LINES], delimiter=delimiter, strict=True)
    cells = next(reader)
    return cells, reader.line_num


def _unusable(line: str, at: int, *, why: str, column: int) -> Row:
    return Row(at + 1, line[:_SHOWN].strip(), (), why, column)


def _broken(line: str, at: int, delimiter: str) -> Row:
    """A line whose quotation marks do not come out even. The first one that stands wrong is in the
    cell behind which the reader of this line alone stops."""
    if line.count('"') % 2 == 0 and max(map(len, line.split(delimiter))) > _CELL_LETTERS:
        return _unusable(line, at, why="too_long", column=1)
    column, opened = 1, 1
    is_inside = False
    for letter in line[:_CELL_LETTERS]:
        if letter == '"':
            is_inside = not is_inside
            opened = column
        elif letter == delimiter and not is_inside:
            column += 1
    return _unusable(line, at, why="unreadable", column=opened)


def _swallowing(cells: Sequence[str], delimiter: str, usual: int) -> int:
    """The cell, counted from 1, in which whole lines of the list stand; 0 where there is none."""
    for column, cell in enumerate(cells, 1):
        if "\n" not in cell and "\r" not in cell:
            continue
        for line in cell.splitlines()[1:]:
            if line.count(delimiter) >= usual:
                return column
    return 0
