"""Columns that are read by a heading that is known, where cells or other headings speak against
it."""

from __future__ import annotations

from collections.abc import Sequence

from wardbook.spreadsheets.candidate_columns import by_cells, by_heading, names_something
from wardbook.spreadsheets.column_values import ColumnValues
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.headings import is_one_of
from wardbook.spreadsheets.sheet_columns import SheetColumns

_KEYS = ("number", "code")
"""Fields of which a sheet often has several."""
_WHOSE = ("name", "department")


def leave_doubtful(sheet: SheetColumns) -> tuple[int, ...]:
    """Leave what is read by its heading and is surely or probably something else. The places of
    those who answer, where the rows are of something that stands before them."""
    answering = _name_what_stands_first(sheet)
    for at in list(sheet.known):
        if not sheet.is_told(at):
            _leave_contradicted(sheet, at)
    for at in list(sheet.known):
        if sheet.known[at].field in _KEYS and not sheet.is_told(at):
            _leave_lesser(sheet, at)
    return answering


def _name_what_stands_first(sheet: SheetColumns) -> tuple[int, ...]:
    """Take what stands before those who answer for the name, where nobody knows its heading or it
    is a place (Location beside Contact), and each row has one of its own: they are its rows. The
    staff of a list of people are what it lists."""
    for at, column in list(sheet.known.items()):
        if not _answers(sheet, at, column):
            continue
        for place in range(at):
            is_free = place not in sheet.known or sheet.known[place].field == "note"
            if is_free and names_something(sheet, place, column):
                del sheet.known[at]
                sheet.known[place] = column
                return (at,)
    return ()


def _answers(sheet: SheetColumns, at: int, column: ListColumn) -> bool:
    """Whether a column is read as names by a heading that says who answers."""
    heading = sheet.head.cells[at]
    is_person = is_one_of(heading, "persons") and not is_one_of(heading, "staff")
    return column.field == "name" and is_person and not sheet.is_told(at)


def _leave_contradicted(sheet: SheetColumns, at: int) -> None:
    """Leave names that are all telephone numbers (Office), numbers without a digit, and on a price
    list what is called Item and holds codes, or Charge and holds words."""
    column, values = sheet.known[at], sheet.values(at)
    is_name = column.field in _WHOSE and sheet.names.has_phones and values.are_phones
    is_other = is_name or (sheet.is_phone(column) and values.have_no_digit)
    if is_other or (sheet.names.name == "prices" and _is_no_price(column, values)):
        del sheet.known[at]


def _is_no_price(column: ListColumn, values: ColumnValues) -> bool:
    """Whether the names of a price list are codes, or its prices words that differ."""
    if not values.said:
        return False
    is_code = column.field == "name" and values.are_codes
    return is_code or (column.field == "price" and values.have_no_digit and values.are_keys)


def _leave_lesser(sheet: SheetColumns, at: int) -> None:
    """Leave a column where another one is rather wanted: a mobile beside a line of the house, a
    code of the nation beside the house's own, a code that not every item has."""
    column = sheet.known.pop(at)
    own = sheet.rank(at, column)
    others = [place for place in by_heading(sheet, column) if place != at]
    if _is_of_all(sheet, at, column) and any(place < at for place in by_cells(sheet, column)):
        return
    if others and (_is_behind(sheet, column, own, others) or _is_broken(sheet, at, column, others)):
        return
    sheet.known[at] = column


def _is_of_all(sheet: SheetColumns, at: int, column: ListColumn) -> bool:
    """Whether a column holds codes that all hospitals use (HCPCS): several items may share one."""
    return column.field == "code" and "others" in sheet.sense(at).kinds


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
