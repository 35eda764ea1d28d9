"""Tables of telephone numbers in a plan that came as a Word file: as a sheet that its author
completes and `import contacts` takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.project import Project
from wardbook.plan.registries import BY_PLACE
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.columns import ListColumn, columns
from wardbook.spreadsheets.headings import HeadingNames, heading_names, heading_of
from wardbook.spreadsheets.laid_out_tables import ListTable, known_columns, tables_of
from wardbook.spreadsheets.raw_sheets import COLUMNS_MOST, MergedCells, RawSheet, Row, scalar
from wardbook.spreadsheets.table_rows import cell_in, filled_cells
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
        found: set[str] = set()
        for table in self.tables:
            found.update(column.key for column in table.columns.values())
        return [column for column in self.known if column.key in found or column.field == "id"]

    def rows(self) -> list[list[str]]:
        """The sheet: headings, then every row of every table; columns that the list does not have
        stand at the right under their own headings."""
        known, others = self.columns(), self._others()
        headings: list[str] = []
        keys: list[str] = []
        for column in known:
            headings.append(heading_of(column, CONTACTS))
            keys.append(column.key)
        made = [[*headings, *others]]
        for table in self.tables:
            for row in table.rows:
                made.append(_laid_out(table, row, keys, others))
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
    reached: set[tuple[int, int]] = set()
    for number, cells in enumerate(table.rows, 1):
        row: list[Scalar] = []
        for cell in cells:
            _pad(row, reached, file, number)
            column = len(row) + 1
            row.append(scalar(cell.text, Mark(file, number, column)))
            if cell.across == cell.down == 1 or column > COLUMNS_MOST:
                continue
            right = min(column + cell.across - 1, COLUMNS_MOST)
            bottom = min(number + cell.down - 1, len(table.rows))
            raw.merged.append(MergedCells(number, column, bottom, right))
            reached.update(product(range(number, bottom + 1), range(column, right + 1)))
        raw.rows.append(tuple(row))
    return worksheet_of(raw)


def _pad(row: list[Scalar], reached: AbstractSet[tuple[int, int]], file: str, number: int) -> None:
    """Pass the places that a merged cell reaches into."""
    while (number, len(row) + 1) in reached:
        row.append(scalar("", Mark(file, number, len(row) + 1)))


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
