"""Posts that stay where they are: whoever is named must be able to come."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Role
from wardbook.plan.night_duties import post_at_night
from wardbook.plan.reach import post_of
from wardbook.plan.text import Link


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
    if step.verify_alone:
        links.append(step.verify_alone.by)
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


CHECKS = (tied,)
