"""The clock poster is read from two metres, on as many sheets as it takes, and still on A4."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets import sheet_ids
from wardbook.sheets.command.clock import ClockView
from weasyprint import Page
from weasyprint.formatting_structure.boxes import TextBox

from tests.every_project import EVERY_PROJECT, LAID_OUT, folder_of
from tests.pdf.renderers import renderer_of
from tests.plans import books_in, flagship_books
from tests.soak import some_of

MOST = 4
"""Sheets that the walls of a command room hold."""
STEP, LEAST = 18.0, 11.4
"""Points of a step's words at least; of anything, so that 8 pt are left of it on A4."""
TAGS = {"code", "deadline"}


def words(page: Page) -> list[tuple[str, str, float]]:
    """Words of a page with the class of their element and the points of their type."""
    found = []
    for box in page._page_box.descendants():
        if isinstance(box, TextBox) and box.text.strip():
            named = "" if box.element is None else box.element.get("class", "")
            found.append((box.text, named, round(box.style["font_size"] * 0.75, 2)))
    return found


def lines_on(pages: Sequence[Page]) -> int:
    """Lines to tick on the sheets of a poster."""
    found = set()
    for page in pages:
        for box in page._page_box.descendants():
            if box.element is not None and "due-line" in box.element.get("class", ""):
                found.add(id(box.element))
    return len(found)


def tops_of(page: Page, name: str) -> list[float]:
    """Where the elements of a name or class begin on a page."""
    found = []
    for box in page._page_box.descendants():
        if box.element is not None:
            named = (box.element_tag, *box.element.get("class", "").split())
            if name in named:
                found.append(box.position_y)
    return found


@pytest.mark.parametrize("name", some_of(EVERY_PROJECT, LAID_OUT))
def test_steps_are_read_from_two_metres(name: str, renderer: PdfRenderer) -> None:
    project = folder_of(name)
    for book in books_in(project, "staff"):
        stamped = book.sheets.get(sheet_ids.CLOCK)
        if stamped is None:
            continue
        view = stamped.sheet.content
        assert isinstance(view, ClockView)
        own = renderer_of(book, project, renderer.roots)
        laid_out = lay_out([stamped], own)
        assert laid_out.findings == ()
        pages = laid_out.documents[stamped.sheet.id].pages
        assert len(pages) <= MOST, book.language
        assert lines_on(pages) == sum(len(cell) for row in view.rows for cell in row.cells)
        for page in pages:
            said = words(page)
            small = [text for text, _, size in said if size < LEAST]
            steps = [size for _, named, size in said if named.startswith("due-line")]
            assert small == [] and min(steps) >= STEP, book.language
            together = "".join("".join(text.split()) for text, _, _ in said)
            for head in (view.title, *view.times):
                assert head.replace(" ", "") in together, head
            title, first = (min(tops_of(page, name)) for name in ("h2", "due-line"))
            assert title < first, "sheets hang side by side: each says which band it begins with"


def test_every_line_that_is_due_is_printed_once() -> None:
    for book in flagship_books():
        view = book.sheets[sheet_ids.CLOCK].sheet.content
        assert isinstance(view, ClockView)
        printed = [
            (due.code, due.name, limit, due.line.text)
            for part in view.printed
            for limit, dues in part.limits.items()
            for due in dues
        ]
        due = [
            (row.code, row.name, line.deadline, line.text)
            for row in view.rows
            for cell in row.cells
            for line in cell
        ]
        assert sorted(map(str, printed)) == sorted(map(str, due))
