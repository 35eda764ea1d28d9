"""Technical records that can hold: no system is back, or up to date, before what it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.model.registries import System, TechnicalRecord


def what_stands_on_what(context: Context) -> Iterator[Finding]:
    """O111: a system promises a shorter recovery time, or less lost data, than a system that it stands on; O112: it comes
    before that one in the order of recovery."""
    for system in context.project.systems.values():
        for below in _below(context, system):
            if system.record and below.record:
                yield from _pair(system, system.record, below, below.record)


def _pair(system: System, own: TechnicalRecord, below: System, theirs: TechnicalRecord) -> Iterator[Finding]:
    names = {"system": system.id, "below": below.id}
    for field, mine, other in (("time", own.time, theirs.time), ("loss", own.loss, theirs.loss)):
        if mine is not None and other is not None and mine < other:
            yield warning("O111", own.at, theirs.at, field=field, **names)
    if own.order is not None and theirs.order is not None and own.order < theirs.order:
        yield warning("O112", own.at, theirs.at, own=own.order, other=theirs.order, **names)


def _below(context: Context, system: System) -> Iterator[System]:
    """What a system stands on, directly or not; each once, itself not."""
    seen = {str(system.id)}
    waiting = [link.id for link in system.depends_on]
    while waiting:
        id = waiting.pop()
        found = context.project.systems.get(id)
        if found and id not in seen:
            seen.add(id)
            yield found
            waiting += [link.id for link in found.depends_on]


RULES = (what_stands_on_what,)
