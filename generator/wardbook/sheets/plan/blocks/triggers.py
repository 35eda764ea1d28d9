"""Triggers, and the calendar of peak hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wardbook.plan.model.blocks import triggers as model
from wardbook.plan.model.calendar import Calendar, Holiday, Window
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.tables import Makers, Row, link_alone, table_of
from wardbook.sheets.plan.blocks.views import Views
from wardbook.sheets.procedures.windows import days_of, hours_of
from wardbook.sheets.sheet import Prose, Span


def _triggers(localizer: Localizer, block: model.TriggersBlock) -> Views:
    rows = [_trigger(localizer, trigger) for trigger in block.triggers]
    yield "table", table_of(localizer, "trigger", ("when", "departments", "then"), rows)


def _trigger(localizer: Localizer, trigger: model.Trigger) -> Row:
    departments: Prose = ()
    if isinstance(trigger.departments, str):
        departments = ((Span(localizer.say("all_departments")),),)
    elif trigger.departments:
        departments = (localizer.row(trigger.departments),)
    steps: Prose = ()
    if trigger.reserve:
        steps = (localizer.row(trigger.reserve.steps),)
    then = (
        *localizer.prose(trigger.then),
        *link_alone(localizer, trigger.procedure),
        *link_alone(localizer, trigger.form),
        *steps,
    )
    return localizer.say("trigger_and").join(_conditions(localizer, trigger)), departments, then


def _conditions(localizer: Localizer, trigger: model.Trigger) -> Iterator[str]:
    if trigger.after:
        yield localizer.say(
            f"trigger_after_{trigger.since}", duration=localizer.duration(trigger.after)
        )
    for key, systems in (("down", trigger.down), ("slow", trigger.slow), ("up", trigger.up)):
        if systems:
            yield localizer.say(f"trigger_{key}", systems=localizer.names(systems))
    if trigger.threshold:
        yield localizer.words(trigger.threshold)
    if trigger.ordered_by:
        yield localizer.say("trigger_order", who=localizer.name(trigger.ordered_by))
    if trigger.window:
        yield localizer.say("trigger_window", window=localizer.name(trigger.window))
    if trigger.reserve:
        reserve = trigger.reserve
        yield localizer.say(
            "trigger_reserve",
            name=localizer.words(reserve.name),
            duration=localizer.duration(reserve.lasts),
        )


def _calendar(localizer: Localizer, block: model.CalendarBlock) -> Views:
    calendar = localizer.project.calendar
    peaks = [_times(localizer, window) for window in _listed_peaks(calendar, block)]
    yield "table", table_of(localizer, "peak", ("name", "days", "times"), peaks)
    if calendar.hours and isinstance(block.calendar, str):
        columns = ("name", "days", "times", "departments")
        yield "table", table_of(localizer, "hours", columns, _opening(localizer))
    if calendar.holidays:
        days = []
        for first, last in _holiday_spans(calendar.holidays):
            days.append((localizer.words(first.name), _days(localizer, first.date, last.date)))
        yield "table", table_of(localizer, "holiday", ("name", "date"), days)


def _listed_peaks(calendar: Calendar, block: model.CalendarBlock) -> Iterable[Window]:
    """The peak hours that a block names, in the order of the calendar; all where it says `all`."""
    if isinstance(block.calendar, str):
        return calendar.peaks
    wanted = {link.id for link in block.calendar}
    return [window for window in calendar.peaks if str(window.id) in wanted]


def _times(localizer: Localizer, window: Window) -> tuple[str, str, str]:
    """Name, days and times of a window."""
    name = localizer.words(window.name)
    return name, days_of(localizer, window), hours_of(localizer, window)


def _opening(localizer: Localizer) -> Iterator[Row]:
    """Opening hours with the departments that keep them."""
    for window in localizer.project.calendar.hours:
        keeping = []
        for department in localizer.project.departments.values():
            if any(link.id == window.id for link in department.hours):
                keeping.append(localizer.words(department.name))
        yield (*_times(localizer, window), localizer.say("list_join").join(keeping))


def _holiday_spans(holidays: Iterable[Holiday]) -> Iterator[tuple[Holiday, Holiday]]:
    """First and last day of each holiday: days in a row under one name are one holiday."""
    first = last = None
    for day in sorted(holidays, key=lambda day: day.date):
        if first and last and _continues(last, day):
            last = day
            continue
        if first and last:
            yield first, last
        first = last = day
    if first and last:
        yield first, last


def _continues(last: Holiday, day: Holiday) -> bool:
    """Whether `day` belongs to the same holiday as `last`, which is not after it."""
    return day.name.raw == last.name.raw and (day.date - last.date).days <= 1


@dataclass(frozen=True)
class _ShownDay:
    """A day in a phrase: whole, or by its parts."""

    year: int
    month: int
    day: int
    words: str

    def __str__(self) -> str:
        return self.words


def _days(localizer: Localizer, start: date, end: date) -> str:
    key = "holiday_in_month"
    if start == end:
        key = "holiday_day"
    elif start.year != end.year:
        key = "holiday_over_years"
    elif start.month != end.month:
        key = "holiday_in_year"
    return localizer.say(key, start=_shown(localizer, start), end=_shown(localizer, end))


def _shown(localizer: Localizer, day: date) -> _ShownDay:
    return _ShownDay(day.year, day.month, day.day, localizer.day(day))


MAKERS: Makers = {model.TriggersBlock: _triggers, model.CalendarBlock: _calendar}
