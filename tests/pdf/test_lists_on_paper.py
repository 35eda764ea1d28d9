"""Lists that hang on a wall, lie in a box or are filled in at a drill: large enough to be read there,
with room for what is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from wardbook.pdf.layout import LaidOut, lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.book import Book
from wardbook.sheets.departments.boxes import BoxView
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.registers.contacts import ContactsView
from wardbook.theme import words
from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box, TableBox, TextBox

from tests.every_project import ROOT
from tests.pdf.form_measures import boxes
from tests.pdf.renderers import renderer_of
from tests.plans import flagship_books

GLANCE, BOX = 9.0, 11.0
"""Points of type at least: of what hangs beside a desk, and of what is read in a store room."""


@pytest.fixture(scope="module")
def made() -> Mapping[str, Book]:
    return {book.language: book for book in flagship_books()}


def laid_out(book: Book, renderer: PdfRenderer, *ids: str) -> LaidOut:
    own = renderer_of(book, ROOT, renderer.roots)
    done = lay_out([book.sheets[id] for id in ids], own)
    assert done.findings == ()
    return done


def sizes_in(document: Document, table: str) -> list[float]:
    """Points of the words in the rows of the tables of a class, without their headings."""
    found: list[float] = []
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TableBox) and table in _classes(box):
                for group in box.children:
                    if not group.is_header:
                        found += map(_points, _texts(group))
    return found


def _classes(box: Box) -> list[str]:
    return [] if box.element is None else box.element.get("class", "").split()


def _texts(box: Box) -> Iterator[TextBox]:
    return (one for one in box.descendants() if isinstance(one, TextBox) and one.text.strip())


def _points(box: TextBox) -> float:
    return round(box.style["font_size"] * 0.75, 2)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_which_system_is_down_is_read_beside_the_desk(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    book = made[language]
    own = [page.fallback for page in book.departments if page.fallback]
    assert len(own) > 12
    done = laid_out(book, renderer, SheetKind.FALLBACK.value.id, *own)
    for id, document in done.documents.items():
        sizes = sizes_in(document, "glance")
        assert sizes and min(sizes) >= GLANCE, id
    assert {done.pages(id) for id in own} == {1}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_box_list_has_a_row_to_tick_for_each_thing(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    book = made[language]
    boxes = [id for id, one in book.sheets.items() if one.sheet.kind is SheetKind.BOX]
    assert boxes
    things = words(renderer.roots, "words", language)["box_also_items"].split("|")
    assert len(things) >= 6
    done = laid_out(book, renderer, *boxes[:2])
    for id, document in done.documents.items():
        assert min(sizes_in(document, "held") + sizes_in(document, "also")) >= BOX
        view = book.sheets[id].sheet.content
        assert isinstance(view, BoxView)
        besides = [
            _points(text)
            for page in document.pages
            for box in page._page_box.descendants()
            if "besides" in _classes(box)
            for text in _texts(box)
        ]
        assert min(besides) >= BOX
        named = {thing.lower() for thing in view.things}  # what the plan names is not named again
        others = [thing for thing in things if thing.lower() not in named]
        assert ticks(document, "also") == 4 * (len(others) + len(view.things))


def ticks(document: Document, table: str) -> int:
    """Places to tick in the tables of a class."""
    count = 0
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TableBox) and table in _classes(box):
                count += sum("tick" in _classes(one) for one in box.descendants())
    return count


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_a_list_of_back_entry_asks_for_the_time_there_is_room(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    """As for a signature with its time on a form: 22 × 9 mm."""
    book = made[language]
    lists = [id for id, one in book.sheets.items() if one.sheet.kind is SheetKind.BACK_ENTRY]
    assert len(lists) > 12
    places = 0
    for document in laid_out(book, renderer, lists[0], lists[1], lists[-1]).documents.values():
        for page in document.pages:
            for place in boxes(page, "done"):
                places += 1
                assert place.width >= 22 and (place.height >= 9 or place.words), place
    assert places > 20


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("number", ["8120", "000-6120", "+44 20 7946 0958 ext 12"])
def test_names_get_the_room_that_numbers_leave(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str, number: str
) -> None:
    """Numbers of four digits had 69 mm, and what is said of each contact broke beside them."""
    book = made[language]
    stamped = next(one for id, one in book.sheets.items() if id == "contacts-wards")
    view = stamped.sheet.content
    assert isinstance(view, ContactsView)
    groups = []
    for group in view.groups:
        groups.append(replace(group, rows=tuple(replace(row, number=number) for row in group.rows)))
    sheet = replace(stamped.sheet, content=replace(view, groups=tuple(groups)))
    done = lay_out([replace(stamped, sheet=sheet)], renderer_of(book, ROOT, renderer.roots))
    assert done.findings == ()
    for page in done.documents[sheet.id].pages:
        for cell in boxes(page, "dial-number"):
            assert cell.lines == 1
            assert cell.width <= (51 if len(number) < 14 else 72), cell


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_box_lacks_is_written_where_a_pen_fits(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    """Lines were 6 mm high on a second page that stood half empty."""
    document = laid_out(made[language], renderer, "box-wards").documents["box-wards"]
    lines = [cell for page in document.pages for cell in boxes(page, "gone") if not cell.words]
    assert len(lines) > 7 and min(cell.height for cell in lines) >= 8.5
