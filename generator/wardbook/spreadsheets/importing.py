"""Sheets laid against a registry: what it would say afterwards, what changes, and what is wrong
with the sheets themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from wardbook.findings import Finding, Mark, error, info
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.spreadsheets.cells import Entry, as_meant, at, cell, entry_with, same, tidy
from wardbook.spreadsheets.changed_values import ColumnZeros, changed, zeros_of
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.copy_counts import with_count, with_language
from wardbook.spreadsheets.finer_words import kept_finer, with_finer
from wardbook.spreadsheets.found_ids import Names, folded_name
from wardbook.spreadsheets.laid_out_tables import ListTable, said_in
from wardbook.spreadsheets.phone_cells import no_phones, phone_text
from wardbook.spreadsheets.price_cells import has_comma_cents, price_text
from wardbook.spreadsheets.price_groups import GroupRows
from wardbook.spreadsheets.proposed_codes import with_codes
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.row_ids import department_in, row_ids, unknown_department
from wardbook.spreadsheets.table_rows import cell_in, filled_cells, rows_left_out
from wardbook.spreadsheets.unknown_names import (
    is_unknown,
    name_with,
    otherwise_called,
    unknown_names,
)

_KEYS = ("id", "code", "price")
"""Fields that no two entries share because their cells were merged."""
_NUMBERS = ("code", "number")
"""Fields whose numbers may begin with nought."""
_CHECKED = "verified"
"""When somebody last heard that a telephone number is right."""
_SHOWN = 12
"""Rows and ids that are named; the others are counted."""


@dataclass(frozen=True)
class Merged:
    """A registry as the sheets want it. The lists name ids, for people; `findings` are about the
    sheets themselves."""

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


@dataclass
class _Laying:
    """Rows of sheets laid against entries, one by one."""

    languages: Sequence[str]
    names: Names
    findings: list[Finding] = field(default_factory=list)
    zeros: Mapping[int, ColumnZeros] = field(default_factory=dict)
    """Of the columns of the table at hand."""
    unknown: list[Scalar] = field(default_factory=list)
    """Posts and departments that the plan does not have."""
    otherwise: list[tuple[Scalar, str]] = field(default_factory=list)
    """What is called by an alias or a short name, and what it means."""
    kept: list[tuple[Scalar, tuple[str, ...]]] = field(default_factory=list)
    """Cells that name a system as a whole, and what the plan says finer."""
    comma_cents: bool = False
    """The prices of the table at hand part their cents by commas."""

    def begin(self, table: ListTable) -> None:
        """Look at the columns of the next table."""
        self.zeros = {}
        for index, column in table.columns.items():
            if column.field in _NUMBERS:
                is_phone = self._is_phone(column)
                self.zeros[index] = zeros_of(table.rows, index, are_spaced=is_phone)
        price = table.place_of("price")
        self.comma_cents = False
        if price is not None:
            self.comma_cents = has_comma_cents(cell_in(row, price) for row in table.rows)

    def laid(self, table: ListTable, row: Row, old: Entry) -> Entry:
        """The entry with what the row says; the very same one when it says nothing else."""
        entry = old
        department = unknown_department(table, row, self.names)
        for index, column in table.columns.items():
            said = cell_in(row, index)
            text = self._meant(column, said)
            before = cell(old, column)
            self.findings += _merged_wrongly(table, row, index, column)
            self.findings += changed(
                column,
                text,
                before=before,
                kind=table.sheet.kinds.get(text.mark),
                zeros=self.zeros.get(index, ColumnZeros()),
            )
            if not self._is_taken(column, text) or self._keeps_name(table, row, column, old):
                continue
            text = self._figure(table, row, column, text)
            text = _with_department(column, text, before, department)
            self.findings += no_phones(text, before) if self._is_phone(column) else ()
            if before:  # of a new entry, as of a price, there is nothing to lose
                text = self._with_finer(column, text, before)
            if not same(column, before, text):
                entry = entry_with(entry, column, text, languages=self.languages)
        if self.names.has_phones and table.place_of(_CHECKED) is None:
            entry = _unchecked(old, entry)
        return entry

    def _with_finer(self, column: ListColumn, text: Scalar, before: str) -> Scalar:
        """What a cell says, with what the plan says finer."""
        made, finer = with_finer(column, text, before)
        if finer:
            self.kept.append((made, finer))
        return made

    def _meant(self, column: ListColumn, said: Scalar) -> Scalar:
        """What a cell says, with ids for names."""
        written = tidy(said, column)
        text = as_meant(said, self.names.meant(column, written))
        if column.names:
            for word in self.names.otherwise(column, written):
                meant = self.names.meant(column, word)
                if meant != folded_name(word):
                    self.otherwise.append((Scalar(word, said.mark), meant))
        return text

    def _keeps_name(self, table: ListTable, row: Row, column: ListColumn, old: Entry) -> bool:
        """Whether a cell says what else an entry is called, which is no new name of it. A row with
        an id may give it one."""
        if column.field != "name" or not self.names.own_also or said_in(table, row, "id"):
            return False
        said = cell_in(row, table.place_of("name") or 0)
        own = _id_of(old)
        if own is None or self.names.own_also.get(folded_name(said)) != own:
            return False
        self.otherwise.append((said, own))
        return True

    def _figure(self, table: ListTable, row: Row, column: ListColumn, text: Scalar) -> Scalar:
        """A price or a telephone number as the plan writes it; any other cell as it is."""
        if column.field == "price":
            unit = said_in(table, row, "unit") or ""
            return price_text(text, comma_cents=self.comma_cents, unit_said=unit)
        return phone_text(text, is_figure=table.is_figure(text)) if self._is_phone(column) else text

    def _is_phone(self, column: ListColumn) -> bool:
        return column.field == "number" and self.names.has_phones

    def _is_taken(self, column: ListColumn, text: Scalar) -> bool:
        """Whether a cell may say something: an empty id does not, for the name says which entry it
        is, nor a post or a department that the plan does not have."""
        if is_unknown(column, text):
            self.unknown.append(text)
            return False
        return bool(text) or column.path != ("id",)


def _with_department(column: ListColumn, text: Scalar, before: str, department: str) -> Scalar:
    """A name behind that of a department that the plan does not have; any other text as it is."""
    if column.field == "name" and (not before or before.startswith(department)):
        return name_with(department, text)
    return text


def _unchecked(old: Entry, entry: Entry) -> Entry:
    """An entry without the day on which its old number was checked, where its number is another."""
    if at(old, ("number",)) == at(entry, ("number",)):
        return entry
    left = dict(entry)
    left.pop(_CHECKED, None)
    return left


@dataclass
class _Result:
    """What is gathered row by row. `waiting` are the entries of which no row has spoken yet."""

    waiting: dict[str, Entry]
    made: dict[str, Entry] = field(default_factory=dict)
    new: list[Entry] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    said: set[tuple[str, ...]] = field(default_factory=set)
    """What new rows without an id say."""
    repeats: list[Mark] = field(default_factory=list)
    """Rows that say what another says."""


def merge(
    old: Sequence[Data], tables: Sequence[ListTable], languages: Sequence[str], names: Names
) -> Merged:
    """Lay `tables` against the entries `old`. Entries that they lack stay."""
    laying = _Laying(languages, names)
    ids = row_ids(tables, names)
    kept = _by_id(old)
    result = _Result(dict(kept))
    taken = set(kept)
    spoken: dict[str, Mark] = {}
    for table in tables:
        laying.begin(table)
        for row, department in _entry_rows(table, names, laying.findings):
            own = ids.id_in(table, row)
            # A further number of one cell is another entry
            if not own or spoken.get(own) == row[0].mark:
                own = ids.new_id(table, row, taken)
            taken.add(own)
            spoken[own] = row[0].mark
            _take(result, laying, table, row, own=own, department=department)
    altered: list[str] = []
    for own, entry in result.made.items():
        if entry is not kept[own]:
            altered.append(own)
    missing = tuple(own for own in kept if own not in result.made)
    unknown = (*unknown_names(laying.unknown), *otherwise_called(laying.otherwise), *ids.findings())
    repeats = _repeats(result.repeats)
    findings = (*laying.findings, *repeats, *unknown, *kept_finer(laying.kept))
    findings = (*findings, *_absent(missing, kept, tables))
    new, proposed = _coded(result.new, tables, names)
    findings = (*findings, *proposed)
    entries = (*_replaced(old, kept, result.made), *new)
    return Merged(entries, tuple(altered), tuple(result.added), missing, findings)


def _coded(
    new: Sequence[Entry], tables: Sequence[ListTable], names: Names
) -> tuple[list[Entry], list[Finding]]:
    """New entries with the codes that they need, where no sheet has a column of codes."""
    if any(table.place_of("code") is not None for table in tables):
        return list(new), []
    return with_codes(new, names.codes)


def _take(
    result: _Result, laying: _Laying, table: ListTable, row: Row, *, own: str, department: str
) -> None:
    """Lay a row against the entry of its id. A second row with one id is a new entry, which `check`
    refuses."""
    before = result.waiting.pop(own, None)
    entry = laying.laid(table, row, before or {MARK_KEY: row[0].mark})
    if before is not None:
        result.made[own] = entry
        return
    department = department_in(table, row, laying.names) or department
    said = (department, *map(partial(cell, entry), table.columns.values()))
    if said in result.said and not said_in(table, row, "id"):
        result.repeats.append(row[0].mark)
        return
    result.said.add(said)
    if table.place_of("manual") is not None:
        entry = with_count(entry)
        if table.place_of("language") is None:
            entry = with_language(entry, table.headings, laying.languages)
    result.new.append(_completed(entry, own, department))
    result.added.append(own)


def _absent(
    missing: Sequence[str], kept: Mapping[str, Entry], tables: Sequence[ListTable]
) -> Iterator[Finding]:
    """X610: entries that no row speaks of, in one line."""
    if missing:
        mark = _mark_of(kept[missing[0]])
        shown = ", ".join(missing[:_SHOWN])
        file = tables[0].sheet.file.partition("[")[0]
        yield info("X610", Mark(mark.file), ids=shown, count=len(missing), file=file)


def _repeats(rows: Sequence[Mark]) -> Iterator[Finding]:
    """X627: rows that say what a row above says, in one line."""
    if rows:
        shown = ", ".join(str(mark.line) for mark in rows[:_SHOWN])
        yield info("X627", rows[0], count=len(rows), rows=shown)


def _replaced(
    old: Sequence[Data], kept: Mapping[str, Entry], made: Mapping[str, Entry]
) -> list[Data]:
    """The entries `old`, with those that a row speaks of as it makes them; `kept` says which entry
    each id means, for an id may stand there twice."""
    by_identity = {id(kept[own]): entry for own, entry in made.items()}
    return [by_identity.get(id(entry), entry) for entry in old]


def entries_of(tables: Sequence[ListTable], names: Names) -> tuple[list[Entry], list[Finding]]:
    """The rows of `tables` as new entries, and what is wrong with them. A row that names a group
    gives it to those below that have none."""
    laying = _Laying((), names)
    entries: list[Entry] = []
    keys: dict[str, str] = {}
    for table in tables:
        laying.begin(table)
        groups = GroupRows(table)
        for index, row in enumerate(table.rows):
            following = next(iter(table.rows[index + 1 : index + 2]), None)
            if groups.take(row, following):
                continue
            entry = laying.laid(table, row, {MARK_KEY: row[0].mark})
            if groups.named and "group" not in entry:
                entry[Scalar("group", groups.named.mark)] = groups.named
            # One key stands for all that say the same: a long list has a million
            entries.append({keys.setdefault(key, key): value for key, value in entry.items()})
        laying.findings += rows_left_out(groups.left_out)
    return entries, laying.findings


def without(merged: Merged) -> Merged:
    """What `merged` would be if the entries that the sheets lack were taken out."""
    missing = frozenset(merged.missing)
    entries: list[Data] = []
    for entry in merged.entries:
        if _id_of(entry) not in missing:
            entries.append(entry)
    findings = tuple(finding for finding in merged.findings if finding.code != "X610")
    return Merged(tuple(entries), merged.changed, merged.added, (), findings, merged.missing)


def _merged_wrongly(
    table: ListTable, row: Row, index: int, column: ListColumn
) -> Iterator[Finding]:
    """X617: a merged cell of which nobody knows what it means for this entry: two columns in one,
    or one code or price for several entries."""
    if index >= len(row):
        return
    mark = row[index].mark
    cells = table.sheet.merged.get(mark)
    if cells is None:
        return
    before = row[0].mark.column
    others = [at for at in table.columns if cells.left <= at + before <= cells.right]
    is_first = mark.line == cells.top and index == min(others, default=None)
    if (is_first and len(others) > 1) or (column.path[-1] in _KEYS and mark in table.sheet.filled):
        yield error("X617", mark, cells=cells)


def _entry_rows(
    table: ListTable, names: Names, findings: list[Finding]
) -> Iterator[tuple[Row, str]]:
    """The rows that are entries, each with the department that a row above names for a group. X618
    names rows of a single cell that are neither: remarks and other groups."""
    left_out: list[Mark] = []
    department = ""
    for row in table.rows:
        filled = filled_cells(row)
        if len(filled) > 1 or len(table.columns) == 1 or _is_key(table, row, filled[0]):
            yield row, department
            continue
        department = names.department(filled[0])
        if not department:
            left_out.append(filled[0].mark)
    findings += rows_left_out(left_out)


def _is_key(table: ListTable, row: Row, one: Scalar) -> bool:
    """Whether a cell stands in the column of ids: it alone makes a row an entry."""
    place = table.place_of("id")
    return place is not None and cell_in(row, place) is one


def _completed(entry: Entry, own: str, department: str) -> Entry:
    """A new entry with an id, and with the department that it belongs to where no cell says it."""
    mark = _mark_of(entry)
    made: Entry = {MARK_KEY: mark}
    if "id" not in entry:
        made[Scalar("id", mark)] = Scalar(own, mark)
    made |= entry
    if department and "department" not in made:
        made[Scalar("department", mark)] = Scalar(department, mark)
    return made


def _id_of(entry: Data) -> str | None:
    """The id of an entry as it was written; None where it has none."""
    own = at(entry, ("id",))
    return None if own is None else str(own)


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
