"""Pages bring a Han font along: a machine without one shows characters, not empty boxes."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Page
from wardbook.site.language_site import LanguageSite, language_sites
from wardbook.site.screen_fonts import FACES, screen_fonts
from wardbook.starters import lay_down

from tests.site.conftest import books_of

MARKUP = re.compile(r"<(script|style|head)\b.*?</\1>|<[^>]*>", re.DOTALL)
HAN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
BUDGET = 1_500_000
"""Bytes that fonts of all languages of a site may have."""
DRAWN = """async signs => {
    await document.fonts.ready
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d")
    canvas.width = canvas.height = 48
    return signs.map(sign => {
        pen.clearRect(0, 0, 48, 48)
        pen.font = "32px " + getComputedStyle(document.body).fontFamily
        pen.fillText(sign, 4, 40)
        return canvas.toDataURL()
    })
}"""
"""What signs look like in the font of the page."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_fonts_have_every_han_character_that_pages_show(site: Path, language: str) -> None:
    shown: set[str] = set()
    for page in (*(site / language).rglob("*.html"), site / "index.html", site / "404.html"):
        shown.update(HAN.findall(MARKUP.sub("", page.read_text(encoding="utf-8"))))
    assert shown
    for weight in (400, 700):
        font = TTFont(site / language / f"assets/wardbook/han-{weight}.woff")
        letters = set(map(chr, font.getBestCmap()))
        assert sorted(shown - letters) == []
        assert letters < set(map(chr, range(0x2E80, 0x110000))), "Latin has fonts everywhere"


def test_a_page_from_a_file_draws_characters(site: Path, page: Page) -> None:
    """Characters differ from each other, and from what a font draws that lacks them."""
    for name in ("zh/index.html", "en/index.html", "index.html", "404.html"):
        page.goto((site / name).as_uri())
        drawn = page.evaluate(DRAWN, ["中", "文", "\U000e0fff"])
        assert len(set(drawn)) == 3, name
        fonts = 'Array.from(document.fonts).filter(one => one.status === "error").length'
        assert page.evaluate(fonts) == 0


def test_fonts_of_the_flagship_are_small(flagship_sites: dict[str, LanguageSite]) -> None:
    sizes = {
        code: sum(map(len, screen_fonts(one).values())) for code, one in flagship_sites.items()
    }
    assert sum(sizes.values()) <= BUDGET, sizes


def test_a_site_without_han_characters_has_no_fonts(english: LanguageSite) -> None:
    assert screen_fonts(english) == {FACES: b""}


@pytest.fixture
def english(tmp_path: Path) -> LanguageSite:
    """A starter in English alone."""
    lay_down("hospital-us", tmp_path / "plan")
    made = books_of(tmp_path / "plan")
    (site,) = language_sites(made, tmp_path / "plan", tmp_path / "none", draws_flows=False).values()
    return site
