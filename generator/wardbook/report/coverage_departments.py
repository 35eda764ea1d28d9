"""Which departments in scope have a procedure and which have none yet, beside the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wardbook.findings import Mark
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.report.messages import printable
from wardbook.rules.coverage import State
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import procedure_of


@dataclass(frozen=True)
class CoveredDepartment:
    """A department in scope with its own procedure, None where it is missing."""

    department: Department
    procedure: Procedure | None

    @property
    def state(self) -> State:
        """Whether there is a procedure."""
        return State.MET if self.procedure else State.MISSING

    @property
    def mark(self) -> Mark:
        """Where the procedure is written; where the department is, as long as there is none."""
        return (self.procedure or self.department).at


def covered_departments(project: Project) -> tuple[CoveredDepartment, ...]:
    """Every department in scope, those without a procedure first."""
    found = []
    for department in project.departments.values():
        if department.in_scope:
            found.append(CoveredDepartment(department, procedure_of(project, department)))
    return tuple(sorted(found, key=_has_procedure))


def _has_procedure(one: CoveredDepartment) -> bool:
    return one.procedure is not None


def departments_text(localizer: Localizer) -> str:
    """A line that counts, then a paragraph for each department; empty without any in scope."""
    covered = covered_departments(localizer.project)
    if not covered:
        return ""
    missing = len(localizer.project.without_procedure)
    lines = [localizer.say("coverage_departments", count=len(covered), missing=missing), ""]
    for one in covered:
        lines += _paragraph(localizer, one)
    return "\n".join(map(printable, lines)) + "\n"


def _paragraph(localizer: Localizer, one: CoveredDepartment) -> Iterator[str]:
    status = localizer.say(f"state_{one.state}")
    name = localizer.words(one.department.name)
    yield f"  [{status}] {one.department.code} {name}"
    yield f"    → {answer(localizer, one)}"
    yield f"      {one.mark}"


def answer(localizer: Localizer, one: CoveredDepartment) -> str:
    """The procedure's title, or that there is none."""
    if one.procedure is None:
        return localizer.say("gap")
    return localizer.words(one.procedure.title)


def departments_data(project: Project) -> list[dict[str, Any]]:
    """Each department in scope for other programs, with the place as in rules."""
    rows: list[dict[str, Any]] = []
    for one in covered_departments(project):
        row: dict[str, Any] = {
            "department": str(one.department.id),
            "code": str(one.department.code),
            "name": dict(one.department.name.raw),
            "state": str(one.state),
            "file": one.mark.file,
            "line": one.mark.line,
        }
        if one.procedure:
            row["procedure"] = str(one.procedure.id)
        rows.append(row)
    return rows
