"""Things that people are told to take from the box lie in it, and so does the radio that they are
called on."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context, first_of
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.project import Project
from wardbook.plan.reach import owner_of, things_taken

_RADIO = "radio"


def taken(context: Context) -> Iterator[Finding]:
    """D716: a step takes something from the box of the department that acts (`takes:`) which the
    list of that box does not hold, or the department has none."""
    if context.lacks("department", "role"):
        return
    for _, _, step in context.steps():
        held = {str(thing.id) for thing in things_taken(context.project, step)}
        absent = [id for id in step.takes if id not in held]
        if absent:
            owner = owner_of(context.project, step.actor)
            marks = [absent[0].mark, *_box_of(context.project, owner)]
            things = first_of(absent)
            yield warning("D716", *marks, step=step.id, department=owner, things=things)


def _box_of(project: Project, owner: str) -> Iterator[Mark]:
    """Where the box of a department is described."""
    department = project.departments.get(owner)
    if department and department.box:
        yield department.box.at


def radios(context: Context) -> Iterator[Finding]:
    """D722: a department is said to have a radio while the exchange is down (`channels:`), and its
    box holds none (a thing with the id `radio`): nobody counts or charges it."""
    for id, department in context.project.departments.items():
        if department.box is None:
            continue
        held = {str(thing.id) for thing in department.box.things}
        if _RADIO in department.channels and _RADIO not in held:
            yield warning("D722", department.box.at, department=id)


CHECKS = (taken, radios)
