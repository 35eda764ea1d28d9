"""Posts of departments without a manual have the leaf with their steps at hand."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.reach import actors_in_scenarios


def kept_nowhere(context: Context) -> Iterator[Finding]:
    """D719: a department out of scope, whose posts do steps of scenarios, does not say where the
    leaf with these steps is kept (`posted:`). One finding a department."""
    if context.lacks("role"):
        return
    project = context.project
    for id, department in project.departments.items():
        if department.in_scope or department.posted:
            continue
        for actor in actors_in_scenarios(project, department):
            yield warning("D719", department.at, actor.mark, department=id, actor=actor.id)
            break


CHECKS = (kept_nowhere,)
