"""Triggers that can happen and start something, and reserves that last until the steps that depend
on them are done."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.blocks import Reserve, Trigger, TriggersBlock
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.timeline import due


def triggers(context: Context) -> Iterator[Finding]:
    """E301 no condition, E302 starts nothing, E303 a system that is down and up at once, E304 a
    reserve that ends before its steps are done, E305 a step of a reserve without a deadline."""
    for block in context.project.blocks():
        if isinstance(block, TriggersBlock):
            for trigger in block.triggers:
                yield from _in_trigger(trigger)
                if trigger.reserve:
                    yield from _in_reserve(context, trigger.reserve)


def _in_trigger(trigger: Trigger) -> Iterator[Finding]:
    if not _has_condition(trigger):
        yield error("E301", trigger.at, trigger=trigger.id)
    if not _starts_something(trigger):
        yield error("E302", trigger.at, trigger=trigger.id)
    up = {link.id for link in trigger.up}
    for link in (*trigger.down, *trigger.slow):
        if link.id in up:
            yield error("E303", link.mark, trigger=trigger.id, system=link.id)


def _has_condition(trigger: Trigger) -> bool:
    systems = (trigger.down, trigger.slow, trigger.up)
    others = (trigger.after, trigger.threshold, trigger.ordered_by, trigger.window)
    return any(systems) or any(others) or trigger.reserve is not None


def _starts_something(trigger: Trigger) -> bool:
    """A reserve starts something too: the steps that must be done before it ends."""
    starts = (trigger.procedure, trigger.departments, trigger.then, trigger.form)
    return any(starts) or trigger.reserve is not None


def _in_reserve(context: Context, reserve: Reserve) -> Iterator[Finding]:
    lasts = reserve.lasts.minutes
    for link in reserve.steps:
        found = context.project.step(link)
        if found is None:  # reported as a reference that names nothing
            continue
        procedure, step = found
        name = f"{link.id}/{link.part}"
        needs = _minutes_until_done(procedure, step)
        if needs is None:
            yield warning("E305", link.mark, step.at, step=name)
        elif needs > lasts:
            yield error("E304", link.mark, step.at, step=name, needs=needs, lasts=lasts)


def _minutes_until_done(procedure: Procedure, step: Step) -> int | None:
    """Minutes after its clock began in which a step is done; None when it does not say."""
    moment = due(procedure.phase_of(step), step)
    return None if moment is None else moment.minutes


CHECKS = (triggers,)
