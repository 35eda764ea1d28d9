"""Functions of systems that a department uses and has nothing in place of."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import Context
from generator.findings import Finding, warning
from generator.source.standins import stand_ins


def filled(context: Context) -> Iterator[Finding]:
    """D710 no step, no form and no word of what happens without the function."""
    if any(kind in ("procedure", "form", "system") for kind, _ in context.unread):
        return
    for found in stand_ins(context.project):
        if found.missing:
            yield warning("D710", found.use.mark, found.function.at, function=found.use, department=found.department.id)


RULES = (filled,)
