"""Levels and categories: intervals without gap or overlap, counts as announced; figures that are there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from generator.checks.context import Context
from generator.findings import Finding, error, warning
from generator.source.loader import SOURCE
from generator.source.model.blocks import CategoriesBlock, FigureBlock, Level, Levels, LevelsBlock

_PICTURES = (".svg", ".png")


def intervals(context: Context) -> Iterator[Finding]:
    """V901 a level without an interval, V902 gap, V903 overlap, V904 does not start at 0, V905 ends before it starts,
    V906 an open end that is not the last."""
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if isinstance(block, LevelsBlock) and block.levels.axis == "outage_hours":
                yield from _axis(block.levels)


def _axis(levels: Levels) -> Iterator[Finding]:
    yield from (finding for level in levels.values for finding in _alone(level))
    ordered = sorted((level for level in levels.values if level.start is not None), key=_begin)
    if ordered and _begin(ordered[0]) > 0 and levels.below is None:
        yield error("V904", ordered[0].at, level=ordered[0].id)
    for lower, upper in pairwise(ordered):
        yield from _between(lower, upper)


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
    return level.start.minutes if level.start else 0


def declared_counts(context: Context) -> Iterator[Finding]:
    """V907: the text announces another number of categories than it defines."""
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if isinstance(block, CategoriesBlock) and block.categories.declared is not None:
                actual = len(block.categories.items)
                if actual != block.categories.declared:
                    yield warning("V907", block.categories.at, declared=block.categories.declared, actual=actual)


def figures(context: Context) -> Iterator[Finding]:
    """V908 a picture outside the project, V909 one that is missing, V910 one that is neither SVG nor PNG."""
    source = (context.project.root / SOURCE).resolve()
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if not isinstance(block, FigureBlock):
                continue
            name = block.figure.file
            path = (source / name).resolve()
            if Path(name).is_absolute() or not path.is_relative_to(source):
                yield error("V908", name.mark, file=name)
            elif not path.is_file():
                yield error("V909", name.mark, file=name)
            elif path.suffix.lower() not in _PICTURES:
                yield error("V910", name.mark, file=name)


def citations(context: Context) -> Iterator[Finding]:
    """V911: a citation that is replaced, without what replaced it."""
    for id, citation in context.project.citations.items():
        if citation.status == "replaced" and citation.replaced_by is None:
            yield warning("V911", citation.at, citation=id)


RULES = (intervals, declared_counts, figures, citations)
