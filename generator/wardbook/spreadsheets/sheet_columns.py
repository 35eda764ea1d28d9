"""The columns of a sheet while it is found out what they mean: which are known, which are free,
what stands below their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wardbook.spreadsheets.column_values import ColumnValues
from wardbook.spreadsheets.columns import ColumnKind, ListColumn
from wardbook.spreadsheets.heading_rows import HeadingRows
from wardbook.spreadsheets.heading_sounds import sense_by_sound
from wardbook.spreadsheets.heading_words import FieldWords, HeadingSense, field_words, sense_of
from wardbook.spreadsheets.headings import HeadingNames
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import cell_in, filled_cells, is_no_entry
from wardbook.spreadsheets.worksheets import Worksheet

_LOOKED_AT = 500
"""Rows that are looked at."""
_HAN = re.compile("[㐀-鿿]")
_ANY = ListColumn((), ColumnKind.WORD)
"""Stands for what a column may be of which nothing is known."""

Place = tuple[int, HeadingSense]
"""Where a column stands, and what its heading speaks of."""


@dataclass
class SheetColumns:
    """The columns that are known, by their places; more are taken and left."""

    known: dict[int, ListColumn]
    sheet: Worksheet
    head: HeadingRows
    names: HeadingNames
    _entries: list[Row] = field(default_factory=list)
    _values: dict[int, ColumnValues] = field(default_factory=dict)

    def __post_init__(self) -> None:
        places = {**dict.fromkeys(range(len(self.head.cells)), _ANY), **self.known}
        for row in self.head.below(self.sheet)[:_LOOKED_AT]:
            if len(filled_cells(row)) > 1 and not is_no_entry(row, self.head.cells, places):
                self._entries.append(row)

    @property
    def is_own(self) -> bool:
        """Whether the sheet has ids: it is the plan's own, and all its columns are known."""
        return any(column.field == "id" for column in self.known.values())

    def values(self, at: int) -> ColumnValues:
        """What stands at a place."""
        if at not in self._values:
            said: list[str] = []
            for row in self._entries:
                if at < len(row) and row[at].strip():
                    said.append(row[at].strip())
            self._values[at] = ColumnValues(tuple(said), len(self._entries), self.names.plan)
        return self._values[at]

    def share(self, at: int, column: ListColumn) -> float:
        """Share of the cells at a place that may stand in a column."""
        values = self.values(at)
        return values.fitting(column, self.names.name) / max(1, len(values.said))

    def sense(self, at: int) -> HeadingSense:
        """What a heading speaks of; above Chinese words also by its sound."""
        heading = cell_in(self.head.cells, at)
        sense = sense_of(heading)
        if sense.kinds or not self._is_chinese():
            return sense
        return sense_by_sound(heading)

    def _is_chinese(self) -> bool:
        return any(_HAN.search("".join(row)) for row in self._entries[:2])

    def rank(self, at: int, column: ListColumn) -> int | None:
        """How likely a heading is that of a column, 0 the most; None where it does not say."""
        words = self.words(column)
        return words.rank(self.sense(at)) if words else None

    def words(self, column: ListColumn) -> FieldWords | None:
        """The words by which a column is headed."""
        return field_words(self.names.name).get(column.field)

    def free(self) -> Iterator[Place]:
        """The places of which nothing is known."""
        for at, heading in enumerate(self.head.cells):
            if heading.strip() and at not in self.known:
                yield at, self.sense(at)

    def lacking(self, field_named: str) -> ListColumn | None:
        """The column of a field that the sheet lacks; None where nothing is lacking."""
        for column in (*self.known.values(), *self.names.told.values()):
            if column.field == field_named:
                return None
        return next((one for one in self.names.known if one.field == field_named), None)

    def is_phone(self, column: ListColumn) -> bool:
        """Whether a column holds telephone numbers."""
        return column.field == "number" and self.names.has_phones

    def is_told(self, at: int) -> bool:
        """Whether somebody said what a column is, or it has our own name."""
        is_named = self.known[at] in self.names.told.values()
        return is_named or not self.names.rank(self.head.cells[at])

    def heading(self, at: int) -> str:
        """A heading as it is named."""
        return " ".join(self.head.cells[at].split())
