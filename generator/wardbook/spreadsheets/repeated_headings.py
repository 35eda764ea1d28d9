"""Headings that stand several times on a sheet: which of several 电话 is that of the name that is
read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wardbook.plan.data import Scalar
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.headings import HeadingNames, folded

_WHOSE = ("department", "role", "name")
"""Fields that say whose number it is, the nearest last."""


def beside_its_name(
    found: dict[int, ListColumn], headed: Sequence[tuple[int, Scalar]], names: HeadingNames
) -> tuple[dict[int, ListColumn], tuple[int, int] | None]:
    """The columns, with the number that stands behind the name where another stands before it too:
    值班领导 电话 姓名 电话. Also the place that is no longer read and that which is."""
    whose, number = _places(found)
    if number < 0 or number > whose:
        return found, None
    heading = folded(dict(headed).get(number, Scalar("", headed[0][1].mark)))
    if heading in names.told:
        return found, None
    for at, cell in headed:
        is_number = names.whole(cell) is found[number]
        if at > whose and at not in found and (folded(cell) == heading or is_number):
            made = dict(found)
            made[at] = made.pop(number)
            return made, (number, at)
    return found, None


def _places(found: Mapping[int, ListColumn]) -> tuple[int, int]:
    """Where it stands whose number it is, and where the number; -1 where nothing does."""
    whose = number = rank = -1
    for at, column in found.items():
        if column.field == "number":
            number = at
        elif column.field in _WHOSE and _WHOSE.index(column.field) > rank:
            whose, rank = at, _WHOSE.index(column.field)
    return whose, number
