"""Ids below an entry, and codes and names of sheets over the whole project, stand for one thing
each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error
from wardbook.plan.data import Scalar
from wardbook.plan.model.blocks import (
    Block,
    BodiesBlock,
    Body,
    CategoriesBlock,
    DrillPlan,
    DrillsBlock,
    FaultsBlock,
    LevelsBlock,
    TriggersBlock,
)
from wardbook.plan.model.copies import COMPLETE_PLAN
from wardbook.plan.model.form import Form
from wardbook.plan.model.items import named_items
from wardbook.plan.model.plan import Plan
from wardbook.plan.project import Project

_OWN_NAMES = frozenset(
    ("departments/index", "scenarios/index", "forms/index", f"manuals/{COMPLETE_PLAN}")
)
"""Lists of the site, and the manual that holds everything."""


def inner_ids(context: Context) -> Iterator[Finding]:
    """U401: two steps, chapters, fields, columns, functions, bands, bodies, drills, levels or
    categories with one id. Bodies and regular drills are named without their plan, so that their
    ids stand for one thing in all plans."""
    project = context.project
    yield from _twice("band", project.site.bands)
    yield from _twice("window", (*project.calendar.peaks, *project.calendar.hours))
    for system in project.systems.values():
        yield from _twice("function", system.functions)
    for department in project.departments.values():
        yield from _twice("thing", department.box.things if department.box else ())
    for procedure in project.procedures.values():
        yield from _twice("step", [step for _, step in procedure.steps()])
    for plan in project.plans.values():
        yield from _in_plan(plan)
    yield from _twice("body", _bodies(project))
    yield from _twice("programme", _regular_drills(project))
    for form in project.forms.values():
        yield from _in_form(form)


def _in_plan(plan: Plan) -> Iterator[Finding]:
    chapters = [chapter for _, chapter in plan.outline()]
    yield from _twice("chapter", chapters)
    blocks = list(plan.blocks())
    items = [named.item for named in named_items(blocks)]
    # chapters and items share one namespace; two chapters of one id have just been reported
    yield from _twice("item", (*_first_of_each_id(chapters).values(), *items))
    for block in blocks:
        yield from _in_block(block)


def _in_block(block: Block) -> Iterator[Finding]:
    if isinstance(block, LevelsBlock):
        yield from _twice("level", block.levels.values)
    elif isinstance(block, CategoriesBlock):
        yield from _twice("category", block.categories.items)
    elif isinstance(block, FaultsBlock):
        yield from _twice("fault", block.faults)
    elif isinstance(block, TriggersBlock):
        yield from _twice("trigger", block.triggers)


def _bodies(project: Project) -> Iterator[Body]:
    for block in project.blocks():
        if isinstance(block, BodiesBlock):
            yield from block.bodies


def _regular_drills(project: Project) -> Iterator[DrillPlan]:
    """Regular drills of all plans that can be named."""
    for block in project.blocks():
        if isinstance(block, DrillsBlock):
            for drill in block.drills:
                if drill.id:
                    yield drill


def _in_form(form: Form) -> Iterator[Finding]:
    for body in form.bodies:
        yield from _twice("field", [field for section in body for field in section.fields])
    yield from _twice("variant", form.variants)
    for section in form.every_section:
        if section.grid:
            yield from _twice("column", section.grid.columns)


def codes(context: Context) -> Iterator[Finding]:
    """U402: a sheet code used twice; U403: one that has been withdrawn."""
    withdrawn = set(map(str, context.project.site.withdrawn_codes))
    seen: dict[str, Mark] = {}
    for code in _codes(context.project):
        if code in withdrawn:
            yield error("U403", code.mark, code_used=code)
        if code in seen:
            yield error("U402", code.mark, seen[code], code_used=code)
        seen.setdefault(str(code), code.mark)


def _codes(project: Project) -> Iterator[Scalar]:
    """Every code that is printed on a sheet."""
    for department in project.departments.values():
        yield department.code
    for plan in project.plans.values():
        yield plan.code
    for procedure in project.procedures.values():
        if procedure.code:
            yield procedure.code
    for form in project.forms.values():
        yield form.code
        for variant in form.variants:
            yield variant.code


def sheet_names(context: Context) -> Iterator[Finding]:
    """U404: two sheets whose file or page would have one name, so that one would take the place of
    the other: ids joined by a hyphen run together, and some names are the product's own."""
    seen: dict[str, Mark] = {}
    for name, mark in _sheet_names(context.project):
        if name in seen:
            yield error("U404", mark, seen[name], name=name)
        elif name in _OWN_NAMES:
            yield error("U404", mark, name=name)
        seen.setdefault(name, mark)


def _sheet_names(project: Project) -> Iterator[tuple[str, Mark]]:
    """Names of sheets, each with the place of the id that it is made of."""
    for department in project.departments.values():
        if department.in_scope:
            yield f"departments/{department.id}", department.id.mark
            yield f"manuals/{department.id}", department.id.mark
    for procedure in project.procedures.values():
        if not procedure.department:
            yield f"scenarios/{procedure.id}", procedure.id.mark
    for form in project.forms.values():
        yield f"forms/{form.id}", form.id.mark
        yield from _names_below(f"forms/{form.id}", form.variants)
    for plan in project.plans.values():
        yield f"plans/{plan.id}-index", plan.id.mark
        yield from _names_below(f"plans/{plan.id}", (part[0].chapter for part in plan.parts()))


def _names_below(above: str, entries: Iterable[Any]) -> Iterator[tuple[str, Mark]]:
    """Names of sheets that are made of an id above and one below."""
    for id, entry in _first_of_each_id(entries).items():
        yield f"{above}-{id}", entry.id.mark


def _first_of_each_id(entries: Iterable[Any]) -> dict[str, Any]:
    """Entries by id, the first of each: two of one id are reported by themselves."""
    first: dict[str, Any] = {}
    for entry in entries:
        first.setdefault(str(entry.id), entry)
    return first


def _twice(kind: str, entries: Iterable[Any]) -> Iterator[Finding]:
    """U401 for each entry whose id an earlier one has; the ids are scalars with their places."""
    seen: dict[str, Mark] = {}
    for entry in entries:
        if entry.id in seen:
            yield error("U401", entry.id.mark, seen[entry.id], kind=kind, id=entry.id)
        seen.setdefault(str(entry.id), entry.id.mark)


CHECKS = (inner_ids, codes, sheet_names)
