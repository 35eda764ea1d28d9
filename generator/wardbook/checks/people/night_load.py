"""What falls on those who are there at night: more steps of others than they have hands for."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.model.registries import Role
from wardbook.plan.night_duties import NightDuty, first_at_once, taken_over


def night_load(context: Context) -> Iterator[Finding]:
    """P625: a post takes over more steps in the first half hour of a night than its people can do
    (`steps_at_night:` of site.yml for each of `people_at_night:`). One finding a post."""
    if context.lacks("role"):
        return
    for id, duties in taken_over(context.project).items():
        role = context.project.roles[id]
        first = first_at_once(duties)
        most = (role.people_at_night or 1) * context.project.site.night_steps
        if len(first) > most:
            yield _too_much(role, first, most)


def _too_much(role: Role, first: tuple[NightDuty, ...], most: int) -> Finding:
    marks = []
    posts: dict[str, None] = {}
    for duty in first:
        marks.append(duty.step.at)
        posts[str(duty.named.id)] = None
    named = ", ".join(posts)
    return warning("P625", role.at, *marks, role=role.id, count=len(first), posts=named, most=most)


CHECKS = (night_load,)
