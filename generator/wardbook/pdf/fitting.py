"""Makes a sheet fill its one page: what is left below it becomes writing room on a form, air
between the lines of a card. Type never shrinks; a sheet that is too long stays so and becomes a
finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from weasyprint import Document, Page

from wardbook.pdf.measures import PIXELS_OF_MM, POINTS_OF_PIXEL
from wardbook.pdf.poster_columns import in_columns
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.forms.sections import SectionView
from wardbook.sheets.procedures.cards import Card

_LINE, _WANTED, _DEEPEST = 8.0, 8.4, 13.0
"""Millimetres of a line to write on: at least, where rows fill the page, at most."""
_RULED = 7.1
"""Millimetres of a line of college-ruled paper (9/32 inch)."""
_US_PAPERS = frozenset(("Letter", "Half-Letter", "Legal", "Tabloid"))
_DEEPEST_IN_CELL = 60.0
"""Millimetres of a line at most in a cell of several lines."""
_CARD = (14.5, 13.5, 12.75, 12)
"""Points of a card's lines, the wanted first."""
_CLOCK = (24, 21, 18)
"""Points of the lines of a clock poster, the wanted first: the last is read from two metres."""
_NOTICE = (2.0, 1.8, 1.6, 1.4, 1.2)
"""How much larger printed text may stand on a form that carries some: a notice is read from where
people wait."""
_POSTER = (3.2, 2.9, 2.6, 2.3)
"""The same on a poster, which is read from across a hall."""
_MOST_AIR = 1.6
"""Millimetres at most above and below a card's line."""
_HOLDER = 2
"""How much of that the line for who holds the card gets."""
_AROUND_DRAWING, _LEAST_DRAWING = 52.0, 330.0
"""Points of a drawing's title and margins; and below which a drawing is not squeezed into what the
first page leaves."""
USUAL_DRAWING, _SMALLER = 480.0, 60.0
"""Points that are left for a drawing on most first pages: the first guess; and how much smaller
than it could be a drawing may stand before it is worth another try."""
_IDENTIFICATION = {"patient": 3, "brief": 1}
"""Lines of the identification block; one with a place for a label is as high as the label."""
_BORDER = 0.28
"""Millimetres of a row's rule."""
_SPARE = 0.6
"""Millimetres left free, for rounding."""
_NEAR = 4.0
"""Millimetres left over that are not worth another try."""
_TRIES = 4
_FOOT = 18.0
"""Millimetres of a page's bottom margin, as page.css has it."""


@dataclass(frozen=True)
class BackFit:
    """How generous the back of a form is set."""

    unit: float = _LINE
    deep: float = _LINE
    rows: int = 1


@dataclass(frozen=True)
class Fit:
    """How generous a sheet is set, in millimetres, how much larger a notice is printed, and how
    many rows open grids have."""

    unit: float = _LINE
    deep: float = _LINE
    air: float = 0.0
    type: float = 12.0
    """Points of the lines of a card or a clock poster."""
    grow: float = 1.0
    rows: int = 1
    drawing: float = 0.0
    """Points of height that a drawing has; 0: none is drawn yet."""
    tight: bool = False
    """Set a little tighter, to save a page that would hold a few lines."""
    close: bool = False
    """Set closer still, where only that saves the page."""
    back: BackFit = BackFit()
    columns: tuple[tuple[int, ...], ...] = ()
    """Rows of columns of a clock poster: of each its band, and the lines in each column."""
    apart: tuple[tuple[str, str], ...] = ()
    """Sheets whose drawing has a page of its own, each with the phase before which it stands."""
    push: float = 0.0
    """Millimetres by which pages are shorter, so that the last one holds more than a few lines."""

    @property
    def closeness(self) -> tuple[str, ...]:
        """The style sheets by which it is set closer."""
        names = {"tight": self.tight, "close": self.close}
        return tuple(name for name, wanted in names.items() if wanted)

    @property
    def style(self) -> str:
        """The custom properties that the sheet's CSS uses."""
        form = f"--unit: {self.unit:.2f}mm; --deep: {self.deep:.2f}mm; --grow: {self.grow:g}"
        card = f"--air: {self.air:.2f}mm; --type: {self.type:g}pt"
        page = ""
        if self.push:
            page = f" @page {{ margin-bottom: {_FOOT + self.push:g}mm }}"
        back = f"--unit: {self.back.unit:.2f}mm; --deep: {self.back.deep:.2f}mm"
        form += f" }} .form.back {{ {back}" if self.back != BackFit() else ""
        return f".form {{ {form} }} .card, .clock {{ {card} }}{page}"


Lay = Callable[[Fit], Document]
"""Lays the sheet out as generously as told."""
Measured = Callable[[Document], float | None]
"""Millimetres that are left on a page; None where the sheet runs over it."""


def fit_procedure(sheet: str, most: float, lay: Lay) -> Document:
    """A procedure with its flow on the first page, below what must be read first, where that leaves
    enough room for the whole of it in one piece; else with a flow at `most` so high, at the foot of
    the next page that has room."""
    document = _with_flow_in_front(sheet, most, lay)
    if sum(map(_drawings, document.pages)) > 1:
        return lay(Fit(drawing=most))
    return document


def _with_flow_in_front(sheet: str, most: float, lay: Lay) -> Document:
    """A procedure whose flow takes what the first page leaves, or has the most that there is."""
    document = lay(Fit(drawing=USUAL_DRAWING))
    page = document.pages[0]
    place = page.anchors.get(f"{sheet}--flow")
    if place is None:
        return lay(Fit(drawing=most))
    below = page.height - page._page_box.margin_bottom - place[1]
    room = below * POINTS_OF_PIXEL - _AROUND_DRAWING
    if 0 <= room - USUAL_DRAWING < _SMALLER:
        return document
    if room <= _LEAST_DRAWING:
        room = most
    return lay(Fit(drawing=room))


def _drawings(page: Page) -> int:
    tags = [box.element_tag or "" for box in page._page_box.descendants()]
    return sum(tag.endswith("}svg") for tag in tags)


def fit_card(view: Card, sheet: str, lay: Lay) -> Document:
    """The card in the largest type that fits one page, with the air that is left. The smallest is
    still read at arm's length; a card that does not fit with it is a finding."""
    lines = sum(len(band.lines) for band in view.bands)
    places = lines + 2 * len(view.bands) + _HOLDER

    def more(fit: Fit, spare: float) -> Fit:
        return replace(fit, air=min(_MOST_AIR, fit.air + spare / places))

    return _fitted(sheet, lay, _card_type(sheet, lay), more)


def _card_type(sheet: str, lay: Lay) -> Fit:
    """The largest type in which the card fits one page; the smallest where it fits in none. Most
    fit in the first, so that they are tried in order."""
    for size in _CARD:
        fit = Fit(type=size)
        if _left(sheet, lay(fit)) is not None:
            return fit
    return Fit()


def fit_clock(lay: Lay) -> Document:
    """The poster in the largest type that fits one page; in the smallest it may run on: as many
    sheets hang side by side as it takes. Lines are measured in one column, which takes a fraction
    of the time in which WeasyPrint finds how columns of text are equally high."""
    size = _CLOCK[-1]
    found = in_columns(lay(Fit(type=size)))
    if found.sheets == 1:
        for larger in _CLOCK[:-1]:
            tried = in_columns(lay(Fit(type=larger)))
            if tried.sheets == 1:
                size, found = larger, tried
                break
    return lay(Fit(type=size, columns=found.rows))


def _largest(sizes: Sequence[Fit], fits: Callable[[Fit], bool]) -> Fit | None:
    """The first of `sizes`, the largest first, that fits; None where none does. What fits in one
    size fits in every smaller one, so that half of them are ruled out by each look."""
    low, high = 0, len(sizes)
    while low < high:
        middle = (low + high) // 2
        if fits(sizes[middle]):
            high = middle
        else:
            low = middle + 1
    return sizes[low] if low < len(sizes) else None


def fit_form(view: FormView, sheet: str, lay: Lay) -> Document:
    """The form with rows and lines that fill its page."""
    if view.back:
        return _fit_two_sides(view, sheet, lay)
    least = on_ruled_lines(view, sheet, _notice_size(view, sheet, lay), lay)
    lines = _form_lines(view, view.sections)
    return _fitted(sheet, lay, least, partial(_roomier_form, lines))


def on_ruled_lines(view: FormView, sheet: str, least: Fit, lay: Lay) -> Fit:
    """The least setting; where a form on paper of the US does not fit with it, that of the lines on
    which people there write."""
    if view.sheet_name not in _US_PAPERS or _left(sheet, lay(least)) is not None:
        return least
    return replace(least, unit=_RULED, deep=_RULED)


def _fit_two_sides(view: FormView, sheet: str, lay: Lay) -> Document:
    """The front filled first, then the back; each of them is a page."""
    front = partial(_roomier_form, _form_lines(view, view.sections))
    best, _ = _most(lay, Fit(), front, partial(_left_on, sheet, 0, "end"))
    lines = _form_lines(view, view.back)

    def roomier(fit: Fit, spare: float) -> Fit:
        own = replace(Fit(), unit=fit.back.unit, deep=fit.back.deep, rows=fit.back.rows)
        more = _roomier_form(lines, own, spare)
        return replace(fit, back=BackFit(more.unit, more.deep, more.rows))

    return _most(lay, best, roomier, partial(_left_on, sheet, 1, "back-end"))[1]


def _left_on(sheet: str, side: int, mark: str, document: Document) -> float | None:
    """Millimetres left on one side of a form of two; None where a side runs over its page."""
    if len(document.pages) != 2:
        return None
    return _below_mark(document.pages[side], f"{sheet}--{mark}")


def _notice_size(view: FormView, sheet: str, lay: Lay) -> Fit:
    """The largest type in which the printed text of a form fits one page; the usual one where there
    is none."""
    if not any(section.text for section in view.sections):
        return Fit()
    grown: tuple[float, ...] = _NOTICE
    if view.size == "double":
        grown = (*_POSTER, *_NOTICE)
    sizes = [Fit(grow=size) for size in grown]
    return _largest(sizes, lambda fit: _left(sheet, lay(fit)) is not None) or Fit()


@dataclass(frozen=True)
class _FormLines:
    """How many lines a form has to write on, by what happens to them when there is room left."""

    single: int
    """Those that only become higher."""
    deep: int
    """Those in cells of several, which may become much higher."""
    grids: int
    """Grids that get as many rows as the page holds."""
    in_rows: int
    """Lines of one row of each of these grids."""


def _form_lines(view: FormView, sections: Sequence[SectionView]) -> _FormLines:
    """Lines of a side of a form, which has these sections."""
    single, deep = _cell_lines(sections)
    if _grows_by_rows(view, sections):
        single = 0
    if sections is view.back:
        single += min(_IDENTIFICATION.get(view.identify, 0), 1)
    elif not view.place:
        single += _IDENTIFICATION.get(view.identify, 0)
    grids = in_rows = 0
    for section in sections:
        if section.grid and section.grid.rows:
            single += section.grid.rows * section.grid.lines
        elif section.grid:
            grids += 1
            in_rows += section.grid.lines
    return _FormLines(single, deep, grids, in_rows)


def _cell_lines(sections: Sequence[SectionView]) -> tuple[int, int]:
    """Lines of cells of one line, and those of cells of several."""
    single = deep = 0
    for section in sections:
        for line in section.lines:
            rows = max(field.rows for field in line)
            if rows == 1:
                single += 1
            else:
                deep += rows
    return single, deep


def _grows_by_rows(view: FormView, sections: Sequence[SectionView]) -> bool:
    """Whether cells stay low, as form.css has it on a page on its side: its rows get the room."""
    return view.size == "wide" and any(section.grid for section in sections)


def _roomier_form(lines: _FormLines, fit: Fit, spare: float) -> Fit:
    """The fit with `spare` millimetres dealt out: to more rows, then to the height of all lines,
    and what that leaves to cells of several lines."""
    rows = fit.rows
    if lines.grids and rows == 1:
        room = spare - (_WANTED - _LINE) * (lines.single + lines.deep + lines.in_rows)
        rows += max(0, int(room / (lines.in_rows * _WANTED + lines.grids * _BORDER)))
        spare -= (rows - 1) * (lines.in_rows * fit.unit + lines.grids * _BORDER)
    single = lines.single + lines.in_rows * rows
    unit = min(_DEEPEST, fit.unit + spare / max(1, single + lines.deep))
    deep = unit
    if lines.deep:
        rest = spare - (unit - fit.unit) * single
        deep = min(_DEEPEST_IN_CELL, fit.deep + rest / lines.deep)
    return replace(fit, unit=unit, deep=deep, rows=rows)


def _fitted(sheet: str, lay: Lay, least: Fit, more: Callable[[Fit, float], Fit]) -> Document:
    """The sheet at its least, or as much more generous as stays on one page."""
    return _most(lay, least, more, partial(_left, sheet))[1]


def _most(
    lay: Lay, least: Fit, more: Callable[[Fit, float], Fit], measured: Measured
) -> tuple[Fit, Document]:
    """The most generous setting that stays on its page, and what is laid out with it. Heights do
    not grow quite evenly, so that each try measures again; one that runs over is taken back by a
    part of what was left."""
    fit, best = least, lay(least)
    left = measured(best)
    if left is None:
        return fit, best
    spare = left - _SPARE
    for _ in range(_TRIES):
        wanted = more(fit, spare)
        if spare < _NEAR / 4 or wanted == fit:
            break
        document = lay(wanted)
        left = measured(document)
        if left is None:
            spare *= 0.75
            continue
        fit, best, spare = wanted, document, left - _SPARE
        if spare < _NEAR:
            break
    return fit, best


def _left(sheet: str, document: Document) -> float | None:
    """Millimetres between the sheet's end and its bottom margin; None when it runs past its
    page."""
    if len(document.pages) != 1:
        return None
    return _below_mark(document.pages[0], f"{sheet}--end")


def _below_mark(page: Page, mark: str) -> float:
    """Millimetres between a mark and the bottom margin of its page."""
    end = page.anchors[mark][1]
    return float((page.height - page._page_box.margin_bottom - end) / PIXELS_OF_MM)
