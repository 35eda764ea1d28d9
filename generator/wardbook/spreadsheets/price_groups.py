"""Rows of a price list that are no items, but name the group of those below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.laid_out_tables import ListTable, said_in
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import filled_cells, is_note

_COUNTED = re.compile(r"[(（]?(?:[一二三四五六七八九十]+|[IVX]+|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+|[A-Z])[)）、.．]*")
"""What counts groups in the column of codes: 一、, （二）, IV., A."""


@dataclass
class GroupRows:
    """Which of the rows of a price list name groups, row by row. `named` is the group of the items
    that come now; None before the first."""

    table: ListTable
    named: Scalar | None = None
    _notes: list[Mark] = field(default_factory=list)
    _unused: list[Mark] = field(default_factory=list)
    """Of groups in which no item has come yet."""

    def take(self, row: Row, following: Row | None) -> bool:
        """Whether a row is no item: it names a group, or explains the list."""
        named = _group_named(self.table, row, following)
        if named is None:
            self._unused.clear()
            return False
        if is_note(named):
            self._notes.append(named.mark)
        else:
            self.named = named
            self._unused.append(named.mark)
        return True

    @property
    def left_out(self) -> list[Mark]:
        """The rows that are neither items nor name the group of one."""
        return [*self._notes, *self._unused]


def _group_named(table: ListTable, row: Row, following: Row | None) -> Scalar | None:
    """The group that a row of a price list names: words without a price and a unit, and without a
    code of their own, or with one that the next row's begins with. None for an item."""
    filled = filled_cells(row)
    if len(filled) == 1:
        return filled[0]
    name = said_in(table, row, "name")
    if said_in(table, row, "price") or said_in(table, row, "unit") or not name:
        return None
    code = said_in(table, row, "code")
    if code and not (_COUNTED.fullmatch(code) or _is_above(code, table, following)):
        return None
    return name


def _is_above(code: str, table: ListTable, following: Row | None) -> bool:
    """Whether a code is that of the group in which the next row stands: 33 above 330100005a, 1203
    above 120200001."""
    if following is None:
        return False
    below = said_in(table, following, "code")
    if below is None or below == code:
        return False
    return below.startswith(code) or (_are_digits(code, below) and len(code) < len(below))


def _are_digits(code: str, below: str) -> bool:
    return code.isdigit() and below[:4].isdigit()
