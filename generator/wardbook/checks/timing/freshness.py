"""What goes stale: numbers that nobody has called, rules that nobody has looked up, plans and drills of long ago."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, info, warning
from wardbook.plan.model.blocks import DrillsBlock
from wardbook.plan.model.plan import Plan

_DAY = 24 * 60
"""In minutes."""


def stale(context: Context) -> Iterator[Finding]:
    """M101 contacts, M102 citations, M103 plans whose date is older than the period of site.yml, M104 drills older than that or
    than their own `every`. One finding a kind and period; what has no date is not judged."""
    project = context.project
    contacts = ((contact.at, contact.verified) for contact in project.contacts.values())
    citations = (
        (citation.at, citation.checked) for citation in project.citations.values() if citation.status == "in-force"
    )
    plans = ((plan.at, _looked_at(plan)) for plan in project.plans.values())
    days = review_days(context)
    for code, dated in (("M101", contacts), ("M102", citations), ("M103", plans)):
        yield from _old(context, code, dated, days)
    for days, drills in groupby(sorted(_drills(context), key=itemgetter(0)), key=itemgetter(0)):
        yield from _old(context, "M104", (dated for _, dated in drills), days)


def holidays(context: Context) -> Iterator[Finding]:
    """M105: a calendar whose last holiday is over says nothing of the days without day staff to come."""
    known = context.project.calendar.holidays
    if known and max(holiday.date for holiday in known) < context.today:
        last = max(known, key=lambda holiday: holiday.date)
        yield info("M105", last.at, last=last.date)


def review_days(context: Context) -> int:
    """How many days something may stand without being looked at again."""
    return context.project.site.review_days


def _drills(context: Context) -> Iterator[tuple[int, tuple[Mark, date | None]]]:
    """Days that may pass between two, with each regular drill and when it was last held."""
    project = context.project
    for plan in project.plans.values():
        for block in plan.blocks():
            for drill in block.drills if isinstance(block, DrillsBlock) else ():
                days = drill.every.minutes // _DAY if drill.every else review_days(context)
                yield days, (drill.at, project.last_held(drill))


def _old(context: Context, code: str, dated: Iterable[tuple[Mark, date | None]], days: int) -> Iterator[Finding]:
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


RULES = (stale, holidays)
