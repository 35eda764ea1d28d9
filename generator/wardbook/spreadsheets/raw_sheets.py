"""A sheet as its file holds it: cells as text with their places, and what the file says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from wardbook.findings import Finding, Mark, error
from wardbook.plan.data import Scalar
from wardbook.plan.reader import with_newlines

UNPACKED_MOST = 150_000_000
"""Bytes of a CSV or of an unpacked workbook: a broken or hostile file must not fill the memory."""
ROWS_MOST, COLUMNS_MOST = 150_000, 256
CELLS_MOST = 5_000_000
"""Cells of a sheet, empty ones that stand between others included."""
LETTERS_MOST = 32_767
"""Letters of a cell: as many as spreadsheet programs hold."""
_AROUND_LIST = 60
"""Rows that may stand around those of a list: titles, headings, totals."""

_HALF_A_CENT = 0.005 - 1e-9

Row = tuple[Scalar, ...]
Cell = TypeVar("Cell")


class CellKind(Enum):
    """What a spreadsheet keeps a cell as, where it is no text."""

    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True)
class MergedCells:
    """Cells that were merged into one; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass
class RawSheet:
    """A sheet of a file, gathered row by row. `rows` holds empty ones too, so that each stands at
    its number."""

    name: str
    file: str
    rows: list[Row] = field(default_factory=list)
    kinds: dict[Mark, CellKind] = field(default_factory=dict)
    merged: list[MergedCells] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    is_hidden: bool = False
    findings: list[Finding] = field(default_factory=list)
    encoding: str = ""
    """How a text file was read where nothing in it says so."""
    rounded: list[Mark] = field(default_factory=list)
    """Cells that show another number than they hold, by more than half a cent."""

    def add(self, cells: Iterable[tuple[str, CellKind | None]]) -> None:
        """Take the next row: what each cell says and what it is kept as."""
        number = len(self.rows) + 1
        row: list[Scalar] = []
        for column, (said, kind) in enumerate(cells, 1):
            mark = Mark(self.file, number, column)
            if kind:
                self.kinds[mark] = kind
            row.append(scalar(said, mark))
        self.rows.append(tuple(row))


def is_rounded(said: str, value: object) -> bool:
    """Whether a cell shows a number that differs from what it holds by half a cent or more,
    whichever sign parts cents."""
    if not isinstance(value, (int, float)):
        return False
    away: list[float] = []
    for thousands, cents in ((",", "."), (".", ",")):
        try:
            away.append(abs(float(said.replace(thousands, "").replace(cents, ".")) - value))
        except ValueError:
            continue
    return min(away, default=0) >= _HALF_A_CENT


class Unreadable(Exception):
    """Stops reading; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def scalar(text: str, mark: Mark) -> Scalar:
    """A cell's text with its place, its lines ended as in the plan. Raises `Unreadable` for one
    longer than any."""
    if len(text) > LETTERS_MOST:
        raise too_large(mark.file)
    return Scalar(with_newlines(text), mark)


def name_of_sheet(file: str, title: str, titles: Sequence[str]) -> str:
    """What findings call a sheet: its file, with its title where that has several."""
    if len(titles) == 1:
        return file
    return f"{file}[{title}]"


def letters(column: int) -> str:
    """What spreadsheets call a column: 1 is A, 27 is AA."""
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def damaged(file: str, problem: object) -> Unreadable:
    """Stops reading of a file that can't be read to its end."""
    return Unreadable(error("X602", Mark(file), problem=problem))


def locked(file: str) -> Unreadable:
    """Stops reading of a file that only a password opens."""
    return Unreadable(error("X628", Mark(file)))


def too_large(file: str, most: int = UNPACKED_MOST) -> Unreadable:
    """Stops reading of what is larger than any list, or unpacks into more than `most` bytes."""
    finding = error(
        "X611",
        Mark(file),
        rows=ROWS_MOST,
        columns=COLUMNS_MOST,
        cells=CELLS_MOST,
        letters=LETTERS_MOST,
        size=most // 1_000_000,
    )
    return Unreadable(finding)


def within_limits(rows: Iterable[Sequence[Cell]], file: str) -> Iterator[Sequence[Cell]]:
    """The rows up to the last one with content, each without the empty cells at its end. Raises
    `Unreadable` for more than a list holds."""
    empty_rows = cells = 0
    for number, row in enumerate(rows, 1):
        cells += len(row)
        if cells > CELLS_MOST:
            raise too_large(file)
        width = _width(row)
        if width == 0:
            empty_rows += 1
            continue
        if number > ROWS_MOST + _AROUND_LIST or width > COLUMNS_MOST:
            raise too_large(file)
        yield from ((),) * empty_rows
        empty_rows = 0
        yield row[:width]


def _width(row: Sequence[Any]) -> int:
    """Cells of a row without the empty ones at its end."""
    width = len(row)
    while width and _says_nothing(row[width - 1]):
        width -= 1
    return width


def _says_nothing(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell)
