"""How many copies a row of the register is about: registers that give each copy a row have its
number, and no column for how many."""

from __future__ import annotations

import re

from wardbook.plan.data import Scalar
from wardbook.spreadsheets.cells import Entry, at

_NUMBERED = re.compile(r"[^0-9]*([0-9]+)(?: ?[-–~至] ?[^0-9]*([0-9]+))?[^0-9]*")
"""01, No. 3, 03-05."""
_MOST = 1000
"""Copies that a span of numbers may mean."""


def with_count(entry: Entry) -> Entry:
    """A new entry, which says how many copies its numbers name where it does not say it itself."""
    number = at(entry, ("number",))
    if "count" in entry or not isinstance(number, Scalar):
        return entry
    named = _NUMBERED.fullmatch(number)
    if not named:
        return entry
    count = int(named[2] or named[1]) - int(named[1]) + 1
    if not 0 < count <= _MOST:
        return entry
    return {**entry, Scalar("count", number.mark): Scalar(str(count), number.mark)}
