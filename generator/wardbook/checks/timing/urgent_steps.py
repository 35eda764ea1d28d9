"""Urgent steps wait for nobody: not for proof of payment, not for a notice."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context, ids_of
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.procedure import Procedure, Step, start_of

_BEFORE_RECOVERY = ("detect", "activate", "respond")
_LATE_STARTS = ("announced", "manual")


def waits_for_payment(context: Context) -> Iterator[Finding]:
    """P610: an urgent step that needs proof of payment, or waits for a step that does."""
    proofs = {id for id, form in context.project.forms.items() if form.proof_of_payment}
    for procedure, _, step in context.steps():
        if not step.urgent:
            continue
        for link in step.needs:
            if link.id in proofs:
                yield error("P610", link.mark, step=step.id, because=link.id)
        for name, awaited in _awaited(context, procedure, step).items():
            if not proofs.isdisjoint(ids_of((*awaited.needs, *awaited.gives))):
                yield error("P610", step.after[0].mark, awaited.at, step=step.id, because=name)


def _awaited(context: Context, procedure: Procedure, step: Step) -> dict[str, Step]:
    """Every step that `step` waits for, directly or not, by the names of procedure and step."""
    found: dict[str, Step] = {}
    waiting = [(procedure, step)]
    while waiting:
        owner, current = waiting.pop()
        for link in current.after:
            hit = context.project.step(link, owner)
            if hit is None:
                continue
            its_procedure, awaited = hit
            name = f"{its_procedure.id}/{awaited.id}"
            if name not in found:
                found[name] = awaited
                waiting.append(hit)
    return found


def urgent_start(context: Context) -> Iterator[Finding]:
    """P612: an urgent step that begins only with the notice, the manual start or later."""
    for _, phase, step in context.steps():
        if not step.urgent or phase not in _BEFORE_RECOVERY:
            continue
        start = start_of(phase, step)
        if start in _LATE_STARTS:
            yield warning("P612", step.at, step=step.id, start=start)


CHECKS = (waits_for_payment, urgent_start)
