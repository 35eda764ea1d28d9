"""Tables of telephone numbers in a plan that came as a Word file: as a sheet that its author
completes and `import contacts` takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardbook.findings import Mark
from wardbook.plan.project import Project
from wardbook.plan.registries import BY_PLACE
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.columns import ListColumn, columns
from wardbook.spreadsheets.headings import HeadingNames, heading_names, heading_of
from wardbook.spreadsheets.laid_out_tables import (
    ListTable,
    cell_in,
    filled_cells,
    known_columns,
    tables_of,
)
from wardbook.spreadsheets.raw_sheets import MergedCells, RawSheet, Row, scalar
from wardbook.spreadsheets.worksheets import Worksheet, worksheet_of
from wardbook.word.sources import SourceFile, SourceTable

CONTACTS = "contacts"
_NUMBER = "number"
_CALLED = ("name", "department")


@dataclass(frozen=True)
class ContactTables:
    """The tables of a source that say who has which number. `known` are the columns of the
    list."""

    known: tuple[ListColumn, ...]
    tables: tuple[ListTable, ...]

    def columns(self) -> list[ListColumn]:
        """Those of the sheet: the id, which the author may fill in, and what the tables have."""
        found = {column.key for table in self.tables for column in table.columns.values()}
        return [column for column in self.known if column.key in found or column.field == "id"]

    def rows(self) -> list[list[str]]:
        """The sheet: headings, then every row of every table; columns that the list does not have
        stand at the right under their own headings."""
        known, others = self.columns(), self._others()
        made = [[*(heading_of(column, CONTACTS) for column in known), *others]]
        for table in self.tables:
            for row in table.rows:
                made.append(_laid_out(table, row, [column.key for column in known], others))
        return made

    def _others(self) -> list[str]:
        """Headings of the tables that mean no column of the list."""
        found: dict[str, None] = {}
        for table in self.tables:
            for at, heading in enumerate(table.headings):
                if heading and at not in table.columns:
                    found.setdefault(heading)
        return list(found)


def contact_tables(source: SourceFile, project: Project) -> ContactTables:
    """The tables of a source that have a column of numbers and one that says whose they are."""
    known = columns(BY_PLACE[LISTS[CONTACTS]].model, project.languages)
    names = heading_names(known, CONTACTS)
    return ContactTables(known, tuple(_tables(source, names)))


def _tables(source: SourceFile, names: HeadingNames) -> Iterator[ListTable]:
    for piece in source.pieces:
        if not isinstance(piece, SourceTable):
            continue
        sheet = _sheet(source.name, piece)
        there = known_columns(sheet, names)
        if _NUMBER in there and there.intersection(_CALLED):
            yield from tables_of(sheet, names)


def _sheet(file: str, table: SourceTable) -> Worksheet:
    """A table as a sheet: each cell where it stands, merged ones over what they reach."""
    raw = RawSheet("", file)
    reached: dict[tuple[int, int], None] = {}
    for number, cells in enumerate(table.rows, 1):
        row: dict[int, str] = {}
        column = 1
        for cell in cells:
            while (number, column) in reached:
                column += 1
            row[column] = cell.text
            if cell.across > 1 or cell.down > 1:
                bottom, right = number + cell.down - 1, column + cell.across - 1
                raw.merged.append(MergedCells(number, column, bottom, right))
                for below in range(number, min(bottom, len(table.rows)) + 1):
                    reached.update(dict.fromkeys((below, at) for at in range(column, right + 1)))
            column += cell.across
        width = max(row, default=0)
        raw.rows.append(
            tuple(scalar(row.get(at, ""), Mark(file, number, at)) for at in range(1, width + 1))
        )
    return worksheet_of(raw)


def _laid_out(table: ListTable, row: Row, known: Sequence[str], others: Sequence[str]) -> list[str]:
    """A row of a table under the headings of the sheet; the name of a group stands alone."""
    made = dict.fromkeys((*known, *others), "")
    filled = filled_cells(row)
    if len(filled) == 1:
        name = next(key for key in known if key.partition(".")[0] in _CALLED)
        made[name] = filled[0].strip()
        return list(made.values())
    for at in range(len(row)):
        said = cell_in(row, at).strip()
        column = table.columns.get(at)
        key = column.key if column else ""
        if not key and at < len(table.headings):
            key = table.headings[at]
        if key in made and not made[key]:
            made[key] = said
    return list(made.values())
