"""Departments that are closed at night: nobody of theirs calls anybody then."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.opening_hours import nobody_at_night


def nobody_to_report(context: Context) -> Iterator[Finding]:
    """P636: a department whose opening hours do not reach into the night, none of whose posts is
    filled around the clock, and that has somebody to report to at night."""
    if context.lacks("role"):
        return
    for department in context.project.departments.values():
        link = department.night_report_to
        if link is None or any(map(context.silent, department.hours)):
            continue
        if nobody_at_night(context.project, department):
            yield warning("P636", link.mark, department=department.id, contact=link.id)


CHECKS = (nobody_to_report,)
