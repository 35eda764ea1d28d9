"""The calendar can be kept: windows end after they begin, and a day is worked or free."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, error


def windows(context: Context) -> Iterator[Finding]:
    """P617: peak or opening hours that end before they begin, or when they begin."""
    calendar = context.project.calendar
    for window in (*calendar.peaks, *calendar.hours):
        if window.end.minutes <= window.start.minutes:
            yield error("P617", window.at, window=window.id, start=window.start, end=window.end)


def days(context: Context) -> Iterator[Finding]:
    """P618: a day that is a holiday and worked."""
    calendar = context.project.calendar
    free = {}
    for holiday in calendar.holidays:
        free[holiday.date] = holiday.at
    for worked in calendar.working_days:
        if worked.date in free:
            yield error("P618", worked.at, free[worked.date], date=worked.date)


CHECKS = (windows, days)
