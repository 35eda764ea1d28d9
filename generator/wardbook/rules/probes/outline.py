"""Probes of the document: what a plan says of itself, and its general chapters."""

from __future__ import annotations

from datetime import date, timedelta

from wardbook.plan.model.blocks import (
    CitationsBlock,
    ClosingBlock,
    DefinitionsBlock,
    DrillPlan,
    DrillsBlock,
    GuaranteesBlock,
    PolicyBlock,
    PrinciplesBlock,
    ScopeBlock,
)
from wardbook.plan.model.plan import Plan
from wardbook.plan.text import Link
from wardbook.rules.probes.looks import Look, Probe, Subject, every, place, register, some

YEAR = timedelta(days=365)


def _plan(plan: Plan) -> Link:
    return place("plan", plan, plan.id)


def _issued(subject: Subject, plan: Plan) -> bool:
    return str(plan.status or subject.project.site.status) == "issued"


def related_plans(subject: Subject) -> Look:
    """Every plan names the plan above it, or plans beside it."""
    return every((_plan(plan), plan.parent or plan.related) for plan in subject.plans)


def cover(subject: Subject) -> Look:
    """Every cover has number and version, and once issued the day of issue (title and organisation always print)."""

    def complete(plan: Plan) -> bool:
        dated = plan.cover and (plan.cover.issued or not _issued(subject, plan))
        return bool(plan.cover and plan.cover.number and plan.version and dated)

    return every((_plan(plan), complete(plan)) for plan in subject.plans)


def approval(subject: Subject) -> Look:
    """Every plan says who approves it, and once issued on which day."""

    def approved(plan: Plan) -> bool:
        dated = plan.cover and (plan.cover.approved_on or not _issued(subject, plan))
        return bool(plan.cover and plan.cover.approved_by and dated)

    return every((_plan(plan), approved(plan)) for plan in subject.plans)


def review_current(subject: Subject) -> Look:
    """Somebody has read the whole plan within the period of site.yml: its review, approval, issue, or a new version."""
    within = subject.project.site.review_within
    period = timedelta(minutes=within.minutes) if within else YEAR

    def last(plan: Plan) -> date | None:
        own = plan.cover
        days = [own.reviewed_on, own.approved_on, own.issued] if own else []
        return max((day for day in (*days, *(line.date for line in plan.history)) if day), default=None)

    judged = ((_plan(plan), last(plan)) for plan in subject.plans)
    return every((at, day and subject.day - day <= period) for at, day in judged)


def supplies(subject: Subject) -> Look:
    """A guarantee says how much of something there is, where, and who answers for it."""
    return subject.has(
        GuaranteesBlock, lambda block: any(one.quantity and one.place and one.by for one in block.guarantees)
    )


def drill_plan(subject: Subject) -> Look:
    """Each planned drill says for whom it is, who holds it and where it is recorded."""

    def planned(drill: DrillPlan) -> bool:
        return bool(drill.scope and drill.by and drill.record)

    return every((at, all(planned(drill) for drill in block.drills)) for at, block in subject.blocks(DrillsBlock))


def drill_held(subject: Subject) -> Look:
    """A drill was held within a year."""
    return subject.has(
        DrillsBlock,
        lambda block: any(
            day and subject.day - day <= YEAR for drill in block.drills for day in [subject.project.last_held(drill)]
        ),
    )


def copy_register(subject: Subject) -> Look:
    """Printed copies are registered."""
    copies = list(subject.project.copies.values())
    return some([register("copies", copies[0].at)] if copies else [])


PROBES: dict[str, Probe] = {
    "scope": lambda subject: subject.has(ScopeBlock),
    "principles": lambda subject: subject.has(PrinciplesBlock),
    "basis": lambda subject: subject.has(CitationsBlock),
    "definitions": lambda subject: subject.has(DefinitionsBlock),
    "related-plans": related_plans,
    "policy": lambda subject: subject.has(PolicyBlock),
    "cover": cover,
    "approval": approval,
    "signoff": lambda subject: some(_plan(plan) for plan in subject.plans if plan.signoff),
    "history": lambda subject: some(_plan(plan) for plan in subject.plans if plan.history),
    "distribution": lambda subject: some(_plan(plan) for plan in subject.plans if plan.distribution),
    "effective": lambda subject: subject.has(ClosingBlock),
    "review-rule": lambda subject: subject.has(ClosingBlock, lambda block: block.closing.review),
    "review-current": review_current,
    "guarantees": lambda subject: subject.has(GuaranteesBlock),
    "supplies": supplies,
    "drills": lambda subject: subject.has(DrillsBlock),
    "drill-plan": drill_plan,
    "drill-held": drill_held,
    "copy-register": copy_register,
}
