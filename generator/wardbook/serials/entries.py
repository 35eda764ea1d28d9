"""What was done with each numbered form, as people list it in a spreadsheet: one line a form, or a
range of them. A line that can't be used is listed, never dropped; a column of figures that nobody
compares is listed too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wardbook.serials.columns import ComparedColumns, Layout, Open, layout
from wardbook.serials.figures import figure
from wardbook.serials.list_headings import NAMELESS, Headings, belongs_to_table, headings
from wardbook.serials.list_text import CELLS_MOST, Row, cell_at
from wardbook.serials.list_words import (
    is_for_remarks,
    is_nothing,
    state_of,
    takes_back,
    word,
)

_COLUMN_NUMBER = re.compile(r"0*([1-9][0-9]{0,2})")
"""The number of a column, counted from 1: no line has a thousand cells, and no longer number is
read."""


@dataclass(frozen=True)
class FormEntry:
    """A line of the list: a serial (or a range up to `to`) as it was written, and what became of
    it; nothing yet where the state is empty."""

    line: int
    serial: str
    to: str
    state: str
    figures: Mapping[int, Decimal] = field(default_factory=dict)
    """Column → number, of the columns that are compared; one that is empty has none."""


@dataclass(frozen=True)
class Malformed:
    """A line that can't be used, or a cell or column of it. `why` is a key of the messages.
    `column` is counted from 1; 0 where the line is meant. `serial` and `to` are the numbers that a
    line names all the same, as written; `lost` is how many of them count as missing for it."""

    line: int
    text: str
    why: str
    column: int = 0
    serial: str = ""
    to: str = ""
    lost: int = 0


@dataclass(frozen=True)
class NotCompared:
    """A column that is not compared and need not be, as the list calls it. `why` is what its cells
    are, or `told`."""

    name: str
    why: str


@dataclass(frozen=True)
class Listing:
    """A whole list, read."""

    headings: Headings
    entries: tuple[FormEntry, ...] = ()
    malformed: tuple[Malformed, ...] = ()
    pairs: tuple[ComparedColumns, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()
    unmatched: tuple[str, ...] = ()
    """Columns that somebody said are not compared, and that are not there."""

    @property
    def has_states(self) -> bool:
        """Whether a column says what became of the numbers; without one every line counts as
        entered."""
        return not self.headings.line or "state" in self.headings.names


def read_entries(rows: Sequence[Row], told: Iterable[str] = ()) -> Listing:
    """Entries of a list, and what in it can't be used. A line may name the columns, in any order,
    below titles; without names they are serial and state. Totals, groups, page numbers and who made
    the list are no entries. A list without states is one of what was entered; an empty cell among
    states says nothing yet. `told` names columns, by heading or number, of which somebody has said
    that they are not compared."""
    head = headings(rows)
    used: list[Row] = []
    broken: list[Malformed] = []
    for row in rows:
        if row.broken:
            broken.append(Malformed(row.line, row.text, row.broken, row.column))
        elif not belongs_to_table(row, rows, head):
            used.append(row)
    chosen, unmatched = _told(told, head)
    found = _layout(head, used, chosen)
    has_states = head.line > 0 and "state" in found.names
    remarks = _remarks(head, found, has_states=has_states)
    entries, malformed = _entries(used, found, remarks, has_states=has_states)
    malformed = [*broken, *_open(found, head, used), *malformed]
    not_compared = [NotCompared(head.name_at(one.at), one.why) for one in found.passed]
    return Listing(
        head, tuple(entries), tuple(malformed), found.pairs, tuple(not_compared), unmatched
    )


def _remarks(head: Headings, found: Layout, *, has_states: bool) -> list[int]:
    """The columns whose words may contradict a state: remarks, and all words where no column says
    what became of the numbers. Then one may say so under a name that nobody knows."""
    columns = [at for at, heading in enumerate(head.written) if is_for_remarks(heading)]
    for one in found.passed:
        if head.line and not has_states and one.why == "words" and one.at not in columns:
            columns.append(one.at)
    return columns


def _told(told: Iterable[str], head: Headings) -> tuple[frozenset[int], tuple[str, ...]]:
    """The columns that are meant, and the texts that mean none."""
    found: set[int] = set()
    unmatched: list[str] = []
    for text in told:
        meant = _columns_meant(text, head)
        found |= meant
        if not meant:
            unmatched.append(text)
    return frozenset(found), tuple(unmatched)


def _columns_meant(text: str, head: Headings) -> set[int]:
    """The columns, counted from 0, that have `text` as their name; else the one with that number,
    counted from 1."""
    named = {at for at, name in enumerate(head.written) if word(name) == word(text)}
    if named:
        return named
    number = _COLUMN_NUMBER.fullmatch(text.strip())
    if number is None or int(number[1]) > CELLS_MOST:
        return set()
    return {int(number[1]) - 1}


def _layout(head: Headings, used: Sequence[Row], told: frozenset[int]) -> Layout:
    """What each column of a list is. Where none has a name, only those behind serial and state are
    judged."""
    cells: dict[int, list[str]] = {at: [] for at in range(len(head.written))}
    for row in used:
        for at, cell in enumerate(row.cells):
            cells.setdefault(at, []).append(cell)
    if head.line:
        return layout(head.written, cells, told)
    for at in range(len(NAMELESS)):
        cells.pop(at, None)
    found = layout((), cells, told)
    return Layout(NAMELESS, found.pairs, found.open, found.passed)


def _open(found: Layout, head: Headings, used: Sequence[Row]) -> list[Malformed]:
    """Columns of figures that nobody compares; of those without a name the first line that holds a
    figure."""
    shown: list[Malformed] = []
    for column in found.open:
        if column.why == "no_heading":
            shown += _first_filled(column, used)
        else:
            name = head.name_at(column.at)
            shown.append(Malformed(head.line, name, column.why, column.at + 1))
    return shown


def _first_filled(column: Open, used: Sequence[Row]) -> list[Malformed]:
    """The first line with something in `column`; none where all are empty."""
    for row in used:
        if not is_nothing(cell_at(row.cells, column.at)):
            return [Malformed(row.line, _written(row.cells), column.why, column.at + 1)]
    return []


def _entries(
    used: Sequence[Row], found: Layout, remarks: Sequence[int], *, has_states: bool
) -> tuple[list[FormEntry], list[Malformed]]:
    """Each line as an entry, and the lines and cells that can't be used. `remarks` are columns
    whose words may contradict a state."""
    entries: list[FormEntry] = []
    malformed: list[Malformed] = []
    unsaid = "" if has_states else "entered"
    for row in used:
        values = _named_cells(row, found.names)
        serial = values.get("serial", "")
        to = values.get("to", "")
        if is_nothing(to):
            to = ""
        said = values.get("state", "") or unsaid
        # Empty where a line says nothing yet, None where nobody knows the word.
        state = state_of(said) if said else ""
        why = _unusable(row, serial, state, remarks)
        if why or state is None:
            text = _written(row.cells)
            malformed.append(Malformed(row.line, text, why, serial=serial, to=to))
            continue
        figures = _figures(row, found.pairs, malformed)
        entries.append(FormEntry(row.line, serial, to, state, figures))
    return entries, malformed


def _unusable(row: Row, serial: str, state: str | None, remarks: Sequence[int]) -> str:
    """Why a line is no entry; empty where it is one."""
    if not serial:
        return "no_serial"
    if state is None:
        return "no_state"
    if state and any(takes_back(cell_at(row.cells, at), state) for at in remarks):
        return "remark_contradicts"
    return ""


def _named_cells(row: Row, names: Sequence[str]) -> dict[str, str]:
    """Name of a column → its cell in a line."""
    found: dict[str, str] = {}
    for name, cell in zip(names, row.cells, strict=False):
        if name:
            found[name] = cell.strip()
    return found


def _figures(
    row: Row, pairs: Sequence[ComparedColumns], malformed: list[Malformed]
) -> dict[int, Decimal]:
    """Column → figure of a line. One that can't be read is put into `malformed` and leaves the form
    accounted for."""
    figures: dict[int, Decimal] = {}
    for pair in pairs:
        for at in (pair.left, pair.right):
            cell = cell_at(row.cells, at)
            number = figure(cell)
            if number is not None:
                figures[at] = number
            elif not is_nothing(cell):
                malformed.append(Malformed(row.line, _written(row.cells), "no_number", at + 1))
    return figures


def _written(cells: Sequence[str]) -> str:
    """A line for showing: what it begins with."""
    return ", ".join(cell.strip()[:60] for cell in cells[:20])
