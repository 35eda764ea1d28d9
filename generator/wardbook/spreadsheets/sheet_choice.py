"""Which sheets of a file hold a list: by their names as somebody says them, by the name of the
list, or by their headings. Those that are not read are named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType

from wardbook.findings import Finding, Mark, error, info
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.concluded_columns import rivals
from wardbook.spreadsheets.headings import HeadingNames, folded
from wardbook.spreadsheets.laid_out_tables import ListTable, known_columns, tables_of
from wardbook.spreadsheets.split_names import with_whole_names
from wardbook.spreadsheets.table_rows import WHAT_COUNTS
from wardbook.spreadsheets.worksheets import Worksheet

Needs = Sequence[Sequence[str]]
"""Fields that a list can't do without; of several in one, one is enough."""


@dataclass(frozen=True)
class ChosenTables:
    """The tables that are read, and what there is to say of the file."""

    tables: tuple[ListTable, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, str]
    """Name of each sheet in findings → its rows for quoting."""
    encoding: str = ""


def chosen_tables(
    sheets: Sequence[Worksheet],
    names: HeadingNames,
    needs: Needs,
    wanted: Collection[str] = (),
) -> ChosenTables:
    """The tables of the list in `sheets`. `wanted` are sheets that somebody named."""
    sheets = tuple(map(with_whole_names, sheets))
    chosen = _chosen(sheets, names, needs, wanted)
    findings: list[Finding] = []
    tables: list[ListTable] = []
    for sheet in chosen:
        if sheet.rows:
            beside = list(tables_of(sheet, names))
            findings += _of_entries(sheet.findings, beside)
            for table in beside:
                findings += table.findings
            findings += _lacking(beside[0], needs, names)
            tables += beside
            continue
        findings += sheet.findings
        if not sheet.findings:
            findings.append(error("S016", Mark(sheet.file)))
    findings += _told_in_vain(tables, names)
    findings += not_read(sheets, chosen)
    sources = {sheet.file: sheet.text for sheet in sheets}
    return ChosenTables(tuple(tables), tuple(findings), sources, sheets[0].encoding)


def _of_entries(findings: Sequence[Finding], tables: Sequence[ListTable]) -> Iterator[Finding]:
    """The findings of a sheet, without cells that show no value (X608) where none is read: the sum
    below a list, a column that nobody knows."""
    for finding in findings:
        if finding.code != "X608" or any(_is_read(mark, tables) for mark in finding.marks):
            yield finding


def _is_read(place: Mark, tables: Sequence[ListTable]) -> bool:
    """Whether a cell stands in an entry's row and in a column that is read."""
    for table in tables:
        columns = {table.head.column + at for at in table.columns}
        if place.column in columns and any(row[0].mark.line == place.line for row in table.rows):
            return True
    return False


def _chosen(
    sheets: Sequence[Worksheet], names: HeadingNames, needs: Needs, wanted: Collection[str]
) -> list[Worksheet]:
    """The sheets that are read: those that are wanted, else the one with the list's name, else all
    that look like the list, else the one that knows most of its columns."""
    if wanted:
        return list(_named(sheets, wanted))
    shown = [sheet for sheet in sheets if sheet.rows and not sheet.is_hidden]
    named = list(_named(shown, (names.name,)))
    fitting = named or list(_fitting(shown, names, needs))
    return fitting or [_likeliest(shown or sheets, names)]


def _fitting(sheets: Sequence[Worksheet], names: HeadingNames, needs: Needs) -> Iterator[Worksheet]:
    """The sheets that have the columns that a list needs."""
    for sheet in sheets:
        known = known_columns(sheet, names)
        if len(known) > 1 and not _lacks(known, needs):
            yield sheet


def _likeliest(sheets: Sequence[Worksheet], names: HeadingNames) -> Worksheet:
    """The sheet that knows most columns of the list; the first of several."""
    return max(sheets, key=lambda sheet: len(known_columns(sheet, names)))


def _named(sheets: Sequence[Worksheet], wanted: Collection[str]) -> Iterator[Worksheet]:
    for sheet in sheets:
        if sheet.name in wanted:
            yield sheet


def not_read(sheets: Sequence[Worksheet], chosen: Sequence[Worksheet]) -> Iterator[Finding]:
    """X615: sheets with content that are not read."""
    left: list[Worksheet] = []
    for sheet in sheets:
        if sheet.rows and sheet not in chosen:
            left.append(sheet)
    if left:
        names = ", ".join(sheet.name for sheet in left)
        yield info("X615", left[0].rows[0][0].mark, sheets=names)


def _lacks(there: AbstractSet[str], needs: Needs) -> list[str]:
    """The needs that none of the fields `there` serves, each by its first field."""
    return [need[0] for need in needs if there.isdisjoint(need)]


def _told_in_vain(tables: Sequence[ListTable], names: HeadingNames) -> Iterator[Finding]:
    """X604 for each heading that somebody told and that no table has."""
    written: set[str] = set()
    for table in tables:
        written.update(map(folded, table.headings))
    for said, column in names.told.items():
        if tables and said not in written:
            yield error("X604", tables[0].head, heading=column.key, told=rivals({}, column.key))


def _lacking(table: ListTable, needs: Needs, names: HeadingNames) -> list[Finding]:
    """X604 for each field that the list needs and that has no column; of those that somebody told
    another finding speaks."""
    there = set(map(_field, table.columns.values()))
    written = set(map(folded, table.headings))
    there |= {column.field for said, column in names.told.items() if said not in written}
    return _all_lacking(_lacks(there, needs), table.head, table.proposed)


def _field(column: ListColumn) -> str:
    return column.field


def _all_lacking(
    lacks: Collection[str], mark: Mark, proposed: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> list[Finding]:
    wanted = tuple(dict.fromkeys((*lacks, *WHAT_COUNTS)))
    told = {need: rivals(proposed, need, wanted) for need in lacks}
    return [error("X604", mark, heading=need, told=told[need]) for need in lacks]
