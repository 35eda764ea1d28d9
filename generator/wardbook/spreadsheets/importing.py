"""A sheet laid against a registry: what it would say afterwards, what changes, and what is wrong
with the sheet itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.findings import Finding, Mark, error, info
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.spreadsheets.cells import Entry, at, cell, holds_anything, put, same, tidy
from wardbook.spreadsheets.columns import ColumnKind, ListColumn
from wardbook.spreadsheets.headings import columns_of
from wardbook.spreadsheets.worksheets import Row, Worksheet

_EXPONENT = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_TOO_LONG = re.compile(r"[0-9]{16,}")
"""Spreadsheets keep fifteen digits of a number and write zeros for the rest."""


@dataclass(frozen=True)
class Merged:
    """A registry as the sheet wants it. The lists name ids, for people; `findings` are about the
    sheet itself."""

    entries: tuple[Data, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    removed: tuple[str, ...] = ()

    @property
    def alters(self) -> bool:
        """Whether the registry would say something else."""
        return bool(self.changed or self.added or self.removed)


@dataclass(frozen=True)
class _Table:
    """How the sheet's columns are read: place in the row → column."""

    sheet: Worksheet
    columns: Mapping[int, ListColumn]
    languages: Sequence[str]


@dataclass(frozen=True)
class _LaidRow:
    """What a row makes of the entry with its id, or a new entry."""

    id: str
    entry: Entry
    is_new: bool


def merge(
    old: Sequence[Data],
    sheet: Worksheet,
    known: Sequence[ListColumn],
    name: str,
    languages: Sequence[str],
) -> Merged:
    """Lay `sheet` against the entries `old` of the list `name`. Entries that the sheet lacks
    stay."""
    if not sheet.rows:
        found = sheet.findings or (error("X604", Mark(sheet.file), heading="id"),)
        return Merged(tuple(old), (), (), (), found)
    columns, findings = columns_of(sheet.rows, known, name)
    findings = [*sheet.findings, *findings]
    place_of_id = _place_of_id(columns)
    if place_of_id is None:
        findings.append(error("X604", sheet.rows[0][0].mark, heading="id"))
        return Merged(tuple(old), (), (), (), tuple(findings))
    table = _Table(sheet, columns, languages)
    return _laid_against(old, table, place_of_id, findings=findings)


def _laid_against(
    old: Sequence[Data], table: _Table, place_of_id: int, *, findings: list[Finding]
) -> Merged:
    """What the rows of a sheet make of the entries `old`, and which of these have no row (X610)."""
    kept = _by_id(old)
    made: dict[str, Entry] = {}
    new: list[Entry] = []
    added: list[str] = []
    for row in _laid_rows(table, place_of_id, kept=dict(kept), findings=findings):
        if row.is_new:
            new.append(row.entry)
            added.append(row.id)
        else:
            made[row.id] = row.entry
    changed: list[str] = []
    for own, entry in made.items():
        if entry is not kept[own]:
            changed.append(own)
    missing: list[str] = []
    for own, entry in kept.items():
        if own not in made:
            missing.append(own)
            findings.append(info("X610", _mark_of(entry), id=own, file=table.sheet.file))
    entries = (*_replaced(old, kept, made), *new)
    return Merged(entries, tuple(changed), tuple(added), tuple(missing), tuple(findings))


def _replaced(
    old: Sequence[Data], kept: Mapping[str, Entry], made: Mapping[str, Entry]
) -> list[Data]:
    """The entries `old`, with those that a row speaks of as it makes them; `kept` says which entry
    each id means, for an id may stand there twice."""
    by_identity = {id(kept[own]): entry for own, entry in made.items()}
    return [by_identity.get(id(entry), entry) for entry in old]


def rows_of(
    sheet: Worksheet, known: Sequence[ListColumn], name: str, needs: Sequence[str]
) -> tuple[list[Entry], list[Finding]]:
    """The rows of `sheet` as new entries, and what is wrong with it. Columns that the list `needs`
    are found missing once, not once a row."""
    if not sheet.rows:
        return [], list(sheet.findings) or _lacking(needs, Mark(sheet.file))
    columns, findings = columns_of(sheet.rows, known, name)
    findings = [*sheet.findings, *findings]
    there = {column.path[0] for column in columns.values()}
    lacks = [key for key in needs if key not in there]
    if lacks:
        return [], findings + _lacking(lacks, sheet.rows[0][0].mark)
    table = _Table(sheet, columns, ())
    entries: list[Entry] = []
    for row in _filled_rows(table):
        entries.append(_laid(table, row, old=None, findings=findings))
    return entries, findings


def _lacking(headings: Sequence[str], mark: Mark) -> list[Finding]:
    """X604 for each heading that is not there."""
    return [error("X604", mark, heading=heading) for heading in headings]


def without(merged: Merged) -> Merged:
    """What `merged` would be if the entries that the sheet lacks were taken out."""
    missing = frozenset(merged.missing)
    entries: list[Data] = []
    for entry in merged.entries:
        if _id_of(entry) not in missing:
            entries.append(entry)
    findings = tuple(finding for finding in merged.findings if finding.code != "X610")
    return Merged(tuple(entries), merged.changed, merged.added, (), findings, merged.missing)


def _place_of_id(columns: Mapping[int, ListColumn]) -> int | None:
    """Where the ids stand in a row; None where the sheet has no such column."""
    for index, column in columns.items():
        if column.path == ("id",):
            return index
    return None


def _id_of(entry: Data) -> str | None:
    """The id of an entry as it was written; None where it has none."""
    own = at(entry, ("id",))
    if own is None:
        return None
    return str(own)


def _by_id(entries: Sequence[Data]) -> dict[str, Entry]:
    """Id → the first entry that has it."""
    found: dict[str, Entry] = {}
    for entry in entries:
        own = _id_of(entry)
        if isinstance(entry, dict) and own is not None:
            found.setdefault(own, entry)
    return found


def _mark_of(entry: Entry) -> Mark:
    mark = entry[MARK_KEY]
    assert isinstance(mark, Mark)
    return mark


def _cell_at(row: Row, index: int) -> Scalar:
    """The cell of a row; an empty one, with the place of the last, beyond the row's end."""
    if index < len(row):
        return row[index]
    return Scalar("", row[-1].mark)


def _filled_rows(table: _Table) -> Iterator[Row]:
    """The rows below the headings that say something in a column that is read."""
    for row in table.sheet.rows[1:]:
        if any(_cell_at(row, index).strip() for index in table.columns):
            yield row


def _laid_rows(
    table: _Table, place_of_id: int, *, kept: dict[str, Entry], findings: list[Finding]
) -> Iterator[_LaidRow]:
    """Each row laid against the entry of its id, which is taken out of `kept`. A second row with
    one id is a new entry, which `check` refuses."""
    for row in _filled_rows(table):
        own = _cell_at(row, place_of_id).strip()
        old = kept.pop(own, None)
        yield _LaidRow(own, _laid(table, row, old=old, findings=findings), old is None)


def _laid(table: _Table, row: Row, *, old: Entry | None, findings: list[Finding]) -> Entry:
    """The entry with what the row says; the very same one when it says nothing else. What is wrong
    with the cells is put into `findings`."""
    entry: Entry = {MARK_KEY: row[0].mark}
    if old is not None:
        entry = old
    for index, column in table.columns.items():
        said = _cell_at(row, index)
        text = Scalar(tidy(said, column), said.mark)
        before = ""
        if old is not None:
            before = cell(old, column)
        findings += _lost(column, text, before=before, is_number=text.mark in table.sheet.numbers)
        if not same(column, before, text):
            entry = entry_with(entry, column, text, languages=table.languages)
    return entry


def entry_with(
    entry: Entry, column: ListColumn, text: Scalar, *, languages: Sequence[str]
) -> Entry:
    """The entry with another value in a column; mappings that hold nothing any more go with it."""
    made = dict(entry)
    path = column.path
    value = put(at(entry, path), column, text, languages=languages)
    if len(path) > 1:
        inner = made.get(path[0])
        below: Entry = {MARK_KEY: text.mark}
        if isinstance(inner, dict):
            below = dict(inner)
        _set(below, Scalar(path[-1], text.mark), value)
        value = None
        if holds_anything(below):
            value = below
    _set(made, Scalar(path[0], text.mark), value)
    return made


def _set(entry: Entry, key: Scalar, value: Data | None) -> None:
    """Put a value into an entry; None takes the key out."""
    if value is None:
        entry.pop(key, None)
    else:
        entry[key] = value


def _lost(column: ListColumn, text: Scalar, *, before: str, is_number: bool) -> Iterator[Finding]:
    """X607: a number that the spreadsheet rounded; X609: one that lost its leading zeros.
    `is_number`: the spreadsheet keeps the cell as a number."""
    if column.kind is not ColumnKind.WORD or column.is_date:
        return
    if not text or text == before:
        return
    if _EXPONENT.fullmatch(text) or (is_number and _TOO_LONG.fullmatch(text)):
        yield error("X607", text.mark, given=text)
    elif before.startswith("0") and before.lstrip("0") == text:
        yield error("X609", text.mark, given=text, before=before)
