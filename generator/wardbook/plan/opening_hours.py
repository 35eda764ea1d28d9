"""When departments are open, by the opening hours and the night of the calendar."""

from __future__ import annotations

from wardbook.plan.model.calendar import Night, Window
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.plan.text import Link

_DAY = 24 * 60
"""In minutes."""


def is_closed_at_night(project: Project, department: Department) -> bool:
    """Whether none of the department's opening hours reaches into the night of the calendar.

    Without a night there, a department that has opening hours is closed at night. One whose hours
    are not all found is not called closed.
    """
    named = {link.id for link in department.hours}
    windows = [window for window in project.calendar.hours if window.id in named]
    if not windows or len(windows) < len(named):
        return False
    night = project.calendar.night
    if night is None:
        return True
    return not any(_overlap(window, night) for window in windows)


def nobody_at_night(project: Project, department: Department) -> bool:
    """Whether a department is closed at night and none of its posts is on call, as one that is
    filled around the clock is."""
    if not is_closed_at_night(project, department):
        return False
    for role in project.roles.values():
        if role.department and role.department.id == department.id and role.cover == "always":
            return False
    return True


def reported_to_at_night(project: Project, department: Department) -> Link | None:
    """The number that a department calls at night; None for one of which nobody is there then."""
    if nobody_at_night(project, department):
        return None
    return department.night_report_to


def _overlap(window: Window, night: Night) -> bool:
    for start, end in _parts_of_day(window.start.minutes, window.end.minutes):
        for night_start, night_end in _parts_of_day(night.start.minutes, night.end.minutes):
            if start < night_end and night_start < end:
                return True
    return False


def _parts_of_day(start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A span of the clock in minutes as parts of one day: 18:00 to 8:00 are two."""
    if start < end:
        return ((start, end),)
    return ((start, _DAY), (0, end))
