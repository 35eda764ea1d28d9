"""The site under a finger: what is tapped is large enough, numbers are whole, ticks are hit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from wardbook.site.build import build_site

from tests.site.both_hosts import HOSTS
from tests.site.conftest import books_of
from tests.site.looking import violations

LEAST = 44
"""CSS pixels: a finger's width."""
TAPPED = (
    ".wb-header :is(a, button), .wb-tick-room, .md-typeset :is(.wb-jumps a, .wb-neighbours a,"
    " .wb-chips a, .wb-row a, .wb-forms li > a, .wb-numbers button, .wb-which label)"
)
SMALL = """([selector, least]) => Array.from(document.querySelectorAll(selector)).filter(part => {
    const box = part.getBoundingClientRect()
    return part.checkVisibility({visibilityProperty: true, opacityProperty: true}) && box.width > 1 && box.height < least - 0.1
}).map(part => part.outerHTML.slice(0, 120))"""
BROKEN = """() => Array.from(document.querySelectorAll("main a[href^='tel:']")).filter(
    number => number.getClientRects().length > 1).map(number => number.outerHTML)"""
LINE = 24
"""CSS pixels: the least height of a link in a line of text (WCAG 2.5.8)."""
IN_LINES = """async least => {
    await document.fonts.ready
    const parts = [], faults = []
    document.querySelectorAll("article a[href], .wb-footer a[href]").forEach(link => {
        if (!link.closest(".wb-sheet.form, svg") && link.checkVisibility({visibilityProperty: true}))
            for (const box of link.getClientRects()) if (box.width > 1) parts.push([link, box])
    })
    for (const [link, box] of parts) {
        if (box.height < least) faults.push(`${box.height} high: ${link.outerHTML.slice(0, 120)}`)
        for (const [other, its] of parts) {
            const free = its.top - box.top
            if (other.href !== link.href && free > 4 && free < least && box.left < its.right && its.left < box.right)
                faults.push(`${free} free: ${link.outerHTML.slice(0, 120)} ${other.outerHTML.slice(0, 120)}`)
        }
    }
    return faults
}"""
"""Links that are too low, or that one of the next line leaves too little of."""
PAGES = (
    "index",
    "which-system",
    "numbers",
    "forms/index",
    "forms/visit-slip",
    "back-entry",
    "account",
)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_tapped_is_as_high_as_a_finger_is_wide(
    phone: Page, clinic_site: Path, language: str
) -> None:
    pages = [clinic_site / language / f"{name}.html" for name in PAGES]
    pages += sorted((clinic_site / language / "departments").glob("*.html"))
    for file in pages:
        phone.goto(file.as_uri())
        assert phone.locator(TAPPED).count() > 3
        assert phone.evaluate(SMALL, [TAPPED, LEAST]) == [], file.name
        assert phone.evaluate(BROKEN) == [], file.name
        assert phone.evaluate(IN_LINES, LINE) == [], file.name
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), file.name
        name, find = (phone.locator(part).bounding_box() for part in (".wb-title", ".wb-find"))
        assert name and find and name["x"] + name["width"] <= find["x"] + 0.5
        header = phone.locator(".wb-header").bounding_box()
        assert header and header["height"] <= 64


def test_a_tick_is_hit_beside_its_box(phone: Page, clinic_site: Path) -> None:
    phone.goto((clinic_site / "en/departments/dispensary.html").as_uri())
    room = phone.locator(".wb-tick-room").first
    room.scroll_into_view_if_needed()
    place = room.bounding_box()
    assert place and min(place["width"], place["height"]) >= LEAST
    phone.touchscreen.tap(place["x"] + 3, place["y"] + 3)
    expect(room.locator("input")).to_be_checked()
    assert "?t=" in phone.url


def test_a_number_stands_once_in_its_line_of_the_index(phone: Page, clinic_site: Path) -> None:
    phone.goto((clinic_site / "en/a-z.html").as_uri())
    lines = phone.locator("#az_0 ~ .wb .wb-chips a, .wb-chips a").all_inner_texts()
    numbers = [line.split(" → ") for line in lines if line[:1].isdigit() and " → " in line]
    assert len(numbers) > 3
    assert [said for number, said in numbers if number in said] == []


def test_nothing_typed_is_lost_while_the_search_opens(phone: Page, clinic_site: Path) -> None:
    phone.goto((clinic_site / "en/index.html").as_uri())
    phone.tap(".wb-find")
    phone.keyboard.type("power")
    expect(phone.locator(".md-search__input")).to_have_value("power")
    expect(phone.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize("host", HOSTS)
def test_a_wide_block_of_code_is_scrolled_by_keyboard(
    phone: Page, project: Path, tmp_path: Path, host: str
) -> None:
    code = "```sh\nwardbook" + " contacts" * 30 + "\n```\n"
    (project / "docs/en/index.md").write_text(f"# Guide\n\n{code}", encoding="utf-8")
    build_site(books_of(project), tmp_path / "out", project, host=host)
    phone.goto((tmp_path / "out/en/guide/index.html").as_uri())
    block = phone.locator("pre > code")
    expect(block).to_have_attribute("tabindex", "0")
    assert block.get_attribute("aria-label")
    assert violations(phone) == []
