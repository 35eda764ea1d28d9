"""Call tree, clock poster, shelf check and audit as they come out of the printer and stand on the site."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets import sheet_ids
from wardbook.theme import theme_roots

from tests.plans import books_in

CLINIC = Path(__file__).parents[1] / "projects/clinic"
STARTERS = Path(__file__).parents[2] / "generator/wardbook/starters"
A4, A3_ON_ITS_SIDE = (210, 297), (420, 297)
TITLES = {
    "en": ("T Call tree", "U Command room clock", "K Shelf check", "Q Quarterly audit"),
    "zh": ("T 电话通知树", "U 指挥室应急时钟", "K 应急箱清点表", "Q 季度核查表"),
}
SMALLEST_LINE = 18
"""Points from ascent to descent that the poster's smallest type does not reach: with room left, it is larger."""


@pytest.fixture
def staff(clinic_built: Path) -> Path:
    return clinic_built / "build"


class Leaf(NamedTuple):
    """A page as it is printed: its words, and its width and height in millimetres."""

    words: str
    size: tuple[int, int]


def sheet(out: Path, language: str, title: str) -> list[Leaf]:
    """The pages of the complete plan, or of the posters, whose foot names the sheet."""
    found = (*leaves(plan(out, language)), *leaves(posters(out, language)))
    return [leaf for leaf in found if f"{title}·" in re.sub(r"\s*·\s*", "·", leaf.words)]


def plan(out: Path, language: str) -> Path:
    return out / f"manuals/{language}/plan.pdf"


def posters(out: Path, language: str) -> Path:
    return out / f"forms/by-paper/{language}/posters-A3-landscape-white-one-sided.pdf"


@lru_cache(maxsize=4)
def leaves(path: Path) -> tuple[Leaf, ...]:
    """The pages of a file that nobody changes, read once: it takes seconds."""
    with pikepdf.open(path) as pdf:
        sizes = [size(page) for page in pdf.pages]
    said = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    texts = said.stdout.decode("utf-8").split("\f")[:-1]
    return tuple(map(Leaf, texts, sizes))


def words(leaves: Iterable[Leaf]) -> str:
    return re.sub(r"\s+", " ", " ".join(leaf.words for leaf in leaves))


def size(page: pikepdf.Page) -> tuple[int, int]:
    _, _, width, height = (round(float(edge) / 72 * 25.4) for edge in page.mediabox)
    return width, height


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_is_printed_on_its_paper_in_both_languages(staff: Path, language: str) -> None:
    sizes = {
        title: {leaf.size for leaf in sheet(staff, language, title)} for title in TITLES[language]
    }
    call_tree, clock, shelf_check, audit = TITLES[language]
    assert sizes == {call_tree: {A4}, clock: {A3_ON_ITS_SIDE}, shelf_check: {A4}, audit: {A4}}


def test_the_call_tree_says_whom_to_call_and_leaves_room_to_write(staff: Path) -> None:
    text = words(sheet(staff, "en", TITLES["en"][0]))
    for said in (
        "7001",
        "Helpdesk mobile 700-1234",
        "send a runner: Main entrance",
        "after 5 min:",
        "Recorded by",
        "Time",
    ):
        assert said in text, said
    assert text.index("On discovery") < text.index("Chain of activation") < text.index("Desk lead")


def test_each_sheet_of_the_clock_says_its_times_in_large_type(staff: Path) -> None:
    """It hangs as several sheets, each with the clock on top and some of the hours below."""
    sheets = sheet(staff, "en", TITLES["en"][1])
    assert sheets
    for leaf in sheets:
        text = words([leaf])
        for time in (
            "Fault discovered",
            "Activated",
            "T0, paper starts",
            "+ 30 min",
            "+ 4 h",
            "All-clear",
        ):
            assert time in text, time
        assert "Chest pain and anaphylaxis wait for no form." in text
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(posters(staff, "en")), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    tall = re.search(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">Deduct<', boxes.stdout)
    assert tall and float(tall[2]) - float(tall[1]) > SMALLEST_LINE


def test_the_audit_prints_questions_with_answers(staff: Path) -> None:
    text = words(sheet(staff, "en", TITLES["en"][3]))
    for said in (
        "Preparedness",
        "Use since the last audit",
        "Compliance",
        "Knowledge",
        "What do you do first (Now)?",
    ):
        assert said in text, said
    assert "Never hand out a medicine that one person checked." in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_they_stand_on_the_site(staff: Path, language: str) -> None:
    for name, said in (
        ("call-tree", "7001"),
        ("clock", "LC-3"),
        ("shelf-check", "A-D1"),
        ("audit", "700-1234"),
    ):
        assert said in (staff / f"site/{language}/{name}.html").read_text(encoding="utf-8"), name


def test_what_is_posted_holds_no_personal_number_and_no_answers(
    clinic_posted: Path, renderer: PdfRenderer, tmp_path: Path
) -> None:
    book = books_in(CLINIC, "posted")[0]
    own = PdfRenderer(renderer.roots, CLINIC, book.language, book.date, draft=book.draft)
    for id in (sheet_ids.CALL_TREE, sheet_ids.CLOCK):
        document = lay_out([book.sheets[id]], own).documents[id]
        document.write_pdf(tmp_path / f"{id}.pdf")
        text = words(leaves(tmp_path / f"{id}.pdf"))
        assert "7001" in text and "700-1234" not in text
    staff_only = {sheet_ids.SHELF_CHECK, sheet_ids.AUDIT}
    assert not staff_only & set(book.sheets)
    assert not any(staff_only & set(manual.sheets) for manual in book.manuals)
    (site,) = clinic_posted.glob("build/**/site")
    names = {path.stem for path in (site / "en").glob("*.html")}
    assert {"call-tree", "clock"} <= names and not {"shelf-check", "audit"} & names


@pytest.mark.usefixtures("renderer")
def test_what_to_do_when_a_line_is_dead_has_the_room() -> None:
    """Names were as wide as in a list of long numbers, and the column beside them a third as wide."""
    project = STARTERS / "projects/hospital-us"
    (book,) = books_in(project, "staff")
    roots = theme_roots(project, book.layers)
    own = PdfRenderer(roots, project, book.language, book.date, draft=book.draft)
    document = lay_out([book.sheets[sheet_ids.CALL_TREE]], own).documents[sheet_ids.CALL_TREE]
    widths = {}
    for box in document.pages[0]._page_box.descendants():
        if box.element_tag == "th" and box.element.get("class") in ("who", "else"):
            widths.setdefault(box.element.get("class"), box.width)
    assert widths["else"] > 2 * widths["who"]
