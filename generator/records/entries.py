"""What was done with each numbered form, as people list it in a spreadsheet: one line a form, or a range of them. Read as
spreadsheets write it (UTF-8 or GBK; commas, semicolons or tabs). A line that can't be used is listed, never dropped."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from generator.records.words import BALANCES, column_of, figure, is_figures, is_nothing, is_of_the_table, state_of

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""How what a spreadsheet calls Unicode text begins."""
_DELIMITERS = ",;\t"
_HEAD = 20
"""Lines among which the names of the columns are looked for: titles may stand above."""
_NAMELESS = ("serial", "state")
"""Columns of a list without names."""


@dataclass(frozen=True)
class Entry:
    """A line of the list: a serial (or a range up to `to`) as it was written, and what became of it; nothing yet where
    the state is empty."""

    line: int
    serial: str
    to: str
    state: str
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    """Column → number; a column that is empty has none."""


@dataclass(frozen=True)
class Malformed:
    """A line that can't be used, or a cell of it. `why` is a key of the messages."""

    line: int
    text: str
    why: str


def decoded(data: bytes) -> str | None:
    """A spreadsheet's bytes as text; None when they are neither UTF-8 nor GBK, nor marked as UTF-16."""
    for encoding in ("utf-16",) if data.startswith(_UTF_16) else _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def table(text: str) -> Iterator[tuple[int, str, list[str] | None]]:
    """Number and text of each line that says something, and its cells; None where a quotation mark is left open, which
    would swallow the lines behind it."""
    lines = list(io.StringIO(text, newline=""))
    head = "".join(lines[:_HEAD])
    delimiter = max(_DELIMITERS, key=head.count)
    at = 0
    while at < len(lines):
        reader, first = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter, strict=True), at
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield at + 1, lines[at], cells
                at = first + reader.line_num
        except csv.Error:
            yield at + 1, lines[at], None
            at += 1


@dataclass(frozen=True)
class Headings:
    """Where a list names its columns. `names` are ours in order, empty where nobody knows one; `written` is the line as it
    stands, 0 and nothing where there is none: then the columns are serial and state."""

    line: int
    names: tuple[str, ...]
    written: tuple[str, ...]


def headings(text: str) -> Headings:
    """The line that names the columns; titles may stand above it."""
    for line, _, cells in islice(table(text), _HEAD):
        if cells and "serial" in (names := tuple(map(column_of, cells))):
            return Headings(line, names, tuple(cells))
    return Headings(0, _NAMELESS, ())


def read_entries(text: str) -> tuple[list[Entry], list[Malformed]]:
    """Entries of a list, and what in it can't be used. A line may name the columns, in any order, below titles of one cell;
    without names they are serial and state. Totals and who made the list are no entries. A list without states is one of
    what was entered; an empty cell among states says nothing yet."""
    entries: list[Entry] = []
    head = headings(text)
    columns, malformed = _columns(head)
    unsaid = "" if head.line and "state" in columns else "entered"
    for line, shown, cells in table(text):
        if cells is None:
            malformed.append(Malformed(line, shown.strip(), "unreadable"))
        elif line != head.line and not _is_frame(line, cells, head):
            _enter(entries, malformed, line, _values(columns, cells, unsaid), cells)
            if any(figure(cell.strip()) is not None for cell in cells[len(columns) :]):
                malformed.append(Malformed(line, _written(cells), "no_heading"))
    return entries, malformed


def _is_frame(line: int, cells: Sequence[str], head: Headings) -> bool:
    """Whether a line is a title above the columns, a total, or who made the list."""
    said = _said(cells)
    return (line < head.line and len(said) == 1) or is_of_the_table(said[0])


def _values(columns: Sequence[str], cells: Sequence[str], unsaid: str) -> dict[str, str]:
    values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    if not values.get("state"):
        values["state"] = unsaid
    return values


def _said(cells: Sequence[str]) -> list[str]:
    return [said for cell in cells if (said := cell.strip())]


def _columns(head: Headings) -> tuple[Sequence[str], list[Malformed]]:
    """Names of the columns, empty for those that are not read; and those that must not pass unread: figures that can't be
    compared, because their name is not known or the other of the pair is missing, and a column that says again what one
    before it says. Of two with numbers the last is meant: the first counts the rows."""
    again = {at for at, name in enumerate(head.names) if name not in ("", "serial") and name in head.names[:at]}
    alone = {one for pair in BALANCES for one in pair if one in head.names and not set(pair) <= set(head.names)}
    named = list(zip(head.names, head.written, strict=True)) if head.line else []
    unread = [Malformed(head.line, cell.strip(), "no_partner") for name, cell in named if name in alone]
    unread += [Malformed(head.line, cell.strip(), "no_column") for name, cell in named if not name and is_figures(cell)]
    unread += [Malformed(head.line, head.written[at].strip(), "column_again") for at in sorted(again)]
    return ["" if name in alone or at in again else name for at, name in enumerate(head.names)], unread


def _enter(
    entries: list[Entry], malformed: list[Malformed], line: int, values: Mapping[str, str], cells: Sequence[str]
) -> None:
    """Take up a line: as an entry, or as what it lacks. A figure that can't be read leaves the form accounted for."""
    word = values["state"]
    state = state_of(word) if word else ""
    if not values.get("serial") or state is None:
        malformed.append(Malformed(line, _written(cells), "no_state" if values.get("serial") else "no_serial"))
        return
    figures: dict[str, Decimal] = {}
    for name in (name for pair in BALANCES for name in pair):
        if cell := values.get(name, ""):
            number = figure(cell)
            if number is not None:
                figures[name] = number
            elif not is_nothing(cell):
                malformed.append(Malformed(line, _written(cells), "no_number"))
    to = values.get("to", "")
    entries.append(Entry(line, values["serial"], "" if is_nothing(to) else to, state, figures))


def _written(cells: Sequence[str]) -> str:
    return ", ".join(cell.strip() for cell in cells)
