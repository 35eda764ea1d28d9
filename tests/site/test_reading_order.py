"""What a page says is read in the order in which it is seen: a screen reader follows the elements, an
eye goes from the left to the right and down."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.looking import opened
from tests.site.test_screens import there
from tests.soak import is_whole

WIDTHS = (360, 1366)
OUT_OF_ORDER = """() => {
    const boxes = [], range = document.createRange()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const asked = says => {
        const known = new Map([[document.body, false], [null, false]])
        const above = one => {
            if (!known.has(one)) known.set(one, says(getComputedStyle(one)) || above(one.parentElement))
            return known.get(one)
        }
        return above
    }
    const isNotSeen = asked(how => how.clip !== "auto" || how.clipPath !== "none" || how.position === "fixed")
    const sticks = asked(how => how.position === "sticky")
    while (walker.nextNode()) {
        const near = walker.currentNode.parentElement
        if (!walker.currentNode.data.trim() || near.closest("svg, script, style, noscript, option")) continue
        if (!near.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
        if (isNotSeen(near)) continue
        range.selectNodeContents(walker.currentNode)
        const rects = Array.from(range.getClientRects()).filter(one => one.width > 1 && one.height > 1)
        if (!rects.length) continue
        const box = {
            top: Math.min(...rects.map(one => one.top)), bottom: Math.max(...rects.map(one => one.bottom)),
            left: Math.min(...rects.map(one => one.left)), right: Math.max(...rects.map(one => one.right)),
            said: walker.currentNode.data.trim().slice(0, 40), sticks: sticks(near)
        }
        if (box.right > 0 && box.left < innerWidth) boxes.push(box)
    }
    const found = []
    boxes.slice(1).forEach((now, at) => {
        const last = boxes[at], higher = now.bottom <= last.top + 2
        const shared = Math.min(last.bottom, now.bottom) - Math.max(last.top, now.top)
        const level = shared > 0.6 * Math.min(last.bottom - last.top, now.bottom - now.top)
        const before = now.right <= last.left + 2, below = now.left < last.right - 2 && now.right > last.left + 2
        if ((higher || level) && before || higher && below && !now.sticks && !last.sticks) found.push(last.said + " → " + now.said)
    })
    return found
}"""
"""Words that stand before, or over, those that are read ahead of them. What sticks to the top of its
box may stand below what follows it there."""


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_read_in_the_order_in_which_they_are_seen(
    browser: Browser, clinic_site: Path, site: Path, width: int, pytestconfig: pytest.Config
) -> None:
    """Each kind of page, and chapters of plans, whose headings stand on the right: each on one of the
    screens. `make soak` looks at all on both."""
    files = there(clinic_site)
    files += sorted((clinic_site / "en/plans").rglob("*.html"))[:2]
    files += sorted((site / "en/plans").rglob("*.html"))
    if not is_whole(pytestconfig):
        files = files[WIDTHS.index(width) :: len(WIDTHS)]
    page = opened(browser, files[0], width)
    found = {}
    for file in files:
        page.goto(file.as_uri())
        wrong = page.evaluate(OUT_OF_ORDER)
        if wrong:
            found[file.name] = wrong[:3]
    page.context.close()
    assert found == {}


def test_the_order_is_judged_by_what_is_seen(browser: Browser) -> None:
    page = browser.new_page()
    orders = {}
    for style in ("", "flex-direction: row-reverse", "flex-direction: column-reverse"):
        page.set_content(f'<div style="display: flex; {style}"><p>first</p><p>second</p></div>')
        orders[style] = page.evaluate(OUT_OF_ORDER)
    page.close()
    assert orders == {
        "": [],
        "flex-direction: row-reverse": ["first → second"],
        "flex-direction: column-reverse": ["first → second"],
    }
