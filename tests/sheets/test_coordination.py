"""The coordinator's sheet: gates, what each step waits for, who signs and who countersigns."""

from dataclasses import replace
from pathlib import Path

from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.command.coordination import CoordinationView, GateRow, coordination_sheet
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import Line


def view(localizer: Localizer) -> CoordinationView:
    sheet = coordination_sheet(localizer)
    assert sheet is not None
    assert isinstance(sheet.content, CoordinationView)
    return sheet.content


def words(line: Line) -> str:
    return "".join(run.text for run in line)


def rows(shown: CoordinationView) -> list[GateRow]:
    return [row for cluster in shown.clusters for row in cluster.rows]


def ticks(shown: CoordinationView) -> dict[str, list[str]]:
    return {
        row.name: [" ".join(step.text for step in cell) for cell in row.cells]
        for row in rows(shown)
    }


def changed(clinic: Path, procedure: str, old: str, new: str) -> Localizer:
    path = clinic / f"plan_source/procedures/{procedure}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    return localizer_for(project, "en")


def test_a_row_holds_the_steps_of_a_department_gate_by_gate(en: Localizer) -> None:
    shown = view(en)
    assert shown.gates == (1, 2, 3, 4)
    assert ticks(shown) == {
        "Welcome Desk": ["9", "", "", "10"],
        "Consulting Rooms": ["", "4", "", ""],
        "Dispensary": ["", "", "4", ""],
    }


def test_steps_that_wait_for_the_same_stand_side_by_side(clinic: Path) -> None:
    localizer = changed(
        clinic,
        "dispensary",
        "after: [consulting-rooms/type-notes]",
        "after: [welcome-desk/type-slips]",
    )
    shown = view(localizer)
    assert shown.gates == (1, 2, 3)
    assert ticks(shown)["Dispensary"] == ticks(shown)["Consulting Rooms"] == ["", "4", ""]


def test_a_tick_leads_to_its_step(en: Localizer) -> None:
    step = next(
        step
        for row in rows(view(en))
        if row.name == "Dispensary"
        for cell in row.cells
        for step in cell
    )
    assert (step.target.sheet, step.target.anchor) == (
        "procedure-dispensary",
        "step-type-medicines",
    )


def test_a_step_of_a_scenario_is_cited_with_its_code(clinic: Path) -> None:
    """Its number alone would be one of the department's procedure."""
    path = clinic / "plan_source/procedures/cable-cut.yml"
    step = "    - id: note-cut\n      actor: clinic-manager\n      do: {en: Note the cut., zh: 记下断线。}\n"
    path.write_text(path.read_text(encoding="utf-8") + "  back_entry:\n" + step, encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    found = ticks(view(localizer_for(project, "en")))["Clinic manager"]
    assert found == ["S1 step 6", "", "", ""]


def test_steps_before_back_entry_open_the_first_gate(clinic: Path) -> None:
    localizer = changed(
        clinic, "welcome-desk", "after: [type-slips, dis", "after: [count-box, type-slips, dis"
    )
    shown = view(localizer)
    assert words(shown.opening) == "C-W1 step 1"
    assert len(shown.gates) == 4


def test_deadlines_are_listed_with_their_steps(clinic: Path) -> None:
    localizer = changed(
        clinic, "dispensary", "      after: [con", "      within: 2 h\n      after: [con"
    )
    assert [words(line) for line in view(localizer).deadlines] == [
        "within 2 h of the all-clear: C-D1 step 4"
    ]


def test_departments_sign_and_their_organiser_countersigns(en: Localizer) -> None:
    own, theirs = view(en).clusters
    assert (own.office, [row.name for row in own.rows]) == ("", ["Welcome Desk"])
    assert (theirs.office, theirs.head) == ("Welcome Desk", "Desk lead")
    assert [row.name for row in theirs.rows] == ["Consulting Rooms", "Dispensary"]


def test_it_is_a_sheet_of_the_complete_plan(book: Book) -> None:
    assert [manual.id for manual in book.manuals if "coordination" in manual.sheets] == ["plan"]


def test_nothing_to_enter_needs_no_coordinator(staff: Project) -> None:
    idle = {id: it for id, it in staff.procedures.items() if id == "cable-cut"}
    assert coordination_sheet(localizer_for(replace(staff, procedures=idle), "en")) is None
