"""What was done with each numbered form, as people list it in a spreadsheet: one line a form, or a range of them. Read as
spreadsheets write it (UTF-8 or GBK; commas, semicolons or tabs). A line that can't be used is listed, never dropped."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

STATES = ("entered", "scanned", "void", "unused")
"""What may have become of a form: back in the system, kept as a scan alone, spoiled, never filled."""

_STATE_WORDS = {
    "entered": ("entered", "done", "yes", "已补录", "补录", "已录", "已录入", ""),
    "scanned": ("scanned", "scan only", "scan", "仅扫描", "扫描", "已扫描", "只扫描"),
    "void": ("void", "voided", "spoiled", "作废", "废"),
    "unused": ("unused", "blank", "returned", "未用", "未使用", "空白", "退回"),
}
_COLUMN_WORDS = {
    "serial": ("serial", "serial no.", "serial number", "number", "no.", "编号", "流水号", "序列号", "单号"),
    "to": ("to", "last", "until", "至", "止号", "末号"),
    "state": ("state", "status", "outcome", "状态", "结果", "处理"),
    "amount": ("amount", "paper amount", "金额", "手工金额"),
    "posted": ("posted", "system amount", "已记费", "系统金额"),
    "dispensed": ("dispensed", "发药数", "发药数量"),
    "deducted": ("deducted", "下账数", "下账数量"),
    "done": ("done", "performed", "已做", "已做数"),
    "confirmed": ("confirmed", "已确认", "确认数"),
}
BALANCES = (("amount", "posted"), ("dispensed", "deducted"), ("done", "confirmed"))
"""Pairs of columns that must agree line by line: money, drugs, examinations."""

_BY_STATE = {word: state for state, words in _STATE_WORDS.items() for word in words}
_BY_COLUMN = {word: name for name, words in _COLUMN_WORDS.items() for word in words}
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",;\t"
_PLACES_MOST = 15
"""Digits before the point of an amount; a larger one is a slip, and sums of such ones can't be told."""


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
    """A line that can't be used. `why` is a key of the messages."""

    line: int
    text: str
    why: str


def decoded(data: bytes) -> str | None:
    """A spreadsheet's bytes as text; None when they are neither UTF-8 nor GBK."""
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def table(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line that says something."""
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    started = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield started, cells
        started = reader.line_num + 1


def read_entries(text: str) -> tuple[list[Entry], list[Malformed]]:
    """Entries of a list, and its lines that can't be used. The first line may name the columns, in any order; without
    names they are serial and state."""
    entries: list[Entry] = []
    malformed: list[Malformed] = []
    columns: Sequence[str] = ("serial", "state")
    try:
        for at, (line, cells) in enumerate(table(text)):
            names = [_BY_COLUMN.get(_word(cell), "") for cell in cells]
            if at == 0 and "serial" in names:
                columns = names
                continue
            found = _entry(line, cells, columns)
            (entries if isinstance(found, Entry) else malformed).append(found)  # type: ignore[arg-type]
    except csv.Error as problem:
        malformed.append(Malformed(text.count("\n") + 1, str(problem), "unreadable"))
    return entries, malformed


def _entry(line: int, cells: Sequence[str], columns: Sequence[str]) -> Entry | Malformed:
    values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    written = ", ".join(cell.strip() for cell in cells)
    if not values.get("serial"):
        return Malformed(line, written, "no_serial")
    state = _BY_STATE.get(_word(values.get("state", "")))
    if state is None:
        return Malformed(line, written, "no_state")
    figures: dict[str, Decimal] = {}
    for name in (name for pair in BALANCES for name in pair):
        if values.get(name):
            number = _number(values[name])
            if number is None:
                return Malformed(line, written, "no_number")
            figures[name] = number
    return Entry(line, values["serial"], values.get("to", ""), state, figures)


def _word(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).lower().split())


def _number(cell: str) -> Decimal | None:
    """A number as spreadsheets write it: with thousands and a currency mark, perhaps."""
    text = unicodedata.normalize("NFKC", cell).replace(",", "").lstrip("¥￥").removesuffix("元").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number.adjusted() < _PLACES_MOST else None
