"""Drills: those planned are held, what fell short is mended, and what was measured belongs to who took part."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context, together
from wardbook.findings import Finding, info, warning
from wardbook.plan.model.drill import Drill, Outcome
from wardbook.plan.project import Project


def held(context: Context) -> Iterator[Finding]:
    """D706: the day of a drill is over, and nothing says that it was held; D707: a measure is overdue."""
    for drill in context.project.drills.values():
        if drill.outcome is None and drill.planned < context.today:
            yield info("D706", drill.at, drill=drill.id, planned=drill.planned)
    yield from together(_overdue(context))


def _overdue(context: Context) -> Iterator[Finding]:
    for drill, outcome in _outcomes(context.project):
        for shortfall in outcome.shortfalls:
            if shortfall.done is None and shortfall.until < context.today:
                yield warning("D707", shortfall.at, drill=drill.id, held=outcome.held)


def measured(context: Context) -> Iterator[Finding]:
    """D708: a deadline was missed and nothing fell short; D709: a step that nobody who took part does."""
    project = context.project
    for drill, outcome in _outcomes(project):
        theirs = {link.id for link in drill.departments}
        for timing in outcome.timings:
            found = project.step(timing.step)
            if found is None:
                continue
            procedure, step = found
            own = procedure.department if procedure.scenario is None else None
            if own and own.id not in theirs:
                yield warning("D709", timing.at, drill=drill.id, step=f"{procedure.id}/{step.id}")
            elif step.within and timing.took > step.within and not outcome.shortfalls:
                yield warning("D708", timing.at, drill=drill.id, step=f"{procedure.id}/{step.id}")


def _outcomes(project: Project) -> Iterator[tuple[Drill, Outcome]]:
    return ((drill, drill.outcome) for drill in project.drills.values() if drill.outcome)


RULES = (held, measured)
