"""Notices are read by those who wait: the message stands first and largest, when it ends is written
in large, and what speaks to staff stands at the foot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.forms.forms import FormView
from weasyprint import Page
from weasyprint.formatting_structure.boxes import Box, InlineBlockBox, TableCellBox, TextBox

from tests.every_project import folder_of
from tests.pdf.renderers import renderer_of
from tests.plans import books_in

MILLIMETRES = 25.4 / 96
"""Of a CSS pixel."""
HEADLINE, WRITTEN = {"double": 25.0, "full": 18.0}, {"double": 28.0, "full": 18.0}
"""Millimetres of the headline's type, and of a cell that a marker writes in, at least."""
STAFF = 8.5
"""Points of what is for staff at most."""


@pytest.fixture(scope="module", params=[".", "hospital-us"])
def notices(request: pytest.FixtureRequest, renderer: PdfRenderer) -> list[tuple[FormView, Page]]:
    project = folder_of(request.param)
    book = books_in(project, "staff")[0]
    found = []
    for stamped in book.sheets.values():
        view = stamped.sheet.content
        if isinstance(view, FormView) and view.notice:
            own = renderer_of(book, project, renderer.roots)
            laid_out = lay_out([stamped], own)
            assert laid_out.findings == ()
            found.append((view, laid_out.documents[stamped.sheet.id].pages[0]))
    assert len(found) >= 2
    return found


def words(page: Page) -> Iterator[tuple[str, float, float]]:
    """Words of the form with the millimetres of their type and of their place from the top."""
    for box in page._page_box.descendants():
        if isinstance(box, TextBox) and box.text.strip():
            yield box.text, box.style["font_size"] * MILLIMETRES, box.position_y * MILLIMETRES


def test_the_message_stands_first_and_largest(notices: list[tuple[FormView, Page]]) -> None:
    for view, page in notices:
        said = list(words(page))
        largest = max(size for _, size, _ in said)
        headline = [text for text, size, _ in said if size == largest]
        assert largest >= HEADLINE[view.size], view.code
        assert "".join(headline).replace(" ", "") == view.headline.main.replace(" ", "")
        above = [text for text, _, top in said if top < min(t for _, s, t in said if s == largest)]
        assert "".join(above) == view.organisation.main


def test_when_it_ends_is_written_with_a_marker(notices: list[tuple[FormView, Page]]) -> None:
    for view, page in notices:
        cells = [
            box
            for box in page._page_box.descendants()
            if isinstance(box, TableCellBox) and "type-datetime" in box.element.get("class", "")
        ]
        assert cells, view.code
        for cell in cells:
            assert cell.border_height() * MILLIMETRES >= WRITTEN[view.size], view.code
        assert view.sections[0].lines and not view.sections[0].text, "it follows the headline"


def test_a_box_to_tick_is_as_high_as_its_words(notices: list[tuple[FormView, Page]]) -> None:
    """On a poster, too, which is ticked with a marker."""
    for view, page in notices:
        fields = [field for one in view.sections for row in one.lines for field in row]
        ticks = [box for box in page._page_box.descendants() if _is_a_tick(box)]
        assert len(ticks) == sum(len(field.choices) for field in fields), view.code
        for tick in ticks:
            assert tick.border_height() >= tick.style["font_size"] * 0.7, view.code


def _is_a_tick(box: Box) -> bool:
    return (
        isinstance(box, InlineBlockBox)
        and box.element is not None
        and box.element.get("class") == "tick"
    )


def test_what_speaks_to_staff_stands_small_at_the_foot(
    notices: list[tuple[FormView, Page]],
) -> None:
    for view, page in notices:
        if view.warning is None:  # its title is the message
            continue
        foot = page.height * MILLIMETRES * 0.85
        places = [(size, top) for text, size, top in words(page) if view.title.main in text]
        assert places, view.code
        assert all(top > foot and size <= STAFF / 72 * 25.4 for size, top in places), view.code
