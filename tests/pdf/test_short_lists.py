"""What one person goes through has few pages: the quarter's audit two, the posts of the night five."""

from __future__ import annotations

from dataclasses import replace

import pytest
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.loader import load
from wardbook.sheets import sheet_ids
from wardbook.sheets.books import books

from tests.every_project import EVERY_PROJECT, LAID_OUT, folder_of
from tests.soak import some_of

MOST = {sheet_ids.AUDIT: 2, sheet_ids.NIGHT_DUTIES: 5}
"""Pages at most."""


@pytest.mark.parametrize("name", some_of(EVERY_PROJECT, LAID_OUT))
def test_lists_of_the_plan_are_short(name: str, renderer: PdfRenderer) -> None:
    plan = load(folder_of(name)).project
    assert plan is not None
    for edition in (str(plan.site.edition.id), "2028.2"):  # which draws another sample
        named = plan.site.edition.model_copy(update={"id": edition})
        drawn = replace(plan, site=plan.site.model_copy(update={"edition": named}))
        for book in books(drawn, "staff"):
            own = PdfRenderer(renderer.roots, plan.root, book.language, book.date, draft=book.draft)
            for id, most in MOST.items():
                stamped = book.sheets.get(id)
                if stamped is not None:
                    made = lay_out([stamped], own)
                    assert made.findings == ()
                    assert made.pages(id) <= most, (id, book.language, edition)
