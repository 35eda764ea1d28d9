"""Ids and codes of sheets.

A code is a kind letter and a code written in a registry; never a position, so that one insertion
does not reprint every manual.
"""

from __future__ import annotations

import re

from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.sheets.kinds import SheetKind

# Ids of sheets of which there is one, for those that name it: each is its kind's.
CONTACTS = SheetKind.CONTACTS.value.id
BACK_ENTRY = SheetKind.BACK_ENTRY.value.id
GLOSSARY = SheetKind.GLOSSARY.value.id
COPIES = SheetKind.COPIES.value.id
COVERAGE = SheetKind.COVERAGE.value.id
FALLBACK = SheetKind.FALLBACK.value.id
DRILLS = SheetKind.DRILLS.value.id
COORDINATION = SheetKind.COORDINATION.value.id
SNAPSHOTS = SheetKind.SNAPSHOTS.value.id
CALL_TREE = SheetKind.CALL_TREE.value.id
REVIEWS = SheetKind.REVIEWS.value.id
NIGHT_DUTIES = SheetKind.NIGHT_DUTIES.value.id
CLOCK = SheetKind.CLOCK.value.id
SHELF_CHECK = SheetKind.SHELF_CHECK.value.id
AUDIT = SheetKind.AUDIT.value.id

_DIGITS = re.compile(r"([0-9]+)")


def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """By what codes stand in a list: S2 before S11."""
    parts = _DIGITS.split(code)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def department_id(kind: SheetKind, department: Department) -> str:
    """Sheet id of a department's own sheet of a kind: `card-pharmacy`."""
    return f"{kind}-{department.id}"


def procedure_id(procedure: Procedure) -> str:
    """Sheet id of a procedure."""
    return f"{procedure_kind(procedure)}-{procedure.id}"


def procedure_kind(procedure: Procedure) -> SheetKind:
    """A procedure of a department, or a scenario of the whole house."""
    if procedure.department:
        return SheetKind.PROCEDURE
    return SheetKind.SCENARIO


def form_id(form: Form, variant: Variant | None = None) -> str:
    """Sheet id of a form or of one of its variants."""
    if variant:
        return f"form-{form.id}-{variant.id}"
    return f"form-{form.id}"


def plan_id(plan: Plan) -> str:
    """Sheet id of a plan's title leaf."""
    return f"plan-{plan.id}"


def chapter_id(plan: Plan, chapter: Chapter) -> str:
    """Sheet id of a top chapter or attachment."""
    return f"chapter-{plan.id}-{chapter.id}"


def top_id(plan: Plan, top: Chapter) -> str:
    """Id of the sheet on which a top chapter or attachment stands: its own or, without title and
    number, the plan's first leaf or that of the chapter before it."""
    for part in plan.parts():
        if any(entry.chapter.id == top.id for entry in part):
            return chapter_id(plan, part[0].chapter)
    return plan_id(plan)


def department_code(kind: SheetKind, department: Department) -> str:
    """Code of a department's sheet: `A-P1`."""
    return f"{kind.value.letter}-{department.code}"


def procedure_code(project: Project, procedure: Procedure) -> str:
    """A scenario's own code, or `C-` and the department's."""
    if procedure.department:
        department = project.departments.get(procedure.department.id)
        if department:
            return department_code(SheetKind.PROCEDURE, department)
    return str(procedure.code or procedure.id.upper())


def chapter_code(plan: Plan, chapter: Chapter) -> str:
    """The plan's code and the chapter's id: `Z1-LEVELS`."""
    return f"{plan.code}-{chapter.id.upper()}"


def body_anchor(body_id: str) -> str:
    """Anchor of a body in its chapter, where chapters and items have their bare ids.

    No id holds a low line, so that no chapter can have this anchor too.
    """
    return f"body_{body_id}"


def step_anchor(step_id: str) -> str:
    """Anchor of a step on its sheet."""
    return f"step-{step_id}"
