"""A short plan without departments: nothing is printed again that a chapter says, and no sheet stands for a line or two."""

from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.plan.blocks.views import AllNumbers
from wardbook.sheets.registers.contacts import ContactsView
from wardbook.sheets.sheet import below_any, text_of

SITE = """\
organisation: Harbour Street Branch
kind: organisation
title: Outage policy
languages: [en]
form_languages: [en]
edition: {id: "3", date: 2026-09-01}
status: issued
"""
CONTACTS = """\
- {id: desk, name: Service desk, number: "100", audience: posted}
- {id: regional, name: Regional operations, number: "200", audience: posted}
"""
PLAN = """\
id: policy
code: BC
title: Outage policy
chapters:
  - id: known
    title: How it becomes known
    blocks:
      - discovery:
          - {what: A teller cannot sign in, to: desk}
          - MORE
  - id: last
    title: Review
    blocks:
      - closing: {review: Every year}
      - LISTED
"""
ROLES = "- {id: desk-head, name: Head of the desk, cover: always}\n"
ONE = "{what: A message of Group IT}"
TWO = "{what: A customer complains, to: regional}"


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    source = tmp_path / "plan_source"
    (source / "plans").mkdir(parents=True)
    (source / "site.yml").write_text(SITE, encoding="utf-8")
    (source / "contacts.yml").write_text(CONTACTS, encoding="utf-8")
    return tmp_path


def book(root: Path, more: str = ONE, listed: str = "contacts: all") -> Book:
    text = PLAN.replace("MORE", more).replace("LISTED", listed)
    (root / "plan_source/plans/policy.yml").write_text(text, encoding="utf-8")
    loaded = load(root)
    assert loaded.findings == ()
    assert loaded.project is not None
    return books(loaded.project, "staff", ("en",))[0]


def bound(found: Book) -> tuple[str, ...]:
    (manual,) = found.manuals
    return manual.sheets


def test_numbers_that_a_chapter_lists_are_not_printed_again(branch: Path) -> None:
    assert sheet_ids.CONTACTS not in bound(book(branch))
    assert sheet_ids.CONTACTS in book(branch).sheets, "the site's page of numbers stays"
    assert sheet_ids.CONTACTS in bound(book(branch, listed="contacts: [desk]"))


def test_a_book_with_the_list_of_numbers_lists_them_once(branch: Path) -> None:
    """The command room's plan listed 71 numbers in an attachment and again behind the chapters."""
    department = "- {id: desk, code: D, name: Desk, head: desk-head, in_scope: SCOPE}\n"
    (branch / "plan_source/roles.yml").write_text(ROLES, encoding="utf-8")
    for leaves, scope, once in (("bound", "yes", True), ("bound", "no", False), ("", "yes", False)):
        text = department.replace("SCOPE", scope)
        (branch / "plan_source/departments.yml").write_text(text, encoding="utf-8")
        loaded = load(branch_with(branch, f"leaves: {leaves}\n" if leaves else ""))
        assert loaded.project is not None, loaded.findings
        found = books(loaded.project, "staff", ("en",))[0]
        (said,) = [
            list(below_any(found.sheets[id].sheet.content, AllNumbers, ContactsView))
            for id in bound(found)
            if id.endswith("-last")
        ]
        assert isinstance(said[0], AllNumbers) is once
        if once:
            assert text_of(said[0].prose[0]) == "All 2 numbers: N Emergency numbers"
            assert sheet_ids.CONTACTS in bound(found)


def branch_with(branch: Path, more: str) -> Path:
    text = more + PLAN.replace("MORE", ONE).replace("LISTED", "contacts: all")
    (branch / "plan_source/plans/policy.yml").write_text(text, encoding="utf-8")
    return branch


def test_one_call_is_no_call_tree(branch: Path) -> None:
    assert sheet_ids.CALL_TREE not in book(branch).sheets
    assert sheet_ids.CALL_TREE in book(branch, TWO).sheets


def test_a_few_calls_are_read_in_their_chapter(branch: Path) -> None:
    """The site has them ready to tick; paper has them once."""
    assert sheet_ids.CALL_TREE not in bound(book(branch, TWO))
    many = "\n          - ".join(f"{{what: Alarm {at}, to: regional}}" for at in range(8))
    assert sheet_ids.CALL_TREE in bound(book(branch, many))


def test_a_few_points_are_no_audit_on_paper(branch: Path) -> None:
    duties = "aftermath: [%s]"
    duty = "{task: report, by: desk-head, text: Report number %d, within: %d d}"
    for count, printed in ((4, False), (9, True)):
        (branch / "plan_source/roles.yml").write_text(ROLES, encoding="utf-8")
        listed = duties % ", ".join(duty % (at, at) for at in range(1, count))
        found = book(branch, listed=listed)
        assert sheet_ids.AUDIT in found.sheets
        assert (sheet_ids.AUDIT in bound(found)) is printed


def test_one_promise_is_no_audit(branch: Path) -> None:
    kinds = {stamped.sheet.kind for stamped in book(branch).sheets.values()}
    assert SheetKind.AUDIT not in kinds
