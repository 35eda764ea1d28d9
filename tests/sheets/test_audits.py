"""Shelf check and quarterly audit: what the auditor compares comes from the plan, and only staff see the answers."""

from dataclasses import replace

import pytest
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model.label_sheets import Labels
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.command.audits import AuditView
from wardbook.sheets.command.drill_kit import drill_view
from wardbook.sheets.command.shelf_check import ShelfCheckView
from wardbook.sheets.project_localizer import localizer_for

from tests.plans import ROOT, books_in, plan_in

BOTH = (sheet_ids.SHELF_CHECK, sheet_ids.AUDIT)


def shelf(book: Book) -> ShelfCheckView:
    found = book.sheets[sheet_ids.SHELF_CHECK].sheet.content
    assert isinstance(found, ShelfCheckView)
    return found


def audit(book: Book) -> AuditView:
    found = book.sheets[sheet_ids.AUDIT].sheet.content
    assert isinstance(found, AuditView)
    return found


def test_a_box_is_counted_against_par_and_minimum(book: Book) -> None:
    boxes = {box.code: box for box in shelf(book).boxes}
    assert list(boxes) == ["W1", "R1", "D1", ""]
    (row,) = boxes[""].rows
    assert row.title.endswith(" · Beside the technician's desk"), "no box: a leaf hangs there"
    assert row.word == book.sheets["scenario-steps-computer-room"].stamp.short
    dispensary = boxes["D1"]
    assert (dispensary.place, dispensary.key) == ("Locked cabinet behind the window", "Dispenser")
    rows = [(row.code, row.title, row.par, row.minimum) for row in dispensary.rows]
    assert rows == [
        ("A-D1", "Action card · Inside the window", "", ""),
        ("LC-1B", "Visit slip for a child", "5", "3"),
        ("LC-3", "Medicine book", "6", "5"),
        ("LC-4", "Fault note", "2", "1"),
    ]


def test_labels_are_counted_by_the_sheet(project: Project) -> None:
    """As the box's own list and the print job count them."""
    sizes = {"columns": "3", "rows": "8", "width": "70", "height": "37"}
    labels = Labels.model_validate({key: Scalar(size, Mark("")) for key, size in sizes.items()})
    note = project.forms["medicine-book"].model_copy(update={"labels": labels})
    (changed,) = books(
        replace(project, forms={**project.forms, "medicine-book": note}), "staff", ("en",)
    )
    (rows,) = [box.rows for box in shelf(changed).boxes if box.code == "D1"]
    assert [(row.par, row.minimum) for row in rows if row.code == "LC-3"] == [("1", "1")]


def test_a_box_that_does_not_say_what_it_holds_has_the_forms_of_its_department(book: Book) -> None:
    rooms = next(box for box in shelf(book).boxes if box.code == "R1")
    assert [row.code for row in rooms.rows] == ["A-R1", "LC-1", "LC-1B", "LC-1C"]
    assert {row.par for row in rooms.rows} == {""}


def test_the_check_word_is_the_one_at_the_foot_of_the_sheet(book: Book) -> None:
    printed = {stamped.sheet.code: stamped.stamp.short for stamped in book.sheets.values()}
    assert all(row.word == printed[row.code] for box in shelf(book).boxes for row in box.rows)


def test_another_edition_alone_changes_neither(project: Project, book: Book) -> None:
    edition = project.site.edition.model_copy(update={"id": "4"})
    later = replace(project, site=project.site.model_copy(update={"edition": edition}))
    (changed,) = books(later, "staff", ("en",))
    assert [changed.sheets[id].fingerprint for id in BOTH] == [
        book.sheets[id].fingerprint for id in BOTH
    ]


def test_the_audit_looks_at_what_the_plan_promises(book: Book) -> None:
    rows = {
        part.id: {row.item: (row.expected, row.by) for row in part.rows}
        for part in audit(book).parts
    }
    assert list(rows) == ["preparedness", "usage", "compliance", "verified"]
    assert rows["preparedness"]["Fifty slips in each box"] == (
        "fifty · each box · every 7 days · counted",
        "Desk lead",
    )
    assert rows["usage"]["Welcome Desk: on paper in time"] == (
        "within 10 min of discovery",
        "Desk lead",
    )
    assert rows["compliance"]["Drill: Paper hour"] == (
        "yearly · fault note · last held 2026-03-19",
        "Welcome Desk",
    )
    assert rows["verified"]["LC-3 Medicine book"] == (
        "compare: serial number, count",
        "Lead dispenser",
    )


@pytest.mark.slow
def test_of_many_a_sample_is_looked_at_the_same_in_each_language() -> None:
    project = plan_in(ROOT)
    drawn = {}
    edition = project.site.edition.model_copy(update={"id": "2027.1"})
    site = project.site.model_copy(update={"edition": edition})
    next_books = books(replace(project, site=site), "staff", ("zh", "en"))
    own = str(project.site.edition.id)
    for id, made in ((own, books_in(ROOT, "staff")), ("2027.1", next_books)):
        zh, en = map(audit, made)
        codes = [[row.item.split()[0] for row in view.parts[-1].rows] for view in (zh, en)]
        assert codes[0] == codes[1] and len(codes[0]) == 4
        assert "57" in en.parts[-1].drawn and id in zh.parts[-1].drawn
        assert [len(view.knowledge) for view in (zh, en)] == [4, 4], "three and everywhere"
        drawn[id] = (codes[0], [one.department for one in zh.knowledge])
    assert drawn["2027.1"] != drawn[own]


def test_a_few_are_all_looked_at(book: Book) -> None:
    assert {part.drawn for part in audit(book).parts} == {""}
    assert audit(book).knowledge_drawn == ""


def test_right_answers_are_the_first_band_the_stop_line_and_what_never_waits(book: Book) -> None:
    everywhere, *departments = audit(book).knowledge
    assert everywhere.questions[0].answer == "Chest pain and anaphylaxis wait for no form."
    desk = next(one for one in departments if one.department == "Welcome Desk")
    assert [(one.ask, one.answer) for one in desk.questions] == [
        (
            "What do you do first (Now)?",
            "Call 7001, note the time; Take chest pain straight to the duty doctor",
        ),
        (
            "What does “Stop!” on the card say?",
            "Never send anybody home because of the fault.",
        ),
    ]


def test_a_drill_asks_the_same_questions(book: Book, project: Project) -> None:
    department, own = project.departments["dispensary"], project.procedures["dispensary"]
    drilled = drill_view(
        localizer_for(project, "en"), project.procedures["cable-cut"], own, department
    ).questions
    asked = [
        one
        for group in audit(book).knowledge
        if group.department in ("", "Dispensary")
        for one in group.questions
    ]
    assert len([one for one in asked if one in drilled]) == 3, (
        "all but the first band, which a drill watches"
    )


@pytest.mark.parametrize(
    ("audience", "shown"), [("public", False), ("posted", False), ("staff", True)]
)
def test_answers_and_keys_are_for_staff(audience: str, shown: bool, project: Project) -> None:
    for book in books(project, audience):
        assert all((id in book.sheets) is shown for id in BOTH)


def test_they_stand_in_the_complete_plan_alone(book: Book) -> None:
    for id, code in zip(BOTH, "KQ", strict=True):
        assert [manual.id for manual in book.manuals if id in manual.sheets] == ["plan"]
        assert book.sheets[id].sheet.code == code


def test_a_form_that_the_reader_may_not_see_is_not_counted(project: Project) -> None:
    hidden = project.forms["medicine-book"].model_copy(update={"audience": "restricted"})
    (book,) = books(
        replace(project, forms={**project.forms, "medicine-book": hidden}), "staff", ("en",)
    )
    assert "LC-3" not in {row.code for box in shelf(book).boxes for row in box.rows}


def test_nobody_is_asked_of_boxes_or_a_second_number_that_there_is_not(project: Project) -> None:
    departments = {}
    for id, department in project.departments.items():
        departments[id] = department.model_copy(update={"box": None, "in_scope": True})
    site = project.site.model_copy(update={"desk_backup": None})
    (bare,) = books(replace(project, departments=departments, site=site), "staff", ("en",))
    assert sheet_ids.SHELF_CHECK not in bare.sheets
    rows = [row.item for part in audit(bare).parts for row in part.rows]
    assert "Test call: the desk answers" in rows
    assert "All boxes counted" not in rows
    asked = [question.ask for group in audit(bare).knowledge for question in group.questions]
    assert "Which number do you call first?" in asked
    assert not any("can't get through" in ask for ask in asked)
