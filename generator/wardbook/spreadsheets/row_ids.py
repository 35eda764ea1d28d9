"""Which entry a row of a sheet means: by its id, by its name, by its code or by what else it is
called; and an id for a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wardbook.findings import Finding, info
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.cells import tidy
from wardbook.spreadsheets.found_ids import Names, folded_name, proposed_id
from wardbook.spreadsheets.laid_out_tables import ListTable, said_in
from wardbook.spreadsheets.phone_cells import phone_text
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.spoken_names import in_letters
from wardbook.spreadsheets.table_rows import cell_in, filled_cells
from wardbook.spreadsheets.unknown_names import is_unknown, name_with

_SHOWN = 12
"""Ids that are named."""


@dataclass(frozen=True)
class RowIds:
    """The ids of rows. `claims` says how many rows mean an entry: two can't both be one that is
    called otherwise."""

    names: Names
    claims: Mapping[str, int]
    proposed: list[tuple[Scalar, str]] = field(default_factory=list)
    """Names of new departments, and the ids made of their sound."""

    def id_in(self, table: ListTable, row: Row) -> str:
        """The id of the entry that a row means: as written, else by its name, else by what else it
        is called; empty for a new entry without one."""
        found = _named_id(table, row, self.names)
        if found:
            return found
        other = called_otherwise(table, row, self.names)
        if self.claims.get(other) != 1:
            return ""
        return other

    def new_id(self, table: ListTable, row: Row, taken: Container[str]) -> str:
        """An id for a row that has none: of its name, or of its number; a copy's begins with what
        it is a copy of. A department has no number: its Chinese name is taken by its sound."""
        said = list(names_in(table, row))
        place = table.place_of("manual")
        if place is not None:
            manual = self.names.meant(table.columns[place], cell_in(row, place).strip())
            return proposed_id([f"{manual}-{one}" for one in [*said, number_in(table, row)]], taken)
        if self.names.has_phones:
            return proposed_id([*said, number_in(table, row)], taken)
        latin = list(filter(str.isascii, said))
        made = proposed_id([*latin, *map(in_letters, said)], taken)
        if said and not latin:
            self.proposed.append((Scalar(said[0], row[0].mark), made))
        return made

    def findings(self) -> Iterator[Finding]:
        """X633: the ids made of the sound of names, in one line."""
        if self.proposed:
            shown: list[str] = []
            for name, made in self.proposed[:_SHOWN]:
                shown.append(f"{name} → {made}")
            first = self.proposed[0][0].mark
            yield info("X633", first, ids=", ".join(shown), count=len(self.proposed))


def row_ids(tables: Sequence[ListTable], names: Names) -> RowIds:
    """The ids of the rows of some tables."""
    claims: Counter[str] = Counter()
    for table in tables:
        for row in table.rows:
            if len(filled_cells(row)) > 1:
                claims[_named_id(table, row, names) or called_otherwise(table, row, names)] += 1
    return RowIds(names, claims)


def _named_id(table: ListTable, row: Row, names: Names) -> str:
    """The id that a row has, or that of the entry with its name; empty where there is none."""
    written = said_in(table, row, "id")
    if written:
        return str(written)
    department = unknown_department(table, row, names)
    number = number_in(table, row)
    for said in names_in(table, row):
        name = folded_name(name_with(department, Scalar(said, row[0].mark)))
        found = names.numbered.get((name, number)) or names.own.get(name)
        if found:
            return found
    return ""


def called_otherwise(table: ListTable, row: Row, names: Names) -> str:
    """The id of the entry of which a row says what else it is called, and nothing that speaks
    against it: another code; empty where none is."""
    code = said_in(table, row, "code")
    for said in names_in(table, row):
        found = names.own_also.get(folded_name(said), "")
        own_code = names.own_codes.get(found)
        if found and (code is None or own_code is None or folded_name(code) == own_code):
            return found
    return ""


def unknown_department(table: ListTable, row: Row, names: Names) -> str:
    """The words for a department in a row, where it is none that the plan has, or a part of one;
    else empty."""
    for index, column in table.columns.items():
        if column.field != "department":
            continue
        said = cell_in(row, index)
        if names.is_part(said):
            return said.strip()
        meant = Scalar(names.meant(column, tidy(said, column)), said.mark)
        if is_unknown(column, meant):
            return str(meant)
    return ""


def names_in(table: ListTable, row: Row) -> Iterator[str]:
    """What a row calls its entry, in each language; a copy has a number."""
    called = "name" if table.place_of("manual") is None else "number"
    for index, column in table.columns.items():
        if column.field == called and cell_in(row, index).strip():
            yield cell_in(row, index).strip()


def number_in(table: ListTable, row: Row) -> str:
    """The number in a row, without what only shows it; empty where there is none."""
    number = said_in(table, row, "number")
    if number is None:
        return ""
    return phone_text(number, is_figure=table.is_figure(number))


def department_in(table: ListTable, row: Row, names: Names) -> str:
    """The id of the department that is called as a row calls its entry; empty where none is."""
    for said in names_in(table, row):
        found = names.department(said)
        if found:
            return found
    return ""
