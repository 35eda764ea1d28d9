"""Who is there at night: posts and their stand-ins, and departments that are closed then."""

from __future__ import annotations

from enum import Enum

from wardbook.checks.context import Context
from wardbook.plan.model.registries import Department, Role
from wardbook.plan.opening_hours import is_closed_at_night


class AtNight(Enum):
    """Whether a post is filled at night, by itself or by somebody who stands in for it."""

    THERE = "somebody is staffed around the clock"
    UNSAID = "nobody is said to be, and of some the plan does not say when they are there"
    NOBODY = "all are there in working hours alone"


def at_night(context: Context, role: Role) -> AtNight:
    """Whether the post or somebody who stands in for it is staffed around the clock."""
    found = AtNight.NOBODY
    seen: set[str] = set()
    waiting = [role]
    while waiting:
        current = waiting.pop()
        if current.cover == "always":
            return AtNight.THERE
        if any(map(context.names_unread, current.stands_in)):
            return AtNight.THERE  # one that could not be read may be there
        if current.cover is None:
            found = AtNight.UNSAID
        seen.add(str(current.id))
        for link in current.stands_in:
            other = context.project.roles.get(link.id)
            if other and other.id not in seen:
                waiting.append(other)
    return found


def away_at_night(context: Context, role: Role) -> bool:
    """Whether the post belongs to a department that is closed at night: nobody is missed there. One
    that could not be read may be."""
    if role.department is None:
        return False
    if context.names_unread(role.department):
        return True
    department = context.project.departments.get(role.department.id)
    return department is not None and closed_at_night(context, department)


def all_closed_at_night(context: Context) -> bool:
    """Whether every department in scope is closed at night; False when none is in scope."""
    some = False
    for department in context.project.departments.values():
        if not department.in_scope:
            continue
        if not closed_at_night(context, department):
            return False
        some = True
    return some


def closed_at_night(context: Context, department: Department) -> bool:
    """Whether none of the department's opening hours reaches into the night of the calendar."""
    if any(map(context.names_unread, department.hours)):
        return True  # hours that could not be read may be such
    return is_closed_at_night(context.project, department)
