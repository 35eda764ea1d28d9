"""Second persons at night: whoever checks or agrees is somebody else than who acts."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.checks.night import closed_at_night
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.calendar import Calendar
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Role
from wardbook.plan.model.scalars import Duration
from wardbook.plan.night_duties import CAN_WAIT, PLANNED, post_at_night
from wardbook.plan.reach import post_of
from wardbook.plan.text import Link
from wardbook.plan.timeline import begins

ANOTHER = "another"
"""What `verify:` says for another person of the same post."""

_DAY = 24 * 60
_A_NIGHT = 12 * 60
"""Minutes of a night where the calendar does not say when it is (practice)."""


def alone(context: Context) -> Iterator[Finding]:
    """P627: another person of the same post checks, at night one person fills it, as
    `people_at_night: 1` says, and no `verify_alone:` says who then. One finding a post."""
    found: dict[str, list[Mark]] = {}
    for phase, step in _at_night(context):
        if phase in CAN_WAIT or step.verify is None or step.verify.id != ANOTHER:
            continue
        who = _alone_at_night(context, step.actor)
        if who and who.people_at_night and not _says_who(step):
            found.setdefault(str(who.id), []).append(step.verify.mark)
    for id, marks in found.items():
        yield warning("P627", *marks, context.project.roles[id].at, role=id, count=len(marks))


def himself(context: Context) -> Iterator[Finding]:
    """P634: whoever checks a step, or agrees to it, is away at night, and who stands in is the one
    person who does it. What can wait for the day is checked by day. One finding for each that a
    step names."""
    night = _minutes_of_night(context.project.calendar)
    for phase, step in _at_night(context):
        who = _alone_at_night(context, step.actor)
        if who is None:
            continue
        for link in _checking(phase, step, night):
            if link.id == step.actor.id or _waits_for_another(step, link):
                continue
            other = _alone_at_night(context, link)
            if other and other.id == who.id:
                yield warning("P634", link.mark, step.at, step=step.id, who=who.id, role=link.id)


def _at_night(context: Context) -> Iterator[tuple[str, Step]]:
    """Steps of the outage with their phases that are done at night, too."""
    for procedure, phase, step in context.steps():
        if begins(phase, step) and not _by_day(context, procedure):
            yield phase, step


def _by_day(context: Context, procedure: Procedure) -> bool:
    """Whether a procedure is followed by day alone: a planned day, a department closed at night."""
    if str(procedure.scenario) == PLANNED:
        return True
    if procedure.department is None:
        return False
    department = context.project.departments.get(procedure.department.id)
    return department is None or closed_at_night(context, department)


def _alone_at_night(context: Context, link: Link) -> Role | None:
    """Who fills a post at night, where nobody says that there are several; None where somebody
    does, or nobody fills it."""
    role = post_of(context.project, link)
    who = post_at_night(context.project, role) if role else None
    return None if who is None or (who.people_at_night or 1) > 1 else who


def _says_who(step: Step) -> bool:
    """Whether a step says who checks where one is on duty. Another of the post does so afterwards
    alone."""
    said = step.verify_alone
    return said is not None and (said.by.id != ANOTHER or said.within is not None)


def _waits_for_another(step: Step, link: Link) -> bool:
    """Whether a step says besides who checks where one is on duty."""
    return link is step.verify and _says_who(step)


def _checking(phase: str, step: Step, night: int) -> Iterator[Link]:
    """Who checks or agrees before the night is over."""
    later, said = step.verify_later, step.verify_alone
    in_the_night = phase not in CAN_WAIT or _ends_within(step.within, night)
    if in_the_night:
        yield from filter(None, (step.verify, step.approval))
    if later and _ends_within(later.within, night):
        yield later.by
    if said and (_ends_within(said.within, night) or (in_the_night and said.within is None)):
        yield said.by


def _ends_within(limit: Duration | None, night: int) -> bool:
    return limit is not None and limit.minutes < night


def _minutes_of_night(calendar: Calendar) -> int:
    if calendar.night is None:
        return _A_NIGHT
    return (calendar.night.end.minutes - calendar.night.start.minutes) % _DAY


CHECKS = (alone, himself)
