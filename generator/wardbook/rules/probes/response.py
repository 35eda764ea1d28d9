"""Probes of the response: procedures and their phases, what follows, and the systems that it brings back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wardbook.plan.model.blocks import AftermathBlock, PeakBlock, TriggersBlock
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import System, TechnicalRecord
from wardbook.plan.text import Link
from wardbook.rules.probes.looks import Look, Probe, Subject, every, place, some

DEGRADED = "degraded"
"""The scenario of a system that is up and too slow to trust."""
SECURITY = ("intrusion", "malware")


def _procedure(procedure: Procedure) -> Link:
    return place("procedure", procedure, procedure.id)


def _scenarios(subject: Subject, *wanted: str) -> list[Procedure]:
    """Scenarios of the kinds in `wanted`, by code; of all kinds when it is empty."""
    found = (procedure for procedure in subject.project.scenarios if procedure.scenario)
    return [procedure for procedure in found if not wanted or str(procedure.scenario) in wanted]


def degraded(subject: Subject) -> Look:
    """A trigger counts a slow system, or a scenario is for it."""
    triggers = subject.has(TriggersBlock, lambda block: any(trigger.slow for trigger in block.triggers))
    return some((*triggers.places, *(_procedure(found) for found in _scenarios(subject, DEGRADED))))


def security_scenarios(subject: Subject) -> Look:
    """Scenarios for intrusion and for malware, both."""
    found = {kind: _scenarios(subject, kind) for kind in SECURITY}
    return some(_procedure(one) for kind in SECURITY for one in found[kind]) if all(found.values()) else Look()


def department_procedures(subject: Subject) -> Look:
    """Every department in scope has a procedure."""
    own = {one.department.id for one in subject.project.procedures.values() if one.department}
    return every((place("department", found, found.id), str(found.id) in own) for found in subject.departments)


def _with_step(wanted: Callable[[str, Step], object]) -> Probe:
    """Procedures with a step for which `wanted` holds."""

    def look(subject: Subject) -> Look:
        procedures = subject.project.procedures.values()
        return some(_procedure(one) for one in procedures if any(wanted(phase, step) for phase, step in one.steps()))

    return look


def _task(task: str) -> Probe:
    """Chapters that say who has this duty when the emergency is over."""
    return lambda subject: subject.has(AftermathBlock, lambda block: any(one.task == task for one in block.aftermath))


def _systems(subject: Subject, wanted: Callable[[System], object]) -> Iterable[Link]:
    return (place("system", system, system.id) for system in subject.project.systems.values() if wanted(system))


def _recorded(wanted: Callable[[TechnicalRecord], object]) -> Probe:
    """Systems whose technical record holds what is wanted."""
    return lambda subject: some(_systems(subject, lambda system: system.record and wanted(system.record)))


PROBES: dict[str, Probe] = {
    "degraded": degraded,
    "peak": lambda subject: subject.has(PeakBlock),
    "scenarios": lambda subject: some(_procedure(found) for found in _scenarios(subject)),
    "security-scenarios": security_scenarios,
    "department-procedures": department_procedures,
    "urgent-steps": _with_step(lambda _, step: step.urgent),
    "recovery": _with_step(lambda phase, _: phase == "recover"),
    "end": _with_step(lambda phase, _: phase == "end"),
    "aftermath-cause": _task("cause"),
    "aftermath-report": _task("report"),
    "aftermath-revision": _task("revision"),
    "systems": lambda subject: some(_systems(subject, lambda system: system.functions)),
    "dependencies": lambda subject: some(_systems(subject, lambda system: system.depends_on)),
    "vendors": lambda subject: some(_systems(subject, lambda system: system.vendor)),
    "recovery-order": _recorded(lambda record: record.order and record.time),
    "backup": _recorded(lambda record: record.backup),
}
