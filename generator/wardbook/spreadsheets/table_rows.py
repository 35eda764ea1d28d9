"""Rows of a sheet, and which of those below the headings are none of the entries: the headings once
more, totals, page numbers, and what programs and people write below a list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import TypeAlias

from wardbook.findings import Finding, Mark, info
from wardbook.plan.data import Scalar
from wardbook.serials.list_words import has_digit, is_date, is_of_the_table
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.headings import folded, simplified
from wardbook.spreadsheets.raw_sheets import Row

_TOTAL_AS_NAME = re.compile(
    r"total (?!(?:of|number|numbers|count|lines?|items?|rows?|entries|amount|sum|price)\b)[a-z]",
    re.IGNORECASE,
)
"""A name that begins like a total: Total hip replacement."""
_FOOT = re.compile(
    r"(?:打印|制表|填表|填报|编制|印制|导出|更新|统计|发布|修订)(?:时间|日期|于)"
    r"|共(?:计)? ?[0-9]+ ?(?:条|项|行|个|种|部|门)|以下(?:空白|无正文)"
    r"|(?:printed|generated|exported|produced|(?:last )?updated|revised)(?: (?:on|at|from)\b| ?:)"
    r"|(?:print|run|report|export|revision) ?(?:date|time|id)\b"
    r"|(?:number of |total )?(?:records|rows|entries)(?: ?: ?[0-9]+| listed| in total)"
    r"|[0-9]+ (?:records|rows|entries|items)\b"
    r"|\W*end of (?:report|list|file|document)\b",
    re.IGNORECASE,
)
"""How a line below a list begins: when it was made, how many rows it has, that it ends."""
_MADE_BY = re.compile(r".{2,20}(?:制|制表|编制|印制|制作|宣)$")
_SIGNED = re.compile(
    r"(?:approved|reviewed|compiled|issued|authori[sz]ed|updated|maintained|signed) by\b"
    r"|(?:批准|审批|审定|签发|编制|编印|更新|维护|填报|制表|打印|统计|经手|负责)(?:人|者|单位|部门|科室)?[:：]",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:备注|注|附注|说明|注意|note|notes|remark|remarks|nb)(?:事项)? ?[0-9]?[:：.]", re.IGNORECASE
)
_SIGN_OF_NOTE = re.compile(r"[*※†‡]+ ?[^\W\d_]")
_SHOWN = 12
_LABELLED = re.compile(r"[^:0-9]{1,20}:.")
"""A word and what it says: 复核:孔某."""
Span: TypeAlias = tuple[int, int]
"""Where some columns begin, and how many they are."""
WHAT_COUNTS = ("number", "price")
"""Fields without which a row is no entry that anybody would miss."""


def cell_in(row: Row, at: int) -> Scalar:
    """A cell of a row; an empty one, with the place of the last, beyond the row's end."""
    if at < len(row):
        return row[at]
    return Scalar("", row[-1].mark)


def filled_cells(row: Row) -> list[Scalar]:
    """The cells of a row that say something."""
    return [cell for cell in row if cell.strip()]


def is_no_entry(row: Row, headings: Row, columns: Mapping[int, ListColumn]) -> bool:
    """Whether a row below the headings is none of the entries: the headings once more, a page
    number, a total, a line below the list, or one that says nothing in a column that is read."""
    said = filled_cells(row)
    if not any(cell_in(row, at).strip() for at in columns) and len(said) > 1:
        return True
    first = simplified(said[0].strip())
    if is_of_the_table(first) and not _TOTAL_AS_NAME.match(first):
        return True
    return _repeats(row, headings) or _is_below_the_list(row, columns)


def is_note(said: str) -> bool:
    """Whether a line explains the list: 注：…, Note: …, * …"""
    plain = _plain(said)
    return bool(_NOTE.match(plain) or _SIGN_OF_NOTE.match(plain))


def rows_left_out(rows: Sequence[Mark]) -> Iterator[Finding]:
    """X618: rows of a single cell that are none of the entries and name no group, in one line."""
    if rows:
        shown = ", ".join(str(mark.line) for mark in rows[:_SHOWN])
        yield info("X618", rows[0], count=len(rows), rows=shown)


def _repeats(row: Row, headings: Row) -> bool:
    """Whether a row says what the headings say, and at least two of them."""
    same = 0
    for at, cell in enumerate(row):
        if not cell.strip():
            continue
        if at >= len(headings) or folded(cell) != folded(headings[at]):
            return False
        same += 1
    return same > 1


def _is_below_the_list(row: Row, columns: Mapping[int, ListColumn]) -> bool:
    """Whether a row says who made the list and when, or explains it, and nothing else. A cell alone
    may be a group's name, too."""
    said = list(map(_plain, filled_cells(row)))
    if len(said) == 1:
        return len(columns) == 1 and bool(_NOTE.match(said[0]) or _FOOT.match(said[0]))
    if not (_is_signed(said) or (all(map(_is_beside, said)) and any(map(_is_foot, said)))):
        return False
    return not any(map(_is_figure, _what_counts(row, columns)))


def _is_signed(said: Sequence[str]) -> bool:
    """Whether cells say who answers for the list, perhaps with a name or a day beside it."""
    is_made_by = _MADE_BY.fullmatch(said[0]) and all(map(is_date, said[1:]))
    return bool(_SIGNED.match(said[0]) or is_made_by)


def _what_counts(row: Row, columns: Mapping[int, ListColumn]) -> list[str]:
    """What a row says as its number or price."""
    found: list[str] = []
    for at, column in columns.items():
        if column.field in WHAT_COUNTS and cell_in(row, at).strip():
            found.append(_plain(cell_in(row, at)))
    return found


def _is_foot(said: str) -> bool:
    return bool(_FOOT.match(said) or _SIGNED.match(said) or _LABELLED.match(said))


def _is_beside(said: str) -> bool:
    """Whether a cell may stand in such a line."""
    return _is_foot(said) or is_date(said) or is_of_the_table(said)


def _is_figure(said: str) -> bool:
    """Whether a cell may be a number or a price: digits that are no day, page or time of
    printing."""
    if is_date(said) or is_of_the_table(said) or _FOOT.match(said):
        return False
    return has_digit(said)


def _plain(cell: str) -> str:
    return simplified(unicodedata.normalize("NFKC", cell)).strip()


def spans_between(rows: Sequence[Row], width: int) -> list[Span]:
    """The columns that say something, those side by side as one: where each begins and how many
    they are."""
    spans: list[Span] = []
    begins = -1
    for at in range(width + 1):
        if at < width and any(map(str.strip, map(cell_in, rows, repeat(at)))):
            if begins < 0:
                begins = at
        elif begins >= 0:
            spans.append((begins, at - begins))
            begins = -1
    return spans
