"""Guarantees that hold: somebody answers for each, somebody looks at it, and every post has a second person."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding
from wardbook.plan.model.blocks import Guarantee, GuaranteesBlock
from wardbook.plan.model.plan import Plan


def kept(context: Context) -> Iterator[Finding]:
    """E404: a guarantee that nobody answers for or that is never checked; E405: a post that one person fills alone."""
    for plan in context.project.plans.values():
        for block in plan.blocks():
            for item in block.guarantees if isinstance(block, GuaranteesBlock) else ():
                if not item.by or not (item.check or item.every):
                    yield context.hole("E404", item.at, model=plan, kind=item.kind)
                yield from _alone(context, plan, item)


def _alone(context: Context, plan: Plan, item: Guarantee) -> Iterator[Finding]:
    for link in item.posts:
        role = context.project.roles.get(link.id)
        if role and not role.stands_in and str(role.cover) != "always":
            yield context.hole("E405", link.mark, role.at, model=plan, role=link.id)


RULES = (kept,)
