"""Posts that act: another one checks, and somebody is there at night."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.checks.night import AtNight, at_night, away_at_night
from wardbook.findings import Finding, Mark, error, info
from wardbook.plan.model.procedure import start_of
from wardbook.plan.reach import post_of

_AFTERWARDS = ("recover", "back_entry", "review")
"""Phases that can wait for the day."""


def verifiers(context: Context) -> Iterator[Finding]:
    """P609: the same post does and checks.

    `another` says that it is another person; `verify_later` that it is later.
    """
    for _, _, step in context.steps():
        actor = post_of(context.project, step.actor)
        if actor is None:
            continue
        if step.verify and step.verify.id == actor.id:
            yield error("P609", step.verify.mark, actor=actor.id)
        for other in (step.verify_later, step.verify_alone):
            if other and other.by.id == actor.id:
                yield error("P609", other.by.mark, actor=actor.id)


def night_cover(context: Context) -> Iterator[Finding]:
    """P611: a post that acts, or must agree, during an outage, with nobody to fill it at night.

    Neither the post nor its stand-ins are there then. A department that is closed needs nobody. One
    finding a post, with all its steps. P620: nobody said when the post is there.
    """
    for id, marks in _acting(context).items():
        role = context.project.roles[id]
        found = at_night(context, role)
        if found is AtNight.THERE or away_at_night(context, role):
            continue
        if found is AtNight.UNSAID:
            yield info("P620", role.at, role=id)
        else:
            yield error("P611", role.at, *marks, role=id, count=len(marks))


def _acting(context: Context) -> dict[str, list[Mark]]:
    """Posts that act or agree during an outage, each with the places that say so."""
    acting: dict[str, list[Mark]] = {}
    for _, phase, step in context.steps():
        if phase in _AFTERWARDS or not start_of(phase, step):
            continue
        for link in (step.actor, step.approval):
            post = link and post_of(context.project, link)
            if link and post:
                acting.setdefault(str(post.id), []).append(link.mark)
    return acting


CHECKS = (verifiers, night_cover)
