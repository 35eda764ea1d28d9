"""The end of a sheet that runs on: no last page with a few lines. It is set a little tighter, or
as close as an office document, where that saves the page; else the pages before it hand some of
their lines on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from wardbook.pdf.fitting import Fit, Lay
from wardbook.pdf.measures import PIXELS_OF_MM

_FEW = 6
"""Lines that are too few for a page: five, and the head that a table repeats."""
WORTH = 14
"""Lines of a last page that are worth a try to do without it."""
_SHORT = 12
"""Pages of a document that is laid out anew to save one of them."""
_PUSHED = (7.0, 14.0, 21.0, 28.0, 42.0)
"""Millimetres by which the pages are made shorter, so that the last one gets more."""
_TALL = 30.0
"""Millimetres of a drawing that fills a page well enough."""


def with_full_end(document: Document, fit: Fit, lay: Lay) -> Document:
    """The document, or the same laid out so that its last page holds more than a few lines.

    `fit` is what it was laid out with, `lay` lays it out anew.
    """
    pages, left = len(document.pages), lines_on(document.pages[-1])
    worth = WORTH if pages <= _SHORT else _FEW
    if pages == 1 or left >= worth:
        return document
    for closer in (replace(fit, tight=True), replace(fit, tight=True, close=True)):
        closer_set = lay(closer)
        if len(closer_set.pages) < pages:
            return closer_set
    if left >= _FEW:
        return document
    for push in _PUSHED:
        pushed = lay(replace(fit, push=push))
        if len(pushed.pages) == pages and lines_on(pushed.pages[-1]) >= _FEW:
            return pushed
    return document


def lines_on(page: Any) -> int:
    """How many lines of text a page has besides its margins; a drawing counts as many."""
    tops: set[int] = set()
    for box in _inside(page):
        if isinstance(box, boxes.ReplacedBox) and box.height > _TALL * PIXELS_OF_MM:
            return WORTH
        if isinstance(box, boxes.TextBox) and box.text.strip():
            tops.add(round(box.position_y / 4))
    return len(tops)


def _inside(page: Any) -> Iterator[Any]:
    """The boxes of a page that don't stand in its margins."""
    for child in page._page_box.children:
        if not isinstance(child, boxes.MarginBox):
            yield child
            if isinstance(child, boxes.ParentBox):
                yield from child.descendants()
