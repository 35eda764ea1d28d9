"""Makes a sheet fill its one page: what is left below it becomes writing room on a form, air between the lines of a card.
Type never shrinks; a sheet that is too long stays so and becomes a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from weasyprint import Document

from generator.views.form_shapes import FormView
from generator.views.shapes import Card

_PIXELS = 96 / 25.4
"""CSS pixels of a millimetre."""
_LINE, _WANTED, _DEEPEST = 8.0, 9.0, 13.0
"""Millimetres of a line to write on: at least, where rows fill the page, at most."""
_DEEPEST_IN_CELL = 22.0
"""Millimetres of a line at most in a cell of several lines."""
_MOST_AIR = 1.6
"""Millimetres at most above and below a card's line."""
_SPARE = 0.6
"""Millimetres left free, for rounding."""
_NEAR = 4.0
"""Millimetres left over that are not worth another try."""
_TRIES = 4


@dataclass(frozen=True)
class Fit:
    """How generous a sheet is set, in millimetres, and how many rows a form's open grids have."""

    unit: float = _LINE
    deep: float = _LINE
    air: float = 0.0
    rows: int = 1

    @property
    def style(self) -> str:
        """The custom properties that the sheet's CSS uses."""
        return f".form {{ --unit: {self.unit:.2f}mm; --deep: {self.deep:.2f}mm }} .card {{ --air: {self.air:.2f}mm }}"


Lay = Callable[[Fit], Document]
"""Lays the sheet out as generously as told."""


def fit_card(view: Card, sheet: str, lay: Lay) -> Document:
    """The card with the air that its page has."""
    lines = sum(len(band.lines) for band in view.bands)
    places = max(1, lines + 2 * len(view.bands))

    def more(fit: Fit, spare: float) -> Fit:
        return Fit(air=min(_MOST_AIR, fit.air + spare / places))

    return _fitted(sheet, lay, Fit(), more)


def fit_form(view: FormView, sheet: str, lay: Lay) -> Document:
    """The form with rows and lines that fill its page."""
    tops = [max(field.rows for field in line) for section in view.sections for line in section.lines]
    single, deep = sum(rows == 1 for rows in tops), sum(rows for rows in tops if rows > 1)
    single += 2 if view.identify == "patient" else 0
    single += sum(section.grid.rows for section in view.sections if section.grid)
    grids = sum(1 for section in view.sections if section.grid and not section.grid.rows)
    document = lay(Fit())
    left = _left(sheet, document)
    if left is None:
        return document
    rows = 1
    if grids:
        room = left - _SPARE - (_WANTED - _LINE) * (single + deep + grids)
        rows = 1 + max(0, int(room / grids / (_WANTED + 0.3)))
        single += grids * rows

    def more(fit: Fit, spare: float) -> Fit:
        unit = min(_DEEPEST, fit.unit + spare / max(1, single + deep))
        rest = spare - (unit - fit.unit) * single
        return Fit(unit, min(_DEEPEST_IN_CELL, fit.deep + rest / deep) if deep else unit, rows=rows)

    return _fitted(sheet, lay, Fit(rows=rows), more)


def _fitted(sheet: str, lay: Lay, least: Fit, more: Callable[[Fit, float], Fit]) -> Document:
    """The sheet at its least, or as much more generous as stays on one page. Heights do not grow quite evenly, so that
    each try measures again; one that runs over is halved back."""
    fit, best = least, lay(least)
    left = _left(sheet, best)
    spare = (left or 0.0) - _SPARE
    for _ in range(_TRIES):
        if spare < 0.3:
            break
        wanted = more(fit, spare)
        if wanted == fit:
            break
        document = lay(wanted)
        left = _left(sheet, document)
        if left is None:
            spare /= 2
            continue
        fit, best, spare = wanted, document, left - _SPARE
        if spare < _NEAR:
            break
    return best


def _left(sheet: str, document: Document) -> float | None:
    """Millimetres between the sheet's end and its bottom margin; None when it runs past its page."""
    if len(document.pages) != 1:
        return None
    page = document.pages[0]
    end = page.anchors[f"{sheet}--end"][1]
    return float((page.height - page._page_box.margin_bottom - end) / _PIXELS)
