"""What became of a department that is no longer in the plan: it got another id, was split, or
became part of another (`was:` of a department)."""

from __future__ import annotations

from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project


def successors(project: Project, id: str) -> tuple[Department, ...]:
    """The departments that were this one before, in the order of the registry; none while it is in
    the plan itself."""
    if id in project.departments:
        return ()
    return tuple(one for one in project.departments.values() if id in one.was)
