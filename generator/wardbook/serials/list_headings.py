"""Where a list names its columns, and which of its lines belong to the table, not to its forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wardbook.serials.list_text import HEAD, Row, cell_at
from wardbook.serials.list_words import column_of, has_digit, is_date, is_of_the_table, word

NAMELESS = ("serial", "state")
"""Columns of a list without names."""


@dataclass(frozen=True)
class Headings:
    """Where a list names its columns. `written` is how; `line` is 0 and nothing is written where
    there is none: then the columns are serial and state. `lines` are all of which the names are
    made."""

    line: int
    written: tuple[str, ...]
    lines: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    """Serial, to, state, or nothing for all others."""

    def name_at(self, at: int) -> str:
        """How the list calls a column; its number, counted from 1, where it has no name."""
        name = " ".join(cell_at(self.written, at).split())
        return name or str(at + 1)


def headings(rows: Sequence[Row]) -> Headings:
    """The line that names the columns; titles may stand above it. Of names in two lines, as under
    cells that were merged, each column gets both."""
    for at, row in enumerate(rows[:HEAD]):
        names = tuple(map(column_of, row.cells))
        if "serial" not in names:
            continue
        if at + 1 < len(rows) and _goes_on(row.cells, names, rows[at + 1].cells):
            written = _both(row.cells, rows[at + 1].cells)
            return Headings(row.line, written, (row.line, rows[at + 1].line), names)
        return Headings(row.line, row.cells, (row.line,), names)
    return Headings(0, (), (), NAMELESS)


def _goes_on(upper: Sequence[str], names: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a line continues the names above it: words alone, at least two, none below a number's
    or state's name."""
    said = 0
    for at, cell in enumerate(lower):
        if not cell.strip():
            continue
        if has_digit(cell) or cell_at(names, at):
            return False
        said += 1
    return said > 1 and any(cell.strip() for cell in upper)


def _both(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Names in two lines as one; an upper one holds for the empty cells at its right that have a
    lower one."""
    found: list[str] = []
    above = ""
    for at in range(max(len(upper), len(lower))):
        over = cell_at(upper, at).strip()
        under = cell_at(lower, at).strip()
        if over:
            above = over
        elif not under:
            above = ""
        if under:
            found.append(f"{above} {under}".strip())
        else:
            found.append(over)
    return tuple(found)


def belongs_to_table(row: Row, rows: Sequence[Row], head: Headings) -> bool:
    """Whether a line belongs to the table, not to its forms: a title, the names of the columns
    (once more on each page), a group, a total, a page number, a day, or who made the list."""
    if row.line in head.lines:
        return True
    said = _filled(row)
    if is_of_the_table(said[0]) or _repeats(row, rows, head):
        return True
    has_number = any(map(has_digit, said))
    is_above = row.line < head.line
    if is_above and not has_number:
        return True
    if len(said) > 1:
        return False
    if is_above or is_date(said[0]):
        return True
    return not has_number and not _says_state(row, head)


def _filled(row: Row) -> list[str]:
    """What stands in the cells of a line that are not empty."""
    return [cell.strip() for cell in row.cells if cell.strip()]


def _says_state(row: Row, head: Headings) -> bool:
    """Whether something stands in a line where the list says what became of a form."""
    for name, cell in zip(head.names, row.cells, strict=False):
        if name == "state" and cell.strip():
            return True
    return False


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
