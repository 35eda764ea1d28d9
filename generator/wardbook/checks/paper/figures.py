"""Figures: pictures that are there, inside the project, print whole and sharply, and load
nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wardbook.checks.context import Context
from wardbook.findings import Finding, error
from wardbook.folders import SOURCE
from wardbook.plan.model.blocks import FigureBlock
from wardbook.plan.model.plan import Plan
from wardbook.plan.pictures import fault_of, picture_file


def figures(context: Context) -> Iterator[Finding]:
    """N101 outside the project, N102 missing (an error where it is issued), N103 neither SVG nor
    PNG, N104 loads something, N105 damaged, N106 too large to draw."""
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if isinstance(block, FigureBlock):
                yield from _figure(context, plan, block)


def _figure(context: Context, plan: Plan, block: FigureBlock) -> Iterator[Finding]:
    root, file = context.project.root, block.figure.file
    name, content = str(file), None
    path = picture_file(root, name)
    if path:
        try:
            content = path.read_bytes()
        except OSError:  # no right to read it
            content = None
    if content is not None:
        fault = fault_of(name, content)
        if fault and fault.what:
            yield error(fault.code, file.mark, file=name, what=fault.what)
        elif fault:
            yield error(fault.code, file.mark, file=name)
    elif _is_outside(root / SOURCE, name):
        yield error("N101", file.mark, file=name)
    else:
        yield context.missing_part("N102", file.mark, model=plan, file=name)


def _is_outside(source: Path, name: str) -> bool:
    try:
        inside = (source / name).resolve().is_relative_to(source.resolve())
    except (OSError, RuntimeError):  # a name that is too long, a circle of links
        return False
    return Path(name).is_absolute() or not inside


CHECKS = (figures,)
