"""What was not checked for too long: numbers, citations, plans, drills; a calendar that has
ended."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from wardbook.checks.context import Context, Dated, older_than
from wardbook.findings import Finding, info
from wardbook.plan.project import Project
from wardbook.plan.review_dates import drill_days, last_look, regular_drills


def stale(context: Context) -> Iterator[Finding]:
    """M101 contacts, M102 citations, M103 plans older than the period of site.yml; M104 drills.

    A drill may say in `every` how old it may be. One finding a kind and period; what has no date is
    not judged.
    """
    project = context.project
    days = project.site.review_days
    contacts = [(contact.at, contact.verified) for contact in project.contacts.values()]
    plans = [(plan.at, last_look(plan)) for plan in project.plans.values()]
    yield from older_than(context, "M101", contacts, days=days)
    yield from older_than(context, "M102", _citations_in_force(project), days=days)
    yield from older_than(context, "M103", plans, days=days)
    drills = _drills_by_period(project)
    for period in sorted(drills):
        yield from older_than(context, "M104", drills[period], days=period)


def holidays(context: Context) -> Iterator[Finding]:
    """M105: the last holiday of the calendar is over, so that it says nothing of those to come."""
    known = context.project.calendar.holidays
    if not known:
        return
    last = max(known, key=attrgetter("date"))
    if last.date < context.today:
        yield info("M105", last.at, last=last.date)


def _citations_in_force(project: Project) -> Iterator[Dated]:
    for citation in project.citations.values():
        if citation.status == "in-force":
            yield citation.at, citation.checked


def _drills_by_period(project: Project) -> dict[int, list[Dated]]:
    """Days that may pass between two, with the regular drills and when each was last held."""
    found: dict[int, list[Dated]] = {}
    for drill in regular_drills(project):
        found.setdefault(drill_days(project, drill), []).append(
            (drill.at, project.last_held(drill))
        )
    return found


CHECKS = (stale, holidays)
