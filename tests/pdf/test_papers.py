"""Every form of every starter fits the paper of the other house, A4 or Letter; on its own it is
printed by other tests."""

import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from wardbook.pdf import layout
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.model.conventions import Conventions
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.starters import STARTERS
from wardbook.theme import theme_roots

from tests.every_project import folder_of
from tests.pdf.chosen_forms import as_close_as_may_be, fullest_of_each_shape
from tests.plans import plan_in
from tests.soak import is_whole, some_of


def pdf_text(path: Path) -> str:
    """What a PDF says, line by line."""
    ran = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return ran.stdout


@cache
def on_paper(starter: str, paper: str) -> tuple[Project, Book]:
    """A starter's plan as if its conventions chose a paper, and its book for staff in the first language
    of its forms."""
    project = plan_in(folder_of("." if starter == "hospital" else starter))
    own = project.site.conventions or Conventions()
    chosen = own.model_copy(update={"paper": paper})
    site = project.site.model_copy(update={"conventions": chosen})
    forms = {id: form.on_paper_of(paper) for id, form in project.forms.items()}
    changed = replace(project, site=site, forms=forms)
    (book,) = books(changed, "staff", changed.form_languages[:1])
    return changed, book


@pytest.fixture
def set_as_close_as_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms are set once: as close as they may be on their paper."""
    monkeypatch.setattr(layout, "_fitter", as_close_as_may_be)


@pytest.mark.slow
@pytest.mark.usefixtures("set_as_close_as_may_be")
@pytest.mark.parametrize("starter", some_of(STARTERS, ["hospital", "hospital-us"]))
def test_every_form_of_a_starter_fits_the_other_paper(
    starter: str, pytestconfig: pytest.Config
) -> None:
    """Of the largest plan the fullest of each shape."""
    paper = "A4" if starter == "hospital-us" else "Letter"
    project, book = on_paper(starter, paper)
    forms = [one for one in book.sheets.values() if one.sheet.kind is SheetKind.FORM]
    assert forms
    if starter == "hospital" and not is_whole(pytestconfig):
        forms = fullest_of_each_shape(forms)
        assert len(forms) > 20
    roots = theme_roots(project.root, book.layers)
    renderer = PdfRenderer(roots, project.root, book.form_language, book.date, draft=False)
    found = lay_out(forms, renderer)
    # Names and cells are measured on the paper that a house has: here they are set as close as may be
    assert [one for one in found.findings if one.code not in ("G117", "G118")] == []
    for stamped in forms:
        view = stamped.sheet.content
        page = found.documents[stamped.sheet.id].pages[0]
        assert (round(page.width * 25.4 / 96), round(page.height * 25.4 / 96)) == (
            view.width,
            view.height,
        )


@pytest.mark.usefixtures("renderer")
def test_a_form_on_half_letter_keeps_its_check_word_whole(tmp_path: Path) -> None:
    project, book = on_paper("hospital", "Letter")
    forms = [one for one in book.sheets.values() if one.sheet.code in ("IP-17", "OP-04")]
    roots = theme_roots(project.root, book.layers)
    own = PdfRenderer(roots, project.root, book.form_language, book.date, draft=True)
    for id, document in lay_out(forms, own).documents.items():
        path = tmp_path / "form.pdf"
        document.write_pdf(path)
        said = pdf_text(path).replace("\u2011", "-")
        assert book.sheets[id].stamp.short in said, said[-200:]
