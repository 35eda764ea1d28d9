"""A department's procedure whose steps are printed in a chapter carries the plan's numbers: 7.1, a)."""

from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.plan.blocks.views import ListView, ProcedureHeading, ProcedureLink
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.sheets.sheet import text_of

PLAN = "plan_source/plans/paper-plan.yml"
THREE = ("welcome-desk", "consulting-rooms", "dispensary")


@pytest.fixture
def here(clinic: Path) -> Path:
    """The clinic, whose plan prints the steps of its departments in the chapter that names them."""
    path = clinic / PLAN
    text = path.read_text(encoding="utf-8")
    for id in THREE:
        text = text.replace(f"- procedure: {id}\n", f"- {{procedure: {id}, here: yes}}\n")
    assert text.count("here: yes") == len(THREE)
    path.write_text(text.replace("numbering: articles", "numbering: decimal"), encoding="utf-8")
    return clinic


def numbered(project: Path, style: str) -> Path:
    """The project with another style of numbering."""
    path = project / PLAN
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if not line.startswith("numbering:")]
    path.write_text("\n".join([*kept, f"numbering: {style}", ""]), encoding="utf-8")
    return project


def book(project: Path, language: str = "en") -> Book:
    loaded = load(project)
    assert loaded.project is not None
    return books(loaded.project, "staff", (language,))[0]


def shown(found: Book) -> list[tuple[str, list[str]]]:
    """Each procedure in the chapter: its number with the title, and its items with their numbers."""
    for stamped in found.sheets.values():
        content = stamped.sheet.content
        if isinstance(content, ChapterView) and any(
            isinstance(block.content, ProcedureHeading) for block in content.blocks
        ):
            return listed(content)
    raise AssertionError("no chapter has a procedure")


def listed(chapter: ChapterView) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for block in chapter.blocks:
        content = block.content
        if isinstance(content, ProcedureHeading):
            found.append((f"{content.number}|{content.title}", []))
        elif isinstance(content, ListView) and found:
            for item in content.items:
                found[-1][1].append(item.label + text_of(item.text[0]))
    return found


def test_numbers_are_those_of_the_plan(here: Path) -> None:
    found = shown(book(numbered(here, "decimal")))
    chapter = found[0][0].split(".")[0]
    assert [name.split("|")[0] for name, _ in found] == [f"{chapter}.{at}" for at in (1, 2, 3)]
    items = found[0][1]
    assert items[0].startswith("(a) ")
    assert items[1].startswith("(b) ")
    assert len(items) == len({item.split(")")[0] for item in items}), "they count on through phases"


def test_in_chinese_style_they_are_the_levels_below(here: Path) -> None:
    found = shown(book(numbered(here, "chinese"), "zh"))
    assert [name.split("|")[0] for name, _ in found] == ["（一）", "（二）", "（三）"]
    assert found[0][1][0].startswith("1.")
    assert "：" in found[0][1][0]


def test_the_plan_does_not_bind_the_sheet_behind_it_again(here: Path) -> None:
    found = book(here)
    whole = next(manual for manual in found.manuals if manual.id == "plan")
    own = next(manual for manual in found.manuals if manual.id == "dispensary")
    assert "procedure-dispensary" not in whole.sheets
    assert "procedure-dispensary" in own.sheets


def test_elsewhere_the_sheet_follows_as_before(clean_clinic: Path) -> None:
    found = book(clean_clinic)
    links = [
        block.content
        for stamped in found.sheets.values()
        if isinstance(stamped.sheet.content, ChapterView)
        for block in stamped.sheet.content.blocks
        if isinstance(block.content, ProcedureLink)
    ]
    assert len(links) == len(THREE)


def test_whoever_reads_its_steps_here_is_sent_nowhere_for_them(here: Path) -> None:
    found = book(here)
    whole = next(manual for manual in found.manuals if manual.id == "plan")
    assert {line.code for line in whole.elsewhere} & {"C-W1", "C-R1", "C-D1"} == set()


def test_a_limit_stands_beside_who_and_no_start_that_nobody_wrote(here: Path) -> None:
    items = shown(book(here))[0][1]
    assert any("(within 5 min of discovery): " in item for item in items)
    assert not any("from" in item.split(":")[0] for item in items)


ALONE = """\
  - id: desks
    title: {en: Desks, zh: 各台}
    chapters:
      - id: desk
        title: {en: Desk, zh: 前台}
        blocks: [{procedure: welcome-desk, here: yes}]
"""


def test_the_title_of_a_chapter_stands_for_that_of_its_only_procedure(here: Path) -> None:
    """7.1 Cashier: a) …, and no heading 7.1.1 between them."""
    path = here / PLAN
    text = path.read_text(encoding="utf-8")
    text = text.replace("      - {procedure: welcome-desk, here: yes}\n", "")
    assert text.count("  - id: doing\n") == 1
    path.write_text(text.replace("  - id: doing\n", f"{ALONE}  - id: doing\n"), encoding="utf-8")
    content = book(numbered(here, "decimal")).sheets["chapter-paper-plan-desks"].sheet.content
    assert isinstance(content, ChapterView)
    [(name, items)] = listed(content.chapters[0])
    assert name == "|"
    assert items[0].startswith("(a)")
