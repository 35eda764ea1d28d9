"""Any page that is printed from a browser in need is a usable sheet."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.site.test_screens import there

A4_LONG = 840
"""Points, nearly."""


@dataclass(frozen=True)
class Printed:
    """What came out of the printer: the words of each sheet, and how its paper lies."""

    texts: list[str]
    lies: list[bool]


def printed(page: Page, file: Path, tmp_path: Path) -> Printed:
    page.goto(file.as_uri())
    data = page.pdf(format="A4", prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lies = [float(one.mediabox[2]) > A4_LONG for one in pdf.pages]
    path = tmp_path / "printed.pdf"
    path.write_bytes(data)
    said = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True
    ).stdout
    return Printed(said.split("\f")[: len(lies)], lies)


def test_each_sheet_says_what_it_is_and_none_is_blank(
    page: Page, clinic_site: Path, tmp_path: Path
) -> None:
    for file in there(clinic_site)[::2]:
        made = printed(page, file, tmp_path)
        count = len(made.texts)
        title = page.locator("h1").first.inner_text()
        edition = page.locator(".wb-edition").inner_text().split(" (")[0]
        for number, text in enumerate(made.texts, 1):
            words = " ".join(text.split())
            place = (file.name, number, words[:300])
            assert edition in words, place
            assert f"{number}/{count}" in words.replace(" ", ""), place
            if file.name != "index.html":
                assert " ".join(title.split())[:20] in words, place
            assert len(words) > len(title) + len(edition) + 80, place


def test_drafts_say_so_on_each_sheet(page: Page, site: Path, tmp_path: Path) -> None:
    for name in ("en/numbers.html", "en/departments/dispensary.html"):
        made = printed(page, site / name, tmp_path)
        assert all(re.search(r"draft, not in force", text) for text in made.texts)


def test_the_clock_lies_on_its_side_and_nothing_else(
    page: Page, clinic_site: Path, tmp_path: Path
) -> None:
    assert set(printed(page, clinic_site / "en/clock.html", tmp_path).lies) == {True}
    assert set(printed(page, clinic_site / "en/numbers.html", tmp_path).lies) == {False}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_form_is_one_page_that_says_where_its_pdf_is(
    page: Page, clinic_site: Path, tmp_path: Path, language: str
) -> None:
    found = (clinic_site / language / "forms").glob("*.html")
    forms = [file for file in found if file.stem != "index"]
    assert len(forms) > 2
    for file in forms:
        made = printed(page, file, tmp_path)
        assert len(made.texts) == 1, file.name
        assert f"forms/{file.stem}.pdf" in made.texts[0]


def test_no_diagram_is_cut_in_two(page: Page, clinic_site: Path) -> None:
    page.goto((clinic_site / "en/scenarios/cable-cut.html").as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    figures = page.locator("figure.flow")
    assert figures.count()
    for figure in figures.all():
        assert figure.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
        box = figure.bounding_box()
        assert box
        assert box["height"] < 980
