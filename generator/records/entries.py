"""What was done with each numbered form, as people list it in a spreadsheet: one line a form, or a range of them. Read as
spreadsheets write it (UTF-8 or GBK; commas, semicolons or tabs). A line that can't be used is listed, never dropped."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

STATES = ("entered", "scanned", "void", "unused")
"""What may have become of a form: back in the system, kept as a scan alone, spoiled, never filled."""

_STATE_WORDS = {
    "entered": ("entered", "done", "yes", "已补录", "补录", "已录", "已录入"),
    "scanned": ("scanned", "scan only", "scan", "仅扫描", "扫描", "已扫描", "只扫描"),
    "void": ("void", "voided", "spoiled", "作废", "废"),
    "unused": ("unused", "blank", "returned", "未用", "未使用", "空白", "退回"),
}
_COLUMN_WORDS = {
    "serial": (
        "serial",
        "serial no.",
        "serial number",
        "number",
        "no.",
        "编号",
        "号码",
        "流水号",
        "序列号",
        "单号",
        "起号",
    ),
    "to": ("to", "last", "until", "至", "止号", "末号"),
    "state": ("state", "status", "outcome", "状态", "去向", "结果", "处理"),
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
_REMARK = re.compile(r"\s*\([^()]*\)$")
"""What a heading says in brackets: `金额（元）` is headed `金额`."""
_PLACES_MOST = 15
"""Digits before the point of an amount; a larger one is a slip, and sums of such ones can't be told."""


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


def table(text: str) -> Iterator[tuple[int, str, list[str] | None]]:
    """Number and text of each line that says something, and its cells; None where a quotation mark is left open, which
    would swallow the lines behind it."""
    lines = list(io.StringIO(text, newline=""))
    delimiter = max(_DELIMITERS, key=lines[0].count) if lines else ","
    at = 0
    while at < len(lines):
        reader, first = csv.reader(lines[at:], delimiter=delimiter, strict=True), at
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield at + 1, lines[at], cells
                at = first + reader.line_num
        except csv.Error:
            yield at + 1, lines[at], None
            at += 1


def headings(text: str) -> tuple[list[str], list[str]]:
    """The names of a list's columns in order, empty where nobody knows one, and the headings as written; without headings
    the columns are serial and state."""
    written = next((cells for _, _, cells in table(text) if cells), [])
    names = [_BY_COLUMN.get(_REMARK.sub("", _word(cell)), "") for cell in written]
    return (names, written) if "serial" in names else (["serial", "state"], [])


def read_entries(text: str) -> tuple[list[Entry], list[Malformed]]:
    """Entries of a list, and its lines that can't be used. The first line may name the columns, in any order."""
    entries: list[Entry] = []
    malformed: list[Malformed] = []
    columns, written = headings(text)
    # A list without states is one of what was entered; an empty cell among states says nothing yet
    unsaid = "" if written and "state" in columns else "entered"
    for line, shown, cells in table(text):
        if cells is None:
            malformed.append(Malformed(line, shown.strip(), "unreadable"))
        elif cells == written:
            written = []
        elif isinstance(found := _entry(line, cells, columns, unsaid), Entry):
            entries.append(found)
        else:
            malformed.append(found)
    return entries, malformed


def _entry(line: int, cells: Sequence[str], columns: Sequence[str], unsaid: str) -> Entry | Malformed:
    values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    written = ", ".join(cell.strip() for cell in cells)
    if not values.get("serial"):
        return Malformed(line, written, "no_serial")
    word = _word(values.get("state", unsaid))
    state = _BY_STATE.get(word, "")
    if word and not state:
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
