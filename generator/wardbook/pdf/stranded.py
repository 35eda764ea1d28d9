"""Drawings that part what belongs together. A tall drawing stands at the foot of a page, with text
above it; where a heading fits there and its first step does not, WeasyPrint leaves the heading
alone. The drawing then takes a page of its own before that heading. It stands behind its steps
where it would cut one of them in two, or where the next sheet would begin above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from weasyprint import Document, Page
from weasyprint.formatting_structure import boxes

from wardbook.pdf.fitting import Fit, Lay

BEHIND = "behind"
"""The place of a drawing behind the last phase of its sheet."""
_HEADS = frozenset(("h1", "h2", "h3", "h4", "figcaption"))
_ORDER = re.compile(r"-\d+-graph\d+$")
"""What a drawing's id has behind that of its sheet."""
_PASSES = 4
"""A drawing that moves may part another heading from its text."""
_SPARSE = 0.5
"""Share of a page's height above which its text ends where most of it is empty."""


def with_heads_at_text(document: Document, fit: Fit, sheets: Sequence[str], lay: Lay) -> Document:
    """The document, or the same laid out so that no heading stands with a drawing alone.

    `sheets` are its own in their order, `fit` is what it was laid out with.
    """
    for _ in range(_PASSES):
        moved = dict(fit.apart)
        for at, page in enumerate(document.pages):
            moved |= _parted(page, sheets)
            moved |= _between(document.pages[at:], sheets)
        if moved == dict(fit.apart):
            break
        fit = replace(fit, apart=tuple(moved.items()))
        document = lay(fit)
    return _with_drawings_between(document, fit, sheets, lay)


def _with_drawings_between(
    document: Document, fit: Fit, sheets: Sequence[str], lay: Lay
) -> Document:
    """The document, or the same with drawings that have a page of their own in front of a phase
    that would leave most of the page before them empty: that goes on behind them."""
    for _ in range(_PASSES):
        wanted = dict(_hurried(document, sheets))
        moved = dict(fit.apart) | wanted
        if moved == dict(fit.apart):
            break
        fit = replace(fit, apart=tuple(moved.items()))
        fuller = lay(fit)
        still = dict(_hurried(fuller, sheets))
        if len(fuller.pages) > len(document.pages) or len(still) >= len(wanted):
            break
        document = fuller
    return document


def _hurried(document: Document, sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The sheets with a drawing on a page of its own behind one that a phase begins and does not
    half fill, and that phase."""
    for page, following in pairwise(document.pages):
        texts = list(_texts(page._page_box, None))
        if not texts or texts[0][1] is None or list(_drawn(page._page_box, sheets)):
            continue
        sheet, parted, phase = texts[0][1].element.get("id", "").partition("--phase-")
        lowest = _bottom(max(texts, key=_bottom))
        if (
            parted
            and lowest < page.height * _SPARSE
            and sheet in _drawn(following._page_box, sheets)
        ):
            yield sheet, phase


def _parted(page: Page, sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The sheets with a drawing at the foot of a page on which a heading has no text, and before
    which phase the drawing is to stand."""
    heading = stranded_heading(page)
    if heading is None:
        return
    name = heading.element.get("id", "")
    for sheet in _drawn_at_foot(page, sheets):
        before = name.removeprefix(f"{sheet}--phase-")
        yield sheet, BEHIND if before == name else before


def _between(pages: Sequence[Page], sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The sheets with a drawing at the foot of the first of these pages that stands among the text
    of another, or parts a step of its own, and that it is to stand behind its own steps."""
    if _foot(pages[0]) is None:
        return
    begun = _begun(pages[0], sheets)
    for sheet in _drawn_at_foot(pages[0], sheets):
        follows = bool(begun) and sheets.index(begun) > sheets.index(sheet)
        if follows or (len(pages) > 1 and _is_parted(pages[0], pages[1], sheet)):
            yield sheet, BEHIND


def _begun(page: Page, sheets: Sequence[str]) -> str:
    """The last sheet of which a heading stands on a page; empty without any."""
    begun = ""
    for _, heading in _texts(page._page_box, None):
        sheet = heading.element.get("id", "").partition("--")[0] if heading else ""
        begun = sheet if sheet in sheets else begun
    return begun


def _is_parted(page: Page, following: Page, sheet: str) -> bool:
    """Whether a step of a sheet goes on on the next page."""
    both = _steps(page._page_box) & _steps(following._page_box)
    return any(step.startswith(f"{sheet}--") for step in both)


def _steps(box: Any) -> set[str]:
    """The ids of the steps that a page shows, or a part of each."""
    found = set()
    for one in box.descendants():
        if one.element_tag == "li" and "step" in one.element.get("class", "").split():
            found.add(one.element.get("id"))
    return found


def stranded_heading(page: Page) -> Any:
    """The heading behind which a page has no text, though it has a drawing at its foot; None where
    there is none."""
    last = None
    if _foot(page) is None:
        return None
    for box, heading in _texts(page._page_box, None):
        if last is None or box.position_y >= last[0].position_y:
            last = box, heading
    return last[1] if last else None


def _texts(box: Any, heading: Any) -> Iterator[tuple[Any, Any]]:
    """The texts and drawings of a page, but for its margins and foot, each with its heading."""
    for child in box.children:
        if isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            continue
        own = child if _is_heading(child) else heading
        if isinstance(child, boxes.ParentBox):
            yield from _texts(child, own)
        elif not isinstance(child, boxes.TextBox) or child.text.strip():
            yield child, own


def _bottom(text: tuple[Any, Any]) -> float:
    """How far down its page a text reaches."""
    return float(text[0].position_y + text[0].height)


def _is_heading(box: Any) -> bool:
    """Whether a box is a heading, or says from when the steps behind it count."""
    if box.element is None or not isinstance(box, boxes.BlockLevelBox):
        return False
    return box.element_tag in _HEADS or box.element.get("class") == "start"


def _foot(page: Page) -> Any:
    """The foot of a page that holds a drawing; None where it has none."""
    for box in page._page_box.children:
        if isinstance(box, boxes.FootnoteAreaBox) and box.children:
            return box
    return None


def _drawn_at_foot(page: Page, sheets: Sequence[str]) -> Iterator[str]:
    yield from _drawn(_foot(page), sheets)


def _drawn(area: Any, sheets: Sequence[str]) -> Iterator[str]:
    """The sheets with a drawing in an area."""
    names = set()
    for box in area.descendants():
        if isinstance(box, boxes.ReplacedBox):
            names |= {_ORDER.sub("", part.get("id", "")) for part in box.element.iter()}
    yield from (sheet for sheet in sheets if sheet in names)
