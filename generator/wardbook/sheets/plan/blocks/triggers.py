"""Triggers, and the calendar of peak hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from wardbook.plan.model import blocks as model
from wardbook.plan.model.registries import Holiday
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.shapes import Views
from wardbook.sheets.plan.blocks.tables import Makers, table_of
from wardbook.sheets.procedures.cards import days_of
from wardbook.sheets.sheet import Line, Prose, Span


def _triggers(localizer: Localizer, block: model.TriggersBlock) -> Views:
    rows = [_trigger(localizer, trigger) for trigger in block.triggers]
    yield "table", table_of(localizer, "trigger", ("when", "departments", "then"), rows)


def _trigger(localizer: Localizer, trigger: model.Trigger) -> tuple[str | Prose, ...]:
    said = localizer.say("trigger_and").join(_conditions(localizer, trigger))
    departments: Prose = ()
    if isinstance(trigger.departments, str):
        departments = ((Span(localizer.say("all_departments")),),)
    elif trigger.departments:
        departments = (localizer.row(trigger.departments),)
    then: list[Line] = [localizer.runs(link) for link in (trigger.procedure, trigger.form) if link]
    steps = (localizer.row(trigger.reserve.steps),) if trigger.reserve else ()
    return said, departments, (*localizer.prose(trigger.then), *then, *steps)


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
    wanted = None if isinstance(block.calendar, str) else {link.id for link in block.calendar}
    rows = [
        (localizer.words(window.name), days_of(localizer, window), f"{window.start}–{window.end}")
        for window in calendar.peaks
        if wanted is None or str(window.id) in wanted
    ]
    yield "table", table_of(localizer, "peak", ("name", "days", "times"), rows)
    if calendar.hours and wanted is None:
        yield (
            "table",
            table_of(
                localizer, "hours", ("name", "days", "times", "departments"), _opening(localizer)
            ),
        )
    if calendar.holidays:
        days = [
            (localizer.words(first.name), _days(localizer, first.date, last.date))
            for first, last in _runs(calendar.holidays)
        ]
        yield "table", table_of(localizer, "holiday", ("name", "date"), days)


def _opening(localizer: Localizer) -> Iterator[tuple[str | Prose, ...]]:
    """Opening hours with the departments that keep them."""
    for window in localizer.project.calendar.hours:
        keeping = [
            localizer.words(department.name)
            for department in localizer.project.departments.values()
            if any(link.id == window.id for link in department.hours)
        ]
        times, names = f"{window.start}–{window.end}", localizer.say("list_join").join(keeping)
        yield localizer.words(window.name), days_of(localizer, window), times, names


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


def _days(localizer: Localizer, start: date, end: date) -> str:
    if start == end:
        return localizer.say("holiday_day", start=start)
    reach = (
        "over_years"
        if start.year != end.year
        else "in_year"
        if start.month != end.month
        else "in_month"
    )
    return localizer.say(f"holiday_{reach}", start=start, end=end)


MAKERS: Makers = {model.TriggersBlock: _triggers, model.CalendarBlock: _calendar}
