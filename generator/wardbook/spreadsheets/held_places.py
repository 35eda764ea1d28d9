"""Registers of copies that say in one column who has a copy or where it lies (Held at: Laboratory,
Triage desk): what is no department is a place, and may be one of a department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wardbook.findings import Finding, Mark, info
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.found_ids import Names, folded_name
from wardbook.spreadsheets.heading_words import sense_of
from wardbook.spreadsheets.laid_out_tables import ListTable
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import cell_in

_SHOWN = 12
_WHO = ("department", "manual")


def with_held_places(
    table: ListTable, place: ListColumn, names: Names, findings: list[Finding]
) -> ListTable:
    """The table with places in the column `place` where the column of those who have the copies
    says them. X637 tells which."""
    at = _held_at(table)
    if at is None:
        return table
    into = table.place_of("place")
    if into is None:
        into = len(table.headings)
    rows: list[Row] = []
    moved: list[Scalar] = []
    for row in table.rows:
        said = cell_in(row, at)
        has_place = into < len(row) and cell_in(row, into).strip()
        if said.strip() and not has_place and not _is_department(table.columns[at], said, names):
            row = _moved(row, at, into, _department_of(table.columns[at], said, names))
            moved.append(said)
        rows.append(row)
    findings += _told(moved, table.columns[at], names)
    return replace(table, rows=tuple(rows), columns={**table.columns, into: place})


def _held_at(table: ListTable) -> int | None:
    """Where it stands who has a copy, under a heading that asks for a place."""
    for at, column in table.columns.items():
        if column.field in _WHO and "place" in sense_of(table.headings[at]).kinds:
            return at
    return None


def _is_department(column: ListColumn, said: str, names: Names) -> bool:
    """Whether a cell is the name, code or id of a department, or of the complete plan."""
    return names.is_name(column, said.strip()) and folded_name(said) not in names.aliases


def _department_of(column: ListColumn, said: str, names: Names) -> str:
    """The department that a place means: which alone has it, or is also called so; empty where both
    are, and not the same."""
    found = {names.places.get(folded_name(said), "")}
    if names.is_name(column, said.strip()):
        found.add(names.meant(column, said.strip()))
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _moved(row: Row, at: int, into: int, department: str) -> Row:
    """A row with a cell as a place, and with the department that has it."""
    said = row[at]
    cells = list(row)
    while len(cells) <= into:
        mark = cells[0].mark
        cells.append(Scalar("", Mark(mark.file, mark.line, mark.column + len(cells))))
    cells[at] = Scalar(department, said.mark)
    cells[into] = Scalar(said.strip(), said.mark)
    return tuple(cells)


def _told(moved: Sequence[Scalar], column: ListColumn, names: Names) -> list[Finding]:
    """X637: cells that were read as places, in one finding."""
    if not moved:
        return []
    named: dict[str, None] = {}
    marks: list[Mark] = []
    for said in moved:
        named[f"{said.strip()} ({_department_of(column, said, names) or '–'})"] = None
        marks.append(said.mark)
    shown = ", ".join(list(named)[:_SHOWN])
    return [info("X637", *marks, names=shown, count=len(moved))]
