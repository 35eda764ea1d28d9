"""Rows of free tables are as long as their heads."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, error
from wardbook.plan.model.blocks import Table, TableBlock


def rows(context: Context) -> Iterator[Finding]:
    """E207: a row that has more or fewer cells than the table has columns, counted with the cells
    that reach over several columns, or down from the rows above. Without a head the first row says
    how many there are. E208: a cell that reaches down
    below the last row."""
    for block in context.project.blocks():
        if isinstance(block, TableBlock):
            yield from _in_table(block.table)


def _in_table(table: Table) -> Iterator[Finding]:
    columns = len(table.columns) or _width_of_first(table)
    taken: dict[int, int] = {}
    """Row → columns that cells of rows above it reach into."""
    for at, row in enumerate(table.rows, 1):
        wide = taken.pop(at, 0)
        for cell in row:
            wide += cell.across
            for below in range(at + 1, at + cell.down):
                taken[below] = taken.get(below, 0) + cell.across
        if wide != columns:
            place = row[0].at if row else table.at
            yield error("E207", place, row=at, cells=wide, columns=columns)
    if taken:
        yield error("E208", table.at, rows=len(taken))


def _width_of_first(table: Table) -> int:
    """Columns of a table without a head, as its first row says."""
    width = 0
    for cell in table.rows[0] if table.rows else ():
        width += cell.across
    return width


CHECKS = (rows,)
