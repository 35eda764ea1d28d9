"""Every page has a way in by links that somebody sees, and says what it is."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from wardbook.site.build import build_site
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages

from tests.benchmarks.large_project import write
from tests.site.conftest import HARBOUR, books_of
from tests.site.looking import LINKS, opened
from tests.site.test_site import violations

CLICKS = 3
FIRST_LEVEL = ("Which system is down?", "Outage clock", "Numbers", "Is this paper current?")


def seen_from(
    page: Page, start: Path, clicks: int, language: Path, wanted: set[Path]
) -> dict[Path, int]:
    """Pages that visible links reach from `start`, and in how many clicks at most `clicks`, until all
    that are `wanted` are reached; who reads a language does not go by pages of another."""
    reached = {start: 0}
    waiting = [start]
    while waiting and not wanted <= set(reached):
        file = waiting.pop(0)
        if reached[file] == clicks or not (file == start or file.is_relative_to(language)):
            continue
        page.goto(file.as_uri())
        for link in page.evaluate(LINKS):
            address = urlsplit(link)
            there = Path(unquote(address.path))
            if address.scheme == "file" and there.suffix == ".html" and there not in reached:
                reached[there] = reached[file] + 1
                waiting.append(there)
    return reached


@pytest.mark.parametrize(("width", "language"), [(1366, "en"), (360, "zh")])
def test_three_clicks_reach_every_page(
    page: Page, clinic_site: Path, width: int, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    pages = clinic_site / language
    own = set(pages.rglob("*.html"))
    assert own
    reached = seen_from(page, clinic_site / "index.html", CLICKS, pages, own)
    assert sorted(own - set(reached)) == []


def test_what_is_asked_first_stands_in_the_first_level(page: Page, clinic_site: Path) -> None:
    page.goto((clinic_site / "en/forms/index.html").as_uri())
    level = page.locator(".wb-tabs a").all_inner_texts()
    assert set(FIRST_LEVEL) <= set(level)
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto((clinic_site / "en/index.html").as_uri())
    tops = page.locator(".wb-row--first a")
    assert set(tops.all_inner_texts()) == {*FIRST_LEVEL, "Forms"}


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("numbers", ["Numbers", "Call tree", "Who does what at night"]),
        ("back-entry", ["Back-entry", "Coordinating back-entry", "Account for forms"]),
        ("which-system", ["Which system is down?", "Outage clock"]),
        ("snapshots", ["Departments", "Snapshots"]),
    ],
)
def test_siblings_stand_beside_one_another(
    page: Page, clinic_site: Path, name: str, beside: list[str]
) -> None:
    page.goto((clinic_site / f"en/{name}.html").as_uri())
    row = page.locator(".wb-neighbours li")
    assert row.all_inner_texts() == beside
    expect(page.locator(".wb-neighbours [aria-current=page]")).to_have_count(1)


def test_names_of_files_mean_what_they_say(page: Page, clinic_site: Path) -> None:
    page.goto((clinic_site / "en/numbers.html").as_uri())
    assert page.locator("a[href^='tel:']").count() > 3
    page.goto((clinic_site / "en/account.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Account for forms")


def test_forms_stand_by_department_and_purpose_and_a_filter_narrows_them(
    page: Page, clinic_site: Path
) -> None:
    page.goto((clinic_site / "en/forms/index.html").as_uri())
    rows = page.locator(".wb-forms li:visible")
    whole = rows.count()
    assert whole > page.locator(".wb-forms li >> text=LC-1").count()
    departments = page.locator(".wb-filter select").first.locator("option")
    assert departments.count() > 2
    page.get_by_label("Find a form").fill("lc 1")
    assert 0 < rows.count() < whole
    assert {text[:4] for text in rows.all_inner_texts()} == {"LC-1"}
    page.get_by_label("Find a form").fill("nothing of the kind")
    expect(page.locator(".wb-filter").get_by_role("status")).to_contain_text("No form fits")
    page.get_by_label("Find a form").fill("")
    page.locator(".wb-filter select").first.select_option(index=1)
    expect(page.locator("h2:visible").locator("visible=true")).to_have_count(1)


def test_a_form_is_two_touches_from_a_phones_first_page(page: Page, clinic_site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto((clinic_site / "en/index.html").as_uri())
    page.locator(".wb-row--first").get_by_role("link", name="Forms", exact=True).click()
    page.wait_for_url("**/forms/index.html")
    page.get_by_label("Find a form").fill("lc 1")
    expect(page.locator(".wb-forms li a[href$='.html']:visible").first).to_be_in_viewport()


def test_many_departments_are_narrowed_on_the_first_page(page: Page, tmp_path: Path) -> None:
    write(tmp_path / "large", departments=31, steps=1)
    out = tmp_path / "site"
    build_site(books_of(tmp_path / "large")[:1], out, tmp_path / "large", host="static")
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto((out / "en/index.html").as_uri())
    tiles = page.locator(".wb-tiles--where li:visible")
    assert tiles.count() == 31
    field = page.get_by_label("Find a department")
    field.fill("ward 27")
    expect(tiles).to_have_count(1)
    assert violations(page) == []
    field.fill("nowhere")
    expect(page.locator(".wb-filter--tiles").get_by_role("status")).to_contain_text("No department")
    field.fill("")
    expect(tiles).to_have_count(31)


def test_without_scripts_the_groups_are_the_list(browser: Browser, clinic_site: Path) -> None:
    page = opened(browser, clinic_site / "en/forms/index.html", java_script_enabled=False)
    assert page.locator(".wb-forms li").count() > 4
    assert page.locator(".wb-filter").bounding_box() is None
    assert page.locator(".wb-forms__purpose").first.inner_text() == "For one patient"
    page.context.close()


def test_a_forms_page_says_all_that_is_asked_of_it(page: Page, clinic_site: Path) -> None:
    page.goto((clinic_site / "en/forms/visit-slip.html").as_uri())
    named = page.locator(".plan-facts dt").all_inner_texts()
    assert {"Filled in by", "Where it goes", "Back-entry"} <= set(named)
    top = page.locator(".wb-top")
    expect(top.get_by_role("link", name="PDF to print")).to_be_visible()
    expect(top.get_by_role("link", name="PDF to fill in")).to_be_visible()
    assert re.search(r"Check word [0-9A-Z]{3}-[0-9A-Z]{3}", top.inner_text())
    expect(page.locator(".wb-sheet.form")).to_be_visible()
    expect(page.locator(".wb-file")).to_have_text("forms/visit-slip.pdf")


def test_a_scenario_is_narrowed_to_one_department(page: Page, clinic_site: Path) -> None:
    found = 0
    for file in sorted((clinic_site / "en/scenarios").glob("*.html")):
        page.goto(file.as_uri())
        if not page.locator(".wb-narrow select").count():
            continue
        found += 1
        steps = page.locator(".scenario .step:visible")
        whole = steps.count()
        page.locator(".wb-narrow select").select_option(index=1)
        assert 0 < steps.count() < whole
        assert "#for-" in page.url
        page.reload()
        page.wait_for_timeout(100)
        assert 0 < steps.count() < whole
        page.locator(".wb-narrow select").select_option(index=0)
        assert steps.count() == whole
    assert found


def test_a_department_leads_to_its_own_steps_of_a_scenario(clinic_site: Path) -> None:
    links = set()
    for file in (clinic_site / "en/departments").glob("*.html"):
        links |= set(re.findall(r"scenarios/[\w-]+\.html#for-[\w-]+", file.read_text("utf-8")))
    assert links
    for link in links:
        address, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in (clinic_site / "en" / address).read_text("utf-8")


def test_the_line_of_parts_wraps_and_marks_where_one_is(page: Page, clinic_site: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 500})
    page.goto((clinic_site / "en/departments/dispensary.html").as_uri())
    line = page.locator(".wb-jumps ul")
    assert line.evaluate("line => line.scrollWidth - line.clientWidth") == 0
    page.evaluate("document.getElementById('numbers').scrollIntoView()")
    expect(page.locator(".wb-jumps [aria-current=location]")).to_have_text("Numbers")
    page.set_viewport_size({"width": 320, "height": 500})
    assert line.evaluate("line => line.scrollWidth - line.clientWidth") == 0


@pytest.mark.parametrize("name", ["index.html", "departments/dispensary.html", "numbers.html"])
def test_draft_and_edition_stand_above_the_fold(site: Path, page: Page, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto((site / "en" / name).as_uri())
    said = page.locator(".wb-edition")
    box = said.bounding_box()
    assert box
    assert box["y"] + box["height"] < 160
    assert re.search(r"draft of 7.*not in force", said.inner_text())


def test_numbers_say_when_they_were_checked(page: Page, clinic_site: Path) -> None:
    for name in ("numbers.html", "departments/dispensary.html"):
        page.goto((clinic_site / "en" / name).as_uri())
        expect(page.locator(".checked-on").first).to_contain_text("Checked on")


def test_every_page_says_whom_to_tell_what_is_wrong(page: Page, site: Path) -> None:
    for name in ("index.html", "forms/slip.html", "guide/index.html"):
        page.goto((site / "en" / name).as_uri())
        line = page.locator(".wb-footer p", has_text="Something wrong here?")
        expect(line.get_by_role("link")).to_have_attribute("href", "tel:5001")


def test_ticks_are_real_and_stand_in_the_address(page: Page, site: Path) -> None:
    page.goto((site / "en/departments/dispensary.html").as_uri())
    box = page.get_by_role("checkbox").first
    box.check()
    assert "?t=" in page.url
    page.reload()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    expect(page.get_by_role("checkbox").nth(1)).not_to_be_checked()
    page.get_by_role("checkbox").first.uncheck()
    assert "t=" not in page.url
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_without_scripts_no_tick_is_drawn_as_a_box(browser: Browser, site: Path) -> None:
    page = opened(browser, site / "en/departments/dispensary.html", java_script_enabled=False)
    tick = page.locator(".wb-sheet:not(.form) .tick").first
    assert "50%" in tick.evaluate("tick => getComputedStyle(tick).borderRadius")
    page.emulate_media(media="print")
    assert "solid" in tick.evaluate("tick => getComputedStyle(tick).borderStyle")
    page.context.close()


def test_the_other_language_keeps_the_place(page: Page, site: Path) -> None:
    page.goto((site / "en/departments/dispensary.html").as_uri() + "#numbers")
    page.click(".wb-languages a")
    page.wait_for_url(re.compile(r"/zh/departments/dispensary\.html#numbers$"))


def test_numbers_of_a_wider_audience_bring_no_day() -> None:
    """The day on which a number was called goes with the number."""
    (book, *_) = books_of(HARBOUR)
    shown = " ".join(str(page.parts) for page in pages(page_context(book, HARBOUR, "")).values())
    assert "5999000" not in shown
    assert all(id in shown for id in book.checked_numbers)
