"""What the calendar says of a moment: a holiday cancels peak and opening hours, a working day of a
weekend has those of a weekday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from wardbook.plan.model.calendar import Calendar, Holiday, Window, WorkingDay

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = frozenset(DAYS[:5])


def holiday_on(calendar: Calendar, day: date) -> Holiday | None:
    """The holiday of a day; None on a day that the house works, whatever the weekday."""
    for holiday in calendar.holidays:
        if holiday.date == day and working_day_on(calendar, day) is None:
            return holiday
    return None


def working_day_on(calendar: Calendar, day: date) -> WorkingDay | None:
    """The entry of a day that is worked although its weekday is free."""
    for worked in calendar.working_days:
        if worked.date == day:
            return worked
    return None


def holding(calendar: Calendar, windows: Iterable[Window], moment: datetime) -> tuple[Window, ...]:
    """Those of the windows that hold at a moment."""
    found = []
    minutes = moment.hour * 60 + moment.minute
    for window in windows_on(calendar, windows, moment.date()):
        if window.start.minutes <= minutes < window.end.minutes:
            found.append(window)
    return tuple(found)


def windows_on(calendar: Calendar, windows: Iterable[Window], day: date) -> tuple[Window, ...]:
    """Those of the windows that hold at some time of a day."""
    return tuple(window for window in windows if _holds_on(calendar, window, day))


def _holds_on(calendar: Calendar, window: Window, day: date) -> bool:
    if holiday_on(calendar, day):
        return False
    worked = working_day_on(calendar, day)
    if worked is None:
        return DAYS[day.weekday()] in window.days
    if worked.like:
        return worked.like in window.days
    return _WEEK.issubset(window.days)
