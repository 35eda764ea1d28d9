"""A sheet laid against a registry: what it would say afterwards, what changes, and what is wrong with the sheet itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.findings import Finding, Mark, error, info
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.spreadsheets.cells import Entry, at, cell, put, same, tidy
from wardbook.spreadsheets.columns import ColumnKind, ListColumn
from wardbook.spreadsheets.headings import columns_of
from wardbook.spreadsheets.worksheets import Row, Worksheet

_EXPONENT = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_TOO_LONG = re.compile(r"[0-9]{16,}")
"""Spreadsheets keep fifteen digits of a number and write zeros for the rest."""


@dataclass(frozen=True)
class Merged:
    """A registry as the sheet wants it. The lists name ids, for people; `findings` are about the sheet itself."""

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


def merge(
    old: Sequence[Data],
    sheet: Worksheet,
    known: Sequence[ListColumn],
    name: str,
    languages: Sequence[str],
) -> Merged:
    """Lay `sheet` against the entries `old` of the list `name`. Entries that the sheet lacks stay."""
    if not sheet.rows:
        found = sheet.findings or (error("X604", Mark(sheet.file), heading="id"),)
        return Merged(tuple(old), (), (), (), found)
    columns, findings = columns_of(sheet.rows, known, name)
    findings = [*sheet.findings, *findings]
    if not any(column.path == ("id",) for column in columns.values()):
        findings.append(error("X604", sheet.rows[0][0].mark, heading="id"))
        return Merged(tuple(old), (), (), (), tuple(findings))
    table = _Table(sheet, columns, languages)
    kept: dict[str, Entry] = {}
    for entry in old:
        if isinstance(entry, dict) and (own := at(entry, ("id",))) is not None:
            kept.setdefault(str(own), entry)
    rows = list(_entries(table, dict(kept), findings))
    made = {own: entry for own, entry, is_new in rows if not is_new}
    changed = tuple(own for own, entry in made.items() if entry is not kept[own])
    added = tuple(own for own, _, is_new in rows if is_new)
    new = [entry for _, entry, is_new in rows if is_new]
    missing = tuple(own for own in kept if own not in made)
    findings += [info("X610", kept[own][MARK_KEY], id=own, file=sheet.file) for own in missing]  # type: ignore[arg-type]
    replaced = {id(kept[own]): entry for own, entry in made.items()}
    entries = [replaced.get(id(entry), entry) for entry in old]
    return Merged((*entries, *new), changed, added, missing, tuple(findings))


def rows_of(
    sheet: Worksheet, known: Sequence[ListColumn], name: str, needs: Sequence[str]
) -> tuple[list[Entry], list[Finding]]:
    """The rows of `sheet` as new entries, and what is wrong with it. Columns that the list `needs` are found missing once,
    not once a row."""
    columns, findings = columns_of(sheet.rows, known, name) if sheet.rows else ({}, [])
    findings = [*sheet.findings, *findings]
    there = {column.path[0] for column in columns.values()}
    lacks = [key for key in needs if key not in there] if sheet.rows or not findings else []
    place = sheet.rows[0][0].mark if sheet.rows else Mark(sheet.file)
    findings += [error("X604", place, heading=key) for key in lacks]
    table = _Table(sheet, columns, ())
    filled = (
        row for row in sheet.rows[1:] if any(row[at].strip() for at in columns if at < len(row))
    )
    return [] if lacks else [_laid(table, row, None, findings) for row in filled], findings


def without(merged: Merged) -> Merged:
    """What `merged` would be if the entries that the sheet lacks were taken out."""
    entries = tuple(
        entry
        for entry in merged.entries
        if not isinstance(entry, dict) or str(at(entry, ("id",))) not in merged.missing
    )
    findings = tuple(finding for finding in merged.findings if finding.code != "X610")
    return Merged(entries, merged.changed, merged.added, (), findings, merged.missing)


def _entries(
    table: _Table, kept: dict[str, Entry], findings: list[Finding]
) -> Iterator[tuple[str, Entry, bool]]:
    """(id, entry, whether it is new) for each row. A second row with one id is a new entry, which `check` refuses."""
    place = next(index for index, column in table.columns.items() if column.path == ("id",))
    for row in table.sheet.rows[1:]:
        if not any(row[index].strip() for index in table.columns if index < len(row)):
            continue
        own = row[place].strip() if place < len(row) else ""
        old = kept.pop(own, None)
        yield own, _laid(table, row, old, findings), old is None


def _laid(table: _Table, row: Row, old: Entry | None, findings: list[Finding]) -> Entry:
    """The entry with what the row says; the very same one when it says nothing else."""
    entry: Entry = old if old is not None else {MARK_KEY: row[0].mark}
    for index, column in table.columns.items():
        said = row[index] if index < len(row) else Scalar("", row[-1].mark)
        text = Scalar(tidy(said, column), said.mark)
        before = cell(old, column) if old is not None else ""
        findings += _lost(table.sheet, column, text, before)
        if not same(column, before, text):
            entry = _with(entry, column, text, table.languages)
    return entry


def _with(entry: Entry, column: ListColumn, text: Scalar, languages: Sequence[str]) -> Entry:
    """The entry with another value in a column; mappings that hold nothing any more go with it."""
    made, path = dict(entry), column.path
    value = put(at(entry, path), column, text, languages)
    if len(path) > 1:
        inner = made.get(path[0])
        below: Entry = dict(inner) if isinstance(inner, dict) else {MARK_KEY: text.mark}
        _set(below, path[-1], value, text.mark)
        value = below if any(key != MARK_KEY for key in below) else None
    _set(made, path[0], value, text.mark)
    return made


def _set(entry: Entry, key: str, value: Data | None, mark: Mark) -> None:
    if value is None:
        entry.pop(key, None)
    else:
        entry[Scalar(key, mark)] = value


def _lost(sheet: Worksheet, column: ListColumn, text: Scalar, before: str) -> Iterator[Finding]:
    """X607: a number that the spreadsheet rounded; X609: one that lost its leading zeros."""
    if column.kind is not ColumnKind.WORD or column.is_date or not text or text == before:
        return
    number = text.mark in sheet.numbers
    if _EXPONENT.fullmatch(text) or (number and _TOO_LONG.fullmatch(text)):
        yield error("X607", text.mark, given=text)
    elif before.startswith("0") and before.lstrip("0") == text:
        yield error("X609", text.mark, given=text, before=before)
