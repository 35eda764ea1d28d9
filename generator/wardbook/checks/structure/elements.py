"""What a careful reviewer looks for in the elements of a plan: bodies with duties, levels that can be told apart, faults
that say what to do, triggers that start something while there is still power."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from wardbook.checks.context import Context, failed_with
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.blocks import (
    BodiesBlock,
    Body,
    DutiesBlock,
    FaultsBlock,
    Level,
    LevelsBlock,
    Reserve,
    Trigger,
    TriggersBlock,
)
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import Step, start_of
from wardbook.plan.text import Link
from wardbook.plan.timeline import as_duration

Kind = TypeVar("Kind")

_STYLES = {
    "Ⅲ": re.compile(r"[Ⅰ-Ⅻ]"),
    "III": re.compile(r"(?<![A-Za-z])[IVX]+(?![A-Za-z])"),
    "三": re.compile(r"[一二三四五六七八九十](?=[级類类])"),
    "3": re.compile(r"\d"),
}
"""How levels are numbered: a word of each style, and what it looks like."""


def idle_bodies(context: Context) -> Iterator[Finding]:
    """E101: a body that nobody gave a duty, neither here nor in a list of duties."""
    for plan in context.project.plans.values():
        charged = {entry.who.id for block in _of(plan, DutiesBlock) for entry in block.duties}
        for body in (body for block in _of(plan, BodiesBlock) for body in block.bodies):
            if not (body.task or body.duties or charged & _names(body)):
                yield warning("E101", body.at, body=body.id)


def _names(body: Body) -> set[str]:
    return {str(body.id), *([body.lead.id] if body.lead else [])}


def same_posts(context: Context) -> Iterator[Finding]:
    """E102: two posts with one name in one department: one post under two ids drifts apart."""
    seen: dict[tuple[str, str, str], str] = {}
    roles = context.project.roles
    for id, role in roles.items():
        for language in context.project.languages:
            name = (role.department.id if role.department else "", language, role.name.words(language))
            first = seen.setdefault(name, id)
            if first != id and name[2]:
                yield warning("E102", role.at, roles[first].at, name=name[2], first=first, second=id)
                break


def levels(context: Context) -> Iterator[Finding]:
    """E201 two levels with one label, E202 two styles of numerals, E203 a level that nothing tells."""
    for plan in context.project.plans.values():
        for block in _of(plan, LevelsBlock):
            values = block.levels.values
            for language in context.project.languages:
                yield from _labels(values, language)
            for level in values:
                told = level.criteria or level.text or block.levels.axis == "outage_hours"
                if not told:
                    yield context.hole("E203", level.at, model=plan, level=level.id)


def _labels(values: tuple[Level, ...], language: str) -> Iterator[Finding]:
    seen: dict[str, Level] = {}
    styles: dict[str, Level] = {}
    for level in values:
        label = level.label.words(language)
        if not label:  # a language that is missing is reported by itself
            continue
        first = seen.setdefault(label, level)
        if first is not level:
            yield error("E201", level.at, first.at, label=label)
        style = next((style for style, looks in _STYLES.items() if looks.search(label)), None)
        if style:
            styles.setdefault(style, level)
    if len(styles) > 1:
        yield warning("E202", *(level.at for level in styles.values()), styles=", ".join(styles))


def faults(context: Context) -> Iterator[Finding]:
    """E204: a fault without a first action or a procedure; E205: one whose numbers all fail with it."""
    project = context.project
    for plan in project.plans.values():
        for fault in (fault for block in _of(plan, FaultsBlock) for fault in block.faults):
            if not (fault.first or fault.procedure):
                yield context.hole("E204", fault.at, model=plan, fault=fault.id)
            failed = failed_with(project, (link.id for link in fault.systems))
            contacts = [project.contacts[link.id] for link in fault.call if link.id in project.contacts]
            silent = [contact for contact in contacts if failed & {link.id for link in contact.depends_on}]
            if contacts and len(silent) == len(fault.call):
                yield error("E205", fault.call[0].mark, fault=fault.id)


def triggers(context: Context) -> Iterator[Finding]:
    """E301 no condition, E302 starts nothing, E303 a system that is down and up at once."""
    for plan in context.project.plans.values():
        for trigger in (trigger for block in _of(plan, TriggersBlock) for trigger in block.triggers):
            if not _conditions(trigger):
                yield error("E301", trigger.at, trigger=trigger.id)
            if not (trigger.procedure or trigger.departments or trigger.then or trigger.form or trigger.reserve):
                yield error("E302", trigger.at, trigger=trigger.id)
            up = {link.id for link in trigger.up}
            for link in (*trigger.down, *trigger.slow):
                if link.id in up:
                    yield error("E303", link.mark, trigger=trigger.id, system=link.id)
            if trigger.reserve:
                yield from _reserve(context, trigger.reserve)


def _conditions(trigger: Trigger) -> bool:
    systems = trigger.down or trigger.slow or trigger.up
    other = trigger.threshold or trigger.ordered_by or trigger.window or trigger.reserve
    return bool(trigger.after or systems or other)


def _reserve(context: Context, reserve: Reserve) -> Iterator[Finding]:
    """E304: what runs out is shorter than the steps that depend on it; E305: a step that has no deadline."""
    for link in reserve.steps:
        found = context.project.step(link)
        if found is None:
            continue
        done = _done(found[1], next(phase for phase, step in found[0].steps() if step is found[1]))
        if done is None:
            yield warning("E305", link.mark, found[1].at, step=_written(link))
        elif done > reserve.lasts.minutes:
            yield error("E304", link.mark, found[1].at, step=_written(link), needs=done, lasts=reserve.lasts.minutes)


def _done(step: Step, phase: str) -> int | None:
    """Minutes after its clock began in which the step is done; None when it does not say."""
    start = as_duration(start_of(phase, step) or "")
    return (start.minutes if start else 0) + step.within.minutes if step.within else None


def _written(link: Link) -> str:
    return f"{link.id}/{link.part}"


def _of(plan: Plan, kind: type[Kind]) -> Iterator[Kind]:
    return (block for block in plan.blocks() if isinstance(block, kind))


RULES = (idle_bodies, same_posts, levels, faults, triggers)
