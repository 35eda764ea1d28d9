"""Who does what at night: the steps of posts that work by day fall on those who stand in for them.

A step names a post; who fills it at night is said in the registry of posts (`cover:`,
`stands_in:`). Here both are brought together, for the sheet that says it and the check that counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Role
from wardbook.plan.opening_hours import is_closed_at_night
from wardbook.plan.project import Project
from wardbook.plan.reach import post_of
from wardbook.plan.text import Link
from wardbook.plan.timeline import Moment, begins, due

FIRST_MINUTES = 30
"""Minutes of an outage in which nobody can be called in yet (practice; the time that a house gives
its staff on call to arrive is often the same)."""
CAN_WAIT = frozenset({"recover", "back_entry", "review"})
"""Phases that can wait for the day."""
_ORDER = ("noticed", "announced", "manual", "later", "all_clear")
"""In which order steps come, by what they count from; `later`: hours after the fault is noticed."""
PLANNED = "planned"
"""The scenario of what is done on a day of one's choice: whoever it needs is there."""


@dataclass(frozen=True)
class NightDuty:
    """A step that somebody on duty at night does."""

    role: Role
    """Who does it: a post that is staffed around the clock."""
    named: Role
    """The post that the step names."""
    procedure: Procedure
    phase: str
    step: Step
    begins: Moment

    @property
    def comes_first(self) -> bool:
        """Whether it has to be done in the first half hour: it begins then, or it has so long at
        most after a notice or a changeover, or it is urgent. What may take longer, and what is
        said to be done from then on, waits for whoever has a hand free."""
        if self.begins.since == "all_clear" or self.begins.minutes > FIRST_MINUTES:
            return False
        limit = due(self.phase, self.step)
        if limit is None:
            return self.begins.since == "noticed" or bool(self.step.urgent)
        return limit.minutes <= FIRST_MINUTES


def post_at_night(project: Project, role: Role) -> Role | None:
    """Who fills a post at night: itself where it is staffed around the clock, else the nearest of
    its stand-ins that is; None where nobody is said to be."""
    seen: set[str] = set()
    waiting = [role]
    for current in waiting:  # it grows meanwhile: their own stand-ins come after them
        if str(current.id) in seen:
            continue
        seen.add(str(current.id))
        if current.cover == "always":
            return current
        for link in current.stands_in:
            other = project.roles.get(link.id)
            if other:
                waiting.append(other)
    return None


def night_duties(project: Project) -> Iterator[NightDuty]:
    """Every step of the outage itself that falls on a post that is there at night, procedure by
    procedure. Left out are what departments do that are closed then, and steps of departments or
    bodies, which fall on nobody in particular."""
    for procedure in project.procedures.values():
        if str(procedure.scenario) == PLANNED or _is_closed(project, procedure.department):
            continue
        for phase, step in procedure.steps():
            moment = begins(phase, step)
            named = post_of(project, step.actor)
            if phase in CAN_WAIT or moment is None or named is None:
                continue
            role = post_at_night(project, named)
            if role is None:
                continue
            yield NightDuty(role, named, procedure, phase, step, moment)


def _is_closed(project: Project, link: Link | None) -> bool:
    department = project.departments.get(link.id) if link else None
    return department is not None and is_closed_at_night(project, department)


def taken_over(project: Project) -> Mapping[str, tuple[NightDuty, ...]]:
    """Post → the steps that it takes over at night from others: first those of departments'
    procedures, which everybody follows at once, then scenario by scenario; each in the order in
    which they begin. Posts that take over none are left out."""
    found: dict[str, list[NightDuty]] = {}
    for duty in night_duties(project):
        if duty.named.id != duty.role.id:
            found.setdefault(str(duty.role.id), []).append(duty)
    order = list(project.procedures)
    ordered = {}
    for id, duties in found.items():
        ordered[id] = tuple(sorted(duties, key=lambda duty: _when(duty, order)))
    return ordered


def _when(duty: NightDuty, order: Sequence[str]) -> tuple[int, int, int]:
    """What begins in the first half hour comes before what waits for a notice or the changeover,
    and that before what comes after hours."""
    scenario = -1
    if duty.procedure.scenario:
        scenario = order.index(str(duty.procedure.id))
    rank = _ORDER.index(duty.begins.since)
    if duty.begins.since == "noticed" and duty.begins.minutes > FIRST_MINUTES:
        rank = _ORDER.index("later")
    return scenario, rank, duty.begins.minutes


def first_at_once(duties: Sequence[NightDuty]) -> tuple[NightDuty, ...]:
    """Of the steps that a post takes over those of the first half hour that come together at worst:
    those of departments' procedures, and those of the one scenario that adds most."""
    always = [duty for duty in duties if duty.comes_first and not duty.procedure.scenario]
    by_scenario: dict[str, list[NightDuty]] = {}
    for duty in duties:
        if duty.comes_first and duty.procedure.scenario:
            by_scenario.setdefault(str(duty.procedure.id), []).append(duty)
    worst = max(by_scenario.values(), key=len, default=[])
    return (*always, *worst)
