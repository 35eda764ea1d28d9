"""Lines of a clock poster, measured in one column → columns side by side on few sheets.

Columns of a band are as high as each other, and a band that a sheet has no room for goes on at the
head of the next one, below its title. No deadline stands at the foot of a column, and one that goes
on in the next column stands at its head again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from weasyprint import Document
from weasyprint.formatting_structure.boxes import BlockBox, Box, TableCellBox

_COLUMNS = 4
_SPARE = 1.0
"""CSS pixels of a sheet left free, for rounding."""
_STEP = 1.0
"""CSS pixels by which columns are made higher until all lines stand in them."""


@dataclass(frozen=True)
class Columns:
    """Rows of columns: of each its band, and the lines in each column; and on how many sheets."""

    rows: tuple[tuple[int, ...], ...]
    sheets: int


@dataclass
class _Band:
    """Heights in CSS pixels: of its title, and of its lines, a deadline with what is due first by
    it. `before`: of what stands between it and the band before."""

    title: float
    before: float
    lines: list[_Unit] = field(default_factory=list)


@dataclass(frozen=True)
class _Unit:
    """Lines that stand together. `above`: height of the deadline that is printed again where they
    begin a column."""

    count: int
    height: float
    above: float = 0.0

    @property
    def alone(self) -> float:
        """Height of a column that holds no more."""
        return self.above + self.height


def in_columns(measured: Document) -> Columns:
    """How the lines of a poster stand on its sheets, which are laid out in one column."""
    page = measured.pages[0]._page_box
    head, bands, after = _measured(measured)
    room = page.height - head - _SPARE
    sheets, left = 1, room
    rows: list[tuple[int, ...]] = []
    for at, band in enumerate(bands):
        if band.before > left:
            sheets, left = sheets + 1, room
        left -= band.before
        for counts, height, begins in _rows(band, left, room):
            if begins:
                sheets, left = sheets + 1, room
            left -= height
            rows.append((at, *counts))
    if after > left:
        sheets += 1
    return Columns(tuple(rows), sheets)


def _rows(band: _Band, left: float, room: float) -> Iterator[tuple[tuple[int, ...], float, bool]]:
    """The rows of a band: lines in each column, its height, and whether a sheet begins with it.
    `left` is the height that is left on the sheet, `room` that of a whole one."""
    lines, title, begins = band.lines, band.title, False
    while lines:
        height = _balanced(lines)
        if title + height > left:
            first = max(line.alone for line in lines[:_COLUMNS])
            if title + first > left and left < room:
                left, begins = room, True
                continue
            height = min(height, max(left - title, first))
        counts, rest = _filled(lines, height)
        yield tuple(counts), title + height, begins
        lines, left, begins = rest, room, True


def _balanced(lines: Sequence[_Unit]) -> float:
    """The least height of columns that hold all lines."""
    height = max(sum(line.height for line in lines) / _COLUMNS, max(line.alone for line in lines))
    while _filled(lines, height)[1]:
        height += _STEP
    return height


def _filled(lines: Sequence[_Unit], height: float) -> tuple[list[int], list[_Unit]]:
    """How many lines stand in each column of a height, and what is left over."""
    rest, counts = list(lines), []
    for _ in range(_COLUMNS):
        count, used = 0, rest[0].above if rest else 0.0
        while rest and used + rest[0].height <= height:
            line = rest.pop(0)
            count, used = count + line.count, used + line.height
        counts.append(count)
    return counts, rest


def _measured(document: Document) -> tuple[float, list[_Band], float]:
    """Height of a sheet's head; the bands; height of what stands below the last one."""
    head, between, limit, above = 0.0, 0.0, 0.0, 0.0
    bands: list[_Band] = []
    for name, height in _parts(document):
        match name:
            case "clock-top":
                head = height
            case "on-paper":
                between += height
            case "limit":
                limit = above = height
            case "due-line" if limit:
                bands[-1].lines.append(_Unit(2, limit + height))
                limit = 0.0
            case "due-line":
                bands[-1].lines.append(_Unit(1, height, above))
            case _:
                bands.append(_Band(height, between))
                between = above = 0.0
    return head, bands, between


def _parts(document: Document) -> Iterator[tuple[str, float]]:
    """The parts of a poster in their order: the class of each, empty for a band's title, and its
    height with its margins. A box without a name of its own has the element that it stands in."""
    known = set()
    for page in document.pages:
        for box in page._page_box.descendants():
            name = _name(box)
            if name is not None and id(box.element) not in known:
                known.add(id(box.element))
                yield name, float(box.margin_height())


def _name(box: Box) -> str | None:
    """What part of a poster a box is; None where it is none."""
    if box.element is None or not isinstance(box, (BlockBox, TableCellBox)):
        return None
    if box.element_tag == "h2":
        return ""
    names = box.element.get("class", "").split()
    wanted = {"td": ("clock-top",), "p": ("on-paper", "limit", "due-line")}
    for name in wanted.get(box.element_tag, ()):
        if name in names:
            return name
    return None
