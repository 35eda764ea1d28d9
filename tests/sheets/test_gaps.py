"""A department in scope without a procedure: its page says so, with whom to call and whom to ask."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.site.page import Html, Page
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages


def without(project: Project, id: str) -> Project:
    """The project without the procedure of a department."""
    others = {key: one for key, one in project.procedures.items() if key != id}
    return replace(project, procedures=others)


def book_of(project: Project, audience: str = "staff", language: str = "en") -> Book:
    return books(project, audience, (language,))[0]


def html_of(page: Page) -> str:
    return "".join(part.html for part in page.parts if isinstance(part, Html))


@pytest.fixture
def shown(project: Project, clean_clinic: Path) -> Mapping[str, Page]:
    return pages(page_context(book_of(without(project, "dispensary")), clean_clinic, "../.."))


def test_the_page_says_that_there_is_no_procedure_and_whom_to_call(
    shown: Mapping[str, Page],
) -> None:
    said = html_of(shown["departments/dispensary.md"])
    assert '<p class="wb-gap__title">No procedure yet</p>' in said
    assert "When a system is down, call:" in said
    assert '<a href="tel:7001">7001</a>' in said, "the desk"
    assert "Ask the head of this department what to do: Lead dispenser" in said
    assert "wb-gap" not in html_of(shown["departments/welcome-desk.md"])


def test_its_tile_says_so_where_people_look_for_it(shown: Mapping[str, Page]) -> None:
    said = html_of(shown["index.md"])
    assert "<strong>Dispensary</strong> <span>No procedure yet</span>" in said
    assert said.count("No procedure yet") == 1


def test_in_chinese(project: Project) -> None:
    book = book_of(without(project, "dispensary"), language="zh")
    (gap,) = [page.gap for page in book.departments if page.gap]
    assert gap.title == "尚无处置流程"
    assert gap.text == "本科室尚未编制处置流程。系统故障时请拨打："


def test_a_procedure_that_is_withheld_is_no_gap(project: Project) -> None:
    hidden = project.procedures["dispensary"].model_copy(update={"audience": "restricted"})
    inside = replace(project, procedures={**project.procedures, "dispensary": hidden})
    assert not any(page.gap for page in book_of(inside, "public").departments)


def test_a_department_with_nothing_at_all_has_a_page_and_no_manual(
    project: Project, clean_clinic: Path
) -> None:
    room = project.departments["computer-room"].model_copy(
        update={"in_scope": True, "head": None, "call": None}
    )
    site = project.site.model_copy(update={"desk": None, "desk_backup": None})
    acting = {id: one for id, one in project.procedures.items() if id != "cable-cut"}
    changed = replace(
        project,
        site=site,
        departments={**project.departments, "computer-room": room},
        procedures=acting,
        contacts={},
    )
    book = book_of(changed)
    (page,) = [page for page in book.departments if page.gap]
    assert (page.id, page.has_manual) == ("computer-room", False)
    assert "computer-room" not in {manual.id for manual in book.manuals}
    made = pages(page_context(book, clean_clinic, "../.."))
    assert "manuals/en/computer-room.pdf" not in html_of(made["departments/computer-room.md"])
    assert "computer-room" not in html_of(made["downloads.md"])
