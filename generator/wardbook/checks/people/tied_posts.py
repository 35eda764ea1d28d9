"""Posts that stay where they are, and second persons: whoever is named must be able to come."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Role
from wardbook.plan.night_duties import CAN_WAIT, post_at_night
from wardbook.plan.reach import post_of
from wardbook.plan.text import Link

ANOTHER = "another"
"""What `verify:` says for another person of the same post."""


def tied(context: Context) -> Iterator[Finding]:
    """P626: a step in one department that a post does or checks which stays in another (`stays:`),
    by day or, through stand-ins, at night. One finding for each post that a step names."""
    for procedure, _, step in context.steps():
        for link, role in _named(context, step):
            who = _who_stays(context, role, procedure)
            if who:
                yield warning("P626", link.mark, who.at, role=role.id, who=who.id, step=step.id)


def _named(context: Context, step: Step) -> Iterator[tuple[Link, Role]]:
    """The posts that must be where the step is done."""
    links = [step.actor]
    if step.verify:
        links.append(step.verify)
    if step.verify_later:
        links.append(step.verify_later.by)
    for link in links:
        role = post_of(context.project, link)
        if role:
            yield link, role


def _who_stays(context: Context, role: Role, procedure: Procedure) -> Role | None:
    """The post itself, or whoever stands in for it at night, where it stays in a department that is
    not the procedure's."""
    if procedure.department is None:
        return None
    for who in (role, post_at_night(context.project, role)):
        if who is None or not who.stays or who.department is None:
            continue
        if who.department.id != procedure.department.id:
            return who
    return None


def alone(context: Context) -> Iterator[Finding]:
    """P627: another person of the same post checks, and at night one person fills it, as
    `people_at_night: 1` says. One finding a post."""
    found: dict[str, list[Mark]] = {}
    for _, phase, step in context.steps():
        role = post_of(context.project, step.actor)
        if role is None or phase in CAN_WAIT:
            continue
        if step.verify is None or step.verify.id != ANOTHER:
            continue
        who = post_at_night(context.project, role)
        if who and who.people_at_night == 1:
            found.setdefault(str(who.id), []).append(step.verify.mark)
    for id, marks in found.items():
        yield warning("P627", *marks, context.project.roles[id].at, role=id, count=len(marks))


CHECKS = (tied, alone)
