"""Triggers, and the calendar of peak hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from wardbook.plan.model import blocks as model
from wardbook.plan.model.registries import Holiday
from wardbook.sheets.localizer import Lens
from wardbook.sheets.plan.blocks.shapes import Views
from wardbook.sheets.plan.blocks.tables import Makers, table_of
from wardbook.sheets.procedures.cards import days_of
from wardbook.sheets.sheet import Line, Prose, Run


def _triggers(lens: Lens, block: model.TriggersBlock) -> Views:
    rows = [_trigger(lens, trigger) for trigger in block.triggers]
    yield "table", table_of(lens, "trigger", ("when", "departments", "then"), rows)


def _trigger(lens: Lens, trigger: model.Trigger) -> tuple[str | Prose, ...]:
    said = lens.say("trigger_and").join(_conditions(lens, trigger))
    departments: Prose = ()
    if isinstance(trigger.departments, str):
        departments = ((Run(lens.say("all_departments")),),)
    elif trigger.departments:
        departments = (lens.row(trigger.departments),)
    then: list[Line] = [lens.runs(link) for link in (trigger.procedure, trigger.form) if link]
    steps = (lens.row(trigger.reserve.steps),) if trigger.reserve else ()
    return said, departments, (*lens.prose(trigger.then), *then, *steps)


def _conditions(lens: Lens, trigger: model.Trigger) -> Iterator[str]:
    if trigger.after:
        yield lens.say(f"trigger_after_{trigger.since}", duration=lens.duration(trigger.after))
    for key, systems in (("down", trigger.down), ("slow", trigger.slow), ("up", trigger.up)):
        if systems:
            yield lens.say(f"trigger_{key}", systems=lens.names(systems))
    if trigger.threshold:
        yield lens.words(trigger.threshold)
    if trigger.ordered_by:
        yield lens.say("trigger_order", who=lens.name(trigger.ordered_by))
    if trigger.window:
        yield lens.say("trigger_window", window=lens.name(trigger.window))
    if trigger.reserve:
        reserve = trigger.reserve
        yield lens.say("trigger_reserve", name=lens.words(reserve.name), duration=lens.duration(reserve.lasts))


def _calendar(lens: Lens, block: model.CalendarBlock) -> Views:
    calendar = lens.project.calendar
    wanted = None if isinstance(block.calendar, str) else {link.id for link in block.calendar}
    rows = [
        (lens.words(window.name), days_of(lens, window), f"{window.start}–{window.end}")
        for window in calendar.peaks
        if wanted is None or str(window.id) in wanted
    ]
    yield "table", table_of(lens, "peak", ("name", "days", "times"), rows)
    if calendar.hours and wanted is None:
        yield "table", table_of(lens, "hours", ("name", "days", "times", "departments"), _opening(lens))
    if calendar.holidays:
        days = [
            (lens.words(first.name), _days(lens, first.date, last.date)) for first, last in _runs(calendar.holidays)
        ]
        yield "table", table_of(lens, "holiday", ("name", "date"), days)


def _opening(lens: Lens) -> Iterator[tuple[str | Prose, ...]]:
    """Opening hours with the departments that keep them."""
    for window in lens.project.calendar.hours:
        keeping = [
            lens.words(department.name)
            for department in lens.project.departments.values()
            if any(link.id == window.id for link in department.hours)
        ]
        times, names = f"{window.start}–{window.end}", lens.say("list_join").join(keeping)
        yield lens.words(window.name), days_of(lens, window), times, names


def _runs(holidays: Iterable[Holiday]) -> Iterator[tuple[Holiday, Holiday]]:
    """First and last day of each holiday: days in a row under one name are one holiday."""
    first = last = None
    for day in sorted(holidays, key=lambda day: day.date):
        if first and last and day.name.raw == first.name.raw and (day.date - last.date).days <= 1:
            last = day
            continue
        if first and last:
            yield first, last
        first = last = day
    if first and last:
        yield first, last


def _days(lens: Lens, start: date, end: date) -> str:
    if start == end:
        return lens.say("holiday_day", start=start)
    reach = "over_years" if start.year != end.year else "in_year" if start.month != end.month else "in_month"
    return lens.say(f"holiday_{reach}", start=start, end=end)


MAKERS: Makers = {model.TriggersBlock: _triggers, model.CalendarBlock: _calendar}
