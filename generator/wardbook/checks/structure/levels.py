"""Levels and categories: intervals without gap or overlap, counts as announced."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from wardbook.checks.context import Context
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.blocks import (
    Categories,
    CategoriesBlock,
    Level,
    Levels,
    LevelsBlock,
    ScopeBlock,
)
from wardbook.plan.model.plan import Plan


def intervals(context: Context) -> Iterator[Finding]:
    """V901 a level without an interval, V902 gap, V903 overlap, V904 does not start at 0, V905 ends
    before it starts, V906 an open end that is not the last, V908 neither rising nor falling."""
    for block in context.project.blocks():
        if isinstance(block, LevelsBlock) and block.levels.axis == "outage_hours":
            yield from _on_axis(block.levels)


def _on_axis(levels: Levels) -> Iterator[Finding]:
    for level in levels.values:
        yield from _alone(level)
    ordered = sorted((level for level in levels.values if level.start is not None), key=_begin)
    if ordered and levels.below is None and _begin(ordered[0]) > 0:
        yield error("V904", ordered[0].at, level=ordered[0].id)
    for lower, upper in pairwise(ordered):
        yield from _between(lower, upper)
    written = list(map(_begin, levels.values))
    if written not in (sorted(written), sorted(written, reverse=True)):
        yield warning("V908", levels.at)


def _alone(level: Level) -> Iterator[Finding]:
    if level.start is None:
        yield error("V901", level.at, level=level.id)
    elif level.end is not None and level.end <= level.start:
        yield error("V905", level.at, level=level.id)


def _between(lower: Level, upper: Level) -> Iterator[Finding]:
    if lower.end is None:
        yield error("V906", lower.at, level=lower.id)
    elif lower.end.minutes < _begin(upper):
        yield error("V902", lower.at, upper.at, lower=lower.id, upper=upper.id)
    elif lower.end.minutes > _begin(upper):
        yield error("V903", lower.at, upper.at, lower=lower.id, upper=upper.id)


def _begin(level: Level) -> int:
    """Minutes at which a level begins; 0 where it does not say."""
    if level.start is None:
        return 0
    return level.start.minutes


def declared_counts(context: Context) -> Iterator[Finding]:
    """V907: the text announces another number of categories than it defines; an error in an issued
    plan."""
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if isinstance(block, CategoriesBlock):
                yield from _declared(context, plan, block.categories)


def _declared(context: Context, plan: Plan, categories: Categories) -> Iterator[Finding]:
    declared, actual = categories.declared, len(categories.items)
    if declared is not None and declared != actual:
        found = {"declared": declared, "actual": actual}
        yield context.missing_part("V907", categories.at, model=plan, **found)


def known_kinds(context: Context) -> Iterator[Finding]:
    """O115: a scope names a kind of event that no list of categories defines."""
    if context.lacks("plan"):  # a plan that could not be read may define it
        return
    known = context.project.categories
    for block in context.project.blocks():
        if isinstance(block, ScopeBlock):
            for id in block.scope.events:
                if id not in known:
                    near = next(iter(get_close_matches(id, list(known), 1)), "")
                    yield error("O115", id.mark, id=id, near=near)


CHECKS = (intervals, declared_counts, known_kinds)
