"""What has to be looked at again, and by when: numbers, citations, plans, drills, printed copies,
confirmations of rules, measures from drills.

Each has a day on which somebody last looked, and a period; without such a day nobody can say when
it is due, and a check names it. Nothing here depends on today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from wardbook.findings import Mark
from wardbook.plan.model.blocks import DrillPlan, DrillsBlock
from wardbook.plan.model.drill import Drill
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.registries import Contact
from wardbook.plan.project import Project
from wardbook.plan.reach import owner_of
from wardbook.plan.text import Text

COPY_DAYS = 183
"""Half a year: how long a look at a printed copy counts (practice)."""
_ALONE = frozenset({"plan", "drill", "measure"})
"""Kinds of which each is a task by itself."""
_DAY = 24 * 60
"""In minutes."""


@dataclass(frozen=True)
class Review:
    """Something that has to be looked at, done or held by a day."""

    kind: str
    """contact, citation, plan, drill, measure, copy or rule."""
    id: str
    """Unique among its kind, and the same as long as the entry keeps its id."""
    due: date
    last: date | None
    """When it was last looked at or held; None for what is done once."""
    name: Text | str
    department: str
    """Id of the department whose business it is; empty for the office that keeps the plan."""
    at: Mark


def reviews(project: Project) -> tuple[Review, ...]:
    """Everything that has a day on which it is due, the earliest first."""
    found = [
        *_contacts(project),
        *_citations(project),
        *_plans(project),
        *_drills(project),
        *_copies(project),
        *_rules(project),
    ]
    return tuple(sorted(found, key=_by_day))


@dataclass(frozen=True)
class ReviewTask:
    """What one department does in one go: all numbers that it has called, all copies that it looks
    at; a plan, a drill or a measure is a task by itself."""

    id: str
    """The same as long as the department and the kind are: what a calendar knows it by."""
    kind: str
    department: str
    reviews: tuple[Review, ...]
    """What belongs to it, the earliest first."""

    @property
    def due(self) -> date:
        """When the first of it is due."""
        return self.reviews[0].due


def tasks(project: Project) -> tuple[ReviewTask, ...]:
    """What is due, as tasks; the earliest first."""
    found: dict[str, list[Review]] = {}
    for review in reviews(project):
        id = f"{review.kind}-{review.department or 'office'}"
        if review.kind in _ALONE:
            id = f"{review.kind}-{review.id}"
        found.setdefault(id, []).append(review)
    made = []
    for id, own in found.items():
        made.append(ReviewTask(id, own[0].kind, own[0].department, tuple(own)))
    return tuple(made)


def _by_day(review: Review) -> tuple[date, str, str]:
    return review.due, review.kind, review.id


def last_look(plan: Plan) -> date | None:
    """The last day on which somebody read the whole plan: its review, approval, or last version."""
    days: list[date | None] = [revision.date for revision in plan.history]
    if plan.cover:
        days += [plan.cover.reviewed_on, plan.cover.approved_on, plan.cover.issued]
    return max(filter(None, days), default=None)


def drill_days(project: Project, drill: DrillPlan) -> int:
    """Days that may pass until a regular drill is held again."""
    if drill.every:
        return drill.every.minutes // _DAY
    return project.site.review_days


def regular_drills(project: Project) -> Iterator[DrillPlan]:
    """The drills that plans hold regularly."""
    for block in project.blocks():
        if isinstance(block, DrillsBlock):
            yield from block.drills


def _contacts(project: Project) -> Iterator[Review]:
    for id, contact in project.contacts.items():
        if contact.number and contact.verified:
            due = contact.verified + timedelta(project.site.review_days)
            department = _department_of(project, contact)
            yield Review(
                "contact", str(id), due, contact.verified, contact.name, department, contact.at
            )


def _department_of(project: Project, contact: Contact) -> str:
    """The department that a number belongs to; empty where it belongs to none."""
    owner = contact.department or contact.role
    if owner is None:
        return ""
    return _if_department(project, owner_of(project, owner))


def _if_department(project: Project, id: str) -> str:
    return id if id in project.departments else ""


def _citations(project: Project) -> Iterator[Review]:
    for id, citation in project.citations.items():
        if citation.status == "in-force" and citation.checked:
            due = citation.checked + timedelta(project.site.review_days)
            yield Review(
                "citation", str(id), due, citation.checked, citation.title, "", citation.at
            )


def _plans(project: Project) -> Iterator[Review]:
    for id, plan in project.plans.items():
        last = last_look(plan)
        if last:
            due = last + timedelta(project.site.review_days)
            yield Review("plan", str(id), due, last, plan.title, "", plan.at)


def _drills(project: Project) -> Iterator[Review]:
    """Drills that are planned, regular ones that have been held, and measures that are open."""
    for drill in project.drills.values():
        if drill.outcome is None:
            department = _first_department(project, drill)
            yield Review(
                "drill", str(drill.id), drill.planned, None, drill.name, department, drill.at
            )
        else:
            yield from _measures(project, drill)
    for regular in regular_drills(project):
        last = project.last_held(regular)
        if last and regular.id:
            due = last + timedelta(drill_days(project, regular))
            yield Review("drill", str(regular.id), due, last, regular.name, "", regular.at)


def _first_department(project: Project, drill: Drill) -> str:
    return _if_department(project, drill.departments[0].id)


def _measures(project: Project, drill: Drill) -> Iterator[Review]:
    assert drill.outcome is not None
    for number, shortfall in enumerate(drill.outcome.shortfalls, 1):
        if shortfall.done is None:
            department = _if_department(project, owner_of(project, shortfall.by))
            yield Review(
                "measure",
                f"{drill.id}-{number}",
                shortfall.until,
                None,
                shortfall.measure,
                department,
                shortfall.at,
            )


def _copies(project: Project) -> Iterator[Review]:
    for id, copy in project.copies.items():
        if copy.edition and copy.checked:
            due = copy.checked + timedelta(COPY_DAYS)
            keeper = project.keeper_of(copy)
            department = str(keeper.id) if keeper else ""
            box = keeper.box if keeper else None
            place = copy.place or (box.place if box else str(id))
            yield Review("copy", str(id), due, copy.checked, place, department, copy.at)


def _rules(project: Project) -> Iterator[Review]:
    for id, confirmation in project.confirmations.items():
        due = confirmation.date + timedelta(project.site.review_days)
        owner = _if_department(project, owner_of(project, confirmation.by))
        yield Review("rule", str(id), due, confirmation.date, str(id), owner, confirmation.at)
