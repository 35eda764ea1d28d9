"""What was done with each numbered form, as people list it in a spreadsheet: one line a form, or a range of them. A
line that can't be used is listed, never dropped; a column of figures that nobody compares is listed too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wardbook.serials.columns import ComparedColumns, Layout, layout
from wardbook.serials.figures import figure
from wardbook.serials.list_words import (
    column_of,
    has_digit,
    is_date,
    is_nothing,
    is_of_the_table,
    state_of,
    word,
)
from wardbook.serials.tables import HEAD, Row

_NAMELESS = ("serial", "state")
"""Columns of a list without names."""


@dataclass(frozen=True)
class FormEntry:
    """A line of the list: a serial (or a range up to `to`) as it was written, and what became of it; nothing yet where
    the state is empty."""

    line: int
    serial: str
    to: str
    state: str
    figures: Mapping[int, Decimal] = field(default_factory=dict)
    """Column → number, of the columns that are compared; one that is empty has none."""


@dataclass(frozen=True)
class Malformed:
    """A line that can't be used, or a cell or column of it. `why` is a key of the messages. `column` is counted from 1;
    0 where the line is meant."""

    line: int
    text: str
    why: str
    column: int = 0


@dataclass(frozen=True)
class NotCompared:
    """A column that is not compared and need not be, as the list calls it. `why` is what its cells are, or `told`."""

    name: str
    why: str


@dataclass(frozen=True)
class Headings:
    """Where a list names its columns. `written` is how; `line` is 0 and nothing is written where there is none: then
    the columns are serial and state. `lines` are all of which the names are made."""

    line: int
    written: tuple[str, ...]
    lines: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    """Serial, to, state, or nothing for all others."""


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
        """Whether a column says what became of the numbers; without one every line counts as entered."""
        return not self.headings.line or "state" in self.headings.names


def headings(rows: Sequence[Row]) -> Headings:
    """The line that names the columns; titles may stand above it. Of names in two lines, as under cells that were
    merged, each column gets both."""
    for at, row in enumerate(rows[:HEAD]):
        names = tuple(column_of(cell) for cell in row.cells)
        if "serial" not in names:
            continue
        if at + 1 < len(rows) and _goes_on(row.cells, names, rows[at + 1].cells):
            written = _both(row.cells, rows[at + 1].cells)
            return Headings(row.line, written, (row.line, rows[at + 1].line), names)
        return Headings(row.line, row.cells, (row.line,), names)
    return Headings(0, (), (), _NAMELESS)


def _goes_on(upper: Sequence[str], names: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a line continues the names above it: words alone, at least two, none below a number's or state's name."""
    said = 0
    for at, cell in enumerate(lower):
        if not cell.strip():
            continue
        if has_digit(cell) or (at < len(names) and names[at]):
            return False
        said += 1
    return said > 1 and any(cell.strip() for cell in upper)


def _both(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Names in two lines as one; an upper one holds for the empty cells at its right that have a lower one."""
    found: list[str] = []
    above = ""
    for at in range(max(len(upper), len(lower))):
        over = upper[at].strip() if at < len(upper) else ""
        under = lower[at].strip() if at < len(lower) else ""
        above = over or (above if under else "")
        found.append(f"{above} {under}".strip() if under else over)
    return tuple(found)


def read_entries(rows: Sequence[Row], told: Iterable[str] = ()) -> Listing:
    """Entries of a list, and what in it can't be used. A line may name the columns, in any order, below titles;
    without names they are serial and state. Totals, groups, page numbers and who made the list are no entries. A list
    without states is one of what was entered; an empty cell among states says nothing yet. `told` names columns, by
    heading or number, of which somebody has said that they are not compared."""
    head = headings(rows)
    used = [row for row in rows if not row.broken and not _is_frame(row, rows, head)]
    broken = [Malformed(row.line, row.text, row.broken, row.column) for row in rows if row.broken]
    chosen, unmatched = _told(told, head)
    width = max([len(head.written), *(len(row.cells) for row in used)], default=0)
    cells = {at: [row.cells[at] for row in used if at < len(row.cells)] for at in range(width)}
    if head.line:
        found = layout(head.written, cells, chosen)
    else:
        beyond = {at: column for at, column in cells.items() if at >= len(_NAMELESS)}
        found = layout((), beyond, chosen)
        found = Layout(_NAMELESS, found.pairs, found.open, found.passed)
    entries, malformed = _entries(used, found, "state" in found.names and bool(head.line))
    malformed = [*broken, *_open(found, head, used), *malformed]
    shown = [NotCompared(_name(one.at, head), one.why) for one in found.passed]
    return Listing(head, tuple(entries), tuple(malformed), found.pairs, tuple(shown), unmatched)


def _told(told: Iterable[str], head: Headings) -> tuple[frozenset[int], tuple[str, ...]]:
    """The columns that are meant, and the texts that mean none."""
    found: set[int] = set()
    unmatched: list[str] = []
    for text in told:
        meant = {at for at, name in enumerate(head.written) if word(name) == word(text)}
        number = text.strip()
        if not meant and number.isascii() and number.isdigit() and 0 < int(number[:6]) <= 256:
            meant = {int(number) - 1}
        found |= meant
        if not meant:
            unmatched.append(text)
    return frozenset(found), tuple(unmatched)


def _is_frame(row: Row, rows: Sequence[Row], head: Headings) -> bool:
    """Whether a line belongs to the table, not to its forms: a title, the names of the columns (once more on each page),
    a group, a total, a page number, a day, or who made the list."""
    if row.line in head.lines:
        return True
    said = [cell.strip() for cell in row.cells if cell.strip()]
    if is_of_the_table(said[0]) or _repeats(row, rows, head):
        return True
    has_number = any(has_digit(cell) for cell in said)
    if row.line < head.line and (len(said) == 1 or not has_number):
        return True
    return len(said) == 1 and (is_date(said[0]) or (not has_number and not _says_state(row, head)))


def _says_state(row: Row, head: Headings) -> bool:
    """Whether something stands in a line where the list says what became of a form."""
    said = [cell for name, cell in zip(head.names, row.cells, strict=False) if name == "state"]
    return any(cell.strip() for cell in said)


def _repeats(row: Row, rows: Sequence[Row], head: Headings) -> bool:
    """Whether a line is one of the lines of headings, printed again."""
    for other in rows[:HEAD]:
        if other.line not in head.lines or len(other.cells) != len(row.cells):
            continue
        if all(map(_same, other.cells, row.cells)):
            return True
    return False


def _same(one: str, other: str) -> bool:
    return word(one) == word(other)


def _open(found: Layout, head: Headings, used: Sequence[Row]) -> list[Malformed]:
    """Columns of figures that nobody compares; of those without a name the first line that holds a figure."""
    shown: list[Malformed] = []
    for one in found.open:
        if one.why != "no_heading":
            shown.append(Malformed(head.line, _name(one.at, head), one.why, one.at + 1))
            continue
        for row in used:
            if one.at < len(row.cells) and not is_nothing(row.cells[one.at]):
                shown.append(Malformed(row.line, _written(row.cells), one.why, one.at + 1))
                break
    return shown


def _name(at: int, head: Headings) -> str:
    """How the list calls a column; its number, counted from 1, where it has no name."""
    name = " ".join(head.written[at].split()) if at < len(head.written) else ""
    return name or str(at + 1)


def _entries(
    used: Sequence[Row], found: Layout, has_states: bool
) -> tuple[list[FormEntry], list[Malformed]]:
    entries: list[FormEntry] = []
    malformed: list[Malformed] = []
    unsaid = "" if has_states else "entered"
    for row in used:
        values = {
            name: cell.strip() for name, cell in zip(found.names, row.cells, strict=False) if name
        }
        said = values.get("state", "") or unsaid
        state = state_of(said) if said else ""
        serial = values.get("serial", "")
        if not serial or state is None:
            why = "no_state" if serial else "no_serial"
            malformed.append(Malformed(row.line, _written(row.cells), why))
            continue
        figures = _figures(row, found.pairs, malformed)
        to = values.get("to", "")
        entries.append(FormEntry(row.line, serial, "" if is_nothing(to) else to, state, figures))
    return entries, malformed


def _figures(
    row: Row, pairs: Sequence[ComparedColumns], malformed: list[Malformed]
) -> dict[int, Decimal]:
    """Figures of a line. One that can't be read is listed and leaves the form accounted for."""
    figures: dict[int, Decimal] = {}
    for at in [at for pair in pairs for at in (pair.left, pair.right)]:
        cell = row.cells[at] if at < len(row.cells) else ""
        number = figure(cell)
        if number is not None:
            figures[at] = number
        elif not is_nothing(cell):
            malformed.append(Malformed(row.line, _written(row.cells), "no_number", at + 1))
    return figures


def _written(cells: Sequence[str]) -> str:
    return ", ".join(cell.strip()[:60] for cell in cells[:20])
