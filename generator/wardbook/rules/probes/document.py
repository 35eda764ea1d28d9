"""Probes of the document: what a plan says of itself, and its general chapters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from wardbook.plan.model.blocks import (
    CitationsBlock,
    ClosingBlock,
    DefinitionsBlock,
    DrillPlan,
    DrillsBlock,
    Guarantee,
    GuaranteesBlock,
    PolicyBlock,
    PrinciplesBlock,
    ScopeBlock,
)
from wardbook.plan.model.plan import Plan
from wardbook.rules.probes.probe_results import (
    Probe,
    ProbeResult,
    Subject,
    every,
    register,
    some,
    some_block,
)

YEAR = timedelta(days=365)


def _some_plan(wanted: Callable[[Plan], object]) -> Probe:
    """A probe for plans for which `wanted` holds."""

    def probe(subject: Subject) -> ProbeResult:
        return some(subject.plans, wanted)

    return probe


def _is_issued(subject: Subject, plan: Plan) -> bool:
    return str(plan.status or subject.project.site.status) == "issued"


def related_plans(subject: Subject) -> ProbeResult:
    """Every plan names the plan above it, or plans beside it."""
    return every(subject.plans, lambda plan: plan.parent or plan.related)


def cover(subject: Subject) -> ProbeResult:
    """Every cover has number and version, and once issued the day of issue.

    Title and organisation always print.
    """

    def is_complete(plan: Plan) -> bool:
        if plan.cover is None or not plan.cover.number or not plan.version:
            return False
        return bool(plan.cover.issued) or not _is_issued(subject, plan)

    return every(subject.plans, is_complete)


def approval(subject: Subject) -> ProbeResult:
    """Every plan says who approves it, and once issued on which day."""

    def is_approved(plan: Plan) -> bool:
        if plan.cover is None or not plan.cover.approved_by:
            return False
        return bool(plan.cover.approved_on) or not _is_issued(subject, plan)

    return every(subject.plans, is_approved)


def review_current(subject: Subject) -> ProbeResult:
    """Somebody has read each whole plan within the period of site.yml (a year without one)."""
    within = subject.project.site.review_within
    period = YEAR
    if within:
        period = timedelta(minutes=within.minutes)

    def is_current(plan: Plan) -> bool:
        last = _last_read(plan)
        return last is not None and subject.day - last <= period

    return every(subject.plans, is_current)


def _last_read(plan: Plan) -> date | None:
    """The last day of a plan's review, approval, issue or new version."""
    days: list[date | None] = [revision.date for revision in plan.history]
    if plan.cover:
        days += [plan.cover.reviewed_on, plan.cover.approved_on, plan.cover.issued]
    return max(filter(None, days), default=None)


def _has_supplies(block: GuaranteesBlock) -> bool:
    return any(map(_is_supply, block.guarantees))


def _is_supply(guarantee: Guarantee) -> bool:
    """Whether it says how much of something there is, where, and who answers for it."""
    return bool(guarantee.quantity and guarantee.place and guarantee.by)


def _has_planned_drills(block: DrillsBlock) -> bool:
    return all(map(_is_planned, block.drills))


def _is_planned(drill: DrillPlan) -> bool:
    """Whether a drill says for whom it is, who holds it and where it is recorded."""
    return bool(drill.scope and drill.by and drill.record)


def drill_plan(subject: Subject) -> ProbeResult:
    """Every chapter with drills says all of each."""
    return every(subject.blocks(DrillsBlock), _has_planned_drills)


def drill_held(subject: Subject) -> ProbeResult:
    """A drill was held within a year."""

    def held_within_a_year(block: DrillsBlock) -> bool:
        days = filter(None, map(subject.project.last_held, block.drills))
        return any(subject.day - day <= YEAR for day in days)

    return some(subject.blocks(DrillsBlock), held_within_a_year)


def copy_register(subject: Subject) -> ProbeResult:
    """Printed copies are registered."""
    first = next(iter(subject.project.copies.values()), None)
    if first is None:
        return ProbeResult()
    return ProbeResult((register("copies", first.at),))


PROBES: dict[str, Probe] = {
    "scope": some_block(ScopeBlock),
    "principles": some_block(PrinciplesBlock),
    "basis": some_block(CitationsBlock),
    "definitions": some_block(DefinitionsBlock),
    "related-plans": related_plans,
    "policy": some_block(PolicyBlock),
    "cover": cover,
    "approval": approval,
    "signoff": _some_plan(lambda plan: plan.signoff),
    "history": _some_plan(lambda plan: plan.history),
    "distribution": _some_plan(lambda plan: plan.distribution),
    "effective": some_block(ClosingBlock),
    "review-rule": some_block(ClosingBlock, lambda block: block.closing.review),
    "review-current": review_current,
    "guarantees": some_block(GuaranteesBlock),
    "supplies": some_block(GuaranteesBlock, _has_supplies),
    "drills": some_block(DrillsBlock),
    "drill-plan": drill_plan,
    "drill-held": drill_held,
    "copy-register": copy_register,
}
