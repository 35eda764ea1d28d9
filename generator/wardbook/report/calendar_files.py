"""Review dates as calendar files (RFC 5545), which office programs and telephones subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from wardbook.plan.review_dates import ReviewTask, tasks
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.registers.reviews import department_words, review_names, task_title

OFFICE = "office"
"""Name of the file that has every task; the others are called by their departments' ids."""
_AHEAD = timedelta(days=14)
"""How long before a task is due the calendar reminds of it."""


def calendar_files(localizer: Localizer) -> Mapping[str, bytes]:
    """Name of a file without `.ics` → its content: one for the office with everything, and one for
    each department that has a task. The same plan gives the same bytes."""
    found = tasks(localizer.project)
    files = {OFFICE: _calendar(localizer, localizer.say("title_reviews"), found)}
    for id in localizer.project.departments:
        own = [task for task in found if task.department == id]
        if own:
            name = department_words(localizer, str(id))
            title = localizer.say("review_calendar", department=name)
            files[str(id)] = _calendar(localizer, title, own)
    return files


def _calendar(localizer: Localizer, title: str, found: Iterable[ReviewTask]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Wardbook//review dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    for task in found:
        calendar.add_component(_event(localizer, task))
    return bytes(calendar.to_ical())


def _event(localizer: Localizer, task: ReviewTask) -> Event:
    """A task as an event of one day. Its name stays the same from edition to edition, so that a
    subscription moves the event and makes no second one."""
    project = localizer.project
    names = "\n".join(review_names(localizer, task))
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"wardbook:{_organisation(localizer)}:{task.id}")))
    # No clock: two builds of one edition are the same bytes
    event.add("dtstamp", datetime.combine(project.site.edition.date, time(), UTC))
    event.add("dtstart", task.due)
    event.add("summary", task_title(localizer, task))
    event.add("description", f"{department_words(localizer, task.department)}\n{names}")
    event.add("transp", "TRANSPARENT")
    event.add_component(_reminder(task_title(localizer, task)))
    return event


def _organisation(localizer: Localizer) -> str:
    """What tells one organisation's tasks from another's in one calendar: its name in the first
    language of the plan, whatever language the calendar is in."""
    project = localizer.project
    return str(project.site.organisation.raw.get(project.languages[0], ""))


def _reminder(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -_AHEAD)
    return alarm
