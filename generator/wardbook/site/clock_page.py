"""The outage clock: a page that counts from the start of an outage and says what is due, for one
department or for command. It works from a file and asks nobody; below it stands the poster."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from wardbook.plan.timeline import Moment
from wardbook.sheets import sheet_ids
from wardbook.sheets.command.clock_rules import ClockCalendar, ClockScale
from wardbook.sheets.command.outage_clock import ClockDepartment, ClockLine, OutageClock
from wardbook.sheets.procedures.cards import Dial
from wardbook.sheets.sheet import Line, Span, text_of
from wardbook.site import addresses as at
from wardbook.site.addresses import Links
from wardbook.site.page import TOP, Heading, Html, Page, Rank, SearchEntry, with_sidebars_hidden
from wardbook.site.page_context import PageContext

_SAID = "outage_"
"""How the keys of the words begin that the page's script says."""
_URI = at.ONCE[sheet_ids.CLOCK]

Plain = Mapping[str, object]


def clock_page(context: PageContext) -> Page:
    """The clock, then the poster for the wall of the command room."""
    title = context.words["clock"]
    poster = Heading(2, context.title(sheet_ids.CLOCK), "poster")
    sheet = context.sheet(_URI, sheet_ids.CLOCK, 1)
    parts: tuple[Heading | Html, ...] = (poster, *sheet)
    if context.book.clock:
        clock = _given(context, context.book.clock)
        given = json.dumps(clock, ensure_ascii=False, separators=(",", ":"))
        places = [at.steps_for(one.id) for one in context.book.clock.departments]
        parts = (context.html("outage-clock", given=given, places=places), *parts)
    return Page(
        _URI,
        title,
        (Heading(1, title, TOP), *parts),
        SearchEntry(Rank.LIST, (title, *context.names("clock"))),
        group="clock",
        label=title,
        matter=with_sidebars_hidden("clock"),
    )


def _given(context: PageContext, clock: OutageClock) -> Plain:
    """What the script is given: words, then the clock as plain data."""
    links = context.links(_URI)
    return {
        "say": context.words_behind(_SAID),
        "title": context.book.title,
        "organisation": context.book.organisation,
        "stamp": context.book.edition,
        "language": context.book.language,
        "zone": clock.zone,
        "hours": clock.hours,
        "edition": clock.edition,
        "never_waits": clock.never_waits,
        "desk": _dials((clock.desk,) if clock.desk else ()),
        "log": text_of(clock.log_form),
        "departments": [_department(one) for one in clock.departments],
        "scales": [_scale(one) for one in clock.scales],
        "calendar": _calendar(clock.calendar),
        "systems": [[one.id, one.name, one.stops] for one in clock.systems],
        "scenarios": [[one.id, one.title, one.systems] for one in clock.scenarios],
        "lines": [_line(links, one) for one in (*clock.chain, *clock.lines)],
    }


def _scale(one: ClockScale) -> Plain:
    levels = []
    for level in one.levels:
        levels.append((level.start, level.label, level.interval, level.who))
    return {"plan": one.plan, "expected": one.expected, "below": one.below, "levels": levels}


def _calendar(calendar: ClockCalendar) -> Plain:
    peaks = []
    for peak in calendar.peaks:
        peaks.append((peak.name, peak.hours, peak.days, peak.start, peak.end))
    return {
        "peaks": peaks,
        "holidays": calendar.holidays,
        "worked": calendar.worked,
        "night": calendar.night,
    }


def _department(one: ClockDepartment) -> Plain:
    return _filled(
        {
            "id": one.id,
            "code": one.code,
            "name": one.name,
            "say": one.say,
            "paper": _moment(one.paper),
            "limit": one.paper_limit,
        }
    )


def _line(links: Links, one: ClockLine) -> Plain:
    return _filled(
        {
            "id": one.id,
            "department": one.department,
            "scenario": one.scenario,
            "begin": _moment(one.begin),
            "end": _moment(one.end),
            "limit": one.limit,
            "urgent": one.urgent,
            "who": one.who,
            "text": _runs(links, one.text),
            "code": one.code,
            "href": links.target(one.target) if one.target else "",
            "forms": _runs(links, one.forms),
            "calls": _dials(one.calls),
            "tell": one.tell,
            "falls": one.falls,
            "gate": one.gate,
            "after": text_of(one.after),
        }
    )


def _filled(data: Plain) -> Plain:
    """What says something: a page holds hundreds of lines."""
    return {key: value for key, value in data.items() if value}


def _moment(moment: Moment | None) -> Sequence[object]:
    return (moment.since, moment.minutes) if moment else ()


def _dials(dials: Sequence[Dial]) -> Sequence[Sequence[str]]:
    return [(dial.label, dial.number) for dial in dials]


def _runs(links: Links, line: Line) -> Sequence[Sequence[str]]:
    return [_run(links, span) for span in line]


def _run(links: Links, span: Span) -> Sequence[str]:
    """Words, how they are set, and where they lead."""
    href = links.target(span.target) if span.target else ""
    if href:
        return (span.text, span.kind, href)
    if span.kind == "words":
        return (span.text,)
    return (span.text, span.kind)
