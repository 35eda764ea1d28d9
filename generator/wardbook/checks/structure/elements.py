"""What a careful reviewer looks for in the elements of a plan: bodies with duties, levels that can
be told apart, faults that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.checks.context import Context, failed_with
from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.model.blocks import (
    BodiesBlock,
    Body,
    DutiesBlock,
    Fault,
    FaultsBlock,
    Level,
    Levels,
    LevelsBlock,
)
from wardbook.plan.model.plan import Plan
from wardbook.plan.project import Project

_STYLES = {
    "Ⅲ": re.compile(r"[Ⅰ-Ⅻ]"),
    "III": re.compile(r"(?<![A-Za-z])[IVX]+(?![A-Za-z])"),
    "三": re.compile(r"[一二三四五六七八九十](?=[级級类類])"),
    "3": re.compile(r"\d"),
}
"""How levels are numbered: an example of each style, and what it looks like."""


def idle_bodies(context: Context) -> Iterator[Finding]:
    """E101: a body that nobody gave a duty, neither here nor in a list of duties."""
    for plan in context.project.plans.values():
        charged = _charged(plan)
        for block in plan.blocks():
            if isinstance(block, BodiesBlock):
                for body in block.bodies:
                    if not (body.task or body.duties or charged & _ids_of(body)):
                        yield warning("E101", body.at, body=body.id)


def _charged(plan: Plan) -> set[str]:
    """Ids of the bodies and posts that a list of duties names."""
    charged: set[str] = set()
    for block in plan.blocks():
        if isinstance(block, DutiesBlock):
            for entry in block.duties:
                charged.add(entry.who.id)
    return charged


def _ids_of(body: Body) -> set[str]:
    """Ids under which a list of duties may name a body: its own, and that of its lead."""
    if body.lead:
        return {str(body.id), body.lead.id}
    return {str(body.id)}


def same_posts(context: Context) -> Iterator[Finding]:
    """E102: two posts with one name in one department: one post under two ids drifts apart."""
    seen: dict[tuple[str, str, str], str] = {}
    roles = context.project.roles
    for id, role in roles.items():
        department = role.department.id if role.department else ""
        for language in context.project.languages:
            name = role.name.words(language)
            first = seen.setdefault((department, language, name), id)
            if first != id and name:
                yield warning("E102", role.at, roles[first].at, name=name, first=first, second=id)
                break  # once is enough, however many languages say so


def levels(context: Context) -> Iterator[Finding]:
    """E201 two levels with one label, E202 two styles of numerals, E203 a level that nothing
    tells."""
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if isinstance(block, LevelsBlock):
                for language in context.project.languages:
                    yield from _in_labels(block.levels.values, language)
                yield from _untold(context, plan, block.levels)


def _in_labels(values: tuple[Level, ...], language: str) -> Iterator[Finding]:
    seen: dict[str, Level] = {}
    styles: dict[str, Mark] = {}
    for level in values:
        label = level.label.words(language)
        if not label:  # a language that is missing is reported by itself
            continue
        first = seen.setdefault(label, level)
        if first is not level:
            yield error("E201", level.at, first.at, label=label)
        style = _style_of(label)
        if style:
            styles.setdefault(style, level.at)
    if len(styles) > 1:
        yield warning("E202", *styles.values(), styles=", ".join(styles))


def _style_of(label: str) -> str | None:
    """The style of the numeral in a label, as a key of `_STYLES`; None without a numeral."""
    for style, looks in _STYLES.items():
        if looks.search(label):
            return style
    return None


def _untold(context: Context, plan: Plan, levels: Levels) -> Iterator[Finding]:
    """Levels that say neither criteria nor text. Those by hours of outage are told apart by their
    intervals."""
    if levels.axis == "outage_hours":
        return
    for level in levels.values:
        if not (level.criteria or level.text):
            yield context.missing_part("E203", level.at, model=plan, level=level.id)


def faults(context: Context) -> Iterator[Finding]:
    """E204: a fault without a first action or a procedure; E205: one whose numbers all fail with
    it."""
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if isinstance(block, FaultsBlock):
                for fault in block.faults:
                    yield from _in_fault(context, plan, fault)


def _in_fault(context: Context, plan: Plan, fault: Fault) -> Iterator[Finding]:
    if not (fault.first or fault.procedure):
        yield context.missing_part("E204", fault.at, model=plan, fault=fault.id)
    if _nobody_answers(context.project, fault):
        yield error("E205", fault.call[0].mark, fault=fault.id)


def _nobody_answers(project: Project, fault: Fault) -> bool:
    """Whether a fault names numbers to call, and its systems silence all of them."""
    if not fault.call:
        return False
    failed = failed_with(project, [link.id for link in fault.systems])
    for link in fault.call:
        contact = project.contacts.get(link.id)
        if contact is None:  # reported as a reference that names nothing
            return False
        needed = [system.id for system in contact.depends_on]
        if failed.isdisjoint(needed):
            return False
    return True


CHECKS = (idle_bodies, same_posts, levels, faults)
