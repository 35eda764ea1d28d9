"""What the columns of a sheet mean: by their headings, and by what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wardbook.findings import Finding, error, info
from wardbook.plan.data import Scalar
from wardbook.plan.model.scalars import is_id
from wardbook.serials.list_words import is_of_the_table
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.heading_rows import HeadingRows
from wardbook.spreadsheets.heading_words import field_words, sense_of
from wardbook.spreadsheets.headings import HeadingNames, folded
from wardbook.spreadsheets.raw_sheets import letters
from wardbook.spreadsheets.repeated_headings import beside_its_name
from wardbook.spreadsheets.table_rows import cell_in, filled_cells, is_no_entry
from wardbook.spreadsheets.worksheets import Worksheet

_MONEY = re.compile(r"[¥￥$€£]|\((?:元|rmb|cny|usd|eur|gbp)\)", re.IGNORECASE)
_HAN = re.compile("[㐀-鿿]")
_WORD = re.compile(r"[㐀-鿿]|[^\W\d_]{4}|[a-z]{2}")
"""What a language can be told by; CT and DR are written in all."""
_FIGURES = ("number", "price", "code")
"""Fields of which the cells don't tell which of several columns is meant."""


@dataclass(frozen=True)
class HeadedColumns:
    """Place in the row → column, the headings that nothing is read of, and what is wrong with
    them. `more` are the places of further telephone numbers that somebody told."""

    columns: dict[int, ListColumn]
    unused: tuple[Scalar, ...]
    findings: tuple[Finding, ...]
    more: tuple[int, ...] = ()


def headed_columns(sheet: Worksheet, head: HeadingRows, names: HeadingNames) -> HeadedColumns:
    """What the headings mean."""
    sorting = _HeadingsRead(names)
    headed = list(_headed(sheet, head))
    for at, cell in sorted(headed, key=lambda one: names.order(one[1])):
        column = _meant(cell, headed, names)
        if column and folded(cell) not in names.own:
            column = in_its_language(column, sheet, head, at, names)
        column = _unless_row_numbers(column, sheet, head, at, names)
        sorting.take(at, cell, _unless_money(column, cell, names))
    sorting.take_beside_its_name(headed)
    unused = sorted(sorting.unused, key=lambda cell: cell.mark.column)
    return HeadedColumns(sorting.found, tuple(unused), tuple(sorting.findings), tuple(sorting.more))


def unread(headings: Sequence[Scalar], names: HeadingNames) -> Iterator[Finding]:
    """X605: headings that nobody knows, in one line."""
    if headings:
        shown = ", ".join(map(_told, headings))
        meant = ", ".join(filter(None, map(names.nearest, headings)))
        yield info("X605", headings[0].mark, headings=shown, meant=meant or "–")


def with_name(
    columns: dict[int, ListColumn], sheet: Worksheet, head: HeadingRows, names: HeadingNames
) -> dict[int, ListColumn]:
    """The columns, where none says what an entry is called: that is the post, where words stand
    there, else the department, for numbers are kept by either."""
    fields = {column.field for column in columns.values()}
    if fields.intersection(("id", "name")):
        return columns
    name = names.column("name") or names.column("名称")
    made = dict(columns)
    for field_named in ("role", "department"):
        for at, column in columns.items():
            if name and column.field == field_named and _holds_words(sheet, head, at, columns):
                made[at] = in_its_language(name, sheet, head, at, names)
                return made
    return made


def with_manual(columns: dict[int, ListColumn], names: HeadingNames) -> dict[int, ListColumn]:
    """The columns of a register of copies that does not say of which manual each is: of that of the
    department that has it."""
    manual = names.column("manual")
    fields = {column.field for column in columns.values()}
    if manual is None or manual.field != "manual" or fields.intersection(("id", "manual")):
        return columns
    made = dict(columns)
    for at, column in columns.items():
        if column.field == "department":
            made[at] = manual
            break
    return made


@dataclass
class _HeadingsRead:
    """What is gathered heading by heading."""

    names: HeadingNames
    found: dict[int, ListColumn] = field(default_factory=dict)
    unused: list[Scalar] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    more: list[int] = field(default_factory=list)

    def take(self, at: int, cell: Scalar, column: ListColumn | None) -> None:
        """Take a heading and the column that it means. X606: a second one with a name of ours;
        other names for what is there already are not read."""
        if column and column not in self.found.values():
            self.found[at] = column
        elif column and self._is_further_number(cell, column):
            self.more.append(at)
        elif column and self.names.rank(cell) == 0:
            self.findings.append(error("X606", cell.mark, heading=cell.strip()))
        else:
            self.unused.append(cell)

    def _is_further_number(self, cell: str, column: ListColumn) -> bool:
        """Whether somebody told a second column of telephone numbers: each is an entry."""
        is_number = self.names.name == "contacts" and column.field == "number"
        return is_number and folded(cell) in self.names.told

    def take_beside_its_name(self, headed: Sequence[tuple[int, Scalar]]) -> None:
        """Of numbers that are headed alike take that of the name that is read."""
        self.found, moved = beside_its_name(self.found, headed, self.names)
        if moved:
            cells = dict(headed)
            left, taken = cells[moved[0]], cells[moved[1]]
            self.unused.remove(taken)
            self.unused.append(left)


def _meant(
    heading: Scalar, headed: Sequence[tuple[int, Scalar]], names: HeadingNames
) -> ListColumn | None:
    """The column that a heading means; none by a part of its words where another heading says the
    same: of numbers by day and by night nobody knows which is wanted."""
    whole = names.whole(heading)
    by_part = names.by_part(heading)
    if whole and _is_number_of(heading, whole, names):
        return None
    if whole or not by_part or _speaks_of_another(heading, by_part, names):
        return whole
    rivals: list[str] = []
    for _, cell in headed:
        if names.whole(cell) is None and _may_rival(cell, by_part, names):
            rivals.append(cell)
    return by_part if names.is_likeliest(heading, rivals) else None


def _is_number_of(heading: str, column: ListColumn, names: HeadingNames) -> bool:
    """Whether a heading speaks of the number of what it names: Book # is no book."""
    is_known = "#" in heading and names.rank(heading) > 0
    return is_known and _speaks_of_another(heading, column, names)


def _may_rival(heading: str, column: ListColumn, names: HeadingNames) -> bool:
    """Whether a heading may mean a column too, by a part of its words; of figures also by any word
    that says so."""
    if names.by_part(heading) is column:
        return True
    words = field_words(names.name).get(column.field)
    if words is None or column.field not in _FIGURES:
        return False
    return words.rank(sense_of(heading)) is not None


def _speaks_of_another(heading: str, column: ListColumn, names: HeadingNames) -> bool:
    """Whether the main word of a heading is that of another field: of Charge desc the charge is
    not."""
    fields = field_words(names.name)
    sense = sense_of(heading)
    if column.field not in fields or fields[column.field].rank(sense) is not None:
        return False
    return any(words.rank(sense) is not None for words in fields.values())


def _unless_row_numbers(
    column: ListColumn | None, sheet: Worksheet, head: HeadingRows, at: int, names: HeadingNames
) -> ListColumn | None:
    """The column of ids, unless it holds what is none: rows that are counted, or codes (编号)."""
    if column is None or column.field != "id" or column in names.told.values():
        return column
    said = _said_below(sheet, head, at)
    if not said or any(map(is_id, said)):
        return column
    if names.name == "copies" and "number" not in _fields_headed(head, names):
        return names.own.get("number")
    if said[0].strip("0") == "1":
        return None
    return names.own.get("code")


def _fields_headed(head: HeadingRows, names: HeadingNames) -> set[str]:
    """The fields that the headings name."""
    return {column.field for column in filter(None, map(names.column, head.cells))}


def _unless_money(
    column: ListColumn | None, heading: str, names: HeadingNames
) -> ListColumn | None:
    """The column of codes, unless its heading speaks of money: Tariff (£)."""
    if column and column.field == "code" and _MONEY.search(heading):
        return names.own.get("price", column)
    return column


def _said_below(sheet: Worksheet, head: HeadingRows, at: int) -> list[str]:
    """What the rows below the headings say at a place."""
    said: list[str] = []
    for row in head.below(sheet):
        is_table = any(map(is_of_the_table, map(str.strip, filled_cells(row)[:1])))
        if at < len(row) and row[at].strip() and not is_table:
            said.append(row[at].strip())
    return said


def in_its_language(
    column: ListColumn, sheet: Worksheet, head: HeadingRows, at: int, names: HeadingNames
) -> ListColumn:
    """The column of a text whose heading does not say its language, in that of what stands below
    it."""
    return in_language_of(column, _said_below(sheet, head, at), names)


def in_language_of(column: ListColumn, said: Sequence[str], names: HeadingNames) -> ListColumn:
    """The column of a text in the language that its cells are written in."""
    han = len(list(filter(_HAN.search, said)))
    words = len(list(filter(_WORD.search, said)))
    if not words:
        return column
    language = "zh" if han * 2 > words else "en"
    for other in names.known:
        if column.language and (other.field, other.language) == (column.field, language):
            return other
    return column


def _holds_words(
    sheet: Worksheet, head: HeadingRows, at: int, columns: Mapping[int, ListColumn]
) -> bool:
    """Whether every entry says something at a place, and one of them what is no id."""
    said: list[str] = []
    for row in head.below(sheet):
        if len(filled_cells(row)) > 1 and not is_no_entry(row, head.cells, columns):
            said.append(cell_in(row, at).strip() if at < len(row) else "")
    return all(said) and not all(map(is_id, said))


def _told(cell: Scalar) -> str:
    """How an unused column is named: by its heading, else by its letters."""
    return " ".join(cell.split()) or letters(cell.mark.column)


def _headed(sheet: Worksheet, head: HeadingRows) -> Iterator[tuple[int, Scalar]]:
    """Each column that says something, with its heading; where that is empty, the first cell with
    content gives the place."""
    below = head.below(sheet)
    filled: dict[int, Scalar] = {}
    for row in below:
        for at, cell in enumerate(row):
            if at not in filled and cell.strip():
                filled[at] = cell
    for at in range(max(len(head.cells), *map(len, sheet.rows))):
        if at < len(head.cells) and head.cells[at].strip():
            yield at, head.cells[at]
        elif at in filled:
            yield at, Scalar("", filled[at].mark)
