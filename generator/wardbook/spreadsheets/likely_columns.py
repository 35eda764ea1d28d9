"""The column of names where no heading is known for it: that which alone holds words in every row.
Figures are never looked for: those of a stock would be taken for prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from wardbook.findings import Finding, info
from wardbook.plan.data import Scalar
from wardbook.serials.list_words import is_date
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.cover_words import COVERS, cover_word
from wardbook.spreadsheets.headed_columns import in_its_language
from wardbook.spreadsheets.heading_rows import HeadingRows
from wardbook.spreadsheets.headings import HeadingNames
from wardbook.spreadsheets.phone_cells import says_nothing
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import cell_in, filled_cells, is_no_entry
from wardbook.spreadsheets.worksheets import Worksheet

_LISTS = ("contacts", "departments", "prices")
"""Lists whose entries have names."""
_MOST = 0.9
"""Share of the entries that must say such a thing."""
_APART = 0.5
"""Share of them that must say different things."""
_WORD = re.compile(r"[㐀-鿿]|[^\W\d_]{2}")
_CODE = re.compile(r"[A-Za-z]{0,6}[-._/]?[0-9][0-9A-Za-z._/-]*")


def with_likely(
    columns: dict[int, ListColumn], sheet: Worksheet, head: HeadingRows, names: HeadingNames
) -> tuple[dict[int, ListColumn], list[Finding]]:
    """The columns with that of the names, if it can be only one. X631 says which: somebody may know
    better."""
    column = _lacking(columns, names)
    if column is None:
        return columns, []
    entries: list[Row] = []
    for row in head.below(sheet):
        if _is_entry(row, head, columns):
            entries.append(row)
    places = list(_places(columns, head, entries, names))
    if len(places) != 1:
        return columns, []
    heading = head.cells[places[0]]
    named = in_its_language(column, sheet, head, places[0], names)
    told = info("X631", heading.mark, heading=" ".join(heading.split()))
    return {**columns, places[0]: named}, [told]


def _is_entry(row: Row, head: HeadingRows, columns: Mapping[int, ListColumn]) -> bool:
    return len(filled_cells(row)) > 1 and not is_no_entry(row, head.cells, columns)


def _lacking(columns: Mapping[int, ListColumn], names: HeadingNames) -> ListColumn | None:
    """The column of names that the sheet lacks, where it has others; None where nothing is
    lacking."""
    if names.name not in _LISTS or not columns:
        return None
    for column in (*columns.values(), *names.told.values()):
        if column.field in ("id", "name"):
            return None
    return next(column for column in names.known if column.field == "name")


def _places(
    columns: Mapping[int, ListColumn],
    head: HeadingRows,
    entries: Sequence[Row],
    names: HeadingNames,
) -> Iterator[int]:
    """Where names may stand, and no heading says otherwise."""
    for at, heading in enumerate(head.cells):
        if at in columns or not heading.strip() or names.is_another(heading, "name"):
            continue
        said = list(filter(_is_name, (cell_in(row, at) for row in entries if at < len(row))))
        is_usual = bool(said) and len(said) >= _MOST * len(entries)
        if is_usual and len(set(said)) >= _APART * len(said):
            yield at


def _is_name(cell: Scalar) -> bool:
    is_other = is_date(cell) or cover_word(cell) in COVERS or _CODE.fullmatch(cell.strip())
    return _WORD.search(cell) is not None and not (is_other or says_nothing(cell))
