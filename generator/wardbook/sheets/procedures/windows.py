"""Windows of the calendar in words: peak hours on cards, opening hours in triggers."""

from __future__ import annotations

from wardbook.plan.model.calendar import Window
from wardbook.sheets.localizer import Localizer

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def peak_title(localizer: Localizer, window: Window) -> str:
    """Peak hours with their days and times."""
    start, end = localizer.clock(window.start), localizer.clock(window.end)
    return localizer.say("peak_title", days=days_of(localizer, window), start=start, end=end)


def hours_of(localizer: Localizer, window: Window) -> str:
    """From when to when a window is open."""
    return f"{localizer.clock(window.start)}–{localizer.clock(window.end)}"


def days_of(localizer: Localizer, window: Window) -> str:
    """The days of a window in words."""
    if tuple(window.days) == _WEEKDAYS:
        return localizer.say("days_weekdays")
    return localizer.say("list_join").join(localizer.say(f"day_{day}") for day in window.days)
