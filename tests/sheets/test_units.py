"""Units of the complete plan: each on leaves of its own, or all of them running on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.sheets import units as units_module
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.manuals import Manual
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.sheets.plan.plans import SignedPlanView

PLAN = "plans/paper-plan.yml"


def book_of(clinic: Path, old: str = "", new: str = "", file: str = PLAN) -> Book:
    path = clinic / "plan_source" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    return books(project, "staff", ("en",))[0]


def plan(book: Book) -> Manual:
    return next(found for found in book.manuals if found.id == "plan")


def units(book: Book) -> list[tuple[str, ...]]:
    return [unit.sheets for unit in plan(book).units]


@pytest.mark.parametrize("leaves", ["loose", "bound"])
def test_each_sheet_is_laid_out_once(clinic: Path, leaves: str) -> None:
    book = book_of(clinic, "code: Z1", f"leaves: {leaves}\ncode: Z1")
    for manual in book.manuals:
        laid_out = [sheet for unit in manual.units for sheet in unit.sheets]
        assert sorted(laid_out) == sorted(manual.sheets)
    assert plan(book).bound == (leaves == "bound")


def test_loose_is_usual_where_departments_have_manuals(clinic: Path) -> None:
    assert not plan(book_of(clinic)).bound


def test_bound_is_usual_where_no_department_has_one(clinic: Path) -> None:
    path = clinic / "plan_source/departments.yml"
    text = path.read_text(encoding="utf-8")
    closed = re.sub(r"(?m)^- id: (.+)$", r"- id: \1\n  in_scope: no", text)
    path.write_text(closed.replace("  in_scope: no\n  in_scope: no", "  in_scope: no"), "utf-8")
    project = load(clinic).project
    assert project is not None
    for department in project.departments.values():
        assert not department.in_scope
    assert plan(books(project, "staff", ("en",))[0]).bound


def test_a_chapter_of_a_few_lines_takes_no_leaf_alone(clinic: Path) -> None:
    """The plan's first leaf takes the first chapter along; "III. Events" and others of a few lines
    stand with a neighbour. A procedure, or a long chapter, starts a leaf."""
    together = units(book_of(clinic))
    assert together[0][:2] == ("plan-paper-plan", "chapter-paper-plan-general")
    assert ("procedure-welcome-desk",) in together
    assert ("scenario-cable-cut",) in together


def test_one_unit_of_all_where_the_plan_is_bound(clinic: Path) -> None:
    book = book_of(clinic, "code: Z1", "leaves: bound\ncode: Z1")
    (whole,) = plan(book).units
    assert whole.code == "Z1"
    assert book.units[whole.id].sheet.code == "Z1"


def test_a_bound_book_of_many_sheets_has_parts(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan and what stands behind it are divided each for itself, evenly; every part has a word
    of its own and counts its own pages."""
    monkeypatch.setattr(units_module, "_BOOK", 10)
    monkeypatch.setattr(units_module, "_LONG_BOOK", 100)
    monkeypatch.setattr(units_module, "_CHAPTERS", 6)
    monkeypatch.setattr(units_module, "_LISTS", 4)
    book = book_of(clinic, "code: Z1", "leaves: bound\ncode: Z1")
    manual = plan(book)
    assert manual.bound
    assert not manual.runs_on
    chapters = [len(unit.sheets) for unit in manual.units if unit.sheets[0] in _of_plan(book)]
    lists = [len(unit.sheets) for unit in manual.units if unit.sheets[0] not in _of_plan(book)]
    assert chapters
    assert lists
    assert max(chapters) <= 6
    assert max(lists) <= 4
    assert max(chapters) - min(chapters) <= 1
    assert [unit.code for unit in manual.units] == [
        f"Part {number}" for number in range(1, len(manual.units) + 1)
    ]
    words = {book.units[unit.id].stamp.short for unit in manual.units}
    assert len(words) == len(manual.units)


def _of_plan(book: Book) -> set[str]:
    """The sheets of the plan and of what its chapters include."""
    _, listed = plan(book).groups[0]
    return {one.sheet for one in listed}


def test_a_units_check_word_changes_with_each_of_its_sheets(clinic: Path) -> None:
    before = book_of(clinic)
    unit = plan(before).units[0]
    word = before.units[unit.id].stamp.short
    after = book_of(clinic, "Care goes on when the computers stop.", "Care goes on.")
    assert after.units[unit.id].stamp.short != word
    same = [id for id in before.units if id != unit.id]
    for id in same:
        assert after.units[id].stamp.short == before.units[id].stamp.short


def test_single_sheets_keep_their_own_word(clinic: Path) -> None:
    book = book_of(clinic)
    for manual in book.manuals:
        for unit in manual.units:
            if len(unit.sheets) == 1:
                assert unit.id not in book.units
                assert book.sheets[unit.id].sheet.code == unit.code


VOLUME = """\
id: volume
code: V1
title: {en: Volume of plans, zh: 预案汇编}
leaves: bound
cover: {number: V-1, sign: [reviewed, approved]}
chapters:
  - {id: words, numbered: no, blocks: [{text: {en: This volume holds one plan., zh: 本汇编含一个预案。}}]}
"""


def test_plans_that_run_on_have_the_title_of_all_and_a_short_one_is_signed_inside(
    clinic: Path,
) -> None:
    (clinic / "plan_source/plans/volume.yml").write_text(VOLUME, encoding="utf-8")
    book = book_of(clinic, "code: Z1", "leaves: bound\ncode: Z1")
    manual = plan(book)
    (whole,) = manual.units
    assert (whole.code, whole.title) == ("", book.title)
    volume = book.sheets["plan-volume"].sheet.content
    assert isinstance(volume, SignedPlanView)
    assert [(row.what, row.who) for row in volume.signoff] == [("Reviewed", ""), ("Approved", "")]
    assert [approval.title for approval in manual.approvals] == ["Plan for work on paper"]
    chapter = book.sheets["chapter-volume-words"].sheet
    assert isinstance(chapter.content, ChapterView)
    assert (chapter.title, chapter.content.title) == ("Volume of plans", "")
