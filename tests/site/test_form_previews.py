"""What a form's page shows of the form: all of it, on every screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from wardbook.sheets.book import Book
from wardbook.site.assets import STYLES
from wardbook.site.page import Html
from wardbook.theme import product_theme

from tests.site.conftest import Books, language
from tests.soak import only_in_soak

CUT = """() => Array.from(document.querySelectorAll(".form, .form *")).filter(one => {
    const how = getComputedStyle(one)
    return /auto|scroll|hidden/.test(how.overflowY) && one.scrollHeight > one.clientHeight + 1
        && one.clientHeight > 1
}).map(one => one.className)"""
"""What of a form stands below the edge of the box that holds it."""
WIDER = "all => all.map(one => one.scrollWidth - one.clientWidth)"
"""How much of each form stands beside the edge of the box that holds it."""


@pytest.mark.parametrize("width", [320, only_in_soak(768), 1366])
def test_no_form_is_cut_at_its_foot(
    flagship: Books, flagship_folder: Path, browser: Browser, width: int
) -> None:
    (book,) = (one for one in flagship if one.language == "zh")
    context = browser.new_context(viewport={"width": width, "height": 768})
    page = context.new_page()
    looked, cut, wide = 0, {}, []
    for uri, html in previews(book, flagship_folder):
        page.set_content(html)
        looked += page.locator(".form").count()
        if found := page.evaluate(CUT):
            cut[uri] = found
        if width > 1000:
            wide += [uri for over in page.locator(".form").evaluate_all(WIDER) if over > 0]
    context.close()
    assert looked > 80
    assert cut == {}
    assert wide == [], "of a form nothing is scrolled sideways on a PC"


def previews(book: Book, project: Path) -> list[tuple[str, str]]:
    """Address of a form's page, and its parts with the site's styles."""
    styles = "".join((product_theme() / name).read_text(encoding="utf-8") for name in STYLES)
    found = []
    for uri, page in language(book, project)[1].items():
        if page.matter.get("kind") == "form":
            parts = "".join(part.html for part in page.parts if isinstance(part, Html))
            body = f'<article class="md-typeset">{parts}</article>'
            found.append((uri, f"<!doctype html><style>{styles}</style>{body}"))
    return found
