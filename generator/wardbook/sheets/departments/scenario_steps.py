"""The steps of scenarios that are a department's, for its manual.

Each stands with the line before and the line after that it hangs on; the whole scenario is kept
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.timeline import card_text
from wardbook.sheets import sheet_ids
from wardbook.sheets.departments.work import leads, own_steps, scenarios_of
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import department_sheet
from wardbook.sheets.procedures.procedures import StepView, step_view
from wardbook.sheets.sheet import Line, Sheet, Target
from wardbook.sheets.view import view

Place = tuple[str, Step]
"""A phase and a step of it."""


@view("NeighbourStep")
class NeighbourStep:
    """The step of others that an own step hangs on, in a line."""

    number: int
    actor: str
    text: Line
    before: bool
    """It stands before the own step; else behind it."""


@view("OwnStep")
class OwnStep:
    """A step of the department, or a neighbour of one. `phase` is said where a new one begins."""

    phase: str
    step: StepView | None
    neighbour: NeighbourStep | None


@view("ScenarioPart")
class ScenarioPart:
    """What a department does in one scenario. `kept`: where the whole of it is."""

    title: str
    code: str
    target: Target
    anchor: str
    first: str
    kept: str
    steps: tuple[OwnStep, ...]


@view("ScenarioSteps")
class ScenarioSteps:
    """A department's steps in the scenarios that others lead."""

    title: str
    intro: str
    kept: str
    """Where the leaf of a department without a manual is kept."""
    parts: tuple[ScenarioPart, ...]


def scenario_steps_sheet(localizer: Localizer, department: Department) -> Sheet | None:
    """The sheet of a department's own steps in scenarios; None where it has none, or leads each.
    One out of scope has no manual that could hold the whole of what it leads."""
    parts = tuple(_parts(localizer, department))
    if not parts:
        return None
    title = localizer.say("title_scenario_steps", department=localizer.words(department.name))
    kept = _leaf_kept(localizer, department)
    steps = ScenarioSteps(title, localizer.say("scenario_steps_intro"), kept, parts)
    return department_sheet(localizer, SheetKind.SCENARIO_STEPS, department, title, steps)


def department_of(sheet: Sheet) -> str:
    """Whose steps in scenarios a sheet has, by id; empty for a sheet of another kind."""
    if sheet.kind is not SheetKind.SCENARIO_STEPS:
        return ""
    return sheet.key.id.removeprefix(f"{SheetKind.SCENARIO_STEPS}-")


def _leaf_kept(localizer: Localizer, department: Department) -> str:
    if department.in_scope or not department.posted:
        return ""
    return localizer.say("scenario_steps_kept", place=localizer.words(department.posted))


def pointer(localizer: Localizer, department: Department, leaf: Sheet) -> str:
    """What a card says of the leaf: the first scenario in which a step of the department is
    urgent, or else the first, and the leaf's code."""
    parts = [one for one in scenarios_of(localizer.project, department) if _is_on(leaf, one)]
    urgent = [one for one in parts if _is_urgent(localizer, one, department)]
    first = (urgent or parts)[0]
    label = localizer.words(first.tile.label if first.tile else first.title)
    key = "card_leaf_more" if len(parts) > 1 else "card_leaf"
    return localizer.say(key, scenario=label, code=leaf.code)


def _is_on(leaf: Sheet, scenario: Procedure) -> bool:
    content = leaf.content
    assert isinstance(content, ScenarioSteps)
    return any(part.anchor == scenario.id for part in content.parts)


def _is_urgent(localizer: Localizer, scenario: Procedure, department: Department) -> bool:
    return any(step.urgent for step in own_steps(localizer.project, scenario, department))


def _parts(localizer: Localizer, department: Department) -> Iterator[ScenarioPart]:
    for scenario in scenarios_of(localizer.project, department):
        if not department.in_scope or not leads(localizer.project, scenario, department):
            yield _part(localizer, scenario, department)


def _part(localizer: Localizer, scenario: Procedure, department: Department) -> ScenarioPart:
    sheet = sheet_ids.procedure_id(scenario)
    return ScenarioPart(
        title=localizer.words(scenario.title),
        code=sheet_ids.procedure_code(localizer.project, scenario),
        target=Target(sheet),
        anchor=str(scenario.id),
        first=localizer.words(scenario.first),
        kept=_kept(localizer, scenario),
        steps=tuple(_steps(localizer, scenario, department)),
    )


def _kept(localizer: Localizer, scenario: Procedure) -> str:
    """Where the whole scenario is kept: with who leads it, and in the complete plan."""
    places = []
    for department in localizer.project.departments.values():
        if department.in_scope and leads(localizer.project, scenario, department):
            places.append(localizer.words(department.name))
    places.append(localizer.say("elsewhere_general"))
    return localizer.say("scenario_kept", places=localizer.say("list_join").join(places))


def _steps(localizer: Localizer, scenario: Procedure, department: Department) -> Iterator[OwnStep]:
    """Own steps in their order, each stretch of them between its neighbours."""
    steps = list(scenario.steps())
    own = {str(step.id) for step in own_steps(localizer.project, scenario, department)}
    told = ""
    for at, (phase, step) in enumerate(steps):
        neighbour = _neighbour(localizer, scenario, steps, at=at, own=own)
        if str(step.id) not in own and neighbour is None:
            continue
        title = localizer.say(f"phase_{phase}")
        said, told = title if title != told else "", title
        yield OwnStep(said, _own(localizer, scenario, steps[at], own), neighbour)


def _own(localizer: Localizer, scenario: Procedure, place: Place, own: set[str]) -> StepView | None:
    """An own step as its scenario shows it; its anchor names the scenario too."""
    phase, step = place
    if str(step.id) not in own:
        return None
    made = step_view(localizer, scenario, step, phase=phase)
    return replace(made, anchor=f"{scenario.id}-{made.anchor}")


def _neighbour(
    localizer: Localizer, scenario: Procedure, steps: Sequence[Place], *, at: int, own: set[str]
) -> NeighbourStep | None:
    """The step at a place as a line, where it is another's and stands beside an own one."""
    _, step = steps[at]
    if str(step.id) in own:
        return None
    before = at + 1 < len(steps) and str(steps[at + 1][1].id) in own
    behind = at > 0 and str(steps[at - 1][1].id) in own
    if not before and not behind:
        return None
    return NeighbourStep(
        number=scenario.number_of(str(step.id)),
        actor=localizer.say("step_everybody") if step.everybody else localizer.name(step.actor),
        text=localizer.line(card_text(step), within=scenario),
        before=before,
    )
