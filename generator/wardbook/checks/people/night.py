"""Who is there at night: posts and their stand-ins, and departments that are closed then."""

from __future__ import annotations

from wardbook.checks.context import Context
from wardbook.plan.model.registries import Department, Night, Role, Window

_DAY = 24 * 60


def covered_at_night(context: Context, role: Role) -> bool:
    """Whether the post or somebody who stands in for it is staffed around the clock."""
    seen: set[str] = set()
    waiting = [role]
    while waiting:
        current = waiting.pop()
        if current.cover == "always" or any(context.silent(link) for link in current.stands_in):
            return True  # a stand-in that could not be read gets the benefit of the doubt
        seen.add(str(current.id))
        found = (context.project.roles.get(link.id) for link in current.stands_in)
        waiting += [other for other in found if other and other.id not in seen]
    return False


def away_at_night(context: Context, role: Role) -> bool:
    """Whether the post belongs to a department that is closed at night: nobody is missed there."""
    department = context.project.departments.get(role.department.id) if role.department else None
    return department is not None and closed_at_night(context, department)


def all_closed_at_night(context: Context) -> bool:
    """Whether every department in scope is closed at night: an organisation that works by day alone."""
    scoped = [department for department in context.project.departments.values() if department.in_scope]
    return bool(scoped) and all(closed_at_night(context, department) for department in scoped)


def closed_at_night(context: Context, department: Department) -> bool:
    """Whether none of the department's opening hours reaches into the night of the calendar. Without a night there, a
    department that has opening hours is closed at night."""
    calendar = context.project.calendar
    named = {link.id for link in department.hours}
    windows = [window for window in calendar.hours if window.id in named]
    if any(context.silent(link) for link in department.hours):
        return True  # hours that could not be read get the benefit of the doubt
    if not windows or len(windows) < len(named):
        return False
    return calendar.night is None or not any(_reaches(window, calendar.night) for window in windows)


def _reaches(window: Window, night: Night) -> bool:
    return any(
        start < until and since < end
        for start, end in _spans(window.start.minutes, window.end.minutes)
        for since, until in _spans(night.start.minutes, night.end.minutes)
    )


def _spans(start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A span of the clock as parts of one day: 18:00 to 8:00 are two."""
    return ((start, end),) if start < end else ((start, _DAY), (0, end))
