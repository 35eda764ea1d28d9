"""Probes of the response: procedures and their phases, what follows, and the systems."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wardbook.plan.model.blocks import AftermathBlock, PeakBlock, TriggersBlock
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import System
from wardbook.plan.model.technical_record import TechnicalRecord
from wardbook.plan.text import Link
from wardbook.rules.probes.probe_results import (
    Probe,
    ProbeResult,
    Subject,
    either,
    every,
    place,
    some,
    some_block,
)

DEGRADED = "degraded"
"""The scenario of a system that is up and too slow to trust."""
SECURITY = ("intrusion", "malware")


def _scenarios(subject: Subject, *kinds: str) -> Iterator[tuple[Link, Procedure]]:
    """Procedures of scenarios, kind by kind and by code; of all kinds when none is given."""
    for procedure in subject.project.scenarios:
        if procedure.scenario and (not kinds or str(procedure.scenario) in kinds):
            yield place("procedure", procedure), procedure


def scenarios(subject: Subject) -> ProbeResult:
    """A procedure of a scenario."""
    return some(_scenarios(subject))


def degraded(subject: Subject) -> ProbeResult:
    """A trigger counts a slow system, or a scenario is for it."""
    triggers = some(subject.blocks(TriggersBlock), _counts_slowness)
    return either(triggers, some(_scenarios(subject, DEGRADED)))


def _counts_slowness(block: TriggersBlock) -> bool:
    return any(trigger.slow for trigger in block.triggers)


def security_scenarios(subject: Subject) -> ProbeResult:
    """Scenarios for intrusion and for malware, both."""
    places: list[Link] = []
    for kind in SECURITY:
        found = some(_scenarios(subject, kind))
        if not found.places:
            return ProbeResult()
        places += found.places
    return ProbeResult(tuple(places))


def department_procedures(subject: Subject) -> ProbeResult:
    """Every department in scope has a procedure."""
    owners = set()
    for procedure in subject.project.procedures.values():
        if procedure.department:
            owners.add(procedure.department.id)
    return every(subject.departments, lambda department: str(department.id) in owners)


def _some_step(wanted: Callable[[str, Step], object]) -> Probe:
    """A probe for procedures with a step for which `wanted` holds, given its phase and itself."""

    def has_step(procedure: Procedure) -> bool:
        return any(wanted(phase, step) for phase, step in procedure.steps())

    def probe(subject: Subject) -> ProbeResult:
        return some(subject.procedures, has_step)

    return probe


def _duty_afterwards(task: str) -> Probe:
    """A probe for chapters that say who has this duty when the emergency is over."""

    def has_duty(block: AftermathBlock) -> bool:
        return any(duty.task == task for duty in block.aftermath)

    return some_block(AftermathBlock, has_duty)


def _some_system(wanted: Callable[[System], object]) -> Probe:
    """A probe for systems for which `wanted` holds."""

    def probe(subject: Subject) -> ProbeResult:
        return some(subject.systems, wanted)

    return probe


def _every_record(wanted: Callable[[TechnicalRecord], object]) -> Probe:
    """A probe for technical records, of which each holds what is wanted: one system that is backed
    up says nothing of the others."""

    def probe(subject: Subject) -> ProbeResult:
        recorded = [(at, system) for at, system in subject.systems if system.record]
        return every(recorded, lambda system: system.record and wanted(system.record))

    return probe


PROBES: dict[str, Probe] = {
    "degraded": degraded,
    "peak": some_block(PeakBlock),
    "scenarios": scenarios,
    "security-scenarios": security_scenarios,
    "department-procedures": department_procedures,
    "urgent-steps": _some_step(lambda _, step: step.urgent),
    "recovery": _some_step(lambda phase, _: phase == "recover"),
    "end": _some_step(lambda phase, _: phase == "end"),
    "aftermath-cause": _duty_afterwards("cause"),
    "aftermath-report": _duty_afterwards("report"),
    "aftermath-revision": _duty_afterwards("revision"),
    "systems": _some_system(lambda system: system.functions),
    "dependencies": _some_system(lambda system: system.depends_on),
    "vendors": _some_system(lambda system: system.vendor),
    "recovery-order": _every_record(lambda record: record.order and record.time),
    "backup": _every_record(lambda record: record.backup),
}
