"""Snapshots: young enough, and printed by somebody who is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from wardbook.checks.context import Context
from wardbook.checks.people.night import closed_at_night, covered_at_night
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.registries import Department, Snapshot

_DAY = timedelta(days=1)


def printed(context: Context) -> Iterator[Finding]:
    """F871: a snapshot printed every 0 minutes; D720: one that may be more than a day old; D721: one that nobody prints at
    night."""
    for id, snapshot in context.project.snapshots.items():
        age = timedelta(minutes=snapshot.every.minutes)
        department = context.project.departments.get(snapshot.department.id)
        if not age:
            yield error("F871", snapshot.at, snapshot=id)
        elif age > _DAY:
            yield warning("D720", snapshot.at, snapshot=id)
        elif age < _DAY and department and _nobody_at_night(context, department, snapshot):
            yield warning("D721", snapshot.by.mark, snapshot=id, role=snapshot.by.id)


def _nobody_at_night(context: Context, department: Department, snapshot: Snapshot) -> bool:
    role = context.project.roles.get(snapshot.by.id)
    return role is not None and not closed_at_night(context, department) and not covered_at_night(context, role)


RULES = (printed,)
