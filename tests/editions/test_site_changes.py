"""What the site says of the difference to the edition before, by department and for each audience."""

import shutil
from pathlib import Path

import pytest
from wardbook.commands.since_edition import with_changes
from wardbook.commands.workspace import Workspace
from wardbook.options import Options
from wardbook.sheets.book import Book
from wardbook.sheets.edition_changes import EditionChanges
from wardbook.site.page import Html
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages

from tests.editions.conftest import edited, opened, release, told


@pytest.fixture
def root(edition_1: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(edition_1, tmp_path / "clinic"))


def book_of(root: Path, language: str, audience: str = "staff") -> Book:
    space = Workspace(Options(project=root, audience=audience))
    project = opened(root)
    made = with_changes(space, project, space.books(project))
    return next(book for book in made if book.language == language)


def changes_of(root: Path, language: str, audience: str = "staff") -> EditionChanges:
    changes = book_of(root, language, audience).changes
    assert changes is not None
    return changes


def page_of(root: Path, language: str, audience: str = "staff") -> str:
    page = pages(page_context(book_of(root, language, audience), root, ""))["changes.md"]
    return "".join(part.html if isinstance(part, Html) else part.text for part in page.parts)


def test_there_is_no_page_before_there_is_something_to_compare_with(
    root: Path, clean_clinic: Path
) -> None:
    assert book_of(clean_clinic, "en").changes is None
    assert book_of(root, "en").changes is None  # the first edition, unedited
    assert "changes.md" not in pages(page_context(book_of(root, "en"), root, ""))


def test_an_edit_stands_with_each_department_that_reads_it(root: Path) -> None:
    edited(root, "procedures/dispensary.yml", "Read the name aloud.", "Read the full name aloud.")
    english, chinese = changes_of(root, "en"), changes_of(root, "zh")
    assert [one.name for one in english.departments] == ["Dispensary"]
    (line,) = english.departments[0].lines
    assert "Read the full name aloud." in line.event
    assert line.sheets and all(sheet.id for sheet in line.sheets)
    # The Chinese leaf was left behind, and says so: it changes, too
    assert [one.name for one in chinese.departments] == ["药局"] and chinese.rest == ()
    told(root, "translations", "confirm", "--all")
    assert changes_of(root, "zh").departments == ()
    page = page_of(root, "en")
    assert "Read the full name aloud." in page and "departments/dispensary" in page


@pytest.mark.slow
def test_an_issued_edition_says_what_changed_since_the_one_before(root: Path) -> None:
    edited(root, "contacts.yml", '"7030"', '"7031"')
    more = ("--summary-en", "New number.", "--summary-zh", "新号码。")
    release(root, "2", "2026-08-01", *more)
    found = changes_of(root, "zh")
    assert (found.before, found.summary) == ("1", "新号码。")
    assert found.departments and all(
        "7031" in line.event for one in found.departments for line in one.lines
    )
    assert "新号码。" in page_of(root, "zh")


def test_nobody_is_told_what_he_may_not_see(root: Path) -> None:
    edited(root, "contacts.yml", '"7030"', '"7031"')
    said = page_of(root, "en", "public")
    assert "7031" not in said and "7030" not in said
    assert "7031" in page_of(root, "en")
    assert "7031" not in told(root, "diff", "--audience", "public")
    assert "7031" in told(root, "diff")


def test_what_went_out_of_sight_is_not_told(root: Path) -> None:
    before = page_of_terms(root)
    path = root / "plan_source/glossary.yml"
    path.write_text(
        path.read_text(encoding="utf-8").rstrip("\n") + "\n  audience: restricted\n",
        encoding="utf-8",
    )
    found = changes_of(root, "en", "public")
    said = [line.event + line.subject for one in found.departments for line in one.lines]
    said += [line.event + line.subject for line in found.rest]
    assert not [line for line in said if before in line]


def page_of_terms(root: Path) -> str:
    """The English of the glossary's last term."""
    return str(list(opened(root).terms.values())[-1].term.words("en"))
