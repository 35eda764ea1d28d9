"""Cells that hold several telephone numbers, 8401/8402 or 内线8431；外线83660012: each is an entry,
for the plan keeps one number in each."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import repeat

from wardbook.findings import Finding, Mark, info
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.laid_out_tables import ListTable, said_in
from wardbook.spreadsheets.phone_cells import phone_text
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import cell_in

_BETWEEN = re.compile(r"\s*(?:[/、;,|\n]|\bor\b|或)\s*")
_ONE = re.compile(r"\+?[0-9(][0-9() -]*[0-9](?:(?:转|x|ext\.?) ?[0-9]{1,6})?", re.IGNORECASE)
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
        several = [] if said_in(table, row, "id") or said in known else numbers_in(said, usual)
        if not several:
            rows.append(row)
            continue
        parted.append(said.mark)
        for number in sorted(several, key=lambda one: one not in known):
            rows.append((*row[:place], Scalar(number, said.mark), *row[place + 1 :]))
    findings += _told(parted)
    return replace(table, rows=tuple(rows))


def _told(parted: Sequence[Mark]) -> Iterator[Finding]:
    """X629: cells that became several entries, in one line."""
    if parted:
        shown = ", ".join(str(mark.line) for mark in parted[:_SHOWN])
        yield info("X629", parted[0], count=len(parted), rows=shown)


def numbers_in(cell: Scalar, usual: int = 0) -> list[str]:
    """The numbers of a cell that holds several; none where it holds one, or anything else.
    `usual` is how many digits the column's other numbers have: spaces alone part only such."""
    narrow = unicodedata.normalize("NFKC", cell).strip()
    parts = list(filter(None, _BETWEEN.split(narrow)))
    if len(parts) < 2:
        parts = narrow.split()
        if not _are_apart(parts, usual):
            return []
    numbers = list(map(phone_text, map(Scalar, parts, repeat(cell.mark))))
    if len(numbers) < 2 or not all(map(_is_number, numbers)):
        return []
    return list(dict.fromkeys(map(str, numbers)))


def _is_number(text: str) -> bool:
    return _ONE.fullmatch(text) is not None and sum(map(str.isdigit, text)) >= _FEWEST


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
