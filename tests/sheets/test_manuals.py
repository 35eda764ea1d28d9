"""Manuals: a department's holds what it needs and nothing of other departments; the whole plan holds everything once."""

from pathlib import Path

from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.manuals import Manual
from wardbook.sheets.registers.contacts import ContactRow
from wardbook.sheets.sheet import below

SLIPS = ("form-visit-slip", "form-visit-slip-child", "form-visit-slip-controlled")


def manual(book: Book, id: str) -> Manual:
    return next(found for found in book.manuals if found.id == id)


def groups(shown: Manual) -> dict[str, tuple[str, ...]]:
    return {heading: tuple(sheet.sheet for sheet in sheets) for heading, sheets in shown.groups}


def book_of(clinic: Path, file: str, old: str, new: str, audience: str = "staff") -> Book:
    path = clinic / "plan_source" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    loaded = load(clinic)
    assert loaded.findings == ()
    assert loaded.project is not None
    return books(loaded.project, audience, ("en",))[0]


def test_a_manual_for_each_department_in_scope_and_the_whole_plan(book: Book) -> None:
    assert [found.id for found in book.manuals] == [
        "welcome-desk",
        "consulting-rooms",
        "dispensary",
        "plan",
    ]


def test_exactly_what_the_department_needs(book: Book) -> None:
    assert groups(manual(book, "welcome-desk")) == {
        "Action card": ("card-welcome-desk",),
        "Procedures": ("procedure-welcome-desk",),
        "Numbers": ("contacts-welcome-desk",),
        "Back-entry": ("back-entry-welcome-desk",),
        "Forms": (*SLIPS, "form-takings-slip", "form-fault-note"),
    }
    assert groups(manual(book, "consulting-rooms"))["Forms"] == SLIPS


def test_a_department_adds_and_leaves_out(book: Book) -> None:
    shown = groups(manual(book, "dispensary"))
    assert shown["Forms"] == (*SLIPS, "form-medicine-book")
    assert shown["Annexes"] == ("form-fault-note",)
    assert "form-takings-slip" not in manual(book, "dispensary").sheets


def test_leaving_out_wins_over_needing(clinic: Path) -> None:
    book = book_of(
        clinic, "departments.yml", "not: [form:takings-slip]", "not: [form:medicine-book]"
    )
    shown = manual(book, "dispensary")
    assert "form-medicine-book" not in shown.sheets
    assert "LC-3" in {sheet.code for sheet in shown.elsewhere}, "the reader learns where it is kept"


def test_nothing_of_another_department(book: Book, project: Project) -> None:
    departments = [id for id, department in project.departments.items() if department.in_scope]
    for id in departments:
        own = {f"{kind}-{id}" for kind in ("card", "procedure", "contacts", "back-entry")}
        others = {
            f"{kind}-{other}"
            for kind in ("card", "procedure", "contacts", "back-entry")
            for other in departments
            if other != id
        }
        sheets = set(manual(book, id).sheets)
        assert own <= sheets
        assert sheets.isdisjoint(others)
        assert not any(sheet.startswith("chapter-") for sheet in sheets)


def test_a_scenario_goes_to_those_who_act_in_it(clinic: Path, book: Book) -> None:
    assert not any(
        "scenario-cable-cut" in manual(book, id).sheets for id in ("welcome-desk", "dispensary")
    )
    acting = book_of(
        clinic,
        "procedures/cable-cut.yml",
        "- id: restart\n      actor: technician",
        "- id: restart\n      actor: dispenser",
    )
    assert groups(manual(acting, "dispensary"))["Scenarios"] == ("scenario-cable-cut",)
    assert "scenario-cable-cut" not in manual(acting, "welcome-desk").sheets


def test_a_list_holds_the_numbers_of_the_departments_own_steps(clinic: Path) -> None:
    """Of a scenario's steps, those of its posts; not the numbers that others call in it."""
    acting = book_of(
        clinic,
        "procedures/cable-cut.yml",
        "- id: restart\n      actor: technician\n      start: noticed\n",
        "- id: restart\n      actor: dispenser\n      start: noticed\n      call: [rooms-line]\n",
        "restricted",
    )
    shown = acting.sheets["contacts-dispensary"].sheet.content
    numbers = {row.id for row in below(shown, ContactRow)}
    assert numbers == {
        "helpdesk",
        "helpdesk-mobile",
        "dispensary-line",
        "welcome-line",
        "duty-line",
        "rooms-line",
    }
    desk = acting.sheets["contacts-welcome-desk"].sheet.content
    assert "rooms-line" not in {row.id for row in below(desk, ContactRow)}


def test_the_whole_plan_holds_every_common_sheet_once(book: Book) -> None:
    sheets = manual(book, "plan").sheets
    assert len(set(sheets)) == len(sheets)
    own = ("card-", "contacts-", "back-entry-")
    assert set(sheets) == {id for id in book.sheets if not id.startswith(own)}
    assert {stamped.sheet.kind for stamped in book.sheets.values()} == set(SheetKind), (
        "a kind that the clinic lacks is not tested"
    )


def test_procedures_stand_behind_the_chapter_that_prints_them(book: Book) -> None:
    sheets = manual(book, "plan").sheets
    at = sheets.index("chapter-paper-plan-doing")
    assert sheets[at + 1 : at + 4] == (
        "procedure-welcome-desk",
        "procedure-consulting-rooms",
        "procedure-dispensary",
    )


def test_what_is_mentioned_and_not_here_is_named_with_its_keeper(book: Book) -> None:
    shown = manual(book, "welcome-desk")
    assert [(sheet.code, sheet.where) for sheet in shown.elsewhere] == [
        ("C-D1", "Dispensary"),
        ("C-R1", "Consulting Rooms"),
        ("LC-3", "Dispensary"),
    ]
    assert manual(book, "plan").elsewhere == ()
    for found in book.manuals:
        here = {sheet.code for _, sheets in found.groups for sheet in sheets}
        assert here.isdisjoint(sheet.code for sheet in found.elsewhere)


def test_front_leaves(book: Book) -> None:
    own, whole = manual(book, "welcome-desk"), manual(book, "plan")
    assert (own.number, own.version, own.effective) == ("LC-P-01", "3", "2026-07-01")
    assert [(row.what, row.who) for row in own.signoff][-1] == (
        "Received by department",
        "Desk lead",
    )
    assert [row.who for row in whole.signoff] == ["Technician", "Lead doctor", "Clinic manager"]
    assert (own.departments, whole.departments) == (
        (),
        ("Welcome Desk", "Consulting Rooms", "Dispensary"),
    )
    assert not own.draft


def test_forms_are_listed_by_their_title_in_the_manuals_language(project: Project) -> None:
    chinese = books(project, "staff", ("zh",))[0]
    titles = {
        sheet.sheet: sheet.title
        for _, sheets in manual(chinese, "welcome-desk").groups
        for sheet in sheets
    }
    assert titles["form-takings-slip"] == "收款单"


def test_every_listed_sheet_exists(project: Project) -> None:
    for audience in ("public", "posted", "staff", "restricted"):
        for book in books(project, audience):
            for found in book.manuals:
                assert set(found.sheets) <= set(book.sheets)
