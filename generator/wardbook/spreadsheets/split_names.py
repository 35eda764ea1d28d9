"""Names that a sheet keeps in two columns, as address books do: First name and Last name, 姓 and
名."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wardbook.plan.data import Scalar
from wardbook.spreadsheets.headings import folded
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.worksheets import Worksheet

_PAIRS = (
    (
        ("firstname", "givenname", "forename", "christianname"),
        ("lastname", "surname", "familyname"),
    ),
    (("名",), ("姓",)),
)
"""Headings of the given name, and of the family's."""
_HEAD = 30
"""Rows among which the headings are looked for."""


def with_whole_names(sheet: Worksheet) -> Worksheet:
    """The sheet with one column of names where it has two: in the place of the first of them."""
    for number, row in enumerate(sheet.rows[:_HEAD]):
        said = list(map(folded, row))
        for given, family in _PAIRS:
            places = (_place(said, given), _place(said, family))
            if min(places) >= 0:
                return replace(sheet, rows=tuple(_joined(sheet.rows, number, places)))
    return sheet


def _place(said: list[str], names: tuple[str, ...]) -> int:
    """Where one of `names` stands; -1 where none does."""
    for at, one in enumerate(said):
        if one in names:
            return at
    return -1


def _joined(rows: tuple[Row, ...], head: int, places: tuple[int, int]) -> Iterator[Row]:
    """The rows with both names in the first column that holds one; the other is left empty."""
    into, other = min(places), max(places)
    is_chinese = folded(rows[head][places[1]]) == "姓"
    for number, row in enumerate(rows):
        cells = list(row)
        if number >= head and other < len(cells):
            whole = _whole(row[places[0]].strip(), row[places[1]].strip(), is_chinese=is_chinese)
            if number == head:
                whole = "姓名" if is_chinese else "Name"
            cells[into] = Scalar(whole, cells[into].mark)
            cells[other] = Scalar("", cells[other].mark)
        yield tuple(cells)


def _whole(given: str, family: str, *, is_chinese: bool) -> str:
    """Both names as they are said: 欧阳某某, Alex Stone."""
    if is_chinese and not (given + family).isascii():
        return family + given
    return f"{given} {family}".strip()
