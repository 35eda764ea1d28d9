"""The flagship's forms and cards fit their page: a plan that is found sound and cannot be printed helps nobody."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from wardbook.pdf.front_leaves import front_leaves
from wardbook.pdf.layout import lay_out, lay_out_numbered
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.command.coordination import CoordinationView
from wardbook.sheets.forms.forms import CopyView, FormView, Marks
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.units import Gathered
from weasyprint import Page
from weasyprint.formatting_structure.boxes import BlockContainerBox, Box, TextBox

from tests.pdf.renderers import renderer_of
from tests.plans import flagship_books
from tests.soak import some_of

ROOT = Path(__file__).parent.parent.parent
COORDINATED = {"zh": 21, "en": 21}
"""Departments that the coordinator's page holds at least."""
WARD_LEAVES = 12
COPY_POINTS = 14
"""Points of the name of a copy at least: it is told from the others at arm's length."""
PARTS = 8
"""So many tests share the forms of several copies, so that the workers do."""


@pytest.fixture
def made() -> Mapping[str, Book]:
    return {book.language: book for book in flagship_books()}


@dataclass(frozen=True)
class CopyName:
    """The name of a copy as it is printed: its words without spaces, the points of their type,
    whether no part of it breaks within a line, and whether it is white on black."""

    words: str
    size: float
    whole: bool
    reversed: bool


def longest_copies(book: Book) -> Iterator[tuple[str, Marks]]:
    """Every form of several copies as a run prints it, with the one that says most at its foot:
    its name, where it goes, what it is not good for, and the day of printing."""
    for id, stamped in book.sheets.items():
        view = stamped.sheet.content
        if isinstance(view, FormView) and len(view.copies) > 1 and not view.register:
            at = max(range(1, len(view.copies)), key=lambda at: _words_at_foot(view.copies[at])) + 1
            name = view.copies[at - 1].name
            yield id, Marks(name, at, len(view.copies), drill=True, printed="2026-11-30")


def _words_at_foot(copy: CopyView) -> int:
    said = (copy.name, copy.to, copy.note)
    return sum(len(label.main) for label in said if label)


def copy_names(page: Page) -> tuple[CopyName, CopyName]:
    """The name of a copy in the head of its page and at its foot."""
    found = {}
    for box in page._page_box.descendants():
        classes = "" if box.element is None else box.element.get("class", "")
        if classes.startswith(("copy-of", "own-copy")) and isinstance(box, BlockContainerBox):
            found[classes.split()[0]] = _copy_name(box, "reversed" in classes)
    return found["copy-of"], found["own-copy"]


def _copy_name(box: BlockContainerBox, marked: bool) -> CopyName:
    words, sizes, lines = "", [], []
    for part in box.descendants():
        if part.element_tag in ("b", "strong") and isinstance(part, BlockContainerBox):
            lines.append(len(part.children))
        if (
            isinstance(part, TextBox)
            and part.text.strip()
            and "other" not in part.element.attrib.values()
        ):
            words += part.text
            sizes.append(round(part.style["font_size"] * 0.75, 2))
    if not lines:
        lines = [len(box.children)]
    black = box.style["background_color"].coordinates[:3] == (0, 0, 0)
    white = all(part.style["color"].coordinates[:3] == (1, 1, 1) for part in box.descendants())
    return CopyName(
        words.replace(" ", ""), min(sizes), set(lines) == {1}, marked and black and white
    )


@pytest.mark.usefixtures("set_once")
@pytest.mark.parametrize("part", some_of(range(PARTS), [0, 3, 6]))
def test_each_copy_of_a_numbered_set_fits_one_page(
    made: Mapping[str, Book], renderer: PdfRenderer, part: int
) -> None:
    """As a laser printer needs them: the name of the copy takes room from the form."""
    book = made["zh"]
    own, long = renderer_of(book, ROOT, renderer.roots), {}
    for id, marks in list(longest_copies(book))[part::PARTS]:
        laid_out = lay_out_numbered(book.sheets[id], own, marks)
        if laid_out.findings:
            long[id] = laid_out.findings
            continue
        head, foot = copy_names(laid_out.documents[id].pages[0])
        assert head.size >= COPY_POINTS, id
        assert {head.words, foot.words} == {head.words} and head.whole and foot.whole, id
        assert marks.copy and head.words == f"{marks.at}/{marks.of}{marks.copy.main}".replace(
            " ", ""
        ), id
        assert head.reversed and foot.reversed, id
    assert long == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_department_has_a_card(made: Mapping[str, Book], language: str) -> None:
    """That each fits its page is seen in `test_cards_on_paper.py`, that each form does in
    `test_forms_measured.py`."""
    book = made[language]
    cards = [id for id, stamped in book.sheets.items() if stamped.sheet.kind is SheetKind.CARD]
    assert cards and set(cards) == {page.card for page in book.departments}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_ward_s_manual_has_twelve_leaves(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    """A nurse carries it. One is the cover with its lists; the night rules as a chapter of their own were one too many."""
    book = made[language]
    manual = next(manual for manual in book.manuals if manual.id == "wards")
    own = renderer_of(book, ROOT, renderer.roots)
    leaves = 1
    for unit in manual.units:
        stamped = book.units.get(unit.id) or book.sheets[unit.id]
        leaves += math.ceil(lay_out([stamped], own).pages(unit.id) / 2)
    assert leaves <= WARD_LEAVES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_box_holds_stands_on_one_page(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    """Twenty kinds of forms, eight things, and seven forms that are used besides: these had a row
    each, on a second page."""
    book = made[language]
    id = "box-emergency"
    assert lay_out([book.sheets[id]], renderer_of(book, ROOT, renderer.roots)).pages(id) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_coordinator_has_one_page_for_twenty_one_departments_or_more(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    """A plan with more departments than a page holds gets another one."""
    book = made[language]
    view = book.sheets[sheet_ids.COORDINATION].sheet.content
    assert isinstance(view, CoordinationView)
    rows = sum(len(cluster.rows) for cluster in view.clusters)
    laid_out = lay_out(
        [book.sheets[sheet_ids.COORDINATION]], renderer_of(book, ROOT, renderer.roots)
    )
    assert laid_out.pages(sheet_ids.COORDINATION) <= math.ceil(rows / COORDINATED[language])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_cover_of_each_manual_is_signed_on_one_page(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    """ "Received by department" stood alone on a second page behind a title of three lines."""
    book = made[language]
    own, parted = renderer_of(book, ROOT, renderer.roots), []
    for manual in filter(lambda one: one.department, book.manuals):
        bare = replace(manual, contents=(), groups=(), elsewhere=())
        pages = front_leaves(bare, {}, own).pages
        signed = [page for page in pages if any(map(_is_signed, page._page_box.descendants()))]
        if len(signed) != 1:
            parted.append(manual.id)
    assert parted == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_title_of_a_plan_stands_with_lines_that_sign_it(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    """It was the last line of a page: the four departments that sign stood on the next."""
    book = made[language]
    own = renderer_of(book, ROOT, renderer.roots)
    (plan,) = (one for one in book.manuals if one.id == "plan")
    pages = front_leaves(replace(plan, contents=(), groups=(), elsewhere=()), {}, own).pages
    last = [
        [name for box in page._page_box.descendants() if (name := _class(box)) in SIGNED][-1:]
        for page in pages
    ]
    assert ["sign-block"] in last
    assert ["approved"] not in last


SIGNED = ("approved", "sign-block")


def _is_signed(box: Box) -> bool:
    return _class(box) == "sign-block"


def _class(box: Box) -> str:
    return "" if box.element is None else str(box.element.get("class", ""))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_coordinators_page_is_one_also_where_it_is_bound(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    """In a book it had other margins than by itself, and six lines on a second page."""
    book = made[language]
    before, own = book.sheets[SheetKind.REVIEWS.value.id], book.sheets[sheet_ids.COORDINATION]
    key = replace(own.sheet.key, id="unit")
    gathered = Gathered((before.sheet, own.sheet), close=True)
    unit = replace(own, sheet=replace(own.sheet, key=key, content=gathered))
    laid_out = lay_out([unit], renderer_of(book, ROOT, renderer.roots))
    assert sheet_ids.COORDINATION in laid_out.documents["unit"].pages[-1].anchors
