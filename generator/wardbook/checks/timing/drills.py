"""Drills: they are held, shortfalls are mended, and only steps of who took part are timed."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context, ids_of, together
from wardbook.findings import Finding, info, warning
from wardbook.plan.model.drill import Drill, Outcome, Timing
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.project import Project
from wardbook.plan.timeline import due


def held(context: Context) -> Iterator[Finding]:
    """D706: the day of a drill is over, and nothing says that it was held; D707 see `_overdue`."""
    for drill in context.project.drills.values():
        if drill.outcome is None and drill.planned < context.today:
            yield info("D706", drill.at, drill=drill.id, planned=drill.planned)
    yield from together(_overdue(context))


def _overdue(context: Context) -> Iterator[Finding]:
    """D707: a measure that was to be done by now."""
    for drill, outcome in _outcomes(context.project):
        for shortfall in outcome.shortfalls:
            if shortfall.done is None and shortfall.until < context.today:
                yield warning("D707", shortfall.at, drill=drill.id, held=outcome.held)


def measured(context: Context) -> Iterator[Finding]:
    """D708 a missed deadline and nothing fell short, D709 a step of nobody who took part."""
    for drill, outcome in _outcomes(context.project):
        departments = ids_of(drill.departments)
        for timing in outcome.timings:
            found = context.project.step(timing.step)
            if found is None:
                continue
            procedure, step = found
            name = f"{procedure.id}/{step.id}"
            if _is_of_others(procedure, departments):
                yield warning("D709", timing.at, drill=drill.id, step=name)
            elif _is_late(procedure, step, timing) and not outcome.shortfalls:
                yield warning("D708", timing.at, drill=drill.id, step=name)


def _is_late(procedure: Procedure, step: Step, timing: Timing) -> bool:
    """Whether a step was done later than it is due."""
    moment = due(procedure.phase_of(step), step)
    return moment is not None and timing.took > moment.length


def _is_of_others(procedure: Procedure, departments: set[str]) -> bool:
    """Whether the procedure belongs to a department that is not among `departments`."""
    if procedure.department is None or procedure.scenario is not None:
        return False
    return procedure.department.id not in departments


def _outcomes(project: Project) -> Iterator[tuple[Drill, Outcome]]:
    for drill in project.drills.values():
        if drill.outcome:
            yield drill, drill.outcome


CHECKS = (held, measured)
