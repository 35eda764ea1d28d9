"""A form of two sides: front and back are a page each, filled to their foot; its numbers stand on both."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image
from pypdf import PdfReader
from wardbook.cli import main
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.sheet import Stamped
from wardbook.theme import theme_roots

from tests.pdf.test_fillable import copy_of

CLINIC = Path(__file__).parent.parent / "projects/clinic"
FORM = """\
id: watch-chart
code: LC-7
title: {en: Watch chart, zh: 观察单}
filled_by: [doctor]
identify: patient
copies: [{name: {en: Chart, zh: 病历联}}, {name: {en: Desk, zh: 导诊联}, to: welcome-desk}]
sections:
  - title: {en: First look, zh: 初诊}
    fields:
      - {id: complaint, label: {en: Complaint, zh: 主诉}, span: 12, rows: 2}
      - {id: doctor, label: {en: Doctor, zh: 医师}, type: sign, span: 6}
back:
  - title: {en: Later looks, zh: 复诊}
    grid:
      columns:
        - {id: when, label: {en: When, zh: 时间}, type: datetime}
        - {id: seen, label: {en: What was seen, zh: 所见}, width: 6}
      rows: ROWS
back_entry: {rule: keep}
"""


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--project", str(project), "--ui-language", "en"])


def project_with(folder: Path, rows: str) -> Path:
    """The clinic with a form of two sides, whose back has so many rows."""
    shutil.copytree(CLINIC, folder, ignore=shutil.ignore_patterns(".cache", "build"))
    path = folder / "plan_source/forms/watch-chart.yml"
    path.write_text(FORM.replace("ROWS", rows), encoding="utf-8")
    plan = folder / "plan_source/plans/paper-plan.yml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(
        text.replace("- recovery:", "- forms: [watch-chart]\n      - recovery:", 1),
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_with(tmp_path_factory.mktemp("two") / "clinic", "fill")


def chart(root: Path) -> tuple[Book, Stamped]:
    found = load(root)
    assert found.project is not None
    assert found.findings == ()
    (book,) = books(found.project, "staff", found.project.form_languages[:1])
    return book, book.sheets["form-watch-chart"]


@pytest.mark.usefixtures("renderer")
def test_each_side_is_a_page_and_the_back_is_full(project: Path) -> None:
    book, stamped = chart(project)
    roots = theme_roots(project, book.layers)
    own = PdfRenderer(roots, project, book.form_language, book.date, draft=False)
    found = lay_out([stamped], own)
    assert found.findings == ()
    document = found.documents["form-watch-chart"]
    front, back = document.pages
    for page, mark in ((front, "end"), (back, "back-end")):
        end = page.anchors[f"form-watch-chart--{mark}"][1]
        left = (page.height - page._page_box.margin_bottom - end) * 25.4 / 96
        assert left >= 0, mark
    assert left < 10, "rows fill the back"


@pytest.mark.usefixtures("renderer")
def test_a_back_that_runs_over_is_found_with_its_millimetres(tmp_path: Path) -> None:
    long = project_with(tmp_path / "clinic", "40")
    book, stamped = chart(long)
    roots = theme_roots(long, book.layers)
    found = lay_out([stamped], PdfRenderer(roots, long, book.form_language, book.date, draft=False))
    (finding,) = found.findings
    said = dict(finding.arguments)
    assert (finding.code, said["sheet"], said["pages"]) == ("G103", "LC-7", "3")
    assert 60 < int(said["over"]) < 140


@pytest.mark.usefixtures("renderer")
def test_the_copy_for_a_pc_is_filled_in_on_both_sides(project: Path) -> None:
    book, stamped = chart(project)
    roots = theme_roots(project, book.layers)
    own = PdfRenderer(roots, project, book.form_language, book.date, draft=False)
    content = stamped.sheet.content
    assert isinstance(content, FormView) and content.fillable
    front, back = PdfReader(io.BytesIO(copy_of(stamped, own))).pages
    for page, names in ((front, {"log_complaint"}), (back, {"log_when_1", "log_seen_1"})):
        notes: Any = page["/Annots"]
        widgets = [note.get_object() for note in notes if "/T" in note.get_object()]
        found = {str(widget["/T"]) for widget in widgets}
        assert names <= found, sorted(found)
        for widget in widgets:
            assert widget["/P"].get_object() == page.get_object()
        assert "PC copy" in re.sub(r"\s+", " ", page.extract_text((0, 90)))


def test_a_form_of_one_side_says_what_it_said(project: Path) -> None:
    book, _ = chart(project)
    view = book.sheets["form-visit-slip"].sheet.content
    assert isinstance(view, FormView)
    assert (type(view).__name__, view.back) == ("FormView", ())


def test_it_is_in_the_volume_that_is_printed_on_both_sides(project: Path) -> None:
    book, _ = chart(project)
    volumes = {volume.name: volume for volume in book.volumes}
    assert volumes["forms-A4-white-two-sided"].sheets == ("form-watch-chart",)
    assert "two-sided" in volumes["forms-A4-white-two-sided"].title
    for name, volume in volumes.items():
        assert ("form-watch-chart" in volume.sheets) is ("two-sided" in name)


@pytest.mark.slow
def test_a_run_prints_both_sides_with_their_number(project: Path) -> None:
    made = run(project, "forms", "print", "LC-7", "--department", "R1", "--count", "2")
    assert made.exit_code == 0, made.output
    (folder,) = (project / "print").iterdir()
    pages = PdfReader(folder / "LC-7-A4.pdf").pages
    assert len(pages) == 2 * 2 * 2, "two numbers, two copies, two sides"
    texts = [re.sub(r"\s+", " ", page.extract_text()) for page in pages]
    for at in range(0, 8, 2):
        (number,) = set(re.findall(r"LC7-R1-\d{6}-\d\d", texts[at]))
        assert number in texts[at + 1]
        assert "Back" in texts[at + 1]
        assert "Later looks" in texts[at + 1]
        assert "Later looks" not in texts[at]
    ticket = PdfReader(folder / "ticket.pdf").pages[0].extract_text()
    assert "two-sided, long edge" in ticket
    assert "carbonless" not in ticket
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            "200",
            "-png",
            "-f",
            "1",
            "-l",
            "1",
            folder / "LC-7-A4.pdf",
            folder / "p",
        ],
        check=True,
    )
    codes = {
        found.text for found in zxingcpp.read_barcodes(Image.open(next(folder.glob("p*.png"))))
    }
    assert any("LC7" in code for code in codes)
