"""Columns that are read by a heading that is known, where cells or other headings speak against
it."""

from __future__ import annotations

from collections.abc import Sequence

from wardbook.spreadsheets.candidate_columns import by_heading
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.sheet_columns import SheetColumns

_KEYS = ("number", "code")
"""Fields of which a sheet often has several."""
_WHOSE = ("name", "department")


def leave_doubtful(sheet: SheetColumns) -> None:
    """Leave what is read by its heading and is surely or probably something else."""
    for at in list(sheet.known):
        if not sheet.is_told(at):
            _leave_contradicted(sheet, at)
    for at in list(sheet.known):
        if sheet.known[at].field in _KEYS and not sheet.is_told(at):
            _leave_lesser(sheet, at)


def _leave_contradicted(sheet: SheetColumns, at: int) -> None:
    """Leave names that are all telephone numbers (Office), and numbers without a digit."""
    column, values = sheet.known[at], sheet.values(at)
    is_name = column.field in _WHOSE and sheet.names.has_phones and values.are_phones
    if is_name or (sheet.is_phone(column) and values.have_no_digit):
        del sheet.known[at]


def _leave_lesser(sheet: SheetColumns, at: int) -> None:
    """Leave a column where another one is rather wanted: a mobile beside a line of the house, a
    code of the nation beside the house's own, a code that not every item has."""
    column = sheet.known.pop(at)
    own = sheet.rank(at, column)
    others = [place for place in by_heading(sheet, column) if place != at]
    if others and (_is_behind(sheet, column, own, others) or _is_broken(sheet, at, column, others)):
        return
    sheet.known[at] = column


def _is_behind(
    sheet: SheetColumns, column: ListColumn, own: int | None, others: Sequence[int]
) -> bool:
    """Whether others are likelier, or may be, beside a mobile."""
    if own is None:
        return False
    for place in others:
        rank = sheet.rank(place, column)
        if (rank is None and sheet.is_phone(column)) or (rank is not None and rank < own):
            return True
    return False


def _is_broken(sheet: SheetColumns, at: int, column: ListColumn, others: Sequence[int]) -> bool:
    """Whether not every item has a code of its own in a column, and has in another one."""
    if column.field != "code" or sheet.names.has_phones or sheet.values(at).are_keys:
        return False
    return [sheet.values(place).are_keys for place in others].count(True) == 1
