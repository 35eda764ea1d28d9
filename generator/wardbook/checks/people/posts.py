"""Posts that act: another one checks, and somebody is there at night."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.checks.night import away_at_night, covered_at_night
from wardbook.findings import Finding, Mark, error
from wardbook.plan.model.procedure import start_of

_AFTERWARDS = ("recover", "back_entry", "review")
"""Phases that can wait for the day."""


def verifiers(context: Context) -> Iterator[Finding]:
    """P609: the same post does and checks.

    `another` says that it is another person; `verify_later` that it is later.
    """
    for _, _, step in context.steps():
        if step.verify and step.verify.id == step.actor.id:
            yield error("P609", step.verify.mark, actor=step.actor.id)
        later = step.verify_later
        if later and later.by.id == step.actor.id:
            yield error("P609", later.by.mark, actor=step.actor.id)


def night_cover(context: Context) -> Iterator[Finding]:
    """P611: a post that acts, or must agree, during an outage, with nobody to fill it at night.

    Neither the post nor its stand-ins are there then. A department that is closed needs nobody. One
    finding a post, with all its steps.
    """
    for id, marks in _acting(context).items():
        role = context.project.roles.get(id)
        if role is None or covered_at_night(context, role) or away_at_night(context, role):
            continue
        yield error("P611", role.at, *marks, role=id, count=len(marks))


def _acting(context: Context) -> dict[str, list[Mark]]:
    """Posts that act or agree during an outage, each with the places that say so."""
    acting: dict[str, list[Mark]] = {}
    for _, phase, step in context.steps():
        if phase in _AFTERWARDS or not start_of(phase, step):
            continue
        for link in (step.actor, step.approval):
            if link:
                acting.setdefault(link.id, []).append(link.mark)
    return acting


CHECKS = (verifiers, night_cover)
