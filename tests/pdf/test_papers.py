"""Every form of every starter fits the paper of the other house, A4 or Letter; on its own it is
printed by other tests."""

from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.loader import load
from wardbook.plan.model.conventions import Conventions
from wardbook.plan.project import Project
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.starters import STARTERS, lay_down
from wardbook.theme import theme_roots

TOO_LONG = {
    "hospital": {
        "IP-05",
        "IP-06A",
        "IP-08C",
        "IP-17",
        "IP-24",
        "IP-24B",
        "IP-25",
        "OP-04E",
        "OP-16",
    }
}
"""Forms of a starter that run over on the other paper, by 1 to 8 mm. They were drawn for A4 and A5,
on which that hospital prints."""


def on_paper(root: Path, paper: str) -> Project:
    """The project in `root` as if its conventions chose a paper."""
    project = load(root).project
    assert project
    own = project.site.conventions or Conventions()
    chosen = own.model_copy(update={"paper": paper})
    site = project.site.model_copy(update={"conventions": chosen})
    forms = {id: form.on_paper_of(paper) for id, form in project.forms.items()}
    return replace(project, site=site, forms=forms)


@pytest.fixture(scope="module")
def laid_down(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starters")
    for starter in STARTERS:
        lay_down(starter, folder / starter)
    return folder


@pytest.mark.slow
@pytest.mark.usefixtures("set_once")
@pytest.mark.parametrize("starter", STARTERS)
def test_every_form_of_a_starter_fits_the_other_paper(starter: str, laid_down: Path) -> None:
    paper = "A4" if starter == "hospital-us" else "Letter"
    project = on_paper(laid_down / starter, paper)
    (book,) = books(project, "staff", project.form_languages[:1])
    forms = [one for one in book.sheets.values() if one.sheet.kind is SheetKind.FORM]
    assert forms
    roots = theme_roots(project.root, book.layers)
    renderer = PdfRenderer(roots, project.root, book.form_language, book.date, draft=False)
    found = lay_out(forms, renderer)
    over = {dict(one.arguments)["sheet"] for one in found.findings if one.code == "G103"}
    assert over == TOO_LONG.get(starter, set())
    assert all(one.code == "G103" for one in found.findings)
    for stamped in forms:
        view = stamped.sheet.content
        page = found.documents[stamped.sheet.id].pages[0]
        assert (round(page.width * 25.4 / 96), round(page.height * 25.4 / 96)) == (
            view.width,
            view.height,
        )
