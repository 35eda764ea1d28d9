"""Procedures: each belongs to one department, or to a scenario with a code and a tile."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, error
from wardbook.plan.model.procedure import Procedure


def owners(context: Context) -> Iterator[Finding]:
    """P601 neither department nor scenario (or both), P602 a scenario without code or tile."""
    for procedure in context.project.procedures.values():
        if bool(procedure.department) == bool(procedure.scenario):
            yield error("P601", procedure.at, id=procedure.id)
        if procedure.scenario and not (procedure.code and procedure.tile):
            yield error("P602", procedure.at, id=procedure.id)


def one_a_department(context: Context) -> Iterator[Finding]:
    """P603: a second procedure of a department."""
    seen: dict[str, Procedure] = {}
    for procedure in context.project.procedures.values():
        if procedure.department is None:
            continue
        department = procedure.department.id
        first = seen.setdefault(department, procedure)
        if first is not procedure:
            yield error("P603", procedure.at, first.at, department=department)


CHECKS = (owners, one_a_department)
