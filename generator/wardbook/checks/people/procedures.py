"""Procedures: whose they are, when their steps start, who checks them, what they wait for, who does them at night."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context, cycles
from wardbook.checks.people.night import away_at_night, covered_at_night
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.procedure import PHASES, Procedure, Step, start_of
from wardbook.plan.text import Link
from wardbook.plan.timeline import MOMENTS, as_duration, band_of


def owners(context: Context) -> Iterator[Finding]:
    """P601 neither department nor scenario (or both), P602 a scenario without code or tile, P603 two of one department."""
    seen: dict[str, Procedure] = {}
    for procedure in context.project.procedures.values():
        if bool(procedure.department) == bool(procedure.scenario):
            yield error("P601", procedure.at, id=procedure.id)
        if procedure.scenario and not (procedure.code and procedure.tile):
            yield error("P602", procedure.at, id=procedure.id)
        if procedure.department:
            first = seen.setdefault(procedure.department.id, procedure)
            if first is not procedure:
                yield error("P603", procedure.at, first.at, department=procedure.department.id)


def starts(context: Context) -> Iterator[Finding]:
    """P604: a start that is neither a moment nor a duration; P605: one that no band of the cards holds."""
    for _, phase, step in _steps(context):
        if step.start and step.start not in MOMENTS and as_duration(step.start) is None:
            yield error("P604", step.start.mark, given=step.start, allowed=", ".join(MOMENTS))
        elif start_of(phase, step) and band_of(context.project.site, phase, step) is None:
            yield error("P605", step.at, step=step.id, start=start_of(phase, step))


def bands(context: Context) -> Iterator[Finding]:
    """P606: a band of site.yml that begins with neither a moment nor a duration."""
    for band in context.project.site.bands:
        if band.start not in MOMENTS and as_duration(band.start) is None:
            yield error("P606", band.start.mark, given=band.start, allowed=", ".join(MOMENTS))


def waiting_circles(context: Context) -> Iterator[Finding]:
    """P607: steps that wait for each other in a circle, across all procedures."""
    marks = {_name(procedure, step): step.at for procedure, _, step in _steps(context)}
    graph = {
        _name(procedure, step): [f"{link.id or procedure.id}/{link.part}" for link in step.after]
        for procedure, _, step in _steps(context)
    }
    for cycle in cycles(graph):
        yield error("P607", *(marks[node] for node in cycle if node in marks), cycle=" → ".join((*cycle, cycle[0])))


def phase_order(context: Context) -> Iterator[Finding]:
    """P608: a step that waits for one of a later phase of its own procedure."""
    for procedure, phase, step in _steps(context):
        phases = {str(other.id): at for at, other in procedure.steps()}
        for link in step.after:
            later = phases.get(link.part or "") if not link.id or link.id == procedure.id else None
            if later and PHASES.index(later) > PHASES.index(phase):
                yield error("P608", link.mark, step=step.id, awaited=link.part, phase=later)


def verifiers(context: Context) -> Iterator[Finding]:
    """P609: the same post does and checks. `another` says that it is another person; `verify_later` that it is later."""
    for _, _, step in _steps(context):
        if step.verify and step.verify.id == step.actor.id:
            yield error("P609", step.verify.mark, actor=step.actor.id)
        if step.verify_later and step.verify_later.by.id == step.actor.id:
            yield error("P609", step.verify_later.by.mark, actor=step.actor.id)


def waits_for_payment(context: Context) -> Iterator[Finding]:
    """P610: a resuscitation or emergency step that needs proof of payment, itself or through a step that it waits for."""
    proofs = {id for id, form in context.project.forms.items() if form.proof_of_payment}
    for procedure, _, step in _steps(context):
        if not step.urgent:
            continue
        for link in step.needs:
            if link.id in proofs:
                yield error("P610", link.mark, step=step.id, because=link.id)
        for name, awaited in _awaited(context, procedure, step).items():
            if any(link.id in proofs for link in (*awaited.needs, *awaited.gives)):
                yield error("P610", step.after[0].mark, awaited.at, step=step.id, because=name)


def night_cover(context: Context) -> Iterator[Finding]:
    """P611: a post that is staffed by day only and acts, or must agree, during an outage, but whose stand-ins end in nobody
    who is there at night. A department that is closed then needs nobody. One finding a post, with all its steps."""
    acting: dict[str, list[Link]] = {}
    for _, phase, step in _steps(context):
        if start_of(phase, step) and phase not in ("recover", "back_entry", "review"):
            for link in filter(None, (step.actor, step.approval)):
                acting.setdefault(link.id, []).append(link)
    for id, named in acting.items():
        role = context.project.roles.get(id)
        if role and not covered_at_night(context, role) and not away_at_night(context, role):
            yield error("P611", role.at, *(link.mark for link in named), role=id, count=len(named))


def urgent_start(context: Context) -> Iterator[Finding]:
    """P612: an urgent step that begins only with the notice, the manual start or later: urgent work waits for nobody."""
    for _, phase, step in _steps(context):
        if (
            step.urgent
            and phase in ("detect", "activate", "respond")
            and start_of(phase, step) in ("announced", "manual")
        ):
            yield warning("P612", step.at, step=step.id, start=start_of(phase, step))


def _awaited(context: Context, procedure: Procedure, step: Step) -> dict[str, Step]:
    """Every step that `step` waits for, directly or not, by name."""
    found: dict[str, Step] = {}
    waiting = [(procedure, step)]
    while waiting:
        owner, current = waiting.pop()
        for link in current.after:
            hit = context.project.step(link, owner)
            if hit and _name(*hit) not in found:
                found[_name(*hit)] = hit[1]
                waiting.append(hit)
    return found


def _name(procedure: Procedure, step: Step) -> str:
    return f"{procedure.id}/{step.id}"


def _steps(context: Context) -> Iterator[tuple[Procedure, str, Step]]:
    for procedure in context.project.procedures.values():
        for phase, step in procedure.steps():
            yield procedure, phase, step


RULES = (
    owners,
    starts,
    bands,
    waiting_circles,
    phase_order,
    verifiers,
    waits_for_payment,
    night_cover,
    urgent_start,
)
