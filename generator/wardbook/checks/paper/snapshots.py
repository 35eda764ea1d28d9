"""Snapshots: young enough, and printed by somebody who is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from wardbook.checks.context import Context
from wardbook.checks.night import AtNight, at_night, closed_at_night
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.registries import Snapshot

_DAY = timedelta(days=1)


def printed(context: Context) -> Iterator[Finding]:
    """F871 printed every 0 minutes, D720 may be over a day old, D721 nobody prints it at night."""
    for id, snapshot in context.project.snapshots.items():
        age = timedelta(minutes=snapshot.every.minutes)
        if not age:
            yield error("F871", snapshot.at, snapshot=id)
        elif age > _DAY:
            yield warning("D720", snapshot.at, snapshot=id)
        elif age < _DAY and _nobody_at_night(context, snapshot):
            yield warning("D721", snapshot.by.mark, snapshot=id, role=snapshot.by.id)


def _nobody_at_night(context: Context, snapshot: Snapshot) -> bool:
    """Whether the snapshot's department is open at night, and nobody is there who prints it."""
    department = context.project.departments.get(snapshot.department.id)
    role = context.project.roles.get(snapshot.by.id)
    if department is None or role is None or closed_at_night(context, department):
        return False
    return at_night(context, role) is AtNight.NOBODY


CHECKS = (printed,)
