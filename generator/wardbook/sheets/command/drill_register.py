"""The sheet of drills: which are planned, and what those held have shown."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.drill import Drill, Outcome, Shortfall, Timing
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import CODE_LETTERS, Line, Prose, Sheet, SheetKind, Span
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
    """A step's deadline and how long it took. `verdict` says in words whether it was kept; empty without a deadline."""

    step: Line
    text: Line
    limit: str
    took: str
    verdict: str


@view("Found")
class DrillFinding:
    """What fell short, the measure, who takes it until when, and the day on which it was done (empty: open)."""

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


def drills_sheet(localizer: Localizer) -> Sheet:
    """Every drill that the audience may see."""
    drills = sorted(localizer.project.drills.values(), key=lambda drill: drill.planned)
    held = [(drill, drill.outcome) for drill in drills if drill.outcome]
    held.sort(key=lambda pair: pair[1].held, reverse=True)
    title = localizer.say("title_drills")
    view = DrillsView(
        title=title,
        planned=tuple(planned_drill(localizer, drill) for drill in drills if drill.outcome is None),
        held=tuple(_held(localizer, drill, outcome) for drill, outcome in held),
    )
    key = localizer.key(sheet_ids.DRILLS)
    return Sheet(
        key, SheetKind.DRILLS, CODE_LETTERS[SheetKind.DRILLS], title, view, source=drills[0].at
    )


def planned_drill(localizer: Localizer, drill: Drill) -> PlannedDrill:
    """What the plan says of a drill before it is held."""
    return PlannedDrill(
        id=str(drill.id),
        day=drill.planned.isoformat(),
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
    return localizer.runs(link) if link else ()


def _held(localizer: Localizer, drill: Drill, outcome: Outcome) -> HeldDrill:
    return HeldDrill(
        id=str(drill.id),
        name=localizer.words(drill.name),
        facts=tuple(fact for fact in _facts(localizer, drill, outcome) if fact),
        measured=tuple(_measured(localizer, timing) for timing in outcome.timings),
        found=tuple(_found(localizer, shortfall) for shortfall in outcome.shortfalls),
        summary=localizer.prose(outcome.summary),
    )


def _facts(localizer: Localizer, drill: Drill, outcome: Outcome) -> Iterator[Line]:
    yield _words(outcome.held.isoformat())
    yield _words(localizer.say(f"drill_{drill.method}"))
    yield _scenario(localizer, drill.scenario)
    yield localizer.row(drill.departments)
    yield _words(localizer.say("drill_people", count=outcome.people) if outcome.people else "")
    yield _words(localizer.say("drill_lead", who=localizer.name(drill.lead)))


def _words(text: str) -> Line:
    return (Span(text),) if text else ()


def _measured(localizer: Localizer, timing: Timing) -> Measured:
    found = localizer.project.step(timing.step)
    procedure, step = found if found else (None, None)
    limit = step.within if step else None
    kept = "drill_kept" if limit and timing.took <= limit else "drill_late"
    return Measured(
        step=localizer.runs(timing.step),
        text=localizer.line(step.card or step.do, brief=True, within=procedure) if step else (),
        limit=localizer.duration(limit) if limit else "",
        took=localizer.duration(timing.took),
        verdict=localizer.say(kept) if limit else "",
    )


def _found(localizer: Localizer, shortfall: Shortfall) -> DrillFinding:
    return DrillFinding(
        found=localizer.prose(shortfall.found),
        measure=localizer.prose(shortfall.measure),
        by=localizer.name(shortfall.by),
        until=shortfall.until.isoformat(),
        done=shortfall.done.isoformat() if shortfall.done else "",
    )
