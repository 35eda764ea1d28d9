"""Search finds the page that people mean, in both languages, typed as they type."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from wardbook.sheets.book import Book

from tests.site.conftest import departments_with_scenarios

Books = tuple[Book, ...]
Search = Callable[[Book, Path, list[str]], list[list[str]]]


def test_department_and_scenario_find_both_pages_department_first(
    harbour: Books, harbour_folder: Path, search: Search
) -> None:
    expected, found = both_pages(harbour, harbour_folder, search)
    assert found == expected


def both_pages(
    books: Books, project: Path, search: Search
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What every query made of a department's name and a scenario's must find and finds."""
    expected: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    for book in books:
        queries = departments_with_scenarios(book)
        expected |= queries
        answers = search(book, project, list(queries))
        found |= {query: answer[:2] for query, answer in zip(queries, answers, strict=True)}
    return expected, found


@pytest.mark.parametrize(
    ("language", "query", "first"),
    [
        ("en", "back-entry", "back-entry.html"),
        ("en", "back entry", "back-entry.html"),
        ("zh", "补录", "back-entry.html"),
        ("en", "power cut", "scenarios/blackout.html"),
        ("en", "BLACKOUT", "scenarios/blackout.html"),
        ("en", "lights out", "scenarios/blackout.html"),
        ("en", "pill counter", "departments/dispensary.html"),
        ("en", "battery", "departments/dispensary.html"),
        ("en", "drug slips", "forms/slip.html"),
        ("en", "zz01", "forms/slip.html"),
        ("zh", "ＺＺ－０１", "forms/slip.html"),
        ("zh", "日间药房断电怎么办", "departments/dispensary.html"),
        ("zh", "发药单", "forms/slip.html"),
        ("zh", "看指示灯", "scenarios/cable.html"),
        ("en", "without machines", "plans/main/purpose.html"),
        ("zh", "服务台手机", "numbers.html"),
    ],
)
def test_first_page(
    harbour: Books, harbour_folder: Path, search: Search, language: str, query: str, first: str
) -> None:
    book = next(book for book in harbour if book.language == language)
    assert search(book, harbour_folder, [query])[0][:1] == [first]


@pytest.mark.parametrize("query", ["", " ", "…", "the", "zzz", "<>", "的"])
def test_nothing_is_found_for_nothing(
    harbour: Books, harbour_folder: Path, search: Search, query: str
) -> None:
    assert search(harbour[0], harbour_folder, [query]) == [[]]


def test_longer_name_wins_over_the_one_inside_it(
    harbour: Books, harbour_folder: Path, search: Search
) -> None:
    chinese = harbour[1]
    shorter, longer = search(chinese, harbour_folder, ["日间停电", "日间药房停电"])
    assert shorter[:2] == ["departments/front-desk.html", "scenarios/blackout.html"]
    assert longer[:2] == ["departments/dispensary.html", "scenarios/blackout.html"]


def test_a_sentence_finds_where_and_what(
    harbour: Books, harbour_folder: Path, search: Search
) -> None:
    (found,) = search(
        harbour[0], harbour_folder, ["what to do when the lights are out in the dispensary"]
    )
    assert set(found[:2]) == {"departments/dispensary.html", "scenarios/blackout.html"}


def test_hand_written_pages_are_not_found(
    harbour: Books, harbour_folder: Path, search: Search
) -> None:
    assert search(harbour[0], harbour_folder, ["xylophone"]) == [[]]


def test_typing_on_a_page_finds_and_enter_opens(site: Path, page: Page) -> None:
    page.goto((site / "zh/numbers.html").as_uri())
    page.keyboard.press("f")
    page.keyboard.type("日间药房停电")
    page.wait_for_selector(".md-search-result__item")
    assert page.locator(".wb-found__title").all_inner_texts()[:2] == ["日间药房", "停电"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/departments/dispensary.html*")


def test_words_without_key_strokes_are_searched(site: Path, page: Page) -> None:
    page.goto((site / "zh/index.html").as_uri())
    page.focus("[data-md-component=search-query]")
    page.keyboard.insert_text("补录")
    page.wait_for_selector(".md-search-result__item")
    assert page.locator(".wb-found__title").first.inner_text() == "补录总次序"


def test_old_browsers_without_structured_clone_search_too(site: Path, page: Page) -> None:
    page.add_init_script("delete window.structuredClone")
    page.goto((site / "en/index.html").as_uri() + "?q=power")
    page.wait_for_selector(".md-search-result__item")


def test_a_result_says_what_it_is_and_marks_the_words_where_it_leads(
    site: Path, page: Page
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto((site / "en/numbers.html").as_uri() + "?q=lights out")
    page.wait_for_selector(".md-search-result__item")
    first = page.locator(".md-search-result__item").first
    assert first.locator(".wb-found__kind").inner_text() == "Scenario: procedure"
    third = page.locator(".md-search-result__item").nth(2).bounding_box()
    assert third
    assert third["y"] + third["height"] <= 400  # above a phone's keyboard
    first.locator(".md-search-result__link").click()
    page.wait_for_url("**/blackout.html*")
    page.wait_for_selector("mark.wb-mark", state="attached")
    assert {text.lower() for text in page.locator("mark.wb-mark").all_inner_texts()} <= {
        "light",
        "lights",
        "out",
    }


def test_going_back_brings_the_query_again(site: Path, page: Page) -> None:
    page.goto((site / "zh/glossary.html").as_uri())
    page.keyboard.press("f")
    page.keyboard.type("发药单")
    page.wait_for_selector(".md-search-result__item")
    page.keyboard.press("Enter")
    page.wait_for_url("**/forms/slip.html*")
    page.go_back()
    page.wait_for_selector(".md-search-result__item")
    assert page.url.split("?")[0].endswith("glossary.html")
    assert page.locator("[data-md-component=search-query]").input_value() == "发药单"


def test_where_nothing_is_found_stand_the_number_and_the_list(site: Path, page: Page) -> None:
    page.goto((site / "en/index.html").as_uri() + "?q=qqqxx")
    page.wait_for_selector(".wb-none", state="attached")
    shown = page.locator(".md-search-result__list").inner_text()
    assert "5001" in shown
    assert "A–Z" in shown
    assert not page.locator(".md-search-result__meta").is_visible()
    page.locator(".md-search-result__link").nth(1).click()
    page.wait_for_url("**/a-z.html*")
    page.locator(".wb-chips a", has_text="lights out").click()
    page.wait_for_url("**/blackout.html*")
