"""What a manual's cover says of the plans that are bound in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wardbook.plan.model.plan import Plan
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan_facts import classification, document_number, effective_on


@dataclass(frozen=True)
class BoundPlan:
    """A plan that a manual holds, as its cover names it."""

    title: str
    number: str
    version: str
    effective: str
    classification: str


_NO_PLAN = BoundPlan(title="", number="", version="", effective="", classification="")


def only_plan(localizer: Localizer, plans: Sequence[Plan]) -> BoundPlan:
    """The facts of the only plan; none where there are several, for the cover names each."""
    if len(plans) == 1:
        return _bound(localizer, plans[0])
    return _NO_PLAN


def several_plans(localizer: Localizer, plans: Sequence[Plan]) -> tuple[BoundPlan, ...]:
    """The facts of each plan where there are several; of a single one the cover says them."""
    if len(plans) <= 1:
        return ()
    return tuple(_bound(localizer, plan) for plan in plans)


def _bound(localizer: Localizer, plan: Plan) -> BoundPlan:
    return BoundPlan(
        title=localizer.words(plan.title),
        number=document_number(plan),
        version=str(plan.version or ""),
        effective=effective_on(localizer, plan),
        classification=classification(localizer, plan),
    )
