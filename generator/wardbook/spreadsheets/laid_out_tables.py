"""Where a sheet names its columns, and which of its rows are entries: titles may stand above the
headings, groups between the entries, page numbers and totals below them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wardbook.findings import Finding, Mark, error, info
from wardbook.plan.data import Scalar
from wardbook.plan.model.scalars import is_id
from wardbook.serials.list_words import has_digit, is_of_the_table
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.headings import HeadingNames, folded
from wardbook.spreadsheets.raw_sheets import CellKind, Row, letters
from wardbook.spreadsheets.repeated_headings import beside_its_name
from wardbook.spreadsheets.table_rows import cell_in, filled_cells, is_no_entry
from wardbook.spreadsheets.worksheets import Worksheet

_HAN = re.compile("[㐀-鿿]")
_WORD = re.compile(r"[㐀-鿿]|[^\W\d_]{4}|[a-z]{2}")
"""What a language can be told by; CT and DR are written in all."""
_HEAD = 30
"""Rows among which the headings are looked for."""


@dataclass(frozen=True)
class ListTable:
    """The entries of a sheet. `columns` says of places in a row which column stands there, `rows`
    are those below the headings that may be entries; `head` is where the headings stand."""

    sheet: Worksheet
    columns: Mapping[int, ListColumn]
    rows: tuple[Row, ...]
    head: Mark
    headings: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    def without(self, rows: Container[Mark]) -> ListTable:
        """The table without the rows that begin at these places."""
        left = tuple(row for row in self.rows if row[0].mark not in rows)
        return replace(self, rows=left)

    def is_figure(self, cell: Scalar) -> bool:
        """Whether the spreadsheet keeps a cell as a number."""
        return self.sheet.kinds.get(cell.mark) is CellKind.NUMBER

    def place_of(self, field: str) -> int | None:
        """Where a field stands in a row; None where the sheet has no such column."""
        for at, column in self.columns.items():
            if column.field == field:
                return at
        return None


@dataclass(frozen=True)
class _Headings:
    """The rows from `first` on, `count` of them, that name the columns. `cells` holds what is
    written, for each column."""

    first: int
    count: int
    cells: tuple[Scalar, ...]


def said_in(table: ListTable, row: Row, field: str) -> Scalar | None:
    """What a row says in the column of a field; None where that is nothing."""
    place = table.place_of(field)
    if place is None or not cell_in(row, place).strip():
        return None
    cell_said = cell_in(row, place)
    return Scalar(cell_said.strip(), cell_said.mark)


def tables_of(sheet: Worksheet, names: HeadingNames) -> Iterator[ListTable]:
    """The tables of a sheet, which has a row at least: one, or several side by side under the same
    headings, to save paper."""
    head = _headings(sheet, names)
    width = _repeated_width(head.cells, names)
    if not width:
        yield _table_of(sheet, names)
        return
    first = _table_of(_part(sheet, 0, width), names)
    yield first
    for left in range(width, len(head.cells), width):
        table = _table_of(_part(sheet, left, width), names)
        yield replace(table, findings=())  # the headings say the same once more


def _repeated_width(cells: Row, names: HeadingNames) -> int:
    """How many columns a table has that stands several times side by side; 0 for one table."""
    said = [folded(cell) for cell in cells]
    for width in range(2, len(said) - 1):
        rest = said[width:]
        goes_on = all(other == said[at % width] for at, other in enumerate(rest))
        if goes_on and _known(cells[width : 2 * width], names) > 1:
            return width
    return 0


def _part(sheet: Worksheet, left: int, width: int) -> Worksheet:
    """The columns of one of several tables; a cell that is merged over all of them holds for
    each."""
    rows: list[Row] = []
    for row in sheet.rows:
        own = row[left : left + width]
        over = sheet.merged.get(row[0].mark)
        if left and over and over.left <= left < over.right:
            own = (row[0],)
        if any(cell.strip() for cell in own):
            rows.append(own)
    return replace(sheet, rows=tuple(rows))


def _table_of(sheet: Worksheet, names: HeadingNames) -> ListTable:
    """The table that stands on a sheet."""
    head = _headings(sheet, names)
    columns, findings = _columns(sheet, head, names)
    columns = _with_manual(_with_name(columns, sheet, head, names), names)
    below = sheet.rows[head.first + head.count :]
    titles = _alone(sheet.rows[: head.first])
    rows: list[Row] = []
    for row in below:
        # A title comes again on each page
        if not (is_no_entry(row, head.cells, columns) or titles & _alone([row])):
            rows.append(row)
    written = tuple(" ".join(cell.split()) for cell in head.cells)
    return ListTable(sheet, columns, tuple(rows), head.cells[0].mark, written, tuple(findings))


def _alone(rows: Sequence[Row]) -> set[str]:
    """What stands in rows of a single cell."""
    found: set[str] = set()
    for said in map(filled_cells, rows):
        if len(said) == 1:
            found.add(said[0].strip())
    return found


def known_columns(sheet: Worksheet, names: HeadingNames) -> set[str]:
    """The fields that a sheet has columns of; of names also where posts or departments serve."""
    if not sheet.rows:
        return set()
    head = _headings(sheet, names)
    named = _with_name(_columns(sheet, head, names)[0], sheet, head, names)
    headed = filter(None, map(names.column, head.cells))
    return {column.field for column in (*headed, *named.values())}


def _headings(sheet: Worksheet, names: HeadingNames) -> _Headings:
    """The row that names most columns; the first one where none does. A second row below it may
    say more of some."""
    best = 0
    most = 0
    for at, row in enumerate(sheet.rows[:_HEAD]):
        known = _known(_unfilled(sheet, row), names)
        if known > most:
            best, most = at, known
    upper = _unfilled(sheet, sheet.rows[best])
    if best + 1 < len(sheet.rows):
        lower = _unfilled(sheet, sheet.rows[best + 1])
        if most and _goes_on(upper, lower):
            return _Headings(best, 2, tuple(_both(upper, lower, names)))
    return _Headings(best, 1, upper)


def _unfilled(sheet: Worksheet, row: Row) -> Row:
    """A row as it was before merged cells were filled down."""
    return tuple(Scalar("", cell.mark) if cell.mark in sheet.filled else cell for cell in row)


def _known(row: Sequence[str], names: HeadingNames) -> int:
    """How many columns a row names. A title that stands alone (内部电话表) names none by a part of
    its words."""
    means = names.column
    if len(list(filter(str.strip, row))) == 1:
        means = names.whole
    return len({column.key for column in filter(None, map(means, row))})


def _goes_on(upper: Row, lower: Row) -> bool:
    """Whether a row continues the headings above it, as under cells that were merged: words alone,
    at least one where nothing stands above, and none below a heading of a single column."""
    is_beside = False
    for at, cell in enumerate(lower):
        if not cell.strip():
            continue
        if has_digit(cell) or _stands_alone(upper, lower, at):
            return False
        is_beside = is_beside or not _says(upper, at)
    return is_beside and any(map(str.strip, upper))


def _stands_alone(upper: Row, lower: Row, at: int) -> bool:
    """Whether the heading above a place is one of this place alone."""
    if not _says(upper, at):
        return False
    return _says(upper, at + 1) or not _says(lower, at + 1)


def _says(row: Row, at: int) -> bool:
    return at < len(row) and row[at].strip() != ""


def _both(upper: Row, lower: Row, names: HeadingNames) -> Iterator[Scalar]:
    """Headings in two rows as one; an upper one holds for the empty cells at its right that have a
    lower one. A lower one that names a column itself stands alone."""
    above = ""
    for at in range(max(len(upper), len(lower))):
        over = cell_in(upper, at)
        under = cell_in(lower, at).strip()
        if over.strip() or not under:
            above = over.strip()
        said = f"{above} {under}".strip()
        if under and names.column(under):
            said = under
        mark = over.mark
        if under:
            mark = lower[at].mark
        yield Scalar(said, mark)


@dataclass
class _HeadingsRead:
    """What is gathered heading by heading."""

    names: HeadingNames
    found: dict[int, ListColumn] = field(default_factory=dict)
    unused: list[Scalar] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, at: int, cell: Scalar, column: ListColumn | None) -> None:
        """Take a heading and the column that it means. X606: a second one with a name of ours;
        other names for what is there already are not read."""
        if column and column not in self.found.values():
            self.found[at] = column
        elif column and self.names.rank(cell) == 0:
            self.findings.append(error("X606", cell.mark, heading=cell.strip()))
        else:
            self.unused.append(cell)

    def take_beside_its_name(self, headed: Sequence[tuple[int, Scalar]]) -> None:
        """Of numbers that are headed alike take that of the name that is read."""
        self.found, moved = beside_its_name(self.found, headed)
        if moved:
            cells = dict(headed)
            left, taken = cells[moved[0]], cells[moved[1]]
            self.unused.remove(taken)
            self.unused.append(left)


def _columns(
    sheet: Worksheet, head: _Headings, names: HeadingNames
) -> tuple[dict[int, ListColumn], list[Finding]]:
    """Place in the row → column, and what there is to say of the headings: X605 names those that
    nobody knows, X604 one that was told and is not there."""
    sorting = _HeadingsRead(names)
    headed = list(_headed(sheet, head))
    for at, cell in sorted(headed, key=lambda one: names.rank(one[1])):
        column = _meant(cell, headed, names)
        if column and folded(cell) not in names.own:
            column = _in_its_language(column, sheet, head, at, names)
        sorting.take(at, cell, _unless_row_numbers(column, sheet, head, at, names))
    sorting.take_beside_its_name(headed)
    written = set(map(folded, head.cells))
    for said, column in names.told.items():
        if said not in written:
            sorting.findings.append(error("X604", head.cells[0].mark, heading=column.key))
    unused = sorted(sorting.unused, key=lambda cell: cell.mark.column)
    if unused:
        shown = ", ".join(map(_told, unused))
        meant = ", ".join(filter(None, map(names.nearest, unused)))
        finding = info("X605", unused[0].mark, headings=shown, meant=meant or "–")
        sorting.findings.append(finding)
    return sorting.found, sorting.findings


def _meant(
    heading: Scalar, headed: Sequence[tuple[int, Scalar]], names: HeadingNames
) -> ListColumn | None:
    """The column that a heading means; none by a part of its words where another heading says the
    same: of numbers by day and by night nobody knows which is wanted."""
    whole = names.whole(heading)
    by_part = names.by_part(heading)
    if whole or not by_part:
        return whole
    rivals: list[str] = []
    for _, cell in headed:
        if names.whole(cell) is None and names.by_part(cell) is by_part:
            rivals.append(cell)
    return by_part if names.is_likeliest(heading, rivals) else None


def _unless_row_numbers(
    column: ListColumn | None, sheet: Worksheet, head: _Headings, at: int, names: HeadingNames
) -> ListColumn | None:
    """The column of ids, unless it holds what is none: rows that are counted, or codes (编号)."""
    if column is None or column.field != "id" or column in names.told.values():
        return column
    said = _said_below(sheet, head, at)
    if not said or any(map(is_id, said)):
        return column
    if said[0].strip("0") == "1":
        return None
    return names.own.get("code")


def _said_below(sheet: Worksheet, head: _Headings, at: int) -> list[str]:
    """What the rows below the headings say at a place."""
    said: list[str] = []
    for row in sheet.rows[head.first + head.count :]:
        is_table = any(map(is_of_the_table, map(str.strip, filled_cells(row)[:1])))
        if at < len(row) and row[at].strip() and not is_table:
            said.append(row[at].strip())
    return said


def _in_its_language(
    column: ListColumn, sheet: Worksheet, head: _Headings, at: int, names: HeadingNames
) -> ListColumn:
    """The column of a text whose heading does not say its language, in that of what stands below
    it."""
    said = _said_below(sheet, head, at)
    han = len(list(filter(_HAN.search, said)))
    words = len(list(filter(_WORD.search, said)))
    if not words:
        return column
    language = "zh" if han * 2 > words else "en"
    for other in names.known:
        if column.language and (other.field, other.language) == (column.field, language):
            return other
    return column


def _with_name(
    columns: dict[int, ListColumn], sheet: Worksheet, head: _Headings, names: HeadingNames
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
                made[at] = _in_its_language(name, sheet, head, at, names)
                return made
    return made


def _with_manual(columns: dict[int, ListColumn], names: HeadingNames) -> dict[int, ListColumn]:
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


def _holds_words(
    sheet: Worksheet, head: _Headings, at: int, columns: Mapping[int, ListColumn]
) -> bool:
    """Whether every entry says something at a place, and one of them what is no id."""
    said: list[str] = []
    for row in sheet.rows[head.first + head.count :]:
        if len(filled_cells(row)) > 1 and not is_no_entry(row, head.cells, columns):
            said.append(cell_in(row, at).strip() if at < len(row) else "")
    return all(said) and not all(map(is_id, said))


def _told(cell: Scalar) -> str:
    """How an unused column is named: by its heading, else by its letters."""
    return " ".join(cell.split()) or letters(cell.mark.column)


def _headed(sheet: Worksheet, head: _Headings) -> Iterator[tuple[int, Scalar]]:
    """Each column that says something, with its heading; where that is empty, the first cell with
    content gives the place."""
    below = sheet.rows[head.first + head.count :]
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
