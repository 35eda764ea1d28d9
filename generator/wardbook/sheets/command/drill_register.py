"""The sheet of drills: which are planned, and what those held have shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.plan.model.drill import Drill, Outcome, Shortfall, Timing
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Link
from wardbook.plan.timeline import card_text, due
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.procedures.moments import by_moment
from wardbook.sheets.sheet import Line, Prose, Sheet, Span
from wardbook.sheets.view import view


@view("PlannedDrill")
class PlannedDrill:
    """A drill that is still to be held."""

    id: str
    day: str
    name: str
    method: str
    programme: str
    purpose: Prose
    scenario: Line
    departments: Line
    lead: str
    observers: str
    budget: str


@view("Measured")
class Measured:
    """A step's deadline and how long it took.

    `verdict` says in words whether it was kept; empty without a deadline.
    """

    step: Line
    text: Line
    limit: str
    took: str
    verdict: str


@view("Found")
class DrillFinding:
    """What fell short, the measure, and who takes it until when.

    `done` is the day on which it was done; empty while it is open.
    """

    found: Prose
    measure: Prose
    by: str
    until: str
    done: str


@view("HeldDrill")
class HeldDrill:
    """A drill that was held. `facts` are what, where and with whom, in words."""

    id: str
    name: str
    facts: tuple[Line, ...]
    measured: tuple[Measured, ...]
    found: tuple[DrillFinding, ...]
    summary: Prose


@view("DrillsView")
class DrillsView:
    """Planned drills by day, the next first; held ones, the latest first."""

    title: str
    planned: tuple[PlannedDrill, ...]
    held: tuple[HeldDrill, ...]


def drills_sheet(localizer: Localizer) -> Sheet | None:
    """Every drill that the audience may see; None without any."""
    drills = sorted(localizer.project.drills.values(), key=lambda drill: drill.planned)
    if not drills:
        return None
    title = localizer.say("title_drills")
    view = DrillsView(
        title=title,
        planned=tuple(_planned(localizer, drills)),
        held=tuple(_held(localizer, drills)),
    )
    return the_sheet(localizer, SheetKind.DRILLS, title, view, source=drills[0].at)


def _planned(localizer: Localizer, drills: Iterable[Drill]) -> Iterator[PlannedDrill]:
    for drill in drills:
        if drill.outcome is None:
            yield planned_drill(localizer, drill)


def _held(localizer: Localizer, drills: Iterable[Drill]) -> Iterator[HeldDrill]:
    """The drills that were held, the latest first; those of one day as they were planned."""
    held: list[tuple[Drill, Outcome]] = []
    for drill in drills:
        if drill.outcome:
            held.append((drill, drill.outcome))
    held.sort(key=lambda pair: pair[1].held, reverse=True)
    for drill, outcome in held:
        yield _held_drill(localizer, drill, outcome)


def planned_drill(localizer: Localizer, drill: Drill) -> PlannedDrill:
    """What the plan says of a drill before it is held."""
    return PlannedDrill(
        id=str(drill.id),
        day=localizer.day(drill.planned),
        name=localizer.words(drill.name),
        method=localizer.say(f"drill_{drill.method}"),
        programme=localizer.name(drill.programme),
        purpose=localizer.prose(drill.purpose),
        scenario=_scenario(localizer, drill.scenario),
        departments=localizer.row(drill.departments),
        lead=localizer.name(drill.lead),
        observers=localizer.names(drill.observers),
        budget=localizer.words(drill.budget),
    )


def _scenario(localizer: Localizer, link: Link | None) -> Line:
    if link is None:
        return ()
    return localizer.spans(link)


def _held_drill(localizer: Localizer, drill: Drill, outcome: Outcome) -> HeldDrill:
    return HeldDrill(
        id=str(drill.id),
        name=localizer.words(drill.name),
        facts=tuple(filter(None, _facts(localizer, drill, outcome))),
        measured=tuple(_measured(localizer, timing) for timing in outcome.timings),
        found=tuple(_found(localizer, shortfall) for shortfall in outcome.shortfalls),
        summary=localizer.prose(outcome.summary),
    )


def _facts(localizer: Localizer, drill: Drill, outcome: Outcome) -> Iterator[Line]:
    """When, how, what, where and with whom; what is not known is empty."""
    yield _line(localizer.day(outcome.held))
    yield _line(localizer.say(f"drill_{drill.method}"))
    yield _scenario(localizer, drill.scenario)
    yield localizer.row(drill.departments)
    if outcome.people:
        yield _line(localizer.say("drill_people", count=outcome.people))
    yield _line(localizer.say("drill_lead", who=localizer.name(drill.lead)))


def _line(text: str) -> Line:
    """Plain words as a line; empty words make an empty one."""
    if not text:
        return ()
    return (Span(text),)


def _measured(localizer: Localizer, timing: Timing) -> Measured:
    """A timing against the deadline of its step; what is not found or not said is empty."""
    text: Line = ()
    limit = verdict = ""
    found = localizer.project.step(timing.step)
    if found:
        procedure, step = found
        text = localizer.line(card_text(step), brief=True, within=procedure)
        moment = due(procedure.phase_of(step), step)
        if moment:
            limit = by_moment(localizer, moment)
            verdict = _verdict(localizer, timing.took, limit=moment.length)
    return Measured(
        step=localizer.spans(timing.step),
        text=text,
        limit=limit,
        took=localizer.duration(timing.took),
        verdict=verdict,
    )


def _verdict(localizer: Localizer, took: Duration, *, limit: Duration) -> str:
    if took <= limit:
        return localizer.say("drill_kept")
    return localizer.say("drill_late")


def _found(localizer: Localizer, shortfall: Shortfall) -> DrillFinding:
    return DrillFinding(
        found=localizer.prose(shortfall.found),
        measure=localizer.prose(shortfall.measure),
        by=localizer.name(shortfall.by),
        until=localizer.day(shortfall.until),
        done=localizer.day(shortfall.done),
    )


MAKER = maker_of_one(SheetKind.DRILLS, drills_sheet)
