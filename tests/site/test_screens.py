"""Pages on screens from 320 pixels to 4K, light and dark, in forced colours, by hand, by keyboard and
by ear."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from wardbook.site.readable import Reading

from tests.site.looking import opened, violations
from tests.soak import is_whole

KINDS = (
    "index.html",
    "a-z.html",
    "account.html",
    "audit.html",
    "back-entry.html",
    "call-tree.html",
    "check-words.html",
    "clock.html",
    "coordination.html",
    "copies.html",
    "coverage.html",
    "departments/dispensary.html",
    "departments/index.html",
    "downloads.html",
    "drills.html",
    "forms/index.html",
    "forms/visit-slip.html",
    "glossary.html",
    "night-duties.html",
    "numbers.html",
    "reviews.html",
    "scenarios/cable-cut.html",
    "shelf-check.html",
    "snapshots.html",
    "which-system.html",
)
WIDTHS = (320, 360, 768, 1366, 3840)
LOOKS = tuple(product(("en", "zh"), ("light", "dark"), (320, 768, 1366)))
PHONE = (360, 640)
HEADER_MOST = 0.10
"""Of a phone's height."""
NUMBERS_ALONE = """() => {
    const found = [], walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const near = walker.currentNode.parentElement
        if (near.closest("a, svg, .form, .wb-clock, script")) continue
        if (/(^|[^0-9.,:-])700[0-9](?![0-9])/.test(walker.currentNode.data)) found.push(walker.currentNode.data.trim())
    }
    return found
}"""
"""Words with a number of the clinic that nobody can tap."""
FOREIGN = """han => {
    const found = [], walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
    const words = han ? /[A-Za-z][a-z]+[ -][A-Za-z][a-z]+/ : /[\\u3400-\\u9fff]/, own = han ? "zh" : "en"
    while (walker.nextNode()) {
        const near = walker.currentNode.parentElement, said = near.closest("[lang]").lang
        if (near.closest("svg, script")) continue
        if (words.test(walker.currentNode.data) && said.startsWith(own)) found.push(walker.currentNode.data.trim())
    }
    return found
}"""
"""Words in another language that do not say so."""
TYPED = """() => {
    const style = name => getComputedStyle(document.querySelector(name))
    return [style(".md-search__input").color, style(".md-search__form").backgroundColor, getComputedStyle(document.body).colorScheme]
}"""
"""The colours of what is typed into the search, and the scheme of what browsers draw."""
SETTLED = """async () => {
    await document.fonts.ready
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
}"""
"""Fonts are there, and what watches sizes has been told."""
STUCK = """() => Array.from(document.querySelectorAll("article *")).filter(one => {
    const how = getComputedStyle(one)
    return /auto|scroll/.test(how.overflowX) && one.scrollWidth > one.clientWidth + 1
        && one.tabIndex < 0 && !one.querySelector("a, button, input, select")
}).map(one => one.className)"""
"""What scrolls sideways and can't be reached by keyboard."""


def there(site: Path, language: str = "en") -> list[Path]:
    found = [site / language / name for name in KINDS]
    return [file for file in found if file.is_file()]


def test_the_kinds_are_there(clinic_site: Path) -> None:
    assert len(there(clinic_site)) > 18


@pytest.mark.parametrize("at", range(len(LOOKS)), ids=lambda at: "-".join(map(str, LOOKS[at])))
def test_axe_finds_nothing(
    browser: Browser, clinic_site: Path, at: int, pytestconfig: pytest.Config
) -> None:
    """Each kind of page in one of twelve looks; over all kinds, every look has two turns. `make soak`
    looks at every page in every look."""
    language, scheme, width = LOOKS[at]
    files = there(clinic_site, language)
    if not is_whole(pytestconfig):
        files = files[at :: len(LOOKS)]
    page = opened(browser, files[0], width, color_scheme=scheme)
    found = {}
    for file in files:
        page.goto(file.as_uri())
        found[file.name] = violations(page)
    page.context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@dataclass(frozen=True)
class Seen:
    """What is wrong with a page on the screens that were tried."""

    wider: list[tuple[int, int]]
    """Width of a screen, and by how much the page is wider."""
    stuck: list[str]
    alone: list[str]
    silent: list[str]


@pytest.fixture(scope="module")
def seen(browser: Browser, clinic_site: Path) -> dict[str, Seen]:
    """Each kind of page, opened once: in Chinese every third, and so on the widest screen, which takes
    as long to draw as all others."""
    page = browser.new_context().new_page()
    found: dict[str, Seen] = {}
    for language, files in (
        ("en", there(clinic_site)),
        ("zh", there(clinic_site, "zh")[::3]),
    ):
        for file in files:
            page.goto(file.as_uri())
            wider = []
            for width in WIDTHS if len(found) % 3 == 0 else WIDTHS[:-1]:
                page.set_viewport_size({"width": width, "height": 700})
                over = page.evaluate(
                    "new Promise(done => requestAnimationFrame(() => setTimeout(() => "
                    "done(document.documentElement.scrollWidth - innerWidth))))"
                )
                wider += [(width, over)] if over > 0 else []
            page.set_viewport_size({"width": WIDTHS[0], "height": 700})
            page.evaluate(SETTLED)
            stuck = page.evaluate(STUCK)
            alone = page.evaluate(NUMBERS_ALONE)
            silent = page.evaluate(FOREIGN, language == "zh")
            found[f"{language}/{file.name}"] = Seen(wider, stuck, alone, silent)
    page.context.close()
    return found


@pytest.mark.parametrize("fault", ["wider", "stuck", "alone", "silent"])
def test_pages_on_screens(seen: dict[str, Seen], fault: str) -> None:
    """No page is wider than its screen (320 pixels are what 1280 become at 400 %); what scrolls
    sideways is reached by keyboard; every number can be tapped; foreign words say their
    language."""
    assert {name: wrong for name, one in seen.items() if (wrong := getattr(one, fault))} == {}


def test_tables_are_lists_on_a_phone(page: Page, clinic_site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    for name in ("numbers.html", "call-tree.html", "which-system.html", "snapshots.html"):
        page.goto((clinic_site / "en" / name).as_uri())
        cells = page.locator(".wb-sheet tbody td:visible")
        assert cells.count() > 3
        boxes = [box for box in (one.bounding_box() for one in cells.all()[:12]) if box]
        assert min(box["width"] for box in boxes) > 280, name
    page.goto((clinic_site / "en/numbers.html").as_uri())
    cell = page.locator("td.dial-number").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Number"'
    page.set_viewport_size({"width": 768, "height": 640})
    for name in ("clock.html", "coordination.html"):
        page.goto((clinic_site / "en" / name).as_uri())
        over = page.locator(".wb-sheet").evaluate_all(
            "all => all.map(one => one.scrollWidth - one.clientWidth)"
        )
        assert over and max(over) <= 0, name


def test_lines_of_a_columns_title_do_not_run_together() -> None:
    reading = Reading(language="en", han="zh", latin="", numbers=None)
    shown = reading.readable(
        "<table><thead><tr><th>5–30 min<div>get ready</div></th></tr></thead>"
        "<tbody><tr><td>Report</td></tr></tbody></table>"
    )
    assert '<td data-label="5–30 min get ready">' in shown


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<td>2027-01-14</td>", '<td><span class="wb-day">2027-01-14</span></td>'),
        ("<p>by 2027-01-14.</p>", '<p>by <span class="wb-day">2027-01-14</span>.</p>'),
        ("<p>12027-01-14 and A-2027-01-14</p>", "<p>12027-01-14 and A-2027-01-14</p>"),
        ('<div class="form">2027-01-14</div>', '<div class="form">2027-01-14</div>'),
        ("<td><b>2027-01</b></td>", "<td><b>2027-01</b></td>"),
    ],
)
def test_dates_are_held_together(html: str, shown: str) -> None:
    assert Reading(language="en", han="", latin="", numbers=None).readable(html) == shown


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [360, 768, 1366])
def test_no_date_breaks_in_a_list(page: Page, clinic_site: Path, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.goto((clinic_site / language / "reviews.html").as_uri())
    days = page.locator("td .wb-day").evaluate_all(
        "days => days.map(day => day.getClientRects().length)"
    )
    assert len(days) > 3
    assert set(days) == {1}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_no_line_of_a_card_is_cut_on_a_phone(page: Page, clinic_site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto((clinic_site / "en/departments/dispensary.html").as_uri())
    held = "getComputedStyle(document.querySelector('.band-lines .together')).whiteSpace"
    page.evaluate(
        "document.querySelector('.band-lines .words').innerHTML += '<span class=together></span>'"
    )
    assert page.evaluate(held) == "normal"


def test_addresses_of_numbers_are_dialled_as_they_stand(page: Page, clinic_site: Path) -> None:
    page.goto((clinic_site / "en/numbers.html").as_uri())
    assert page.locator("td.dial-number").count() == page.locator("td.dial-number a").count()
    for link in page.locator("a[href^='tel:']").all():
        assert re.fullmatch(r"tel:[0-9+*#]{2,}", link.get_attribute("href") or "")


def test_the_header_leaves_a_phone_nine_tenths(page: Page, clinic_site: Path) -> None:
    width, height = PHONE
    page.set_viewport_size({"width": width, "height": height})
    for name in ("index.html", "departments/dispensary.html"):
        page.goto((clinic_site / "en" / name).as_uri())
        box = page.locator(".wb-header").bounding_box()
        assert box
        assert box["height"] <= HEADER_MOST * height
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(100)
        stuck = page.evaluate(
            "Array.from(document.querySelectorAll('body *')).filter(one => /fixed|sticky/.test("
            "getComputedStyle(one).position) && one.getBoundingClientRect().top < 60 && "
            "one.getBoundingClientRect().width > 300 && one.checkVisibility({visibilityProperty: true,"
            " opacityProperty: true})).map(one => one.getBoundingClientRect().bottom)"
        )
        assert max(stuck, default=0) <= HEADER_MOST * height
    title = page.locator(".wb-title span").first
    assert title.evaluate("span => getComputedStyle(span).textOverflow") == "ellipsis"


def test_dark_comes_by_preference_and_by_button_and_goes_along(
    browser: Browser, clinic_site: Path
) -> None:
    def shade(page: Page) -> int:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return int(re.findall(r"\d+", colour)[0])

    page = opened(browser, clinic_site / "en/index.html", color_scheme="dark")
    assert shade(page) < 40
    typed, field, boxes = page.evaluate(TYPED)
    assert int(re.findall(r"\d+", typed)[0]) - int(re.findall(r"\d+", field)[0]) > 150
    assert boxes == "dark"
    page.get_by_role("button", name="Dark").click()
    assert shade(page) > 240
    page.context.close()
    page = opened(browser, clinic_site / "en/index.html")
    assert shade(page) > 240
    button = page.get_by_role("button", name="Dark")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert shade(page) < 40
    page.goto((clinic_site / "en/numbers.html").as_uri())
    assert shade(page) < 40
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.emulate_media(media="print")
    assert shade(page) > 240
    page.context.close()


def test_forced_colours_show_buttons_and_diagrams(browser: Browser, clinic_site: Path) -> None:
    page = opened(browser, clinic_site / "en/departments/dispensary.html", forced_colors="active")
    for name in (".wb-look", ".wb-pdf", ".wb-chips a", ".step-number"):
        for one in page.locator(name).all()[:3]:
            assert one.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 1
    for svg in page.locator("figure.flow svg").all():
        colours = svg.evaluate(
            "svg => [getComputedStyle(svg).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert colours[0] != colours[1]
        drawn = svg.evaluate(
            "svg => Array.from(svg.querySelectorAll('text, path, polygon'), one => "
            "getComputedStyle(one)[one.tagName == 'text' ? 'fill' : 'stroke'])"
        )
        assert set(drawn) == {colours[0]}, "words and lines are of the text's colour"
    edges = "all => Array.from(new Set(all.map(one => getComputedStyle(one).borderBottomColor)))"
    (here,) = page.locator(".wb-tabs [aria-current=true]").evaluate_all(edges)
    (rest,) = page.locator(".wb-tabs a:not([aria-current])").evaluate_all(edges)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert rest == ground != here, "the tab where one is is underlined, and no other"
    page.context.close()


EDGED = {
    "index.html": ".wb-row--first a",
    "clock.html": ".wb-clock__doubts p",
    "forms/visit-slip.html": ".wb-sheet.form",
}
"""What only a strong ground sets apart where colours are not forced."""


@pytest.mark.parametrize("name", EDGED)
def test_forced_colours_in_the_dark(browser: Browser, clinic_site: Path, name: str) -> None:
    how = {"forced_colors": "active", "color_scheme": "dark", "timezone_id": "Asia/Tokyo"}
    page = opened(browser, clinic_site / "en" / name, 360, **how)
    expect(page.locator(EDGED[name]).first).to_be_visible()
    for one in page.locator(EDGED[name]).all():
        assert one.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 1
    assert violations(page) == []
    page.context.close()


LONG_NAME = "Operating Theatres and Anaesthesiology"
LINES = """one => {
    const range = document.createRange(), word = one.firstChild
    range.setStart(word, word.data.lastIndexOf(" ") + 1)
    range.setEnd(word, word.data.length)
    return range.getClientRects().length
}"""
"""On how many lines the last word of a text stands."""
TOPS = "list => Array.from(new Set(Array.from(list.children, one => one.offsetTop)))"
HEIGHTS = "all => Array.from(new Set(all.map(one => Math.round(one.offsetHeight))))"


def test_the_ways_in_are_even(browser: Browser, clinic_site: Path) -> None:
    """The tabs in one row on a small PC's screen; on a phone buttons of one row as high as each other, and no
    word of a department broken."""
    page = opened(browser, clinic_site / "en/index.html", 1280)
    assert len(page.locator(".wb-tabs ul").evaluate(TOPS)) == 1
    page.set_viewport_size({"width": 360, "height": 640})
    first = page.locator(".wb-row--first a")
    assert len(page.locator(".wb-row--first").evaluate(TOPS)) > 1, "some stand below others"
    assert len(first.nth(0).or_(first.nth(1)).evaluate_all(HEIGHTS)) == 1
    for width in (360, 1920):
        page.set_viewport_size({"width": width, "height": 640})
        name = page.locator(".wb-tiles--where strong").first
        name.evaluate("(one, said) => { one.textContent = said }", LONG_NAME)
        assert name.evaluate(LINES) == 1, width
    page.context.close()


def test_choices_hang_beside_their_boxes(browser: Browser, clinic_site: Path) -> None:
    """A name of two lines begins its second where it begins its first, not under the box."""
    page = opened(browser, clinic_site / "en/which-system.html", 360)
    label = page.locator(".wb-which label").first
    label.evaluate("(one, said) => { one.lastChild.data = said }", " ".join([LONG_NAME] * 3))
    lefts = label.evaluate(
        "one => { const range = document.createRange(); range.selectNodeContents(one.lastChild);"
        " return Array.from(range.getClientRects(), box => Math.round(box.left)) }"
    )
    assert len(lefts) > 1
    assert max(lefts) - min(lefts) <= 1
    page.context.close()


def test_less_motion_is_none(browser: Browser, clinic_site: Path) -> None:
    page = opened(browser, clinic_site / "en/index.html", reduced_motion="reduce")
    moving = page.evaluate(
        "Array.from(document.querySelectorAll('*')).filter(one => "
        "parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
    )
    assert moving == 0
    page.context.close()


def test_keyboard_opens_menu_and_search_and_reaches_the_last_link(
    page: Page, clinic_site: Path
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto((clinic_site / "en/departments/dispensary.html").as_uri())
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.wait_for_timeout(400)
    assert page.evaluate("!!document.activeElement.closest('.md-sidebar--primary')")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    find = page.get_by_role("button", name="Search")
    find.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.name") == "query"
    page.keyboard.press("Escape")
    page.goto((clinic_site / "en/numbers.html").as_uri())
    last = page.locator(".wb-footer a").last.get_attribute("href")
    for _ in range(120):
        page.keyboard.press("Tab")
        there = page.evaluate(
            "[document.activeElement.getAttribute('href'), document.activeElement.checkVisibility({visibilityProperty: true})]"
        )
        assert there[1], "the keyboard is on what nobody sees"
        if there[0] == last:
            return
    raise AssertionError("the last link was never reached")


COVERED = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect()
    if (here === document.body) return ""
    if (box.width < 1 || box.height < 1) return "without size: " + here.className
    const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 2), y = Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 2)
    const above = document.elementFromPoint(x, y)
    if (!above || here.contains(above) || above.contains(here)) return ""
    return here.className + " below " + above.className
}"""
"""What lies over the place where the keyboard is."""


@pytest.mark.parametrize("width", [320, 1366])
def test_nothing_lies_over_where_the_keyboard_is(page: Page, clinic_site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.goto((clinic_site / "en/index.html").as_uri())
    search = page.get_by_label("Search", exact=True).and_(page.locator("input, button"))
    if width > 1000:
        page.locator(".md-search__input").focus()
    else:
        search.first.focus()
        page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.name === 'query'")
    found = []
    for _ in range(12):
        page.keyboard.press("Tab")
        found.append(covered(page))
    assert [one for one in found if one] == []


def covered(page: Page) -> str:
    """What still lies over the place where the keyboard is when the search has had time to go."""
    found = ""
    for _ in range(10):
        found = page.evaluate(COVERED)
        if not found:
            break
        page.wait_for_timeout(50)
    return found
