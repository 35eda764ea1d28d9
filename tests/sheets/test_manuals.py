"""Manuals: a department's holds what it needs and nothing of other departments; the whole plan holds everything once."""

from pathlib import Path

from wardbook.pdf.selection import wanted
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.departments.boxes import BoxRow, BoxView
from wardbook.sheets.departments.scenario_steps import ScenarioPart, ScenarioSteps
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.manuals import Manual
from wardbook.sheets.procedures.cards import Card
from wardbook.sheets.procedures.procedures import ProcedureView
from wardbook.sheets.registers.contacts import ContactRow
from wardbook.sheets.sheet import below, text_of

FORMS_APART = "the volumes of forms, one for each paper; sets in the departments' boxes"
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
        "Scenarios": ("scenario-steps-welcome-desk",),
        "Which system is down": ("fallback-welcome-desk",),
        "Numbers": ("contacts-welcome-desk",),
        "Back-entry": ("back-entry-welcome-desk",),
        "What the box holds": ("box-welcome-desk",),
    }


def all_forms(clinic: Path) -> Book:
    """The clinic with forms bound into its manuals."""
    return book_of(clinic, "site.yml", "bands:", "manuals: {forms: all}\nbands:")


def test_forms_are_bound_in_where_the_project_wants_them(clinic: Path) -> None:
    book = all_forms(clinic)
    desk = groups(manual(book, "welcome-desk"))
    assert desk["Forms"] == (*SLIPS, "form-takings-slip", "form-fault-note")
    assert groups(manual(book, "consulting-rooms"))["Forms"] == SLIPS
    shown = groups(manual(book, "dispensary"))
    assert shown["Forms"] == (*SLIPS, "form-medicine-book")
    assert shown["Annexes"] == ("form-fault-note",)
    forms = {id for id, stamped in book.sheets.items() if stamped.sheet.kind is SheetKind.FORM}
    assert forms <= set(manual(book, "plan").sheets)


def test_no_manual_holds_a_form_else(book: Book) -> None:
    for found in book.manuals:
        kinds = {book.sheets[id].sheet.kind for id in found.sheets}
        assert SheetKind.FORM not in kinds


def test_leaving_out_wins_over_needing(clinic: Path) -> None:
    book = book_of(
        clinic,
        "departments.yml",
        "not: [form:takings-slip]",
        "not: [form:visit-slip]",
    )
    box = book.sheets["box-dispensary"].sheet.content
    assert isinstance(box, BoxView)
    assert [row.code for row in box.used] == ["LC-1C"]


def test_forms_that_are_named_are_listed_where_the_project_wants_that(clinic: Path) -> None:
    book = book_of(clinic, "site.yml", "bands:", "manuals: {forms: list}\nbands:")
    desk = {sheet.code: sheet.where for sheet in manual(book, "welcome-desk").elsewhere}
    assert desk["LC-3"] == "Dispensary"
    whole = {sheet.code: sheet.where for sheet in manual(book, "plan").elsewhere}
    assert whole["LC-1"] == "Welcome Desk, Consulting Rooms, Dispensary"
    assert not any(id.startswith("form-") for id in manual(book, "plan").sheets)


def test_a_box_lists_what_it_holds_and_what_is_used_besides(book: Book) -> None:
    box = book.sheets["box-dispensary"].sheet.content
    assert isinstance(box, BoxView)
    assert (box.place, box.key) == ("Locked cabinet behind the window", "Dispenser")
    assert [(row.code, row.par, row.minimum) for row in box.held] == [
        ("LC-1B", "5", "3"),
        ("LC-3", "6", "5"),
        ("LC-4", "2", "1"),
    ]
    assert [row.code for row in box.used] == ["LC-1", "LC-1C"]


def test_a_box_lists_its_things(clinic: Path) -> None:
    book = book_of(
        clinic,
        "departments.yml",
        "place: {en: Drawer under the counter, zh: 柜台抽屉}, key: desk-clerk",
        "place: {en: Drawer, zh: 抽屉}, things: [{id: stamp, name: {en: PAID stamp, zh: 收讫章}},"
        " {id: float, name: {en: cash float, zh: 备用金}, count: 2}]",
    )
    box = book.sheets["box-welcome-desk"].sheet.content
    assert isinstance(box, BoxView)
    assert box.things == ("PAID stamp", "cash float, 2")


def test_a_step_says_what_it_takes_from_the_box(clinic: Path) -> None:
    departments = clinic / "plan_source" / "departments.yml"
    box = "{en: Drawer under the counter, zh: 柜台抽屉}, key: desk-clerk"
    thing = ", things: [{id: stamp, name: {en: PAID stamp, zh: 收讫章}}]"
    text = departments.read_text(encoding="utf-8")
    departments.write_text(text.replace(box, box + thing), encoding="utf-8")
    old = "gives: [takings-slip]"
    book = book_of(clinic, "procedures/welcome-desk.yml", old, f"{old}\n      takes: [stamp]")
    shown = book.sheets["procedure-welcome-desk"].sheet.content
    assert isinstance(shown, ProcedureView)
    tools = [
        "".join(run.text for run in step.tool) for phase in shown.phases for step in phase.steps
    ]
    assert [tool for tool in tools if tool] == ["from the box: PAID stamp"]


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
    card = acting.sheets["card-dispensary"].sheet.content
    assert isinstance(card, Card) and card.leaf == "No network: S-D1"
    assert groups(manual(acting, "dispensary"))["Scenarios"] == ("scenario-steps-dispensary",)
    assert "scenario-cable-cut" not in manual(acting, "dispensary").sheets
    (part,) = below(acting.sheets["scenario-steps-dispensary"].sheet.content, ScenarioPart)
    assert part.kept == "The whole scenario: the complete plan"
    pieces = []
    for one in part.steps:
        if one.step:
            pieces.append((one.phase, one.step.number, "own"))
        elif one.neighbour:
            pieces.append((one.phase, one.neighbour.number, text_of(one.neighbour.text)))
    assert pieces == [
        ("Discover", 1, "Look at the lamp on the box under the stairs."),
        ("Respond", 2, "own"),
        ("", 3, "Report the cut to Chart supplier."),
    ]


def test_what_everybody_does_stands_on_the_leaf_of_each(clinic: Path) -> None:
    acting = book_of(
        clinic,
        "procedures/cable-cut.yml",
        "- id: look\n      actor: technician\n",
        "- id: look\n      actor: technician\n      everybody: yes\n",
    )
    for id in ("dispensary", "welcome-desk"):
        (part,) = below(acting.sheets[f"scenario-steps-{id}"].sheet.content, ScenarioPart)
        own = next(one.step for one in part.steps if one.step)
        assert (own.number, own.actor, own.stand_in) == (1, "Everybody", "")
    (part,) = below(acting.sheets["scenario-steps-computer-room"].sheet.content, ScenarioPart)
    assert [one.step.number for one in part.steps if one.step] == [1, 2, 3, 4]


def test_who_leads_a_scenario_has_the_whole_of_it(clinic: Path) -> None:
    path = clinic / "plan_source" / "procedures/cable-cut.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("actor: technician", "actor: dispenser"), encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    (leading,) = books(project, "staff", ("en",))
    assert groups(manual(leading, "dispensary"))["Scenarios"] == ("scenario-cable-cut",)
    assert "scenario-steps-dispensary" not in leading.sheets


def test_posts_without_a_manual_have_a_leaf_of_their_own(book: Book) -> None:
    """All their steps, though they lead the scenario; printed with the cards, and of one
    department where only its papers are wanted."""
    assert "computer-room" not in {one.id for one in book.manuals}
    leaf = book.sheets["scenario-steps-computer-room"].sheet
    assert isinstance(leaf.content, ScenarioSteps)
    assert leaf.content.kept == "Kept: Beside the technician's desk"
    (part,) = leaf.content.parts
    assert [one.step.number for one in part.steps if one.step] == [1, 2, 3, 4]
    (hung,) = book.leaves
    assert (hung.id, hung.title, hung.sheets) == ("computer-room", leaf.title, (leaf.id,))
    assert not hung.has_front(1) and hung.groups[0][1][0].code == leaf.code
    paths = [one.path for one in wanted(book, ("cards",), (), forms=False).singles]
    assert paths[-1] == "cards/en/computer-room.pdf" and paths.count(paths[-1]) == 1
    only = wanted(book, ("cards",), ("dispensary",), forms=False).singles
    assert [one.path for one in only] == ["cards/en/dispensary.pdf"]


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
    elsewhere = {"clock", "scenario-steps-computer-room"}
    for department in book.departments:
        for kind in ("card", "contacts", "back-entry", "box", "fallback", "scenario-steps"):
            elsewhere.add(f"{kind}-{department.id}")
    common = {id for id in book.sheets if not id.startswith("form-")}
    assert set(sheets) == common - elsewhere
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
        ("S1", "the complete plan"),
        ("", FORMS_APART),
    ]
    (forms,) = manual(book, "plan").elsewhere
    assert (forms.code, forms.title) == ("", "Forms")
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
    box = chinese.sheets["box-welcome-desk"].sheet.content
    titles = {row.target.sheet: row.title for row in below(box, BoxRow)}
    assert titles["form-takings-slip"] == "收款单"


def test_every_listed_sheet_exists(project: Project) -> None:
    for audience in ("public", "posted", "staff", "restricted"):
        for book in books(project, audience):
            for found in book.manuals:
                assert set(found.sheets) <= set(book.sheets)
