"""The call tree: who calls whom, in time, with a way that still works; every call of the plan once."""

from dataclasses import replace

import pytest
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.command.call_rows import CallRow
from wardbook.sheets.command.call_tree import CallGroup, CallTreeView
from wardbook.sheets.sheet import Line


def words(line: Line) -> str:
    return "".join(run.text for run in line)


def view(book: Book) -> CallTreeView:
    found = book.sheets[sheet_ids.CALL_TREE].sheet.content
    assert isinstance(found, CallTreeView)
    return found


def groups(book: Book) -> dict[str, CallGroup]:
    return {group.caller: group for stage in view(book).stages for group in stage.groups}


def row(group: CallGroup) -> CallRow:
    (only,) = group.rows
    return only


def test_the_stages_come_in_the_order_of_time(book: Book) -> None:
    assert [stage.title for stage in view(book).stages] == [
        "On discovery",
        "Chain of activation",
        "Choosing people and spare parts",
        "10 min",
    ]


def test_the_first_call_is_to_the_desk_and_its_stand_in(book: Book) -> None:
    desk = row(groups(book)["Whoever discovers it"])
    assert (words(desk.who), desk.number, desk.other) == (
        "Helpdesk",
        "7001",
        "Helpdesk mobile 700-1234",
    )


def test_the_chain_says_who_is_tried_when_nobody_answers_and_after_how_long(book: Book) -> None:
    proposal = groups(book)["Technician"]
    assert (proposal.deadline, words(proposal.what)) == (
        "within 10 min of discovery",
        "Activation proposal: By telephone LC-4",
    )
    assert (row(proposal).patience, row(proposal).stand_ins) == (
        "after 5 min:",
        ("go on with the next call yourself",),
    ), "the technician, who stands in, is the one who calls"
    order = groups(book)["Clinic manager"]
    assert (order.stand_in, row(order).stand_ins) == (
        "Technician 700-1234",
        ("Duty doctor 7040", "Helpdesk 7001"),
    )


def test_a_line_of_the_callers_own_department_is_no_other_way(project: Project) -> None:
    """It rings beside the telephone from which the call is made."""
    technician = project.roles["technician"].department
    lead = project.roles["clinic-manager"].model_copy(update={"department": technician})
    line = project.contacts["helpdesk-mobile"].model_copy(
        update={"role": None, "department": technician}
    )
    roles, contacts = (
        {**project.roles, "clinic-manager": lead},
        {**project.contacts, "helpdesk-mobile": line},
    )
    (changed,) = books(replace(project, roles=roles, contacts=contacts), "staff", ("en",))
    assert "700-1234" not in row(groups(changed)["Technician"]).other


def test_a_dead_line_has_another_way(book: Book, project: Project) -> None:
    assert row(groups(book)["Clinic manager"]).other == "send a runner: Main entrance", (
        "its one line hangs on the exchange"
    )
    own_line = project.contacts["welcome-line"].model_copy(update={"depends_on": ()})
    alone = replace(project, contacts={**project.contacts, "welcome-line": own_line})
    (changed,) = books(alone, "staff", ("en",))
    assert row(groups(changed)["Clinic manager"]).other == "call again; this line needs no system"


@pytest.mark.parametrize(
    ("theirs", "other"),
    [(("radio",), "Welcome Desk CH-1"), (("runner",), "send a runner: Main entrance")],
)
def test_who_has_a_radio_is_called_by_radio(
    project: Project, theirs: tuple[str, ...], other: str
) -> None:
    """Nobody is sent to those with whom one can speak; both sides need a set."""
    line = project.contacts["welcome-line"]
    radio = line.model_copy(
        update={
            "number": "CH-1",
            "depends_on": (),
            "department": None,
            "reached_from": ("radio",),
        }
    )
    office = project.departments["computer-room"]
    lead = project.roles["clinic-manager"].model_copy(
        update={"department": project.roles["technician"].department}
    )
    desk = project.departments["welcome-desk"].model_copy(update={"channels": theirs})
    changed = replace(
        project,
        contacts={**project.contacts, "walkie": radio},
        roles={**project.roles, "clinic-manager": lead},
        departments={
            **project.departments,
            "computer-room": office.model_copy(update={"channels": ("radio",)}),
            "welcome-desk": desk,
        },
    )
    (book,) = books(changed, "staff", ("en",))
    assert row(groups(book)["Clinic manager"]).other == other


def test_whoever_is_told_passes_it_on_to_those_whom_nobody_has_called(book: Book) -> None:
    passed = groups(book)["Desk lead"]
    assert [words(row.who) for row in passed.rows] == ["Consulting Rooms", "Dispensary"]
    assert words(passed.what) == "Announce the paper start in every room"
    assert "Desk clerk" not in groups(book), (
        "a call in the care of one patient is no part of the alarm"
    )


def test_a_call_that_two_steps_ask_for_is_printed_once(project: Project) -> None:
    desk = project.procedures["welcome-desk"]
    again = desk.phases.activate[0].model_copy(update={"id": "again"})
    phases = desk.phases.model_copy(update={"activate": (*desk.phases.activate, again)})
    twice = replace(
        project,
        procedures={
            **project.procedures,
            "welcome-desk": desk.model_copy(update={"phases": phases}),
        },
    )
    (book,) = books(twice, "staff", ("en",))
    assert (
        len(
            [
                group
                for stage in view(book).stages
                for group in stage.groups
                if group.caller == "Desk lead" and stage.title == "10 min"
            ]
        )
        == 1
    )


@pytest.mark.parametrize(
    ("audience", "shown"),
    [("public", False), ("posted", True), ("staff", True), ("restricted", True)],
)
def test_the_public_does_not_get_it(audience: str, shown: bool, project: Project) -> None:
    for book in books(project, audience):
        assert (sheet_ids.CALL_TREE in book.sheets) is shown


def test_personal_numbers_are_not_on_what_is_posted(project: Project) -> None:
    for audience, shown in (("posted", False), ("staff", True)):
        for book in books(project, audience):
            assert ("700-1234" in repr(view(book))) is shown


def test_it_is_a_sheet_of_the_complete_plan_alone(book: Book) -> None:
    assert [manual.id for manual in book.manuals if sheet_ids.CALL_TREE in manual.sheets] == [
        "plan"
    ]
    assert book.sheets[sheet_ids.CALL_TREE].sheet.code == "T"


def test_without_a_chain_there_is_the_desk_and_what_it_tells(project: Project) -> None:
    cut = {
        id: plan.model_copy(
            update={
                "chapters": tuple(chapter for chapter in plan.chapters if chapter.id == "doing")
            }
        )
        for id, plan in project.plans.items()
    }
    (book,) = books(replace(project, plans=cut), "staff", ("en",))
    assert [stage.title for stage in view(book).stages] == ["On discovery"]


def test_an_open_number_is_not_called_unlisted(project: Project) -> None:
    """No edition lists it: the row says that the plan has none."""
    open_number = project.contacts["helpdesk"].model_copy(update={"number": None})
    contacts = {**project.contacts, "helpdesk": open_number}
    made = books(replace(project, contacts=contacts), "staff", ("en",))[0]
    desk = row(groups(made)["Whoever discovers it"])
    assert (words(desk.who), desk.number, desk.withheld) == ("Helpdesk", "", False)


def test_who_learns_of_a_fault_in_another_way_calls_too(book: Book) -> None:
    first = view(book).stages[0]
    assert [group.caller for group in first.groups] == ["Whoever discovers it", "Technician"]
    group = first.groups[1]
    assert words(group.what) == "Alarm of the server LC-4"
    assert group.deadline == "within 10 min of discovery"
    assert (words(row(group).who), row(group).number) == ("Helpdesk mobile", "700-1234")


def test_a_visitor_who_calls_the_desk_is_anybody(book: Book) -> None:
    said = [words(group.what) for group in view(book).stages[0].groups]
    assert "A visitor complains" not in said


def test_whom_a_case_needs_is_called_after_the_chain(book: Book) -> None:
    stage = next(one for one in view(book).stages if one.title.startswith("Choosing people"))
    (group,) = stage.groups
    assert (group.caller, words(group.what)) == ("Desk lead", "Ground floor: The technician goes")
    assert group.deadline == "there within 15 min"
    assert row(group).number == "700-1234"
