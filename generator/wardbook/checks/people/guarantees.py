"""Guarantees: somebody answers for each and looks at it, and no post hangs on one person."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, info
from wardbook.plan.model.blocks import Guarantee, GuaranteesBlock
from wardbook.plan.model.plan import Plan


def kept(context: Context) -> Iterator[Finding]:
    """E404: a guarantee that nobody answers for or that is never checked; E405 see `_alone`."""
    for plan in context.project.plans.values():
        for item in _guarantees(plan):
            checked = item.check or item.every
            if not item.by or not checked:
                yield context.missing_part("E404", item.at, model=plan, kind=item.kind)
            yield from _alone(context, plan, item)


def _guarantees(plan: Plan) -> Iterator[Guarantee]:
    for block in plan.blocks():
        if isinstance(block, GuaranteesBlock):
            yield from block.guarantees


def _alone(context: Context, plan: Plan, item: Guarantee) -> Iterator[Finding]:
    """E405: a post that one person fills alone."""
    for link in item.posts:
        role = context.project.roles.get(link.id)
        if role is None or role.stands_in or role.cover == "always":
            continue
        if role.cover is None:  # nobody said so: a question
            yield info("E405", link.mark, role.at, role=link.id)
        else:
            yield context.missing_part("E405", link.mark, role.at, model=plan, role=link.id)


CHECKS = (kept,)
