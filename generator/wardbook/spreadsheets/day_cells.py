"""Days of which the order of the parts tells the month: 11/02/2026 is read as the project's country
writes it, and refused with both its readings where nothing says which is meant."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from wardbook.findings import Finding, error
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.laid_out_tables import ListTable
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import cell_in

_DAY_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?: 0?0:00(?::00)?)?")
_MONTH, _DAY = "month-first", "day-first"
_ORDERS = (_MONTH, _DAY)


def with_days(table: ListTable, order: str, findings: list[Finding]) -> ListTable:
    """The table with days as the plan writes them; `order` is that of the project. Where other
    cells of the column show another one, the cell may be either (X635)."""
    places = [at for at, column in table.columns.items() if column.is_date]
    orders = {at: _order_of(table, at, order) for at in places}
    if not places:
        return table
    rows: list[Row] = []
    for row in table.rows:
        made = list(row)
        for at in places:
            if at < len(row):
                made[at] = _read(row[at], orders[at])
                findings += _either(made[at])
        rows.append(tuple(made))
    return replace(table, rows=tuple(rows))


def _order_of(table: ListTable, at: int, order: str) -> str:
    """In which order the days of a column are to be read; empty where its cells speak against the
    project's."""
    shown = {_only_order(cell_in(row, at)) for row in table.rows} - {""}
    return order if order in _ORDERS and shown <= {order} else ""


def _only_order(cell: str) -> str:
    """The only order in which a cell is a day; empty where both or none will do."""
    possible = [one for one in _ORDERS if _day(cell, one)]
    return possible[0] if len(possible) == 1 else ""


def _read(cell: Scalar, order: str) -> Scalar:
    """A day as the plan writes it, where one is meant; any other cell as it is."""
    days = {_day(cell, one) for one in ([order] if order else _ORDERS)} - {""}
    only = _only_order(cell)
    if only:
        days = {_day(cell, only)}
    return Scalar(days.pop(), cell.mark) if len(days) == 1 else cell


def _day(cell: str, order: str) -> str:
    """The day that a cell means in an order; empty where that is none."""
    found = _DAY_LAST.fullmatch(cell.strip())
    if not found:
        return ""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month, day = (first, second) if order == _MONTH else (second, first)
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _either(cell: Scalar) -> Iterator[Finding]:
    """X635: a day that may be either of two."""
    days = [_day(cell, one) for one in _ORDERS]
    if all(days):
        yield error("X635", cell.mark, given=cell.strip(), first=days[0], second=days[1])
