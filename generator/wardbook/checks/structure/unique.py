"""Ids below an entry, and codes and names of sheets over the whole project, stand for one thing each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error
from wardbook.plan.model.blocks import (
    BodiesBlock,
    CategoriesBlock,
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

_OWN_NAMES = frozenset(("departments/index", "scenarios/index", "forms/index", f"manuals/{COMPLETE_PLAN}"))
"""Lists of the site, and the manual that holds everything."""


def inner_ids(context: Context) -> Iterator[Finding]:
    """U401: two steps, chapters, fields, columns, functions, bands, bodies, drills, levels or categories with one id. Bodies and
    regular drills are named without their plan, so that their ids stand for one thing in all plans."""
    project = context.project
    yield from _twice("band", project.site.bands)
    yield from _twice("window", (*project.calendar.peaks, *project.calendar.hours))
    for system in project.systems.values():
        yield from _twice("function", system.functions)
    for procedure in project.procedures.values():
        yield from _twice("step", [step for _, step in procedure.steps()])
    for plan in project.plans.values():
        yield from _in_plan(plan)
    blocks = list(project.blocks())
    yield from _twice("body", [body for it in blocks if isinstance(it, BodiesBlock) for body in it.bodies])
    drills = [item for it in blocks if isinstance(it, DrillsBlock) for item in it.drills if item.id]
    yield from _twice("programme", drills)
    for form in project.forms.values():
        yield from _in_form(form)


def _in_plan(plan: Plan) -> Iterator[Finding]:
    blocks = list(plan.blocks())
    chapters = [chapter for _, chapter in plan.outline()]
    yield from _twice("chapter", chapters)
    each = {chapter.id: chapter for chapter in reversed(chapters)}.values()
    yield from _twice("item", [*each, *(named.item for named in named_items(blocks))])
    for block in blocks:
        if isinstance(block, LevelsBlock):
            yield from _twice("level", block.levels.values)
        elif isinstance(block, CategoriesBlock):
            yield from _twice("category", block.categories.items)
        elif isinstance(block, FaultsBlock):
            yield from _twice("fault", block.faults)
        elif isinstance(block, TriggersBlock):
            yield from _twice("trigger", block.triggers)


def _in_form(form: Form) -> Iterator[Finding]:
    for body in form.bodies:
        yield from _twice("field", [field for section in body for field in section.fields])
    yield from _twice("variant", form.variants)
    for section in form.every_section:
        yield from _twice("column", section.grid.columns if section.grid else ())


def codes(context: Context) -> Iterator[Finding]:
    """U402: a sheet code used twice; U403: one that has been withdrawn."""
    withdrawn = {str(code) for code in context.project.site.withdrawn_codes}
    seen: dict[str, Mark] = {}
    for code in _codes(context):
        if code in withdrawn:
            yield error("U403", code.mark, code_used=code)
        if code in seen:
            yield error("U402", code.mark, seen[code], code_used=code)
        seen.setdefault(str(code), code.mark)


def _codes(context: Context) -> Iterator[Any]:
    project = context.project
    yield from (department.code for department in project.departments.values())
    yield from (plan.code for plan in project.plans.values())
    yield from (procedure.code for procedure in project.procedures.values() if procedure.code)
    for form in project.forms.values():
        yield form.code
        yield from (variant.code for variant in form.variants)


def sheet_names(context: Context) -> Iterator[Finding]:
    """U404: two sheets whose file or page would have one name, so that one would take the place of the other: ids joined
    by a hyphen run together, and some names are the product's own."""
    seen: dict[str, Mark] = {}
    for name, mark in _sheet_names(context.project):
        if name in _OWN_NAMES or name in seen:
            yield error("U404", mark, *([seen[name]] if name in seen else []), name=name)
        seen.setdefault(name, mark)


def _sheet_names(project: Project) -> Iterator[tuple[str, Mark]]:
    for department in project.departments.values():
        for folder in ("departments", "manuals") if department.in_scope else ():
            yield f"{folder}/{department.id}", department.id.mark
    for procedure in project.procedures.values():
        if not procedure.department:
            yield f"scenarios/{procedure.id}", procedure.id.mark
    for form in project.forms.values():
        yield f"forms/{form.id}", form.id.mark
        yield from ((f"forms/{form.id}-{id}", mark) for id, mark in _first_marks(form.variants).items())
    for plan in project.plans.values():
        yield f"plans/{plan.id}-index", plan.id.mark
        yield from ((f"plans/{plan.id}-{id}", mark) for id, mark in _first_marks(plan.tops).items())


def _first_marks(entries: Iterable[Any]) -> dict[str, Mark]:
    """Each id with its first place; two of one id are reported by themselves."""
    return {str(entry.id): entry.id.mark for entry in reversed(tuple(entries))}


def _twice(kind: str, entries: Iterable[Any]) -> Iterator[Finding]:
    seen: dict[str, Mark] = {}
    for entry in entries:
        if entry.id in seen:
            yield error("U401", entry.id.mark, seen[entry.id], kind=kind, id=entry.id)
        seen.setdefault(str(entry.id), entry.id.mark)


RULES = (inner_ids, codes, sheet_names)
