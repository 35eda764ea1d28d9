"""What a plan's cover says in words, and the order of plans: sheets of many kinds print it."""

from __future__ import annotations

from collections.abc import Mapping

from wardbook.plan.model.plan import Plan
from wardbook.plan.project import Project
from wardbook.sheets.localizer import Localizer


def in_order(plans: Mapping[str, Plan]) -> tuple[Plan, ...]:
    """Each plan behind its parent, else in the order of the files."""
    placed: dict[str, Plan] = {}

    def place(plan: Plan) -> None:
        if str(plan.id) not in placed:
            placed[str(plan.id)] = plan
            for child in plans.values():
                if parent_id(child) == str(plan.id):
                    place(child)

    for plan in plans.values():
        if parent_id(plan) not in plans:
            place(plan)
    for id, plan in plans.items():
        placed.setdefault(id, plan)  # plans that are one another's parents
    return tuple(placed.values())


def is_bound(project: Project, plan: Plan) -> bool:
    """Whether a plan is bound: as it says, else where no department has a manual of its own."""
    if plan.leaves:
        return str(plan.leaves) == "bound"
    return not any(department.in_scope for department in project.departments.values())


def classification(localizer: Localizer, plan: Plan) -> str:
    """Who may have the plan in hand, in words; empty where nobody said it."""
    if plan.cover is None:
        return ""
    return localizer.words(plan.cover.classification)


def issuer(localizer: Localizer, plan: Plan) -> str:
    """Who issues the plan: the organisation, or a body of it that the cover names."""
    if plan.cover and plan.cover.issuer:
        return localizer.words(plan.cover.issuer)
    return localizer.words(localizer.project.site.organisation)


def document_number(plan: Plan) -> str:
    """The number on the plan's cover; empty without one."""
    if plan.cover is None:
        return ""
    return str(plan.cover.number or "")


def issued_on(localizer: Localizer, plan: Plan) -> str:
    """The day of issue on the plan's cover; empty without one."""
    if plan.cover is None:
        return ""
    return localizer.day(plan.cover.issued)


def effective_on(localizer: Localizer, plan: Plan) -> str:
    """The day from which the plan is in force, as its cover says; empty without one."""
    if plan.cover is None:
        return ""
    return localizer.day(plan.cover.effective)


def parent_id(plan: Plan) -> str:
    """The id of the project's plan that stands above this one; empty where none does."""
    if plan.parent and plan.parent.plan:
        return plan.parent.plan.id
    return ""
