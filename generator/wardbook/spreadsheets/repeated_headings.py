"""Headings that stand several times on a sheet: which of several 电话 is that of the name that is
read."""

from __future__ import annotations

from collections.abc import Sequence

from wardbook.plan.data import Scalar
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.headings import folded

_WHOSE = ("name", "role", "department")
"""Fields that say whose number it is, the nearest first."""


def beside_its_name(
    found: dict[int, ListColumn], headed: Sequence[tuple[int, Scalar]]
) -> tuple[dict[int, ListColumn], tuple[int, int] | None]:
    """The columns, with the number that stands behind the name where the same heading stands before
    it too: 值班领导 电话 姓名 电话. Also the place that is no longer read and that which is."""
    place = {column.field: at for at, column in found.items()}
    whose = next((place[field] for field in _WHOSE if field in place), None)
    number = place.get("number")
    if whose is None or number is None or number > whose:
        return found, None
    heading = folded(dict(headed).get(number, Scalar("", headed[0][1].mark)))
    behind = [at for at, cell in headed if at > whose and folded(cell) == heading]
    if not behind:
        return found, None
    made = {at: column for at, column in found.items() if at != number}
    made[behind[0]] = found[number]
    return made, (number, behind[0])
