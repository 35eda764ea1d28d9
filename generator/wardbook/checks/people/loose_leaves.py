"""Posts of departments without a manual have the leaf with their steps at hand."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.plan.reach import owner_of
from wardbook.plan.text import Link


def kept_nowhere(context: Context) -> Iterator[Finding]:
    """D719: a department out of scope, whose posts do steps of scenarios, does not say where the
    leaf with these steps is kept (`posted:`). One finding a department."""
    if context.lacks("role"):
        return
    project = context.project
    for id, department in project.departments.items():
        if department.in_scope or department.posted:
            continue
        steps = list(_steps_of(project, department))
        if steps:
            yield warning("D719", department.at, steps[0].mark, department=id, actor=steps[0].id)


def _steps_of(project: Project, department: Department) -> Iterator[Link]:
    """Who acts for the department, step by step."""
    for scenario in project.scenarios:
        for _, step in scenario.steps():
            if owner_of(project, step.actor) == department.id:
                yield step.actor


CHECKS = (kept_nowhere,)
