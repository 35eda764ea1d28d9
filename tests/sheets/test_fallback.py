"""Which system is down: everything that stands in comes from steps and forms, and is shown to those who may see it."""

from dataclasses import replace

import pytest
from wardbook.findings import Mark
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Together
from wardbook.plan.project import Project
from wardbook.plan.standins import stand_ins, stops_with
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.filled_phrases import behind, filled, filled_words
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.registers.fallback import FallbackSystem, FallbackView
from wardbook.sheets.registers.fallback_rows import in_short
from wardbook.sheets.sheet import Line

SWITCHBOARD = Link(("system",), "switchboard", None, Mark(""))
DISPENSING = Link(("system",), "chart", "dispensing", Mark(""))


def view(book: Book) -> FallbackView:
    found = book.sheets[sheet_ids.FALLBACK].sheet.content
    assert isinstance(found, FallbackView)
    return found


def words(line: Line) -> str:
    return "".join(run.text for run in line)


def chart(book: Book) -> FallbackSystem:
    return next(system for system in view(book).systems if system.id == "chart")


def test_each_function_names_who_uses_it_and_what_stands_in(book: Book) -> None:
    rows = {
        (row.function, words(row.department)): " ".join(
            words(answer.text) for answer in row.answers
        )
        for row in chart(book).rows
    }
    assert {function for function, _ in rows} == {"booking", "visit notes", "orders", "dispensing"}
    ((_, dispensing),) = [(key, answer) for key, answer in rows.items() if key[0] == "dispensing"]
    assert "step" in dispensing and "LC-" in dispensing


def test_steps_and_forms_are_links(book: Book) -> None:
    targets = {
        run.target.sheet
        for row in chart(book).rows
        for answer in row.answers
        for run in answer.text
        if run.target
    }
    assert {"procedure-dispensary", "form-medicine-book"} <= targets


def test_it_is_a_sheet_of_the_complete_plan(book: Book) -> None:
    assert [manual.id for manual in book.manuals if "fallback" in manual.sheets] == ["plan"]
    assert book.sheets["fallback"].sheet.title == "Which system is down?"


def test_each_manual_holds_its_own_part(book: Book) -> None:
    for manual in book.manuals:
        if manual.department:
            own = f"fallback-{manual.department}"
            assert [id for id in manual.sheets if id.startswith("fallback")] == [own]
    shown = book.sheets["fallback-dispensary"].sheet.content
    assert isinstance(shown, FallbackView) and shown.own
    rows = [row for system in shown.systems for row in system.rows]
    assert {words(row.department) for row in rows} == {"Dispensary"}
    whole = [row for system in view(book).systems for row in system.rows]
    assert [words(row.short) for row in rows] == [
        words(row.short) for row in whole if words(row.department) == "Dispensary"
    ]


def test_forms_stand_in_the_order_of_use(project: Project) -> None:
    for one in stand_ins(project):
        procedure = next(
            p
            for p in project.procedures.values()
            if p.department and p.department.id == one.department.id
        )
        used = [link.id for _, step in procedure.steps() for link in (*step.needs, *step.gives)]
        places = [used.index(str(form.id)) for form in one.forms if form.id in used]
        assert places == sorted(places), (one.department.id, one.function.id)


def test_what_stands_on_a_system_stops_with_it(project: Project) -> None:
    assert [str(system.id) for system in stops_with(project, project.systems["lines"])] == ["chart"]
    assert not list(stops_with(project, project.systems["chart"]))


def test_a_step_that_only_reports_stands_in_for_nothing(project: Project) -> None:
    found = {str(one.use): one for one in stand_ins(project)}
    phases = {
        phase
        for one in found.values()
        for link in one.steps
        for phase, step in project.procedures[link.id].steps()
        if str(step.id) == link.part
    }
    assert phases and not phases & {"prevent", "detect", "back_entry", "review"}


@pytest.mark.parametrize("audience", ["public", "staff"])
def test_without_users_there_is_no_sheet(project: Project, audience: str) -> None:
    idle = {
        id: department.model_copy(update={"uses": ()})
        for id, department in project.departments.items()
    }
    (first, *_) = books(replace(project, departments=idle), audience)
    assert sheet_ids.FALLBACK not in first.sheets


def with_fields(project: Project, step: str, function: str, **fields: object) -> Project:
    """The project with fields of a dispensary's step, and a case of two systems beside a function of the chart."""
    dispensary = project.procedures["dispensary"]
    steps = tuple(
        one.model_copy(update=fields) if one.id == step else one
        for phase, one in dispensary.steps()
        if phase == "respond"
    )
    phases = dispensary.phases.model_copy(update={"respond": steps})
    chart = project.systems["chart"]
    case = Together.model_construct(down_with=(SWITCHBOARD,), then=chart.name)
    functions = tuple(
        one.model_copy(update={"together": (case,)}) if one.id == function else one
        for one in chart.functions
    )
    return replace(
        project,
        procedures={
            **project.procedures,
            "dispensary": dispensary.model_copy(update={"phases": phases}),
        },
        systems={**project.systems, "chart": chart.model_copy(update={"functions": functions})},
    )


def test_a_step_that_works_by_another_system_says_so(project: Project) -> None:
    changed = with_fields(project, "hand-out", "dispensing", through=(SWITCHBOARD,))
    (book,) = books(changed, "staff", ("en",))
    (row,) = (row for row in chart(book).rows if row.function == "dispensing")
    step, forms = row.answers
    assert (step.falls, step.lost) == (
        ("mains", "switchboard"),
        "(not while Switchboard is down too)",
    )
    assert forms.falls == ()
    assert [(case.down, case.when) for case in row.together] == [
        (("switchboard",), "Switchboard down too: ")
    ]
    (switchboard,) = (system for system in view(book).systems if system.id == "switchboard")
    assert words(switchboard.takes) == "C-D1 step 2"


def through_the_switchboard(procedure: Procedure) -> Procedure:
    """The procedure with every step over the telephone."""
    phases: dict[str, tuple[Step, ...]] = {}
    for phase, step in procedure.steps():
        own = step.model_copy(update={"through": (SWITCHBOARD,)})
        phases[phase] = (*phases.get(phase, ()), own)
    return procedure.model_copy(update={"phases": procedure.phases.model_copy(update=phases)})


def test_steps_that_need_a_system_stand_in_the_order_of_the_plan(project: Project) -> None:
    """They stood in that of the functions for which they stand in: C-O1 step 23, 17, S9 step 7, C-O1 step 18."""
    changed = replace(
        project,
        procedures={
            id: through_the_switchboard(one) for id, one in reversed(project.procedures.items())
        },
    )
    (book,) = books(changed, "staff", ("en",))
    (switchboard,) = (system for system in view(book).systems if system.id == "switchboard")
    assert words(switchboard.takes) == "C-D1 step 2, C-R1 step 2"


def test_what_differs_stands_only_where_a_step_is_lost(project: Project) -> None:
    users = {
        id: one.model_copy(update={"uses": project.departments["dispensary"].uses})
        if id == "welcome-desk"
        else one
        for id, one in project.departments.items()
    }
    changed = with_fields(
        replace(project, departments=users), "hand-out", "dispensing", through=(SWITCHBOARD,)
    )
    shown = {
        words(row.department): len(row.together)
        for row in chart(books(changed, "staff", ("en",))[0]).rows
        if row.answers and words(row.department) in ("Welcome Desk", "Dispensary")
    }
    assert shown == {"Welcome Desk": 0, "Dispensary": 1}


def test_steps_of_a_slow_scenario_stand_beside_those_of_an_outage(project: Project) -> None:
    cut = project.procedures["cable-cut"]
    step = cut.phases.respond[0].model_copy(
        update={
            "actor": project.procedures["dispensary"].phases.respond[0].actor,
            "uses": (DISPENSING,),
        }
    )
    slow = cut.model_copy(
        update={
            "scenario": "degraded",
            "phases": cut.phases.model_copy(update={"respond": (step,)}),
        }
    )
    changed = replace(project, procedures={**project.procedures, "cable-cut": slow})
    (row,) = (
        row
        for row in chart(books(changed, "staff", ("en",))[0]).rows
        if row.function == "dispensing"
    )
    assert [words(line) for line in row.slow] == ["S1 step 2: Restart the box once."]
    assert not any("S1" in words(answer.text) for answer in row.answers)


def test_the_variant_that_lies_in_the_box_is_named(project: Project) -> None:
    """Its nurse finds LC-1B there, and no LC-1."""
    localizer = localizer_for(project, "en")
    dispensary, form = project.departments["dispensary"], project.forms["visit-slip"]
    one = replace(stand_ins(project)[0], department=dispensary, forms=(form,))
    assert words(in_short(localizer, one)) == "LC-1B Visit slip for a child"
    assert (
        words(in_short(localizer, replace(one, department=project.departments["consulting-rooms"])))
        == "LC-1 Visit slip"
    )


def test_in_short_it_is_the_forms_else_the_steps_else_what_happens_without(
    book: Book, project: Project
) -> None:
    short = {(row.function, words(row.department)): words(row.short) for row in chart(book).rows}
    assert short["dispensing", "Dispensary"] == "LC-3 Medicine book"
    localizer = localizer_for(project, "en")
    one = next(one for one in stand_ins(project) if one.steps)
    assert (
        words(in_short(localizer, replace(one, forms=()))) == words(localizer.row(one.steps)) != ""
    )
    function = one.function.model_copy(update={"without": project.site.never_waits})
    assert words(
        in_short(localizer, replace(one, forms=(), steps=(), function=function))
    ).startswith("Chest pain")


@pytest.mark.parametrize(
    ("systems", "said"),
    [
        ("机房与 UPS", "机房与 UPS 停用"),
        ("移动护理终端（PDA）", "移动护理终端（PDA）停用"),
        ("门禁", "门禁停用"),
    ],
)
def test_a_latin_name_stands_apart_from_the_chinese_around_it(systems: str, said: str) -> None:
    """A heading of the list read "机房与 UPS停用"."""
    assert filled("{systems}停用", {"systems": systems}) == filled_words("{}停用", systems) == said
    assert filled("{n} 台{system}", {"n": 3, "system": "PDA"}) == "3 台 PDA"
    assert filled("{systems} down", {"systems": "UPS"}) == "UPS down"
    assert systems + behind(systems, "等") == said.removesuffix("停用") + "等"
