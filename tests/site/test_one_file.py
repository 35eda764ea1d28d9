"""The file of a department opens alone: both languages, fonts in it, no script, nothing from
elsewhere, and nothing that its audience may not see."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from wardbook.build.finished_text import Reader
from wardbook.plan.project import Project
from wardbook.sheets.books import books
from wardbook.site.build import build_site
from wardbook.site.one_file import one_files
from wardbook.site.page_context import page_context

from tests.site.conftest import CLINIC
from tests.site.looking import opened, violations

MOST = 1_000_000
"""Bytes: what a mailbox and a messenger of any age take."""


def files_of(site: Path) -> list[Path]:
    return sorted((site / "send").glob("*.html"))


def test_each_department_has_one_and_its_page_leads_there(clinic_site: Path) -> None:
    departments = {file.name for file in (clinic_site / "en/departments").glob("*.html")} - {
        "index.html"
    }
    assert {file.name for file in files_of(clinic_site)} == departments
    for name in departments:
        text = (clinic_site / "en/departments" / name).read_text("utf-8")
        assert f'href="../../send/{name}"' in text


def test_it_is_small_and_asks_for_nothing(clinic_site: Path) -> None:
    for file in files_of(clinic_site):
        text = file.read_text("utf-8")
        assert len(text.encode()) < MOST, file.name
        assert "<script" not in text
        assert set(re.findall(r"url\((?!#)([a-z]+):", text)) == {"data"}
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), file.name
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            assert link.startswith("tel:") or link.removeprefix("#") in ids, (file.name, link)


def test_it_opens_alone_without_scripts_in_its_own_fonts(
    browser: Browser, clinic_site: Path, tmp_path: Path
) -> None:
    alone = Path(shutil.copy(clinic_site / "send/dispensary.html", tmp_path / "d.html"))
    page = opened(browser, alone, 360, 640, java_script_enabled=False)
    assert page.locator("article").evaluate_all("all => all.map(one => one.lang)") == ["en", "zh"]
    for anchor in ("card", "steps", "numbers", "back-entry"):
        for language in ("zh", "en"):
            expect(page.locator(f"#{language}-{anchor}")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("nav a", has_text="中文").first.click()
    box = page.locator("article[lang=zh] h1").bounding_box()
    assert box
    assert 0 <= box["y"] < 500
    loaded = page.evaluate(
        "document.fonts.ready.then(all => [...all].filter(one => one.status === 'loaded').length)"
    )
    assert loaded == 2
    # On paper it is as large as any page of the site, and its dark bars are printed dark
    page.emulate_media(media="print")
    style = "({fontSize, printColorAdjust}) => [fontSize, printColorAdjust]"
    assert page.evaluate(f"({style})(getComputedStyle(document.body))")[1] == "exact"
    assert page.evaluate(f"({style})(getComputedStyle(document.documentElement))")[0] == "14px"
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_it(browser: Browser, clinic_site: Path, scheme: str) -> None:
    page = opened(browser, clinic_site / "send/dispensary.html", 360, color_scheme=scheme)
    assert violations(page) == []
    page.context.close()


def test_every_letter_has_its_shape(page: Page, clinic_site: Path) -> None:
    """What the fonts in the file lack would be drawn by another, or as an empty box."""
    page.goto((clinic_site / "send/dispensary.html").as_uri())
    missing = page.evaluate(
        """async () => {
            await document.fonts.ready
            const letters = new Set(document.body.innerText.replace(/\\s/g, ""))
            const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
            const ink = (font, letter) => {
                canvas.clearRect(0, 0, 60, 60); canvas.font = font; canvas.fillText(letter, 5, 40)
                return canvas.getImageData(0, 0, 60, 60).data.filter((_, at) => at % 4 === 3).join()
            }
            const none = ink('32px "Noto Sans SC"', "\\u{10ffff}")
            return [...letters].filter(letter => ink('32px "Noto Sans SC"', letter) === none)
        }"""
    )
    assert missing == []


def test_the_public_gets_what_the_public_may_see(clinic_plan: Project) -> None:
    """Redaction happens before: the file of a narrower audience lacks the numbers of a wider."""
    staff = dict(
        one_files([page_context(book, CLINIC, "") for book in books(clinic_plan, "staff")])
    )
    public = dict(
        one_files([page_context(book, CLINIC, "") for book in books(clinic_plan, "public")])
    )
    assert set(public) <= set(staff)
    numbers = set(re.findall(r"tel:(\d+)", "".join(staff.values())))
    seen = set(re.findall(r"tel:(\d+)", "".join(public.values())))
    assert seen < numbers
    for text in public.values():
        assert not any(re.search(rf">\s*{number}\s*<", text) for number in numbers - seen)


def test_letters_of_a_font_are_no_numbers() -> None:
    """The last look before a build leaves reads what a page says, and no font in it."""
    page = "<style>@font-face { src: url(data:font/woff;base64,AB/7734/9+=); }</style><p>8120</p>"
    words = Reader().words("send/lab.html", page.encode())
    assert "8120" in words
    assert "7734" not in words


def test_a_preview_makes_none(clinic_plan: Project, tmp_path: Path) -> None:
    build_site(books(clinic_plan, "staff", ("en",)), tmp_path / "site", CLINIC, pdfs=False)
    assert not (tmp_path / "site/send").exists()
    text = (tmp_path / "site/en/departments/dispensary.html").read_text("utf-8")
    assert "/send/" not in text
