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
    """A line of the list: a serial (or a range up to `to`) as it was written, and what became of it."""

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


def table(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line that says something."""
    head = "\n".join(islice(io.StringIO(text), _HEAD))
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    started = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield started, cells
        started = reader.line_num + 1


def read_entries(text: str) -> tuple[list[Entry], list[Malformed]]:
    """Entries of a list, and what in it can't be used. A line may name the columns, in any order, below titles of one cell;
    without names they are serial and state. Totals and who made the list are no entries."""
    entries: list[Entry] = []
    malformed: list[Malformed] = []
    lines: list[tuple[int, list[str]]] = []
    try:
        lines += table(text)
    except csv.Error as problem:
        malformed.append(Malformed(text.count("\n") + 1, str(problem), "unreadable"))
    head = next((at for at, (_, cells) in enumerate(lines[:_HEAD]) if "serial" in map(column_of, cells)), None)
    columns: Sequence[str] = _NAMELESS
    if head is not None:
        columns, unread = _columns(*lines[head])
        malformed += unread
        lines = [*(line for line in lines[:head] if len(_said(line[1])) > 1), *lines[head + 1 :]]
    for line, cells in lines:
        if not is_of_the_table(_said(cells)[0]):
            _enter(entries, malformed, line, dict(zip(columns, map(str.strip, cells), strict=False)), cells)
    return entries, malformed


def _said(cells: Sequence[str]) -> list[str]:
    return [said for cell in cells if (said := cell.strip())]


def _columns(line: int, cells: Sequence[str]) -> tuple[Sequence[str], list[Malformed]]:
    """Names of the columns, empty for those that are not read; and those with figures that can't be compared, because their
    name is not known or the other of the pair is missing."""
    names = [column_of(cell) for cell in cells]
    alone = {one for pair in BALANCES for one in pair if one in names and not set(pair) <= set(names)}
    unread = [
        Malformed(line, cell.strip(), "no_partner") for name, cell in zip(names, cells, strict=True) if name in alone
    ]
    unread += [
        Malformed(line, cell.strip(), "no_column")
        for name, cell in zip(names, cells, strict=True)
        if not name and is_figures(cell)
    ]
    return ["" if name in alone else name for name in names], unread


def _enter(
    entries: list[Entry], malformed: list[Malformed], line: int, values: Mapping[str, str], cells: Sequence[str]
) -> None:
    """Take up a line: as an entry, or as what it lacks. A figure that can't be read leaves the form accounted for."""
    state = state_of(values.get("state", ""))
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
    entries.append(Entry(line, values["serial"], values.get("to", ""), state, figures))


def _written(cells: Sequence[str]) -> str:
    return ", ".join(cell.strip() for cell in cells)
