"""What one person goes through has few pages: the quarter's audit two, the posts of the night five."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import pytest
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books

from tests.every_project import EVERY_PROJECT, LAID_OUT, folder_of
from tests.pdf.renderers import renderer_of
from tests.plans import books_in, plan_in
from tests.soak import some_of

MOST = {sheet_ids.AUDIT: 2, sheet_ids.NIGHT_DUTIES: 5}
"""Pages at most."""


@pytest.mark.parametrize("name", some_of(EVERY_PROJECT, LAID_OUT))
def test_lists_of_the_plan_are_short(name: str, renderer: PdfRenderer) -> None:
    """The audit of another edition draws another sample; the posts of the night are the same."""
    plan = plan_in(folder_of(name))
    site = plan.site.model_copy(
        update={"edition": plan.site.edition.model_copy(update={"id": "2028.2"})}
    )
    short(renderer, plan, books_in(folder_of(name), "staff"), MOST)
    short(renderer, plan, books(replace(plan, site=site), "staff"), (sheet_ids.AUDIT,))


def short(renderer: PdfRenderer, plan: Project, made: Iterable[Book], ids: Collection[str]) -> None:
    for book in made:
        own = renderer_of(book, plan.root, renderer.roots)
        for id in ids:
            stamped = book.sheets.get(id)
            if stamped is not None:
                laid = lay_out([stamped], own)
                assert laid.findings == ()
                assert laid.pages(id) <= MOST[id], (id, book.language, book.edition)
