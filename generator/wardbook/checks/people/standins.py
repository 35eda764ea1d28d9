"""Functions of systems that a department uses and has nothing in place of: while they are down, or others besides."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.project import Project
from wardbook.plan.standins import StandIn, fallen_without, stand_ins, unanswered


def filled(context: Context) -> Iterator[Finding]:
    """D710 no step, no form and no word of what happens without the function; D712, D713 see `_holds`."""
    if any(kind in ("procedure", "form", "system") for kind, _ in context.unread):
        return
    for found in stand_ins(context.project):
        if found.missing:
            yield warning("D710", found.use.mark, found.function.at, function=found.use, department=found.department.id)
        yield from _holds(context.project, found)


def _holds(project: Project, found: StandIn) -> Iterator[Finding]:
    """D712 another system takes every step away and nothing says what then; D713 a step works by what it stands in for."""
    if others := unanswered(project, found):
        marks = (step.mark for step in found.steps)
        yield warning("D712", *marks, found.function.at, function=found.use, others=", ".join(others))
    for step in found.steps:
        if found.system.id in fallen_without(project, step):
            yield warning("D713", step.mark, step=f"{step.id}/{step.part}", system=found.system.id)


RULES = (filled,)
