"""The flagship's forms and cards fit their page: a plan that is found sound and cannot be printed helps nobody."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import pytest
from wardbook.pdf.layout import lay_out, lay_out_numbered
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.loader import load
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.command.coordination import CoordinationView
from wardbook.sheets.forms.forms import FormView, Marks
from wardbook.sheets.kinds import SheetKind

ROOT = Path(__file__).parent.parent.parent
COORDINATED = 18
"""Departments that the coordinator's page holds at least."""
PARTS = 8
"""So many tests share the forms, so that the workers do."""


@pytest.fixture(scope="module")
def made() -> Mapping[str, Book]:
    project = load(ROOT).project
    assert project is not None
    return {book.language: book for book in books(project, "staff")}


def renderer_of(book: Book, renderer: PdfRenderer) -> PdfRenderer:
    """`renderer` has set up the fonts."""
    return PdfRenderer(renderer.roots, ROOT, book.language, book.date, draft=book.draft)


def too_long(book: Book, renderer: PdfRenderer, *ids: str) -> dict[str, tuple[str, ...]]:
    """What does not fit, with the codes of what was found."""
    own = renderer_of(book, renderer)
    found = {id: lay_out([book.sheets[id]], own).findings for id in ids}
    return {
        id: tuple(finding.code for finding in findings)
        for id, findings in found.items()
        if findings
    }


@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_fits_one_page(
    made: Mapping[str, Book], renderer: PdfRenderer, part: int
) -> None:
    book = made["zh"]
    forms = [id for id, stamped in book.sheets.items() if stamped.sheet.kind is SheetKind.FORM]
    assert len(forms) > 60
    assert too_long(book, renderer, *forms[part::PARTS]) == {}


@pytest.mark.parametrize("part", range(PARTS))
def test_each_copy_of_a_numbered_set_fits_one_page(
    made: Mapping[str, Book], renderer: PdfRenderer, part: int
) -> None:
    """As a laser printer needs them: the line that says which copy it is takes room from the form."""
    book = made["zh"]
    views = {id: stamped.sheet.content for id, stamped in book.sheets.items()}
    sets = [
        id
        for id, view in views.items()
        if isinstance(view, FormView) and len(view.copies) > 1 and not view.register
    ]
    own, long = renderer_of(book, renderer), {}
    for id in sets[part::PARTS]:
        view = views[id]
        assert isinstance(view, FormView)
        marks = Marks(
            max((copy.name for copy in view.copies), key=lambda name: len(name.main)),
            1,
            len(view.copies),
            drill=True,
        )
        long |= (
            {id: found} if (found := lay_out_numbered(book.sheets[id], own, marks).findings) else {}
        )
    assert long == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_card_fits_one_page(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    book = made[language]
    cards = [id for id, stamped in book.sheets.items() if stamped.sheet.kind is SheetKind.CARD]
    assert cards and set(cards) == {page.card for page in book.departments}
    assert too_long(book, renderer, *cards) == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_coordinator_has_one_page_for_eighteen_departments(
    made: Mapping[str, Book], renderer: PdfRenderer, language: str
) -> None:
    """A plan with more departments than a page holds gets another one."""
    book = made[language]
    view = book.sheets[sheet_ids.COORDINATION].sheet.content
    assert isinstance(view, CoordinationView)
    rows = sum(len(cluster.rows) for cluster in view.clusters)
    laid_out = lay_out([book.sheets[sheet_ids.COORDINATION]], renderer_of(book, renderer))
    assert laid_out.pages(sheet_ids.COORDINATION) <= math.ceil(rows / COORDINATED)
