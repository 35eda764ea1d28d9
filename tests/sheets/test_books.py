"""Books: everything of one language, and every link inside leads to something that exists."""

from dataclasses import replace

import pytest
from wardbook.plan.model.blocks import Block, DefinitionsBlock
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.sheet import targets


def test_a_book_for_each_language_default_first(project: Project) -> None:
    assert [book.language for book in books(project, "staff")] == ["en", "zh"]
    assert [book.language for book in books(project, "staff", ("zh",))] == ["zh"]
    assert {book.languages for book in books(project, "staff")} == {
        (("en", "English"), ("zh", "中文"))
    }


def test_both_languages_hold_the_same_sheets_codes_and_manuals(project: Project) -> None:
    english, chinese = books(project, "staff")
    assert list(english.sheets) == list(chinese.sheets)
    assert [found.sheet.code for found in english.sheets.values()] == [
        found.sheet.code for found in chinese.sheets.values()
    ]
    assert [found.sheets for found in english.manuals] == [
        found.sheets for found in chinese.manuals
    ]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_target_is_a_sheet_of_the_book(project: Project, audience: str) -> None:
    for book in books(project, audience):
        for id, stamped in book.sheets.items():
            lost = {target.sheet for target in targets(stamped.sheet.content)} - set(book.sheets)
            assert lost == set(), id


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_page_names_sheets_that_exist(project: Project, audience: str) -> None:
    for book in books(project, audience):
        named = [
            sheet_ids.CONTACTS,
            sheet_ids.GLOSSARY,
            sheet_ids.BACK_ENTRY,
            *book.forms,
            *book.scenarios,
        ]
        named += [tile.sheet for tile in book.home.scenarios]
        named += [chapter for plan in book.plans for chapter in plan.chapters]
        for page in book.departments:
            named += [
                page.card,
                page.procedure,
                page.contacts,
                page.back_entry,
                *page.forms,
                *page.scenarios,
            ]
        assert set(filter(None, named)) <= set(book.sheets)
        departments = {f"department:{page.id}" for page in book.departments}
        assert {tile.sheet for tile in book.home.departments} == departments


def test_without_terms_there_is_no_glossary(project: Project) -> None:
    others = {
        id: plan for id, plan in project.plans.items() if not any(map(_defines, plan.blocks()))
    }
    plain = books(replace(project, terms={}, plans=others), "staff", ("en",))[0]
    assert sheet_ids.GLOSSARY not in plain.sheets
    assert not any(
        "glossary" in (stamped.sheet.id, stamped.sheet.kind) for stamped in plain.sheets.values()
    )
    assert not any("Glossary" in str(manual.groups) for manual in plain.manuals)


def _defines(block: Block) -> bool:
    return isinstance(block, DefinitionsBlock)


def test_ids_and_codes_are_unique(book: Book) -> None:
    assert all(id == stamped.sheet.id for id, stamped in book.sheets.items())
    own = [stamped.sheet.code for stamped in book.sheets.values()]
    assert len(set(own)) == len(own)


def test_every_code_says_its_kind(book: Book) -> None:
    letters = {
        SheetKind.CARD: "A-",
        SheetKind.PROCEDURE: "C-",
        SheetKind.CONTACTS: "N",
        SheetKind.BACK_ENTRY: "B",
        SheetKind.GLOSSARY: "G",
    }
    for stamped in book.sheets.values():
        assert stamped.sheet.code.startswith(letters.get(stamped.sheet.kind, ""))


def test_the_first_page(book: Book) -> None:
    home = book.home
    assert (home.desk.number, home.never_waits) == (
        "7001",
        "Chest pain and anaphylaxis wait for no form.",
    )
    assert [(tile.label, tile.note, tile.code) for tile in home.scenarios] == [
        ("No network", "Nothing loads", "S1")
    ]
    assert [tile.code for tile in home.departments] == ["W1", "R1", "D1"]


def test_a_draft_says_so_on_every_stamp(project: Project, book: Book) -> None:
    assert {stamped.stamp.edition for stamped in book.sheets.values()} == {"edition 3 (2026-06-15)"}
    draft = replace(project, site=project.site.model_copy(update={"status": "draft"}))
    stamps = {
        stamped.stamp.edition for stamped in books(draft, "staff", ("en",))[0].sheets.values()
    }
    assert len(stamps) == 1
    assert "draft" in stamps.pop()


def test_inserting_a_department_renames_no_sheet(project: Project, book: Book) -> None:
    first = project.departments["dispensary"].model_copy(update={"id": "annex", "code": "Q9"})
    more = replace(project, departments={"annex": first, **project.departments})
    later = {id: found.sheet.code for id, found in books(more, "staff", ("en",))[0].sheets.items()}
    assert {id: found.sheet.code for id, found in book.sheets.items()}.items() <= later.items()


def test_chapters_count_in_the_style_of_their_language(project: Project) -> None:
    english, chinese = books(project, "staff")
    key = "chapter-paper-plan-people"
    assert english.sheets[key].sheet.title == "II. People"
    assert chinese.sheets[key].sheet.title == "二、组织"
