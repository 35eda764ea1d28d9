"""What the site's outage clock says of the time itself: which level an outage has by now and who
activates it, whether it is a peak, a holiday, the night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wardbook.plan.calendar_days import DAYS, holiday_on, windows_on
from wardbook.plan.model.blocks import Level, Levels, LevelsBlock
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.events import interval
from wardbook.sheets.plan_facts import in_order


@dataclass(frozen=True)
class ClockLevel:
    """A level with the minutes of outage from which it holds."""

    start: int
    label: str
    interval: str
    """How long the outage is, in words."""
    who: str
    """Who activates it; empty where the plan does not say."""


@dataclass(frozen=True)
class ClockScale:
    """The levels of a plan that go by the length of the outage."""

    plan: str
    expected: bool
    """They go by how long it is expected to last, not by the time that has passed."""
    below: str
    """What holds before the first level; empty where nothing is said."""
    levels: tuple[ClockLevel, ...]


@dataclass(frozen=True)
class ClockWindow:
    """Peak hours: weekdays from 0 (Monday), minutes of the day."""

    name: str
    hours: str
    days: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True)
class ClockCalendar:
    """The calendar as the page asks it: by the ISO date, then by the weekday."""

    peaks: tuple[ClockWindow, ...]
    holidays: Mapping[str, str]
    """Date → name of the holiday: no peak hours."""
    worked: Mapping[str, tuple[int, ...]]
    """Date of a working day at a weekend → places of the peaks that hold."""
    night: tuple[int, int, str] | None
    """From, to, and the hours in words."""


def clock_scales(localizer: Localizer) -> tuple[ClockScale, ...]:
    """The levels by hours of every plan."""
    found = []
    for plan in in_order(localizer.project.plans):
        for block in plan.blocks():
            if isinstance(block, LevelsBlock) and block.levels.axis == "outage_hours":
                found.append(_scale(localizer, block.levels, localizer.words(plan.title)))
    return tuple(found)


def _scale(localizer: Localizer, levels: Levels, plan: str) -> ClockScale:
    made = [_level(localizer, level) for level in levels.values]
    return ClockScale(
        plan=plan,
        expected=str(levels.basis_of_time) == "expected",
        below=localizer.words(levels.below),
        levels=tuple(sorted(made, key=lambda level: level.start)),
    )


def _level(localizer: Localizer, level: Level) -> ClockLevel:
    return ClockLevel(
        start=level.start.minutes if level.start else 0,
        label=localizer.words(level.label),
        interval=interval(localizer, level),
        who=localizer.name(level.activates),
    )


def clock_calendar(localizer: Localizer) -> ClockCalendar:
    """The calendar of the plan."""
    calendar = localizer.project.calendar
    night = None
    if calendar.night:
        hours = f"{calendar.night.start}–{calendar.night.end}"
        night = (calendar.night.start.minutes, calendar.night.end.minutes, hours)
    worked = {}
    for day in calendar.working_days:
        holding = windows_on(calendar, calendar.peaks, day.date)
        places = [at for at, window in enumerate(calendar.peaks) if window in holding]
        worked[day.date.isoformat()] = tuple(places)
    return ClockCalendar(
        peaks=tuple(_windows(localizer)),
        holidays=dict(_holidays(localizer)),
        worked=worked,
        night=night,
    )


def _windows(localizer: Localizer) -> Iterator[ClockWindow]:
    for window in localizer.project.calendar.peaks:
        yield ClockWindow(
            name=localizer.words(window.name),
            hours=f"{window.start}–{window.end}",
            days=tuple(DAYS.index(day) for day in window.days),
            start=window.start.minutes,
            end=window.end.minutes,
        )


def _holidays(localizer: Localizer) -> Iterator[tuple[str, str]]:
    """Days on which no peak hours hold, with the name of the holiday."""
    calendar = localizer.project.calendar
    for holiday in calendar.holidays:
        if holiday_on(calendar, holiday.date):
            yield holiday.date.isoformat(), localizer.words(holiday.name)
