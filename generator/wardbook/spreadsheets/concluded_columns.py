"""Columns whose headings nobody knows: what they hold is concluded from the words of the heading
and from the cells below it, where that can be one thing only. Each conclusion is said; where
several columns compete none is read, and they are proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from wardbook.findings import Finding, info
from wardbook.spreadsheets.column_values import ColumnValues
from wardbook.spreadsheets.columns import ColumnKind, ListColumn
from wardbook.spreadsheets.headed_columns import in_its_language
from wardbook.spreadsheets.heading_rows import HeadingRows
from wardbook.spreadsheets.heading_words import HeadingSense, field_words, sense_of
from wardbook.spreadsheets.headings import HeadingNames, is_one_of, is_worth_a_note
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import cell_in, filled_cells, is_no_entry
from wardbook.spreadsheets.worksheets import Worksheet

_HEADED = 0.5
"""Share of the cells that must fit where a word of the heading says what they are."""
_ALONE = 0.9
"""Share of them, and of the entries, where the cells alone say it."""
_APART = 0.5
"""Share of names that must differ."""
_LOOKED_AT = 2000
"""Rows that are looked at."""
_KEYS = ("number", "code")
"""Fields of which a sheet often has several."""
_ANY = ListColumn((), ColumnKind.WORD)
"""Stands for what a column may be of which nothing is known."""


@dataclass(frozen=True)
class Conclusions:
    """The columns with those that were concluded, what is said of it, and for fields that several
    columns may be the headings of these."""

    columns: dict[int, ListColumn]
    findings: tuple[Finding, ...] = ()
    proposed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def by_headings(
    columns: Mapping[int, ListColumn], sheet: Worksheet, head: HeadingRows, names: HeadingNames
) -> Conclusions:
    """The columns, with those of which a word of the heading speaks and the cells do not speak
    against it. A sheet with ids is the plan's own: all its columns are known."""
    looking = _Looking(dict(columns), sheet, head, names)
    if not any(column.field == "id" for column in columns.values()):
        looking.leave_lesser()
        for field_named in field_words(names.name):
            looking.take(field_named, looking.headed(field_named))
    return looking.conclusions()


def by_cells(
    before: Conclusions, sheet: Worksheet, head: HeadingRows, names: HeadingNames
) -> Conclusions:
    """The columns, with those of which the cells alone tell what they hold, where the list can't do
    without. Figures are no prices unless they have cents or a currency: those of a stock look like
    them."""
    looking = _Looking(dict(before.columns), sheet, head, names)
    looking.findings += before.findings
    looking.proposed |= before.proposed
    fields = {column.field for column in before.columns.values()}
    if "id" not in fields:
        for field_named in field_words(names.name):
            looking.take(field_named, looking.told_by_cells(field_named))
    return looking.conclusions()


@dataclass
class _Looking:
    """What is gathered field by field."""

    columns: dict[int, ListColumn]
    sheet: Worksheet
    head: HeadingRows
    names: HeadingNames
    findings: list[Finding] = field(default_factory=list)
    proposed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    entries: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        known = {**dict.fromkeys(range(len(self.head.cells)), _ANY), **self.columns}
        found: list[Row] = []
        for row in self.head.below(self.sheet)[:_LOOKED_AT]:
            if len(filled_cells(row)) > 1 and not is_no_entry(row, self.head.cells, known):
                found.append(row)
        self.entries = tuple(found)

    def conclusions(self) -> Conclusions:
        """All that was concluded."""
        return Conclusions(self.columns, tuple(self.findings), self.proposed)

    def take(self, field_named: str, found: Iterator[int]) -> None:
        """Take the column of a field, if it can be only one. X631 says which: somebody may know
        better."""
        column = self._lacking(field_named)
        if column is None or field_named in self.proposed:
            return
        places = list(found)
        is_one = len(places) == 1 and self._is_sure(column, places[0])
        if places and not is_one:
            self.proposed[field_named] = tuple(map(self._told, places))
        if not is_one:
            return
        (at,) = places
        fitting, values = self._fitting(at, column), self._values(at)
        self.columns[at] = in_its_language(column, self.sheet, self.head, at, self.names)
        said = {"heading": self._told(at), "count": fitting, "total": len(values.said)}
        self.findings.append(info("X631", self.head.cells[at].mark, field=field_named, **said))

    def leave_lesser(self) -> None:
        """Leave what is read by its heading where another heading says better what is wanted: a
        mobile beside a line of the house, a code of the nation beside the house's own, a code that
        not every item has."""
        for at, column in list(self.columns.items()):
            if column.field not in _KEYS or self._is_told(at, column):
                continue
            words = field_words(self.names.name).get(column.field)
            own = words.rank(sense_of(self.head.cells[at])) if words else None
            del self.columns[at]
            others = [one for one in self.headed(column.field) if one != at]
            is_worse = own is not None and self._rank(others, column) < own
            if not (others and (is_worse or self._is_broken(at, column, others))):
                self.columns[at] = column

    def _rank(self, places: Sequence[int], column: ListColumn) -> int:
        """The best rank of headings for a column."""
        words = field_words(self.names.name)[column.field]
        ranks = [words.rank(sense_of(self.head.cells[at])) for at in places]
        return min((rank for rank in ranks if rank is not None), default=99)

    def _is_broken(self, at: int, column: ListColumn, others: Sequence[int]) -> bool:
        """Whether not every item has a code of its own in a column, and has in another one."""
        if column.field != "code" or self._values(at).are_keys:
            return False
        return len([one for one in others if self._values(one).are_keys]) == 1

    def _is_told(self, at: int, column: ListColumn) -> bool:
        """Whether somebody said which column it is, or it has our own name for it."""
        return column in self.names.told.values() or not self.names.rank(self.head.cells[at])

    def headed(self, field_named: str) -> Iterator[int]:
        """Where a heading speaks of a field, and the cells do not speak against it: the likeliest
        ones."""
        column = self._lacking(field_named)
        if column is None:
            return
        words = field_words(self.names.name)[field_named]
        ranks: dict[int, int] = {}
        for at, sense in self._free():
            rank = words.rank(sense)
            if rank is not None and self._may_be(at, column) and not self._is_noted(at, column):
                ranks[at] = rank
        for at, rank in ranks.items():
            if rank == min(ranks.values()):
                yield at

    def told_by_cells(self, field_named: str) -> Iterator[int]:
        """Where the cells speak of a field, and the heading does not speak against it."""
        column = self._lacking(field_named)
        if column is not None:
            found = filter(partial(self._tells, column), self._free())
            places = list(found) or filter(partial(self._tells, column), self._places(column))
            yield from (at for at, _ in places)

    def _tells(self, column: ListColumn, place: tuple[int, HeadingSense]) -> bool:
        """Whether the cells at a place tell that they are of a column."""
        at, sense = place
        values = self._values(at)
        if sense.is_firm or values.are_counted or not values.said:
            return False
        if self.names.is_another(self.head.cells[at], column.field):
            return False
        is_usual = self._fitting(at, column) >= _ALONE * len(values.said)
        return is_usual and self._says(column.field, values)

    def _says(self, field_named: str, values: ColumnValues) -> bool:
        """Whether cells that fit a field tell by themselves that they are of it."""
        is_full = len(values.said) >= _ALONE * values.rows
        if field_named == "name":
            return is_full and values.differ >= _APART
        if field_named == "number":
            return self.names.has_phones and 2 * len(values.said) >= values.rows
        if field_named == "price":
            return is_full and values.are_amounts_of_money
        if field_named == "code":
            return self.names.name == "prices" and values.are_codes
        return field_named in ("manual", "uses")

    def _is_sure(self, column: ListColumn, at: int) -> bool:
        """Whether a column can be taken without asking: figures that are no telephone numbers for
        certain only where the heading says that they are."""
        is_phone = column.field == "number" and self.names.has_phones
        speaks = field_words(self.names.name)[column.field].rank(sense_of(self.head.cells[at]))
        return not is_phone or speaks is not None or self._values(at).are_numbers_to_dial

    def _may_be(self, at: int, column: ListColumn) -> bool:
        """Whether cells may stand under a heading that speaks of a column. Of posts, departments
        and systems the plan may lack some."""
        values = self._values(at)
        if values.are_counted or (column.field == "code" and values.differ < 1):
            return False
        return bool(column.names) or self._fitting(at, column) >= _HEADED * max(1, len(values.said))

    def _is_noted(self, at: int, column: ListColumn) -> bool:
        """Whether a heading says who answers for a number, which is no name of it."""
        heading = self.head.cells[at]
        is_noted = is_one_of(heading, "notes") or is_worth_a_note(heading)
        return column.field == "name" and self.names.has_phones and is_noted

    def _free(self) -> Iterator[tuple[int, HeadingSense]]:
        """The places of which nothing is known, and what their headings say."""
        for at, heading in enumerate(self.head.cells):
            if heading.strip() and at not in self.columns:
                yield at, sense_of(heading)

    def _places(self, column: ListColumn) -> Iterator[tuple[int, HeadingSense]]:
        """Columns of places, which serve for a name where a telephone list has no other."""
        for at, known in self.columns.items():
            sense = sense_of(self.head.cells[at])
            is_name = column.field == "name" and self.names.has_phones
            if is_name and known.field == "note" and "place" in sense.heads:
                yield at, sense

    def _lacking(self, field_named: str) -> ListColumn | None:
        """The column of a field that the sheet lacks; None where nothing is lacking."""
        for column in (*self.columns.values(), *self.names.told.values()):
            if column.field == field_named:
                return None
        return next((one for one in self.names.known if one.field == field_named), None)

    def _values(self, at: int) -> ColumnValues:
        said: list[str] = []
        for row in self.entries:
            if cell_in(row, at).strip() and at < len(row):
                said.append(cell_in(row, at).strip())
        return ColumnValues(tuple(said), len(self.entries), self.names.plan)

    def _fitting(self, at: int, column: ListColumn) -> int:
        return self._values(at).fitting(column, self.names.name)

    def _told(self, at: int) -> str:
        return " ".join(self.head.cells[at].split())


def rivals(proposed: Mapping[str, Sequence[str]], field_named: str) -> str:
    """What to write behind the command, of the columns that may be those of a field."""
    headings = proposed.get(field_named) or ("…",)
    return "; ".join(f'--column "{field_named}={heading}"' for heading in headings)
