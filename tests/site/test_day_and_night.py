"""Numbers of the day and of the night stand as equals: most of the week is night. Wherever the two differ, each says when it
is answered, and is as large, as bold and as dark as the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from wardbook.sheets.book import Book
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.procedures.cards import Card
from wardbook.site.build import build_site

from tests.site.conftest import CLINIC, books_of
from tests.site.looking import opened

NUMBERS = """kind => Array.from(document.querySelectorAll(kind)).map(number => {
    const shown = number.querySelector("a") || number, style = getComputedStyle(shown), box = shown.getBoundingClientRect()
    const place = number.closest(".dial, tr")
    return {
        number: shown.textContent.trim(),
        look: [style.fontSize, style.fontWeight, style.color, style.letterSpacing].join(" "),
        lines: Math.round(box.height / parseFloat(style.fontSize)),
        cut: box.right > innerWidth,
        said: place.innerText.replace(shown.textContent, "").trim(),
    }
})"""
"""Each number of a kind as it is seen, with what stands at it."""
WIDTHS = (320, 1366)
ANSWERED = {"0123": "day", "7040": "always"}
"""When two numbers of a department are answered."""


@pytest.fixture(scope="module")
def with_hours(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Book, ...], Path]:
    """The clinic with numbers of a department that are answered by day alone, and at all hours."""
    project = Path(shutil.copytree(CLINIC, tmp_path_factory.mktemp("clinic") / "clinic"))
    contacts = project / "plan_source/contacts.yml"
    text = contacts.read_text(encoding="utf-8")
    for number, hours in ANSWERED.items():
        text = text.replace(f'number: "{number}"', f'number: "{number}", hours: {hours}')
    contacts.write_text(text, encoding="utf-8")
    made, out = books_of(project), tmp_path_factory.mktemp("out") / "site"
    build_site(made, out, project, sends=True)
    return made, out


def looks(page: Page, kind: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = page.evaluate(NUMBERS, kind)
    return found


def cards(books: tuple[Book, ...], language: str) -> Iterator[tuple[str, Card]]:
    """The cards with a number of the day and another of the night, by their department."""
    (book,) = (book for book in books if book.language == language)
    for department in book.departments:
        stamped = book.sheets[department.card]
        assert stamped.sheet.kind is SheetKind.CARD
        view = stamped.sheet.content
        assert isinstance(view, Card)
        if len(view.dials) > 2:
            yield department.id, view


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("language", "day", "night"), [("en", "By day", "At night"), ("zh", "白天", "夜间")]
)
def test_cards_show_both_alike(
    browser: Browser,
    with_hours: tuple[tuple[Book, ...], Path],
    width: int,
    language: str,
    day: str,
    night: str,
) -> None:
    books, site = with_hours
    found = list(cards(books, language))
    assert found
    for id, view in found:
        page = opened(browser, site / language / f"departments/{id}.html", width)
        shown = looks(page, ".dial .dial-number")
        page.context.close()
        assert [one["number"] for one in shown] == [dial.number for dial in view.dials]
        assert len({one["look"] for one in shown}) == 1, shown
        assert {one["lines"] for one in shown} == {1} and not any(one["cut"] for one in shown)
        by_day, at_night = shown[1:3]
        assert day in by_day["said"] and night in at_night["said"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "where",
    ["{}/numbers.html", "{}/departments/consulting-rooms.html", "send/consulting-rooms.html"],
)
def test_lists_show_both_alike_with_their_hours(
    browser: Browser,
    with_hours: tuple[tuple[Book, ...], Path],
    width: int,
    language: str,
    where: str,
) -> None:
    _, site = with_hours
    page = opened(browser, site / where.format(language), width)
    shown = looks(page, f"article:lang({language}) .numbers .dial-number")
    page.context.close()
    said = {one["number"]: one["said"] for one in shown}
    assert len({one["look"] for one in shown}) == 1, shown
    assert {one["lines"] for one in shown} == {1} and not any(one["cut"] for one in shown)
    hours = {"en": ("working hours", "24 h"), "zh": ("工作时间", "24 小时")}[language]
    assert hours[0] in said["0123"] and hours[1] in said["7040"], said
