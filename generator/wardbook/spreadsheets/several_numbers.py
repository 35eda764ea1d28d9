"""Cells and rows that hold several telephone numbers, 8401/8402 or 内线8431；外线83660012: each is
an entry, for the plan keeps one number in each."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from wardbook.findings import Finding, Mark, info
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.labelled_numbers import labelled_numbers
from wardbook.spreadsheets.laid_out_tables import ListTable, said_in
from wardbook.spreadsheets.phone_cells import number_and_remark, phone_digits, says_nothing
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import cell_in, filled_cells

_BETWEEN = re.compile(r"\s*(?:[/、;,|\n\\&]|\bor\b|\band\b|或|和|及)\s*|(?<=\))\s*(?=[0-9+])")
_IN_BRACKETS = re.compile(r"([^()]*[0-9]) *\(([^()]*[0-9][^()]*)\)")
"""A number with another in brackets behind it: 8290（手机 13800000000）."""
_HAS_NUMBER = re.compile("[0-9]{3}")
_FEWEST = 3
"""Digits of the shortest number; of 8401/02 nobody knows."""
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_SHOWN = 12


def each_number(table: ListTable, known: Container[str], findings: list[Finding]) -> ListTable:
    """The table with a row for each number of a cell; `known` are the plan's, which come first. A
    row with an id keeps its cell, as does one whose cell the plan has. X629 tells the rows."""
    place = table.place_of("number")
    if place is None:
        return table
    usual = _usual_length(table, place)
    rows: list[Row] = []
    parted: list[Mark] = []
    for row in table.rows:
        said = cell_in(row, place)
        is_kept = said_in(table, row, "id") or said in known
        several = numbers_in(said, usual)
        if is_kept or not several:
            rows.append(row)
            continue
        parted.append(said.mark)
        for number in sorted(several, key=lambda one: one not in known):
            rows.append(_with_one(table, row, Scalar(number, said.mark), several[number]))
    findings += _told(parted)
    return replace(table, rows=tuple(rows))


def with_further_numbers(table: ListTable) -> ListTable:
    """The table with a row for each column of numbers that somebody told: the first has the name,
    each other the name with its heading behind it (骨科 医生站)."""
    name, number = table.place_of("name"), table.place_of("number")
    if not table.more_numbers or name is None or number is None:
        return table
    rows: list[Row] = []
    for row in table.rows:
        rows += _with_each(table, row, name, number)
    return replace(table, rows=tuple(rows))


def _with_each(table: ListTable, row: Row, name: int, number: int) -> Iterator[Row]:
    """A row once for each of its columns of numbers."""
    further: list[int] = []
    if cell_in(row, name).strip() and len(filled_cells(row)) > 1:
        for at in table.more_numbers:
            if not says_nothing(cell_in(row, at)):
                further.append(at)
    if not (further and says_nothing(cell_in(row, number))):
        yield row
    for at in further:
        yield _with_number(row, name, number, cell_in(row, at), table.headings[at])


def _with_number(row: Row, name: int, number: int, said: Scalar, heading: str) -> Row:
    """A row with another number, and what it is of behind the name."""
    cells = list(row)
    while len(cells) <= number:
        mark = cells[0].mark
        cells.append(Scalar("", Mark(mark.file, mark.line, mark.column + len(cells))))
    called = f"{cell_in(row, name).strip()} {heading}"
    cells[name], cells[number] = Scalar(called, row[name].mark), said
    return tuple(cells)


def _told(parted: Sequence[Mark]) -> Iterator[Finding]:
    """X629: cells that became several entries, in one line."""
    if parted:
        shown = ", ".join(str(mark.line) for mark in parted[:_SHOWN])
        yield info("X629", parted[0], count=len(parted), rows=shown)


def _with_one(table: ListTable, row: Row, number: Scalar, remark: str) -> Row:
    """A row with one of its numbers, and what is said of it in brackets behind the name."""
    cells = list(row)
    cells[table.place_of("number") or 0] = number
    name = table.place_of("name")
    if remark and name is not None and cell_in(row, name).strip():
        cells[name] = Scalar(f"{row[name].strip()} {remark}", row[name].mark)
    return tuple(cells)


def numbers_in(cell: Scalar, usual: int = 0) -> dict[str, str]:
    """The numbers of a cell that holds several, each with what tells it apart; none where it holds
    one, or anything else. `usual` is how many digits the column's other numbers have: spaces alone
    part only such."""
    narrow = unicodedata.normalize("NFKC", cell).strip()
    parts = list(chain.from_iterable(map(_both, filter(None, _BETWEEN.split(narrow)))))
    if len(parts) < 2:
        parts = narrow.split()
        if len(parts) < 2 or not _are_apart(parts, usual):
            return labelled_numbers(narrow)
    found: dict[str, str] = {}
    for part in parts:
        number, remark = number_and_remark(part)
        if not phone_digits(number) or _HAS_NUMBER.search(remark):
            return labelled_numbers(narrow)
        found.setdefault(phone_digits(number), remark)
    return found


def _both(part: str) -> list[str]:
    """A number, and another in brackets behind it where one stands there."""
    found = _IN_BRACKETS.fullmatch(part.strip())
    if found and phone_digits(found[2]) and phone_digits(found[1]):
        return [found[1], found[2]]
    return [part]


def _are_apart(parts: Sequence[str], usual: int) -> bool:
    """Whether numbers between which only spaces stand are several: each as long as the column's
    others, or one a mobile's. 8366 1234 is one."""
    if not all(map(str.isdigit, parts)):
        return False
    if any(map(_MOBILE.fullmatch, parts)):
        return all(len(part) >= _FEWEST and not part.startswith("00") for part in parts)
    return all(len(part) == usual for part in parts)


def _usual_length(table: ListTable, place: int) -> int:
    """How many digits most numbers of a column have, of those written in digits alone."""
    lengths: Counter[int] = Counter()
    for row in table.rows:
        said = cell_in(row, place).strip()
        if said.isdigit():
            lengths[len(said)] += 1
    return lengths.most_common(1)[0][0] if lengths else 0
