"""The recovery table in a plan's chapter: who enters what, after what and by when, from the steps of back-entry."""

from collections.abc import Sequence
from dataclasses import replace

from wardbook.findings import Mark
from wardbook.plan.entry_order import in_order, limits_of
from wardbook.plan.model.blocks.lists import EntryRow, RecoveryBlock
from wardbook.plan.model.scalars import Duration
from wardbook.plan.project import Project
from wardbook.plan.text import Link, Text, Words
from wardbook.sheets.plan.blocks import block_views
from wardbook.sheets.plan.blocks.views import TableView
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import Prose, text_of


def words(cell: Prose) -> str:
    """The lines of a cell, a line each."""
    return "\n".join("".join(span.text for span in line) for line in cell)


def with_limits(
    project: Project, limits: dict[str, int], *, after: dict[str, tuple[Link, ...]] | None = None
) -> Project:
    """The project with steps of back-entry due so many hours after the all-clear."""
    procedures = {}
    for id, procedure in project.procedures.items():
        steps = []
        for step in procedure.phases.back_entry:
            name = f"{id}/{step.id}"
            if name in limits:
                minutes = limits[name] * 60
                step = step.model_copy(update={"within": Duration(minutes, (0, limits[name], 0))})
            if after and name in after:
                step = step.model_copy(update={"after": after[name]})
            steps.append(step)
        phases = procedure.phases.model_copy(update={"back_entry": tuple(steps)})
        procedures[id] = procedure.model_copy(update={"phases": phases})
    return replace(project, procedures=procedures)


def entry_row(steps: str, at: Mark) -> EntryRow:
    """A row that names steps, in words of its own."""
    links = []
    for name in steps.split():
        procedure, step = name.split("/")
        links.append(Link(("step",), procedure, step, at))
    return EntryRow.model_construct(
        text=Text({"en": ((Words("Words of its own"),),)}, {}, at), steps=tuple(links)
    )


def table(
    project: Project, language: str = "en", only: Sequence[str] = (), rows: Sequence[str] = ()
) -> list[TableView]:
    """What the clinic's own block prints; of `only` these departments, or a row for each of `rows`, its steps behind
    each other."""
    (block,) = [
        one
        for plan in project.plans.values()
        for one in plan.blocks()
        if isinstance(one, RecoveryBlock)
    ]
    if only:
        links = tuple(Link(("department",), id, None, block.at) for id in only)
        recovery = block.recovery.model_copy(update={"departments": links})
        block = block.model_copy(update={"recovery": recovery})
    if rows:
        written = tuple(entry_row(steps, block.at) for steps in rows)
        recovery = block.recovery.model_copy(update={"departments": (), "rows": written})
        block = block.model_copy(update={"recovery": recovery})
    localizer = localizer_for(project, language)
    return [
        view.content
        for view in block_views(localizer, block, "")
        if isinstance(view.content, TableView)
    ]


def test_rows_stand_in_the_order_of_the_graph_with_who_and_after(staff: Project) -> None:
    (shown,) = table(staff)
    assert shown.columns == ("Order", "Who", "What is entered", "After")
    cells = [[words(cell) for cell in row] for row in shown.rows]
    assert [row[0] for row in cells] == ["1", "2", "3", "4"]
    assert cells[1][1] == "Doctor\nConsulting Rooms"
    assert "Type the visit from LC-1 Visit slip" in cells[1][2]
    assert cells[2][3] == "C-R1 step 4"


def test_a_step_is_due_when_the_first_that_waits_for_it_is(staff: Project) -> None:
    limited = with_limits(
        staff, {"welcome-desk/type-takings": 24, "consulting-rooms/type-notes": 8}
    )
    (shown,) = table(limited)
    assert shown.columns[-1] == "By when"
    due = [words(row[-1]) for row in shown.rows]
    assert due[0] == "within 8 h of the all-clear, before C-R1 step 4"
    assert due[1] == "within 8 h of the all-clear"
    assert due[2].startswith("within 24 h of the all-clear, before C-W1 step")
    assert due[3] == "within 24 h of the all-clear"
    (chinese,) = table(limited, "zh")
    assert words(chinese.rows[0][-1]).startswith("解除后 8 小时内，须先于")


def test_only_the_departments_that_are_named_with_the_gates_of_all(staff: Project) -> None:
    (shown,) = table(staff, only=["dispensary"])
    assert [words(row[0]) for row in shown.rows] == ["3"]


def test_without_a_step_of_back_entry_there_is_no_table(staff: Project) -> None:
    assert table(staff, only=["computer-room"]) == []


def test_a_circle_does_not_hang_the_order(staff: Project) -> None:
    first = Link(("step",), "welcome-desk", "type-takings", staff.site.at)
    circle = with_limits(staff, {}, after={"welcome-desk/type-slips": (first,)})
    assert len(in_order(circle)) == 4
    assert limits_of(in_order(circle)) == {}


def test_a_row_in_the_plans_words_takes_order_who_and_time_from_its_steps(staff: Project) -> None:
    limited = with_limits(
        staff, {"welcome-desk/type-takings": 24, "consulting-rooms/type-notes": 8}
    )
    (shown,) = table(
        limited,
        rows=["welcome-desk/type-takings", "welcome-desk/type-slips consulting-rooms/type-notes"],
    )
    cells = [[words(cell) for cell in row] for row in shown.rows]
    assert [row[0] for row in cells] == ["1–2", "4"], (
        "in the order of the graph, whatever the plan's"
    )
    assert cells[0][1] == "Welcome Desk\nConsulting Rooms"
    assert cells[0][2].startswith("Words of its own\nC-W1 step")
    assert cells[0][-1] == "within 8 h of the all-clear"
    assert cells[1][3] == "Dispensary"
    assert cells[1][-1] == "within 24 h of the all-clear"


def test_a_row_has_a_place_for_the_time_where_one_of_its_steps_has_none(staff: Project) -> None:
    limited = with_limits(staff, {"welcome-desk/type-slips": 8})
    (shown,) = table(limited, rows=["welcome-desk/type-slips welcome-desk/type-takings"])
    assert shown.columns[-1] == "By when"
    assert text_of(shown.rows[0][-1][0]).startswith("by: ____")
    (none,) = table(staff, rows=["welcome-desk/type-slips welcome-desk/type-takings"])
    assert "By when" not in none.columns, "a plan that gives no step a deadline is not asked"


def test_a_row_is_gone_with_its_steps(staff: Project) -> None:
    assert table(staff, rows=["welcome-desk/no-such-step"]) == []
