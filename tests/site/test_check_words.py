"""Whether paper is current, on a page opened from a file."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.text import parse_text
from wardbook.sheets.book import Book
from wardbook.sheets.check_words import CheckWord, WordState
from wardbook.site.check_words_page import check_words_page
from wardbook.site.page import Html
from wardbook.site.page_context import page_context


def word(text: str, state: WordState, **more: str) -> CheckWord:
    return CheckWord(text, state, "card-x", "A-X", "Card", "en", "staff", "2", "2026-07-01", **more)  # type: ignore[arg-type]


WHY = parse_text({"\0mark": Mark("x"), "en": Scalar("New numbers.", Mark("x"))})
KNOWN = (
    word("ABC-DEF", WordState.CURRENT),
    replace(
        word("BCD-EFG", WordState.REPLACED, until="3", until_dated="2026-09-01", now="ABC-DEF"),
        why=WHY,
    ),
    word("88B-9Q2", WordState.DRAFT),
    word(
        "HHH-KKK",
        WordState.WITHDRAWN,
        until="3",
        until_dated="2026-09-01",
        now="ABC-DEF A-X Card, MMM-NNN A-Y Card",
    ),
)


@pytest.fixture
def asked(page: Page, site: Path, harbour: tuple[Book, ...], project: Path) -> Page:
    """The page of the site with other words than its own."""
    page.goto((site / "en/check-words.html").as_uri())
    book = replace(
        next(one for one in harbour if one.language == "en"), check_words=KNOWN, audience="staff"
    )
    made = check_words_page(page_context(book, project, ""))
    html = made.parts[1].html  # type: ignore[union-attr]
    page.evaluate("html => { document.querySelector('.wb-words').outerHTML = html }", html)
    page.add_script_tag(path=str(next(site.rglob("check-words.js"))))
    return page


def answers(page: Page, typed: str) -> list[str]:
    page.locator(".wb-words input").fill(typed)
    return page.locator(".wb-words li").all_inner_texts()


def test_what_a_scanner_types_from_a_leaf_is_its_check_word(asked: Page) -> None:
    said = answers(asked, "A-X:2:abc-def https://a.example/en/check-words.html#w=A-X:1:BCD-EFG")
    assert len(said) == 2
    assert said[0].startswith("Current ABC-DEF") and said[1].startswith("Replaced BCD-EFG")


def test_a_withdrawn_sheet_says_what_its_department_became(asked: Page) -> None:
    assert answers(asked, "hhhkkk") == [
        "Withdrawn HHH-KKK · A-X Card · no longer used since edition 3 · 2026-09-01; "
        "now: ABC-DEF A-X Card, MMM-NNN A-Y Card."
    ]


def test_several_words_at_once_however_they_are_typed(asked: Page) -> None:
    assert answers(asked, "abcdef, ＢＣＤ-ＥＦＧ88b9q2") == [
        "Current ABC-DEF · A-X Card · edition 2 · 2026-07-01",
        "Replaced BCD-EFG · A-X Card · since edition 3 · 2026-09-01 it reads ABC-DEF. New numbers.",
        "Draft 88B-9Q2 · A-X Card · never issued: do not work by it",
    ]
    current, draft = answers(asked, "abc def 88b - 9q2")
    assert current.startswith("Current ABC-DEF") and draft.startswith("Draft 88B-9Q2")


def test_a_misread_sign_leads_to_the_word_that_was_meant(asked: Page) -> None:
    assert answers(asked, "B8B-9Q2") == [
        "Unknown B8B-9Q2 · not listed: check the six characters; if they are right, do not work by it",
        "Did you mean? 88B-9Q2 · A-X Card · never issued: do not work by it",
    ]
    assert answers(asked, "ABD-CEF")[1].startswith("Did you mean? ABC-DEF")
    assert answers(asked, "ABC") == ["Unknown ABC"]
    assert answers(asked, "  ") == []


def test_the_pages_own_words_are_those_of_its_leaves(
    page: Page, site: Path, harbour: tuple[Book, ...]
) -> None:
    book = next(one for one in harbour if one.language == "en")
    page.goto((site / "en/check-words.html").as_uri())
    stamped = next(iter(book.sheets.values()))
    (answer,) = answers(page, stamped.stamp.short)
    assert stamped.sheet.code in answer
    form = book.forms[0]
    page.goto((site / f"en/forms/{form.removeprefix('form-')}.html").as_uri())
    assert book.sheets[form].stamp.short in page.locator(".wb-top__facts").inner_text()


def test_a_form_is_named_in_the_language_of_the_page(
    harbour: tuple[Book, ...], harbour_folder: Path
) -> None:
    form = replace(word("ABC-DEF", WordState.DRAFT), id="form-slip", language="mul")
    for book in harbour:
        page = check_words_page(
            page_context(replace(book, check_words=(form,)), harbour_folder, "")
        )
        html = "".join(part.html for part in page.parts if isinstance(part, Html))
        assert {"en": "A-X Drug slip", "zh": "A-X 发药单"}[book.language] in html
