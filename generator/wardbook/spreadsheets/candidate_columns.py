"""Which columns of a sheet may be that of a field: by words of their headings, or by their
cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.headings import is_one_of, is_worth_a_note
from wardbook.spreadsheets.sheet_columns import Place, SheetColumns

_HEADED = 0.5
"""Share of the cells that must fit where a word of the heading says what they are."""
_ALONE = 0.9
"""Share of them, and of the entries, where the cells alone say it."""
_APART = 0.5
"""Share of names that must differ."""


def by_heading(sheet: SheetColumns, column: ListColumn) -> list[int]:
    """Where a heading speaks of a column, and the cells do not speak against it: the likeliest
    ones, and those that may be meant beside them."""
    ranks = dict(_ranks(sheet, column))
    found: list[int] = []
    for at, rank in ranks.items():
        if rank == min(ranks.values()):
            found.append(at)
    if found and _leaves_open(sheet, column, found[0]):
        for at in by_cells(sheet, column):
            if at not in ranks and not _is_beside(sheet, at, column):
                found.append(at)
    return found


def _leaves_open(sheet: SheetColumns, column: ListColumn, at: int) -> bool:
    """Whether other columns may be meant beside that of a heading: any line beside a mobile, what
    a number is of beside who answers."""
    heads = sheet.sense(at).heads
    is_person = column.field == "name" and sheet.names.has_phones and heads == {"person"}
    return is_person or (sheet.is_phone(column) and "mobile" in heads)


def _ranks(sheet: SheetColumns, column: ListColumn) -> Iterator[tuple[int, int]]:
    """The places whose headings speak of a column, and how likely each is."""
    for at, _ in sheet.free():
        rank = sheet.rank(at, column)
        if rank is not None and _may_be(sheet, at, column) and not _is_noted(sheet, at, column):
            yield at, rank


def by_cells(sheet: SheetColumns, column: ListColumn) -> list[int]:
    """Where the cells speak of a column, and the heading does not speak against it. Places serve
    for names where a telephone list has no other."""
    tells = partial(_tells, sheet, column)
    found = list(filter(tells, sheet.free()))
    if not found and column.field == "name" and sheet.names.has_phones:
        found = list(filter(tells, _places(sheet)))
    return [at for at, _ in found]


def is_sure(sheet: SheetColumns, column: ListColumn, at: int) -> bool:
    """Whether a column can be taken without asking: figures that are no telephone numbers for
    certain only where the heading says that they are."""
    if not sheet.is_phone(column) or sheet.rank(at, column) is not None:
        return True
    return sheet.values(at).are_numbers_to_dial


def what_rows_are_of(sheet: SheetColumns, column: ListColumn, places: Sequence[int]) -> int | None:
    """Of several columns of names of a telephone list the first in which each entry has one of its
    own. Whichever is taken, a number stays with its row, and the others go into the note."""
    if column.field != "name" or not sheet.names.has_phones:
        return None
    own = [at for at in sorted(places) if _has_one_each(sheet, at)]
    others = [at for at in own if sheet.sense(at).heads != {"person"}]
    return next(iter([*others, *own]), None)


def names_something(sheet: SheetColumns, at: int, column: ListColumn) -> bool:
    """Whether the cells at a place give each entry a name of its own, and the heading does not say
    that they are something else, or a remark."""
    heads = sheet.sense(at).heads
    if sheet.sense(at).is_firm or (heads and heads <= {"note", "person"}):
        return False
    if is_one_of(sheet.head.cells[at], "notes") and "place" not in heads:
        return False
    return _has_one_each(sheet, at) and sheet.share(at, column) >= _ALONE


def _has_one_each(sheet: SheetColumns, at: int) -> bool:
    """Whether each of several entries has something of its own at a place."""
    values = sheet.values(at)
    return values.rows > 1 and values.are_keys


def _may_be(sheet: SheetColumns, at: int, column: ListColumn) -> bool:
    """Whether cells may stand under a heading that speaks of a column. Of posts, departments and
    systems the plan may lack some."""
    values = sheet.values(at)
    if values.are_counted or (column.field == "code" and values.differ < 1):
        return False
    return bool(column.names) or sheet.share(at, column) >= _HEADED


def _is_noted(sheet: SheetColumns, at: int, column: ListColumn) -> bool:
    """Whether a heading says who answers for a number, which is no name of it."""
    heading = sheet.head.cells[at]
    is_noted = is_one_of(heading, "notes") or is_worth_a_note(heading)
    return column.field == "name" and sheet.names.has_phones and is_noted


def _is_beside(sheet: SheetColumns, at: int, column: ListColumn) -> bool:
    """Whether a heading says that a column is a remark or a place, which go into the note."""
    is_remark = bool(sheet.sense(at).heads) and sheet.sense(at).heads <= {"note", "place"}
    return is_remark or _is_noted(sheet, at, column)


def _places(sheet: SheetColumns) -> Iterator[Place]:
    """Columns of places that are read for the note."""
    for at, known in sheet.known.items():
        sense = sheet.sense(at)
        if known.field == "note" and "place" in sense.heads:
            yield at, sense


def _tells(sheet: SheetColumns, column: ListColumn, place: Place) -> bool:
    """Whether the cells at a place tell by themselves that they are of a column."""
    at, sense = place
    values = sheet.values(at)
    if sense.is_firm or values.are_counted or not values.said:
        return False
    if sheet.names.is_another(sheet.head.cells[at], column.field):
        return False
    is_full = len(values.said) >= _ALONE * values.rows
    says = {
        "name": is_full and values.differ >= _APART,
        "number": sheet.names.has_phones and 2 * len(values.said) >= values.rows,
        "price": is_full and values.are_amounts_of_money,
        "code": sheet.names.name == "prices" and values.are_codes,
        "manual": True,
        "uses": True,
    }
    return says.get(column.field, False) and sheet.share(at, column) >= _ALONE
