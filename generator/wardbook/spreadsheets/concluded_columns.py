"""Columns whose headings nobody knows: what they hold is concluded from the words of the heading
and from the cells below it, where that can be one thing only. Each conclusion is said; where
several columns compete none is read, and they are proposed."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from wardbook.findings import Finding, info
from wardbook.spreadsheets.candidate_columns import (
    by_cells,
    by_heading,
    is_sure,
    names_something,
    what_rows_are_of,
)
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.doubtful_columns import leave_doubtful
from wardbook.spreadsheets.headed_columns import in_its_language, with_name
from wardbook.spreadsheets.heading_rows import HeadingRows
from wardbook.spreadsheets.heading_words import field_words
from wardbook.spreadsheets.headings import HeadingNames
from wardbook.spreadsheets.sheet_columns import SheetColumns
from wardbook.spreadsheets.worksheets import Worksheet

Candidates = Callable[[SheetColumns, ListColumn], list[int]]
"""The places that may be those of a column."""


@dataclass(frozen=True)
class Conclusions:
    """The columns with those that were concluded, what is said of it, and for fields that several
    columns may be the headings of these."""

    columns: dict[int, ListColumn]
    findings: tuple[Finding, ...] = ()
    proposed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: tuple[int, ...] = ()
    """Places of words that might serve for names too: they go into the note."""


def concluded(
    columns: Mapping[int, ListColumn], sheet: Worksheet, head: HeadingRows, names: HeadingNames
) -> Conclusions:
    """What the columns mean: by their headings, where these are known and where they are not; by
    what serves for a name; by the cells alone. Figures are prices only where they have cents or a
    currency: those of a stock look like them."""
    looking = _Looking(SheetColumns(dict(columns), sheet, head, names))
    if looking.sheet.is_own:
        return Conclusions(looking.sheet.known)
    looking.beside += leave_doubtful(looking.sheet)
    for field_named in field_words(names.name):
        looking.take(field_named, by_heading)
    looking.take_before_whose()
    if "name" not in looking.proposed:
        looking.sheet.known = with_name(looking.sheet.known, sheet, head, names)
    for field_named in field_words(names.name):
        looking.take(field_named, by_cells)
    return Conclusions(
        looking.sheet.known, tuple(looking.findings), looking.proposed, tuple(looking.beside)
    )


@dataclass
class _Looking:
    """What is gathered field by field."""

    sheet: SheetColumns
    findings: list[Finding] = field(default_factory=list)
    proposed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    beside: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    """Places of columns that were concluded."""

    def take(self, field_named: str, candidates: Candidates) -> None:
        """Take the column of a field, if it can be only one."""
        column = self.sheet.lacking(field_named)
        if column is None or field_named in self.proposed:
            return
        places = candidates(self.sheet, column)
        if not places or self._take_languages(column, places):
            return
        first = what_rows_are_of(self.sheet, column, places)
        if first is not None:
            self.beside += filter(partial(operator.ne, first), places)
            places = [first]
        if len(places) > 1 or not is_sure(self.sheet, column, places[0]):
            self.proposed[field_named] = tuple(map(self.sheet.heading, places))
            return
        self._read(places[0], self._in_its_language(column, places[0]))

    def take_before_whose(self) -> None:
        """Take for the name what stands, under a heading that nobody knows, before a department of
        which that too was only concluded and which the plan lacks: it says whose the number is."""
        column = self.sheet.lacking("name")
        departments = list(filter(self._is_unknown_department, self.read))
        if column is None or not departments or "name" in self.proposed:
            return
        for at in self._unknown_before(departments[0], column):
            self._read(at, self._in_its_language(column, at))
            self._leave(departments[0])
            return

    def _unknown_before(self, place: int, column: ListColumn) -> list[int]:
        """Where names stand before a place, under headings that say nothing."""
        found: list[int] = []
        for at, sense in self.sheet.free():
            if at < place and not sense.kinds and names_something(self.sheet, at, column):
                found.append(at)
        return found

    def _leave(self, at: int) -> None:
        """Leave what was concluded for the note."""
        mark = self.sheet.head.cells[at].mark
        self.beside.append(at)
        del self.sheet.known[at]
        self.findings = [one for one in self.findings if mark not in one.marks]

    def _is_unknown_department(self, at: int) -> bool:
        column = self.sheet.known[at]
        is_department = column.field == "department" and self.sheet.names.has_phones
        return is_department and not self.sheet.share(at, column)

    def _in_its_language(self, column: ListColumn, at: int) -> ListColumn:
        sheet = self.sheet
        return in_its_language(column, sheet.sheet, sheet.head, at, sheet.names)

    def _read(self, at: int, column: ListColumn) -> None:
        """Take a column. X631 says which: somebody may know better."""
        values = self.sheet.values(at)
        said = {
            "heading": self.sheet.heading(at),
            "field": column.key,
            "count": values.fitting(column, self.sheet.names.name),
            "total": len(values.said),
        }
        self.sheet.known[at] = column
        self.read.append(at)
        self.findings.append(info("X631", self.sheet.head.cells[at].mark, **said))

    def _take_languages(self, column: ListColumn, places: Sequence[int]) -> bool:
        """Take a text that stands in a column for each language: 科室中文名, 科室英文名. A project
        of one language takes its own."""
        if not column.language or len(places) < 2:
            return False
        by_language: dict[str, int] = {}
        for at in places:
            language = self._language(at)
            if language in by_language:
                return False
            by_language[language] = at
        for one in self.sheet.names.known:
            if one.field == column.field and one.language in by_language:
                self._read(by_language[one.language], one)
        return True

    def _language(self, at: int) -> str:
        """The language of a column: as its heading says, else of what stands below it."""
        kinds = self.sheet.sense(at).kinds
        if kinds.isdisjoint(("zh", "en")):
            return self.sheet.values(at).language
        return "zh" if "zh" in kinds else "en"


def rivals(
    proposed: Mapping[str, Sequence[str]], field_named: str, others: Sequence[str] = ()
) -> str:
    """What to write behind the command, of the columns that may be those of a field; behind each
    also the likeliest of `others`, which lack a column too: all that is needed in one line."""
    headings = proposed.get(field_named) or ("…",)
    more = ""
    for other in others:
        if other != field_named and proposed.get(other):
            more += f' --column "{other}={proposed[other][0]}"'
    return "; ".join(f'--column "{field_named}={heading}"{more}' for heading in headings)
