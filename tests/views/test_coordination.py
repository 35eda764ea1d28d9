"""The coordinator's sheet: gates, what each step waits for, who signs and who countersigns."""

from dataclasses import replace
from pathlib import Path

from generator.source.loader import load
from generator.source.project import Project
from generator.views.back_entry import in_order
from generator.views.book import Book
from generator.views.books import lens_for
from generator.views.coordination import CoordinationView, GateRow, coordination_sheet, gates_of
from generator.views.lens import Lens
from generator.views.sheet import Line


def view(lens: Lens) -> CoordinationView:
    sheet = coordination_sheet(lens)
    assert sheet is not None
    assert isinstance(sheet.content, CoordinationView)
    return sheet.content


def words(line: Line) -> str:
    return "".join(run.text for run in line)


def row(shown: CoordinationView, step: str) -> GateRow:
    return next(row for gate in shown.gates for row in gate.rows if row.step.text == step)


def changed(clinic: Path, procedure: str, old: str, new: str) -> Lens:
    path = clinic / f"plan_source/procedures/{procedure}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    return lens_for(project, "en")


def test_a_gate_holds_what_waits_for_gates_before_alone(en: Lens) -> None:
    assert [[row.step.text for row in gate.rows] for gate in view(en).gates] == [
        ["C-W1 step 9"],
        ["C-R1 step 4"],
        ["C-D1 step 4"],
        ["C-W1 step 10"],
    ]


def test_steps_that_wait_for_the_same_stand_side_by_side(clinic: Path) -> None:
    lens = changed(clinic, "dispensary", "after: [consulting-rooms/type-notes]", "after: [welcome-desk/type-slips]")
    assert sorted(gates_of(in_order(lens)).values()) == [1, 2, 2, 3]


def test_what_is_implied_is_not_said_again(en: Lens) -> None:
    """Takings wait for slips and for medicines, which wait for notes, which wait for slips."""
    assert words(row(view(en), "C-W1 step 10").after) == "C-D1 step 4"


def test_a_line_in_words(en: Lens) -> None:
    line = row(view(en), "C-D1 step 4")
    assert (line.who, words(line.what), line.verify, line.match) == (
        "Dispenser",
        "LC-3",
        "Lead dispenser",
        "serial number, count",
    )


def test_steps_before_back_entry_open_the_first_gate(clinic: Path) -> None:
    lens = changed(clinic, "welcome-desk", "after: [type-slips, dis", "after: [count-box, type-slips, dis")
    shown = view(lens)
    assert words(shown.opening) == "C-W1 step 1"
    assert len(shown.gates) == 4


def test_a_deadline_says_what_it_counts_from_where_that_is_not_the_all_clear(clinic: Path) -> None:
    lens = changed(clinic, "dispensary", "      after: [con", "      within: 2 h\n      after: [con")
    assert row(view(lens), "C-D1 step 4").deadline == "within 2 h"


def test_a_note_and_what_is_done_without_a_form(clinic: Path) -> None:
    old = "      needs: [medicine-book]\n      verify: lead-dispenser"
    new = "      note: {en: Count at night., zh: 夜间清点。}\n      verify: lead-dispenser"
    lens = changed(clinic, "dispensary", old, new)
    assert words(row(view(lens), "C-D1 step 4").remark) == "Deduct each line of LC-3 from stock. · Count at night."


def test_departments_sign_and_their_organiser_countersigns(en: Lens) -> None:
    own, theirs = view(en).clusters
    assert (own.office, own.departments) == ("", ("Welcome Desk",))
    assert (theirs.office, theirs.head) == ("Welcome Desk", "Desk lead")
    assert theirs.departments == ("Consulting Rooms", "Dispensary")


def test_the_rules_of_the_organisation(en: Lens) -> None:
    shown = view(en)
    assert [words(line) for line in shown.exceptions][1] == "Visitor has left: phone the number on LC-1 Visit slip."
    assert shown.late and shown.again


def test_it_is_a_sheet_of_the_complete_plan(book: Book) -> None:
    assert [manual.id for manual in book.manuals if "coordination" in manual.sheets] == ["plan"]


def test_nothing_to_enter_needs_no_coordinator(staff: Project) -> None:
    idle = {id: it for id, it in staff.procedures.items() if id == "cable-cut"}
    assert coordination_sheet(lens_for(replace(staff, procedures=idle), "en")) is None
