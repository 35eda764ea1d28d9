"""What steps wait for: no circle, no later phase, nothing that begins or ends after them."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context, cycles
from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.model.procedure import PHASES, Step
from wardbook.plan.timeline import due, written_start


def waiting_circles(context: Context) -> Iterator[Finding]:
    """P607: steps that wait for each other in a circle, across all procedures."""
    marks: dict[str, Mark] = {}
    graph: dict[str, list[str]] = {}
    for procedure, _, step in context.steps():
        name = f"{procedure.id}/{step.id}"
        marks[name] = step.at
        graph[name] = [f"{link.id or procedure.id}/{link.part}" for link in step.after]
    for cycle in cycles(graph):
        places = [marks[name] for name in cycle]
        yield error("P607", *places, cycle=" → ".join((*cycle, cycle[0])))


def phase_order(context: Context) -> Iterator[Finding]:
    """P608: a step that waits for one of a later phase of its own procedure."""
    for procedure, phase, step in context.steps():
        phases = {str(other.id): of_other for of_other, other in procedure.steps()}
        for link in step.after:
            if link.id and link.id != procedure.id:
                continue
            later = phases.get(link.part or "")
            if later and _is_later(later, phase):
                yield error("P608", link.mark, step=step.id, awaited=link.part, phase=later)


def in_time(context: Context) -> Iterator[Finding]:
    """P614: a step that begins, or must be done, before the one that it waits for."""
    for procedure, phase, step in context.steps():
        for link in step.after:
            found = context.project.step(link, procedure)
            if found is None:
                continue
            other, awaited = found
            awaited_phase = next(phase for phase, one in other.steps() if one is awaited)
            if other.department != procedure.department and not _both_enter(phase, awaited_phase):
                continue  # the clocks of two departments differ until the all-clear
            if _is_later(awaited_phase, phase):
                continue  # a later phase is P608
            if _comes_first(step, awaited, phase=phase, awaited_phase=awaited_phase):
                yield warning("P614", step.at, awaited.at, step=step.id, awaited=awaited.id)


def _both_enter(phase: str, awaited_phase: str) -> bool:
    """Whether both steps are of back-entry, which counts from one all-clear for everybody."""
    return phase == awaited_phase == "back_entry"


def _is_later(phase: str, than: str) -> bool:
    return PHASES.index(phase) > PHASES.index(than)


def _comes_first(step: Step, awaited: Step, *, phase: str, awaited_phase: str) -> bool:
    """Whether `step` begins or is due before `awaited`; False where their clocks differ."""
    own, other = written_start(phase, step), written_start(awaited_phase, awaited)
    if own is None or other is None or own.since != other.since:
        return False
    if own.minutes < other.minutes:
        return True
    done, awaited_done = due(phase, step), due(awaited_phase, awaited)
    if done is None or awaited_done is None:
        return False
    return done.minutes < awaited_done.minutes


CHECKS = (waiting_circles, phase_order, in_time)
