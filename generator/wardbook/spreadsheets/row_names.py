"""Rows of telephone lists that leave the name open, as where a post is nobody's: the post, else the
department, is the name there too."""

from __future__ import annotations

from dataclasses import replace
from itertools import repeat

from wardbook.plan.data import Scalar
from wardbook.spreadsheets.laid_out_tables import ListTable, said_in
from wardbook.spreadsheets.raw_sheets import Row


def with_row_names(table: ListTable) -> ListTable:
    """The table with a name in every row that has a number and says whose it is."""
    place = table.place_of("name")
    if place is None or _is_alone(table):
        return table
    return replace(table, rows=tuple(map(_named, repeat(table), table.rows, repeat(place))))


def _is_alone(table: ListTable) -> bool:
    """Whether no other column says whose numbers they are."""
    return table.place_of("role") is None and table.place_of("department") is None


def _named(table: ListTable, row: Row, place: int) -> Row:
    """A row with a name; the very same one that has one, or an id, or no number."""
    if said_in(table, row, "name") or said_in(table, row, "id"):
        return row
    said = said_in(table, row, "role") or said_in(table, row, "department")
    if said is None or said_in(table, row, "number") is None or place >= len(row):
        return row
    return (*row[:place], Scalar(said, row[place].mark), *row[place + 1 :])
