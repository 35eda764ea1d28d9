"""Where a laid-out form is filled in. Its template names the boxes (`data-blank`); the room in them
is what labels, tick boxes and units leave free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from wardbook.pdf.drawn_sheets import Blank
from wardbook.pdf.measures import POINTS_OF_PIXEL

_LETTERS = 0.16
"""Share of a text box's height above and below its letters."""
_AIR = 2.0
"""Points between what is printed and what is typed."""
_LINE, _TALLEST_LINE = 12.5, 16.0
"""Points that a line of 8 pt needs (less, and what is typed goes beside the label), and those of 12
pt, which is enough."""
_NEARLY, _TWO_LINES = 20.5, 25.6
"""Points from which a viewer that fits type to its box takes two lines, and from which an empty
cell is stretched to them: over its rules, where nobody writes."""
_WIDE = 42.0
"""Points of width that are worth a box beside a label or behind the last choice."""
_GAP = 3.0
"""Points that the gap between two printed words may reach above and below their line."""


class _Area(NamedTuple):
    """Points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


def blanks(pages: Iterable[Any]) -> Iterator[Blank]:
    """What is filled in on the pages of a form, in reading order. They are laid out."""
    for number, page in enumerate(pages):
        yield from _on_page(page, number)


def _on_page(page: Any, number: int) -> Iterator[Blank]:
    known = set()
    for box in page._page_box.descendants():
        # Boxes that layout makes inside an element's box know the same element; the outermost
        # comes first
        if box.element is None or id(box.element) in known:
            continue
        if box.element.get("data-blank") is None:
            continue
        known.add(id(box.element))
        area = _room(box, box.element.get("data-kind"))
        if area:
            yield replace(_blank(box.element, area, page.height * POINTS_OF_PIXEL), page=number)


def _blank(element: Any, area: _Area, height: float) -> Blank:
    """The blank that an element names, on a page of `height` points. What is written behind choices
    is text."""
    kind = element.get("data-kind")
    if kind == "rest":
        kind = "text"
    return Blank(
        name=element.get("data-blank"),
        kind=kind,
        label=element.get("data-label", ""),
        part=element.get("data-part", ""),
        left=round(area.left, 2),
        bottom=round(height - area.bottom, 2),
        right=round(area.right, 2),
        top=round(height - area.top, 2),
    )


def _room(box: Any, kind: str) -> _Area | None:
    """Where in its box something is filled in; None where nothing more would go in behind
    choices."""
    whole = _area(box)
    if kind in ("tick", "choice", "mark"):
        return whole
    if isinstance(box, boxes.InlineBox) or kind == "digits":
        return whole._replace(top=whole.top - _GAP, bottom=whole.bottom + _GAP)
    inner = whole._replace(left=whole.left + _AIR, right=whole.right - _AIR)
    free = _free(inner, list(_printed(box)), behind_choices=kind == "rest")
    if free is None:
        return None
    return _lined(free)


def _lined(area: _Area) -> _Area:
    """The area with a height that gives one line a usual size, or several."""
    height, middle = area.bottom - area.top, (area.top + area.bottom) / 2
    if height >= _TWO_LINES:
        return area
    if height >= _NEARLY:
        height = _TWO_LINES
    else:
        height = min(height, _TALLEST_LINE)
    return area._replace(top=middle - height / 2, bottom=middle + height / 2)


def _free(
    inner: _Area, printed: Sequence[tuple[_Area, bool]], *, behind_choices: bool
) -> _Area | None:
    """The room below what is printed, or where that is too low, beside its last line. A unit stands
    at the right of both."""
    lines, units = [], []
    for area, floats in printed:
        if floats:
            units.append(area)
        else:
            lines.append(area)
    right = inner.right
    if units:
        right = _around(units).left - _AIR
    if not lines:
        return inner._replace(right=right)
    every = _around(lines)
    last = _around([area for area in lines if area.bottom > every.bottom - _LINE / 2])
    top = min(last.top - _AIR, inner.bottom - _LINE)
    below = _Area(every.left - _AIR, every.bottom, right, inner.bottom)
    beside = _Area(last.right + _AIR, top, right, inner.bottom)
    if below.bottom - below.top >= _LINE:
        return below
    if beside.right - beside.left >= _WIDE:
        return beside
    return None if behind_choices else below


def _around(areas: Sequence[_Area]) -> _Area:
    """The smallest area that holds all of `areas`."""
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    return _Area(min(lefts), min(tops), max(rights), max(bottoms))


def _printed(box: Any, floats: bool = False) -> Iterator[tuple[_Area, bool]]:
    """Letters and tick boxes in a box, and whether they stand at its right end."""
    for child in getattr(box, "children", ()):
        aside = floats or child.is_floated()
        if isinstance(child, boxes.TextBox):
            if child.text.strip():
                yield _without_leading(_area(child)), aside
        elif child.element is not None and child.element.get("class") == "tick":
            yield _area(child), aside
        else:
            yield from _printed(child, aside)


def _without_leading(area: _Area) -> _Area:
    """What a text's letters take of its box."""
    space = _LETTERS * (area.bottom - area.top)
    return area._replace(top=area.top + space, bottom=area.bottom - space)


def _area(box: Any) -> _Area:
    """A laid-out box with its border."""
    x, y = box.border_box_x(), box.border_box_y()
    return _Area(
        left=x * POINTS_OF_PIXEL,
        top=y * POINTS_OF_PIXEL,
        right=(x + box.border_width()) * POINTS_OF_PIXEL,
        bottom=(y + box.border_height()) * POINTS_OF_PIXEL,
    )
