"""By how much a sheet that must fit one page runs over it."""

from __future__ import annotations

import math
from dataclasses import replace

from weasyprint import Document, Page

from wardbook.pdf.measures import PIXELS_OF_MM
from wardbook.pdf.renderer import Frame, PdfRenderer


def runs_over(sheet: str, document: Document, frame: Frame, renderer: PdfRenderer) -> int:
    """Millimetres, rounded up, by which a sheet's end lies below the page that it must fit.

    What stands on the pages behind it would be too much: a row that is not broken leaves the page
    before it empty at its foot. So the sheet, in the `frame` of its smallest setting, is laid out
    once more on a page that takes all of it."""
    page = document.pages[0]
    height = page.height * (len(document.pages) + 1)
    endless = f"@page {{ size: {page.width}px {height}px !important }}"
    sides = renderer.document(replace(frame, style=f"{frame.style} {endless}")).pages
    end = max(_end(sheet, whole) for whole in sides)
    bottom: float = page.height - page._page_box.margin_bottom
    return max(1, math.ceil((end - bottom) / PIXELS_OF_MM))


def _end(sheet: str, page: Page) -> float:
    """Where a sheet ends on its page, in CSS pixels from the top. Labels do not mark their end."""
    for mark in ("end", "back-end"):
        anchor = page.anchors.get(f"{sheet}--{mark}")
        if anchor:
            return float(anchor[1])
    root = page._page_box.children[0]
    return float(root.position_y + root.margin_height())
