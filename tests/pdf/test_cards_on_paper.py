"""Cards as they are laid out: no tag stands alone on a line, each code has its name, tags are large
enough to be read at arm's length, and a pen fits where a time and initials are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.book import Book
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.procedures.cards import Card
from wardbook.sheets.sheet import Span, below, text_of
from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box, LineBox, TextBox

from tests.every_project import EVERY_PROJECT, LAID_OUT, folder_of
from tests.pdf.form_measures import Measured, boxes
from tests.pdf.renderers import renderer_of
from tests.plans import books_in
from tests.soak import some_of

LEAST = 9.5
"""Points of a tag on a card: lines are read at arm's length, and so is what they are ticked by."""
SIGNED = (22, 9)
"""Millimetres of what takes a time and initials, as on forms."""
DIALLED = 24
"""Points of the numbers of a card at least: those of the day and of the night are the same."""
TAGS = {"code", "deadline"}
ROW = 3
"""Tags that are a row of their own, where a step has more forms than a line holds."""


def cards(project: Path) -> Iterator[tuple[Book, str]]:
    """The cards of a project, in every language."""
    for book in books_in(project, "staff"):
        for id, stamped in book.sheets.items():
            if stamped.sheet.kind is SheetKind.CARD:
                yield book, id


def lines(document: Document) -> Iterator[list[tuple[str, str, float]]]:
    """Each line of a line to tick: its pieces as class, words and points of type."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, LineBox) and _classed(box, "words"):
                yield list(_pieces(box))


def _classed(line: LineBox, name: str) -> bool:
    return any(_class(box) == name for box in line.descendants())


def _class(box: Box) -> str:
    return str(box.element.get("class", "")) if box.element is not None else ""


def _pieces(line: Box, inside: str = "") -> Iterator[tuple[str, str, float]]:
    for box in line.children:
        name = _class(box) if _class(box) in TAGS else inside
        if isinstance(box, TextBox):
            if box.text.strip():
                yield name, box.text, round(box.style["font_size"] * 0.75, 2)
        elif hasattr(box, "children") and box.is_in_normal_flow():
            yield from _pieces(box, name)


def dialled(document: Document) -> list[tuple[float, float]]:
    """Points of the numbers in the frames of a card, and how far down the page they stand."""
    found = []
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TextBox) and _class(box) == "dial-number":
                size = round(box.style["font_size"] * 0.75, 2)
                found.append((size, round(box.position_y, 1)))
    return found


def cells(document: Document) -> list[Measured]:
    """Where a time and initials are written."""
    return [cell for page in document.pages for cell in boxes(page, "sign")]


def held_by(document: Document) -> list[Measured]:
    """The line for who holds a card, and for the time from which paper counts."""
    return [line for page in document.pages for line in boxes(page, "card-holder")]


@pytest.mark.usefixtures("set_once")
@pytest.mark.parametrize("name", some_of(EVERY_PROJECT, LAID_OUT))
def test_every_card_fits_one_page_with_room_to_write_and_no_tag_alone_or_small(
    name: str, renderer: PdfRenderer
) -> None:
    project = folder_of(name)
    alone, small, too_long, cramped = [], [], [], []
    for book, id in cards(project):
        own = renderer_of(book, project, renderer.roots)
        laid_out = lay_out([book.sheets[id]], own)
        if laid_out.findings:
            too_long.append((id, book.language, [found.code for found in laid_out.findings]))
        card, written = book.sheets[id].sheet.content, cells(laid_out.documents[id])
        assert isinstance(card, Card)
        assert len(written) == sum(line.timed for band in card.bands for line in band.lines), id
        (holder,) = held_by(laid_out.documents[id])
        assert holder.height >= SIGNED[1], (id, book.language, holder.height)
        numbers = dialled(laid_out.documents[id])
        assert len(numbers) == sum(bool(dial.number) for dial in card.dials), id
        assert len(set(numbers)) <= 1, (id, book.language, numbers)
        assert all(points >= DIALLED for points, _ in numbers), id
        sizes = [(id, round(cell.width, 1), round(cell.height, 1)) for cell in written]
        cramped += [size for size in sizes if size[1] < SIGNED[0] or size[2] < SIGNED[1]]
        for line in lines(laid_out.documents[id]):
            said = "".join(words for _, words, _ in line)
            tags = [name for name, _, _ in line if name in TAGS]
            if len(tags) == len(line) and len(tags) < ROW:
                alone.append((id, book.language, said))
            small += [(id, size) for name, _, size in line if name in TAGS and size < LEAST]
    assert (alone, small, too_long, cramped) == ([], [], [], [])


@pytest.mark.parametrize("name", EVERY_PROJECT)
def test_each_code_on_a_card_has_its_name(name: str) -> None:
    for book, id in cards(folder_of(name)):
        card = book.sheets[id].sheet.content
        assert isinstance(card, Card)
        named = {
            line[0].text: text_of(line[1:]).strip() for line in card.names if line[0].kind == "code"
        }
        codes = {
            span.text
            for span in below((card.when, card.bands, card.stop), Span)
            if span.kind == "code"
        }
        assert codes == set(named), (id, book.language)
        assert all(named.values()), (id, book.language)
