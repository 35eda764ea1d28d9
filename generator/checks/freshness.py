"""What goes stale: numbers that nobody has called, rules that nobody has looked up, plans and drills of long ago."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from generator.checks.context import Context
from generator.findings import Finding, Mark, warning
from generator.source.model.blocks import DrillsBlock
from generator.source.model.plan import Plan

DEFAULT_DAYS = 365


def stale(context: Context) -> Iterator[Finding]:
    """M101 contacts, M102 citations, M103 plans, M104 drills whose date is older than the period of site.yml. One finding a
    kind; what has no date is not judged."""
    project = context.project
    contacts = ((contact.at, contact.verified) for contact in project.contacts.values())
    citations = (
        (citation.at, citation.checked) for citation in project.citations.values() if citation.status == "in-force"
    )
    plans = ((plan.at, _looked_at(plan)) for plan in project.plans.values())
    drills = (
        (drill.at, drill.held)
        for plan in project.plans.values()
        for block in plan.blocks()
        if isinstance(block, DrillsBlock)
        for drill in block.drills
    )
    for code, dated in (("M101", contacts), ("M102", citations), ("M103", plans), ("M104", drills)):
        yield from _old(context, code, dated)


def review_days(context: Context) -> int:
    """How many days something may stand without being looked at again."""
    period = context.project.site.review_within
    return period.minutes // (24 * 60) if period else DEFAULT_DAYS


def _old(context: Context, code: str, dated: Iterable[tuple[Mark, date | None]]) -> Iterator[Finding]:
    days = review_days(context)
    found = [(at, day) for at, day in dated if day and context.today - day > timedelta(days=days)]
    if found:
        oldest = min(day for _, day in found)
        yield warning(code, *(at for at, _ in found), days=days, oldest=oldest)


def _looked_at(plan: Plan) -> date | None:
    """The last day on which somebody read the whole plan: its review, its approval, its last version."""
    cover = plan.cover
    days = [cover.reviewed_on, cover.approved_on, cover.issued] if cover else []
    days += [revision.date for revision in plan.history]
    return max((day for day in days if day), default=None)


RULES = (stale,)
