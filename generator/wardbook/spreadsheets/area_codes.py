"""Telephone lists with area codes in a column of their own (区号 0571 beside 电话 88880101): a
number is dialled with both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wardbook.plan.data import Scalar
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.headings import folded
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import cell_in

_HEADED = frozenset(
    ("区号", "电话区号", "长途区号", "areacode", "stdcode", "diallingcode", "vorwahl")
)
_AREA = re.compile(r"\(?(\+?[0-9]{2,5})\)?")
_LOCAL = re.compile(r"(?![01]|400|800)[0-9][0-9 -]{5,}[0-9]")
"""A number that needs an area code from elsewhere: none with a nought, of a mobile or of a
service."""


def area_column(headings: Row, columns: Mapping[int, ListColumn]) -> int | None:
    """Where the area codes of a telephone list stand; None where there are none."""
    for at, heading in enumerate(headings):
        if at not in columns and folded(heading) in _HEADED:
            return at
    return None


def with_area_codes(
    rows: Sequence[Row], columns: Mapping[int, ListColumn], area: int | None
) -> tuple[Row, ...]:
    """The rows with the area code before each number that needs one."""
    number = next((at for at, column in columns.items() if column.field == "number"), None)
    if area is None or number is None:
        return tuple(rows)
    made: list[Row] = []
    for row in rows:
        said = cell_in(row, number)
        code = _AREA.fullmatch(cell_in(row, area).strip())
        if code and _LOCAL.fullmatch(said.strip()):
            whole = Scalar(f"{code[1]}-{said.strip()}", said.mark)
            row = (*row[:number], whole, *row[number + 1 :])
        made.append(row)
    return tuple(made)
