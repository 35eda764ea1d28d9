"""What several tests ask of a page that a browser shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text(encoding="utf-8")
"""axe-core, Mozilla Public License 2.0: see tests/vendor/axe-LICENSE.txt."""

LINKS = """() => Array.from(document.querySelectorAll("a[href]")).filter(link => {
    const box = link.getBoundingClientRect()
    return link.checkVisibility({visibilityProperty: true}) && box.width > 1 && box.height > 1
        && box.right > 0 && box.left < innerWidth
}).map(link => link.href)"""
"""Addresses of the links that somebody sees who scrolls down."""

CUT = """() => {
    const wide = document.documentElement.scrollWidth - innerWidth
    return wide > 0 ? [wide] : []
}"""
"""How much wider than the screen a page is."""


def opened(browser: Browser, file: Path, width: int = 1366, height: int = 768, **how: Any) -> Page:
    """A page in a context of its own; who opens it closes the context."""
    context = browser.new_context(viewport={"width": width, "height": height}, **how)
    page = context.new_page()
    page.goto(file.as_uri())
    return page


def violations(page: Page) -> list[str]:
    """Everything that axe finds, however small."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [f"{entry['id']}: {entry['nodes'][0]['html'][:160]}" for entry in found]
