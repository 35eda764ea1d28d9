"""The sheet of drills: which are planned, and what those held have shown."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.drill import Drill, Outcome, Shortfall, Timing
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Lens
from wardbook.sheets.sheet import CODE_LETTERS, Kind, Line, Prose, Run, Sheet
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
class Found:
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
    found: tuple[Found, ...]
    summary: Prose


@view("DrillsView")
class DrillsView:
    """Planned drills by day, the next first; held ones, the latest first."""

    title: str
    planned: tuple[PlannedDrill, ...]
    held: tuple[HeldDrill, ...]


def drills_sheet(lens: Lens) -> Sheet:
    """Every drill that the audience may see."""
    drills = sorted(lens.project.drills.values(), key=lambda drill: drill.planned)
    held = [(drill, drill.outcome) for drill in drills if drill.outcome]
    held.sort(key=lambda pair: pair[1].held, reverse=True)
    title = lens.say("title_drills")
    view = DrillsView(
        title=title,
        planned=tuple(planned_drill(lens, drill) for drill in drills if drill.outcome is None),
        held=tuple(_held(lens, drill, outcome) for drill, outcome in held),
    )
    key = lens.key(sheet_ids.DRILLS)
    return Sheet(key, Kind.DRILLS, CODE_LETTERS[Kind.DRILLS], title, view, source=drills[0].at)


def planned_drill(lens: Lens, drill: Drill) -> PlannedDrill:
    """What the plan says of a drill before it is held."""
    return PlannedDrill(
        id=str(drill.id),
        day=drill.planned.isoformat(),
        name=lens.words(drill.name),
        method=lens.say(f"drill_{drill.method}"),
        programme=lens.name(drill.programme),
        purpose=lens.prose(drill.purpose),
        scenario=_scenario(lens, drill.scenario),
        departments=lens.row(drill.departments),
        lead=lens.name(drill.lead),
        observers=lens.names(drill.observers),
        budget=lens.words(drill.budget),
    )


def _scenario(lens: Lens, link: Link | None) -> Line:
    return lens.runs(link) if link else ()


def _held(lens: Lens, drill: Drill, outcome: Outcome) -> HeldDrill:
    return HeldDrill(
        id=str(drill.id),
        name=lens.words(drill.name),
        facts=tuple(fact for fact in _facts(lens, drill, outcome) if fact),
        measured=tuple(_measured(lens, timing) for timing in outcome.timings),
        found=tuple(_found(lens, shortfall) for shortfall in outcome.shortfalls),
        summary=lens.prose(outcome.summary),
    )


def _facts(lens: Lens, drill: Drill, outcome: Outcome) -> Iterator[Line]:
    yield _words(outcome.held.isoformat())
    yield _words(lens.say(f"drill_{drill.method}"))
    yield _scenario(lens, drill.scenario)
    yield lens.row(drill.departments)
    yield _words(lens.say("drill_people", count=outcome.people) if outcome.people else "")
    yield _words(lens.say("drill_lead", who=lens.name(drill.lead)))


def _words(text: str) -> Line:
    return (Run(text),) if text else ()


def _measured(lens: Lens, timing: Timing) -> Measured:
    found = lens.project.step(timing.step)
    procedure, step = found if found else (None, None)
    limit = step.within if step else None
    kept = "drill_kept" if limit and timing.took <= limit else "drill_late"
    return Measured(
        step=lens.runs(timing.step),
        text=lens.line(step.card or step.do, brief=True, within=procedure) if step else (),
        limit=lens.duration(limit) if limit else "",
        took=lens.duration(timing.took),
        verdict=lens.say(kept) if limit else "",
    )


def _found(lens: Lens, shortfall: Shortfall) -> Found:
    return Found(
        found=lens.prose(shortfall.found),
        measure=lens.prose(shortfall.measure),
        by=lens.name(shortfall.by),
        until=shortfall.until.isoformat(),
        done=shortfall.done.isoformat() if shortfall.done else "",
    )
