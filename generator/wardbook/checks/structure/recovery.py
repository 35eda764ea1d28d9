"""Technical records that can hold: no system is back, or up to date, before what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.model.registries import System
from wardbook.plan.model.scalars import Duration
from wardbook.plan.model.technical_record import TechnicalRecord

Amount = TypeVar("Amount", int, Duration)


def what_stands_on_what(context: Context) -> Iterator[Finding]:
    """O111: a system promises a shorter recovery time, or less lost data, than a system that it
    stands on; O112: it comes before that one in the order of recovery."""
    for system in context.project.systems.values():
        for below in _below(context, system):
            if system.record and below.record:
                yield from _compared(system, system.record, below, below.record)


def _compared(
    system: System, own: TechnicalRecord, below: System, theirs: TechnicalRecord
) -> Iterator[Finding]:
    names = {"system": system.id, "below": below.id}
    if _is_less(own.time, theirs.time):
        yield warning("O111", own.at, theirs.at, field="time", **names)
    if _is_less(own.loss, theirs.loss):
        yield warning("O111", own.at, theirs.at, field="loss", **names)
    if _is_less(own.order, theirs.order):
        yield warning("O112", own.at, theirs.at, own=own.order, other=theirs.order, **names)


def _is_less(one: Amount | None, other: Amount | None) -> bool:
    """Whether both are given, and `one` is less."""
    return one is not None and other is not None and one < other


def _below(context: Context, system: System) -> Iterator[System]:
    """The systems that a system depends on, directly or through others, each once."""
    seen = {str(system.id)}
    waiting = list(system.depends_on)
    while waiting:
        id = waiting.pop().id
        found = context.project.systems.get(id)
        if found and id not in seen:
            seen.add(id)
            yield found
            waiting += found.depends_on


CHECKS = (what_stands_on_what,)
