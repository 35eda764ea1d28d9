"""Functions of systems that a department uses, and what it does while they are down."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.project import Project
from wardbook.plan.standins import StandIn, fallen_without, stand_ins, unanswered


def filled(context: Context) -> Iterator[Finding]:
    """D710: no step, no form and no text says what is done without a function. D712 and D713: what
    stands in for it fails with it, or is the same system."""
    if context.lacks("procedure", "form", "system"):
        return
    for found in stand_ins(context.project):
        if found.missing:
            yield warning(
                "D710",
                found.use.mark,
                found.function.at,
                function=found.use,
                department=found.department.id,
            )
        yield from _falls_with_others(context.project, found)
        yield from _stands_in_for_itself(context.project, found)


def _falls_with_others(project: Project, found: StandIn) -> Iterator[Finding]:
    """D712: another system that is down takes every step away, and nothing says what then."""
    others = unanswered(project, found)
    if others:
        marks = (step.mark for step in found.steps)
        yield warning(
            "D712", *marks, found.function.at, function=found.use, others=", ".join(others)
        )


def _stands_in_for_itself(project: Project, found: StandIn) -> Iterator[Finding]:
    """D713: a step works by the system that it stands in for."""
    for step in found.steps:
        if found.system.id in fallen_without(project, step):
            yield warning("D713", step.mark, step=f"{step.id}/{step.part}", system=found.system.id)


CHECKS = (filled,)
