"""`wardbook peak`: what the calendar says of a moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime

from wardbook.commands.names import plan_language
from wardbook.commands.workspace import Workspace
from wardbook.options import OK, Options
from wardbook.plan.calendar_days import DAYS, holding, holiday_on, working_day_on
from wardbook.plan.model.calendar import Night
from wardbook.plan.project import Project
from wardbook.report.messages import lines
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for


def show_peak(options: Options, moment: datetime) -> int:
    """Write whether a moment is in peak hours, on a holiday, at night."""
    project = Workspace(options).open_sound().project
    localizer = localizer_for(project, plan_language(project, options.ui_language))
    day = localizer.say(f"day_{DAYS[moment.weekday()]}")
    when = moment.isoformat(" ", "minutes")
    sys.stdout.write(f"{when} {day}\n")
    for key, values in _said(localizer, project, moment):
        # A working day without a name ends in a space
        sys.stdout.write(lines(options.ui_language)[key].format(**values).rstrip() + "\n")
    return OK


def _said(
    localizer: Localizer, project: Project, moment: datetime
) -> Iterator[tuple[str, dict[str, str]]]:
    """Keys of the program's lines, and what fills each."""
    calendar, day = project.calendar, moment.date()
    holiday, worked = holiday_on(calendar, day), working_day_on(calendar, day)
    if holiday:
        yield "peak_holiday", {"name": localizer.words(holiday.name)}
    if worked:
        yield "peak_worked", {"name": localizer.words(worked.name)}
    windows = holding(calendar, calendar.peaks, moment)
    for window in windows:
        hours = f"{window.start}–{window.end}"
        yield "peak_window", {"name": localizer.words(window.name), "hours": hours}
    if not windows:
        yield "peak_none", {}
    if calendar.night and _is_night(calendar.night, moment):
        yield "peak_night", {"hours": f"{calendar.night.start}–{calendar.night.end}"}


def _is_night(night: Night, moment: datetime) -> bool:
    """Whether a moment is in the night, which usually goes over midnight."""
    at, start, end = moment.hour * 60 + moment.minute, night.start.minutes, night.end.minutes
    if start < end:
        return start <= at < end
    return at >= start or at < end
