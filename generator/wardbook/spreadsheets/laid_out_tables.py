"""The tables of a sheet, and which of its rows are entries: titles may stand above the headings,
groups between the entries, page numbers and totals below them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wardbook.findings import Finding, Mark
from wardbook.plan.data import Scalar
from wardbook.serials.list_words import has_digit
from wardbook.spreadsheets.area_codes import area_column, with_area_codes
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.concluded_columns import concluded
from wardbook.spreadsheets.headed_columns import headed_columns, unread, with_manual
from wardbook.spreadsheets.heading_rows import (
    HEAD_MOST,
    HeadingRows,
    heading_rows,
    repeated_width,
)
from wardbook.spreadsheets.headings import HeadingNames, folded
from wardbook.spreadsheets.noted_columns import NotedColumns, noted_columns, with_notes
from wardbook.spreadsheets.raw_sheets import CellKind, Row
from wardbook.spreadsheets.table_rows import (
    WHAT_COUNTS,
    Span,
    cell_in,
    filled_cells,
    is_no_entry,
    spans_between,
)
from wardbook.spreadsheets.worksheets import Worksheet

_FEW = 2
"""Cells that a row of headings has at least."""


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
    more_numbers: tuple[int, ...] = ()
    """Places of further telephone numbers of each row."""
    proposed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of fields that nothing is read for: the headings that may be theirs."""

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
    names = names_on(sheet, names)
    head = heading_rows(sheet, names)
    below = _heads_again(sheet, head, names)
    if below:
        yield from tables_of(replace(sheet, rows=sheet.rows[:below]), names)
        yield from tables_of(replace(sheet, rows=sheet.rows[below:]), names)
        return
    width = repeated_width(head.cells, names)
    if not width:
        for left, across in _apart(sheet, head, names):
            part = _part(sheet, left, across)
            yield _table_of(part, names_on(part, names))
        return
    first = _table_of(_part(sheet, 0, width), names)
    yield first
    for left in range(width, len(head.cells), width):
        table = _table_of(_part(sheet, left, width), names)
        yield replace(table, findings=())  # the headings say the same once more


def _heads_again(sheet: Worksheet, head: HeadingRows, names: HeadingNames) -> int:
    """The row in which headings of another table stand, below entries of the first: other names of
    columns, or in another order, that of a figure among them; 0 where there is none."""
    first = head.first + head.count + 1
    own = list(map(folded, filled_cells(head.cells)))
    for at, row in enumerate(sheet.rows[first:], first):
        said = filled_cells(row)
        if row[0].mark in sheet.filled or not _names_columns(said, names):
            continue
        if list(map(folded, said)) != own:
            return at
    return 0


def _names_columns(said: Sequence[Scalar], names: HeadingNames) -> bool:
    """Whether all cells of a row are names of columns, and one of them that of a figure."""
    if len(said) < _FEW or any(map(has_digit, said)):
        return False
    fields = {column.field if column else "" for column in map(names.whole, said)}
    is_sure = "" not in fields and len(fields) >= _FEW
    return is_sure and not fields.isdisjoint(WHAT_COUNTS)


def names_on(sheet: Worksheet, names: HeadingNames) -> HeadingNames:
    """What headings may be called on a sheet: of what somebody told only what stands there."""
    if not names.told:
        return names
    written = set(map(folded, heading_rows(sheet, names).cells))
    for row in sheet.rows[:HEAD_MOST]:
        written.update(map(folded, row))
    return names.where(written)


def _apart(sheet: Worksheet, head: HeadingRows, names: HeadingNames) -> list[Span]:
    """The tables of a sheet: one, or several with an empty column between them, each with names and
    figures of its own."""
    width = max(map(len, sheet.rows))
    spans = spans_between(sheet.rows[head.first :], width)
    for left, across in spans:
        fields = known_columns(_part(sheet, left, across), names)
        if fields.isdisjoint(("id", "name")) or fields.isdisjoint(WHAT_COUNTS):
            return [(0, width)]
    return spans


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
    head = heading_rows(sheet, names)
    headed = headed_columns(sheet, head, names)
    meant = concluded(headed.columns, sheet, head, names)
    columns = with_manual(meant.columns, names)
    noted = noted_columns(columns, sheet, head, names, meant.beside)
    left = (head.cells[at] for at in headed.columns if at not in meant.columns)
    area = area_column(head.cells, columns)
    unused = _not_read((*headed.unused, *left), noted, head, area)
    findings = (*headed.findings, *meant.findings, *unread(unused, names))
    below = head.below(sheet)
    titles = _alone(sheet.rows[: head.first])
    rows: list[Row] = []
    for row in below:
        # A title comes again on each page
        if not (is_no_entry(row, head.cells, columns) or titles & _alone([row])):
            rows.append(row)
    written = tuple(" ".join(cell.split()) for cell in head.cells)
    whole = with_area_codes(rows, columns, area)
    columns, made = with_notes(noted, whole, head, names)
    first = head.cells[0].mark
    return ListTable(sheet, columns, made, first, written, findings, headed.more, meant.proposed)


def _not_read(
    left: Sequence[Scalar], noted: NotedColumns, head: HeadingRows, area: int | None
) -> list[Scalar]:
    """Of headings that are `left` those of which nothing is read, for a note or as an area code."""
    unused: list[Scalar] = []
    for cell in left:
        is_area = area is not None and cell is head.cells[area]
        if not is_area and not noted.takes(cell, head.cells):
            unused.append(cell)
    return unused


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
    names = names_on(sheet, names)
    head = heading_rows(sheet, names)
    meant = concluded(headed_columns(sheet, head, names).columns, sheet, head, names)
    headed = filter(None, map(names.column, head.cells))
    return {column.field for column in (*headed, *meant.columns.values())}
