"""What a department works with: scenarios that its posts act in, and forms that it fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wardbook.plan.model.form import Form
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project, links
from wardbook.plan.reach import owner_of
from wardbook.sheets import sheet_ids
from wardbook.sheets.forms.forms import by_code
from wardbook.sheets.procedures.cards import procedure_of


def scenarios_of(project: Project, department: Department) -> tuple[Procedure, ...]:
    """Scenarios with a step by one of the department's posts, by code: S2 before S10."""
    scenarios = []
    for scenario in project.scenarios:
        if own_steps(project, scenario, department):
            scenarios.append(scenario)
    return tuple(scenarios)


def leads(project: Project, scenario: Procedure, department: Department) -> bool:
    """Whether the department does at least half of a scenario's steps: it has the whole of it."""
    steps = list(scenario.steps())
    return 2 * len(own_steps(project, scenario, department)) >= len(steps) > 0


def work_of(project: Project, department: Department) -> tuple[object, ...]:
    """What names the forms and numbers that a department needs.

    It is its own procedure, and its own steps in the scenarios.
    """
    models: list[object] = []
    own = procedure_of(project, department)
    if own:
        models.append(own)
    for scenario in scenarios_of(project, department):
        models += own_steps(project, scenario, department)
    return tuple(models)


def forms_of(project: Project, department: Department) -> tuple[Form, ...]:
    """Forms that the department's steps need, give or name, by code."""
    return forms_in(project, work_of(project, department))


def forms_in(project: Project, work: Iterable[object]) -> tuple[Form, ...]:
    """Forms that the models of some work link to, by code."""
    found: dict[str, Form] = {}
    for model in work:
        for link in links(model):
            form = project.forms.get(link.id)
            if form is not None and "form" in link.kinds:
                found[link.id] = form
    return by_code(found.values())


def form_ids_of(project: Project, department: Department) -> tuple[str, ...]:
    """Sheet ids of the department's forms, each with its variants."""
    ids = []
    for form in forms_of(project, department):
        for variant in (None, *form.variants):
            ids.append(sheet_ids.form_id(form, variant))
    return tuple(ids)


def own_steps(project: Project, procedure: Procedure, department: Department) -> tuple[Step, ...]:
    """The steps of a procedure that one of the department's posts does, in order, with those that
    everybody does."""
    key = own_steps, str(procedure.id)
    if key not in project.known:  # each department asks, several times
        project.known[key] = _steps_by_owner(project, procedure)
    found: tuple[Step, ...] = project.known[key].get(str(department.id), ())
    return found


def _steps_by_owner(project: Project, procedure: Procedure) -> Mapping[str, tuple[Step, ...]]:
    found: dict[str, tuple[Step, ...]] = {}
    for _, step in procedure.steps():
        for owner in _doers(project, step):
            found[owner] = (*found.get(owner, ()), step)
    return found


def _doers(project: Project, step: Step) -> Iterable[str]:
    """The department whose post does a step; for one that everybody does all in scope, too."""
    doers = {owner_of(project, step.actor): None}
    if step.everybody:
        for id, department in project.departments.items():
            if department.in_scope:
                doers[id] = None
    return doers
