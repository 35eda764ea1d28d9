"""Which rows of a sheet name its columns: titles may stand above, and the names in two rows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.serials.list_words import has_digit, is_date
from wardbook.spreadsheets.headings import HeadingNames, folded
from wardbook.spreadsheets.raw_sheets import Row, letters
from wardbook.spreadsheets.table_rows import cell_in, filled_cells
from wardbook.spreadsheets.worksheets import Worksheet

HEAD_MOST = 30
"""Rows among which the headings are looked for."""
_FEW = 2
"""Known headings from which a row surely names the columns."""
_WIDE = 0.6
"""Share of the usual number of cells that a row of headings has at least."""
_FIGURE = re.compile(r"[¥$€£+(]?[0-9][0-9 .,:/()+-]*")


@dataclass(frozen=True)
class HeadingRows:
    """The rows from `first` on, `count` of them, that name the columns. `cells` holds what is
    written, for each column."""

    first: int
    count: int
    cells: tuple[Scalar, ...]

    def below(self, sheet: Worksheet) -> tuple[Row, ...]:
        """The rows of the sheet under the headings."""
        return sheet.rows[self.first + self.count :]


def heading_rows(sheet: Worksheet, names: HeadingNames) -> HeadingRows:
    """The row that names most columns; the first one where none does. A second row below it may
    say more of some."""
    best, most = _best_row(sheet, names)
    if best < 0:
        return _without_headings(sheet)
    upper = _unfilled(sheet, sheet.rows[best])
    if best + 1 < len(sheet.rows):
        lower = _unfilled(sheet, sheet.rows[best + 1])
        goes_on = _reaches_below(sheet, best, lower) or _goes_on(upper, lower)
        if most and (goes_on or _is_wrapped(upper, lower, names)):
            return HeadingRows(best, 2, tuple(_both(upper, lower, names)))
    return HeadingRows(best, 1, upper)


def _best_row(sheet: Worksheet, names: HeadingNames) -> tuple[int, int]:
    """The first row that names the columns, and how many of them are known; -1 where none names
    them."""
    best = most = 0
    for at, row in enumerate(sheet.rows[:HEAD_MOST]):
        known = _known(_unfilled(sheet, row), names)
        if known > most:
            best, most = at, known
    if most < _FEW:
        best = _by_its_cells(sheet, best)
    if best > 0 and _is_lower(sheet, best):
        best -= 1
    return best, most


def _by_its_cells(sheet: Worksheet, best: int) -> int:
    """The row that can name the columns where nobody knows their names: the first one that is as
    wide as most, and has no figures. -1 where the first such row is an entry: its figures stand
    in it as in those below."""
    named = len(filled_cells(_unfilled(sheet, sheet.rows[best])))
    least = _WIDE * _usual_width(sheet)
    for at, row in enumerate(sheet.rows[:HEAD_MOST]):
        said = filled_cells(_unfilled(sheet, row))
        if len(said) < max(_FEW, least):
            continue
        if any(map(_is_figure, said)):
            at = -1
        is_better = named < _FEW or at < best
        return at if is_better else best
    return best


def _usual_width(sheet: Worksheet) -> int:
    """How many cells most rows fill that fill several."""
    widths: Counter[int] = Counter()
    for row in sheet.rows[:HEAD_MOST]:
        if len(filled_cells(row)) > 1:
            widths[len(filled_cells(row))] += 1
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _is_lower(sheet: Worksheet, best: int) -> bool:
    """Whether the headings go on above the row that names most columns: some columns are named
    there alone, and others have a word for several below."""
    over, row = _unfilled(sheet, sheet.rows[best - 1]), _unfilled(sheet, sheet.rows[best])
    first = cell_in(row, 0).strip()
    if first or not cell_in(over, 0).strip() or len(filled_cells(over)) < _FEW:
        return False
    return _goes_on(over, row) or _reaches_below(sheet, best - 1, row)


def _is_figure(cell: str) -> bool:
    narrow = unicodedata.normalize("NFKC", cell).strip()
    return _FIGURE.fullmatch(narrow) is not None or is_date(narrow)


def _without_headings(sheet: Worksheet) -> HeadingRows:
    """A list that begins with its first entry: its columns are called by their letters."""
    width = max(map(len, sheet.rows))
    first = sheet.rows[0][0].mark
    cells: list[Scalar] = []
    for at in range(width):
        place = Mark(first.file, first.line, first.column + at)
        cells.append(Scalar(letters(place.column), place))
    return HeadingRows(0, 0, tuple(cells))


def repeated_width(cells: Row, names: HeadingNames) -> int:
    """How many columns a table has that stands several times side by side; 0 for one table."""
    said = [folded(cell) for cell in cells]
    for width in range(2, len(said) - 1):
        rest = said[width:]
        goes_on = all(other == said[at % width] for at, other in enumerate(rest))
        named = set(filter(None, said[:width]))
        if goes_on and (len(named) > 1 or _known(cells[width : 2 * width], names) > 1):
            return width
    return 0


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


def _reaches_below(sheet: Worksheet, best: int, lower: Row) -> bool:
    """Whether a heading is merged with the cell below it, and others in that row say something:
    no entry stands beside a heading."""
    upper = _unfilled(sheet, sheet.rows[best])
    if not any(map(str.strip, lower)):
        return False
    for at, cell in enumerate(sheet.rows[best + 1]):
        if cell.strip() and cell.mark in sheet.filled and cell == cell_in(upper, at):
            return True
    return False


def _is_wrapped(upper: Row, lower: Row, names: HeadingNames) -> bool:
    """Whether headings are typed in two rows (Charge above Code, Unit of above Measure): words
    alone, and at least two cells of which together with those above are names of columns, which
    the upper ones alone are not."""
    if any(map(has_digit, lower)):
        return False
    whole = 0
    for over, cell in zip(upper, lower, strict=False):
        if over.strip() and cell.strip():
            both = names.whole(f"{over} {cell}")
            whole += both not in (None, names.whole(over))
    return whole > 1


def _stands_alone(upper: Row, lower: Row, at: int) -> bool:
    """Whether the heading above a place is one of this place alone."""
    if not _says(upper, at):
        return False
    return _says(upper, at + 1) or not _says(lower, at + 1)


def _says(row: Row, at: int) -> bool:
    return at < len(row) and row[at].strip() != ""


def _both(upper: Row, lower: Row, names: HeadingNames) -> Iterator[Scalar]:
    """Headings in two rows as one; an upper one holds for the empty cells at its right that have a
    lower one."""
    above = ""
    for at in range(max(len(upper), len(lower))):
        over = cell_in(upper, at)
        under = cell_in(lower, at).strip()
        if over.strip() or not under:
            above = over.strip()
        mark = over.mark
        if under:
            mark = lower[at].mark
        yield Scalar(_one(above, under, names, is_pair=_stands_alone(upper, lower, at)), mark)


def _one(above: str, under: str, names: HeadingNames, *, is_pair: bool) -> str:
    """Two headings as one. Under one of several columns (Contact above Phone and Bleep) a name of a
    column stands alone, under its own (Charge above Code) only where both together are none."""
    both = f"{above} {under}".strip()
    if folded(under) in names.told:
        return under
    if is_pair and folded(above) in names.told:
        return above
    if is_pair and names.column(both):
        return both
    if names.names(under):
        return under
    return both
