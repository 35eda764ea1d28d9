"""The site in Firefox, from files: search in both languages, the other language, a check word, the clock over midnight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.firefox import PROGRAM, Firefox

pytestmark = [
    pytest.mark.soak,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="needs Firefox"),
]
TYPE = """
const field = document.querySelector(arguments[0])
field.focus()
field.value = arguments[1]
for (const kind of ["focus", "input", "keyup", "change"]) field.dispatchEvent(new Event(kind, {bubbles: true}))
"""
RESULTS = """
const links = Array.from(document.querySelectorAll(".md-search-result__link, .md-search a[href*='html']"))
return links.map(link => link.href.split(/[?#]/)[0])
"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    running = Firefox(tmp_path_factory.mktemp("firefox"))
    yield running
    running.close()


@pytest.mark.parametrize(
    ("language", "query"), [("en", "dispensry"), ("zh", "药局"), ("zh", "yaoju")]
)
def test_search_finds_the_department(
    firefox: Firefox, clinic_site: Path, language: str, query: str
) -> None:
    firefox.open((clinic_site / language / "index.html").as_uri())
    firefox.run(TYPE, "input[type=search], .md-search__input, input[name=query]", query)
    first, *_ = firefox.until(RESULTS)
    assert first.endswith(f"/{language}/departments/dispensary.html")


def test_the_other_language_opens_at_the_same_place(firefox: Firefox, clinic_site: Path) -> None:
    firefox.open((clinic_site / "en/departments/dispensary.html").as_uri() + "#steps")
    firefox.run("document.querySelector('.wb-languages a:not([aria-current])').click()")
    address = firefox.until("return location.href.includes('/zh/') && location.href")
    assert address.endswith("/zh/departments/dispensary.html#steps")


def test_a_check_word_is_answered(firefox: Firefox, clinic_site: Path) -> None:
    firefox.open((clinic_site / "en/departments/dispensary.html").as_uri())
    word = firefox.run(
        "return document.querySelector('.wb-leaves span').textContent.trim().split(/\\s+/).pop()"
    )
    firefox.open((clinic_site / "en/check-words.html").as_uri())
    firefox.run(TYPE, "article input", word.lower().replace("-", " "))
    firefox.until("return document.querySelector('article').innerText.includes(arguments[0])", word)
    assert "Unknown" not in firefox.run("return document.querySelector('article').innerText")


def test_the_clock_counts_over_midnight(firefox: Firefox, clinic_site: Path) -> None:
    firefox.open((clinic_site / "en/clock.html").as_uri())
    firefox.run(TYPE, ".wb-clock__moment input", "23:58")
    said = firefox.until("return document.querySelector('.wb-clock__passed')?.innerText")
    assert "since it was noticed" in said
    assert firefox.run("return location.hash").startswith("#s=")
