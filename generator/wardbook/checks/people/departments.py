"""Departments in scope: each has a procedure, a card, forms, and what its card must say."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, info, warning
from wardbook.plan.model.procedure import Procedure, start_of
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project, links

_CARD_WORDS = ("head", "call", "report_to", "box", "posted", "when", "say", "stop")
"""What a card prints of its department."""

_WARD_ONLY = ("box", "posted", "say")
"""What only a department that goes on by paper and serves patients can't do without."""


def complete(context: Context) -> Iterator[Finding]:
    """D701 no procedure, D702 no card line, D703 no form, D704 a word that the card needs, D705 no back-entry duty."""
    own = {found.department.id: found for found in context.project.procedures.values() if found.department}
    for department in context.project.departments.values():
        if not department.in_scope:
            continue
        procedure = own.get(str(department.id))
        if procedure is None:
            if ("procedure", str(department.id)) not in context.unread:
                yield context.hole("D701", department.at, department=department.id)
        else:
            yield from _procedure(context, department, procedure)
        needed = [name for name in _CARD_WORDS if _is_hospital(context) or name not in _WARD_ONLY]
        missing = [name for name in needed if getattr(department, name) is None]
        if missing:
            yield context.hole("D704", department.at, department=department.id, fields=", ".join(missing))


def _is_hospital(context: Context) -> bool:
    return str(context.project.site.kind) == "hospital"


def _procedure(context: Context, department: Department, procedure: Procedure) -> Iterator[Finding]:
    steps = list(procedure.steps())
    if not any(step.on_card and start_of(phase, step) for phase, step in steps):
        yield context.hole("D702", procedure.at, department=department.id)
    if not _is_hospital(context):  # an office may wait for its systems; a hospital goes on by paper, which comes back
        return
    if not any("form" in link.kinds for link in links(procedure)):
        yield context.hole("D703", procedure.at, department=department.id)
    if not any(phase == "back_entry" for phase, _ in steps):
        yield context.hole("D705", procedure.at, department=department.id)


_WITHOUT_PAPER = ("prevent", "back_entry", "review")
"""Phases before the box is opened and after it is closed."""


def boxes(context: Context) -> Iterator[Finding]:
    """D714: a form that a department fills in during an outage and that does not lie in its box. A box that says nothing of
    what it holds has its list from the department's steps."""
    project = context.project
    own = {found.department.id: found for found in project.procedures.values() if found.department}
    for id, department in project.departments.items():
        if department.box is None or not department.box.holds or id not in own or context.lacks("role", "form"):
            continue
        held = {line.form.id for line in department.box.holds}
        used = (
            link
            for phase, step in own[id].steps()
            if phase not in _WITHOUT_PAPER
            for link in (*step.needs, *step.gives)
        )
        fills = {link.id for link in used if _fills(project, id, link.id)}
        missing = [form.code for form in project.forms.values() if form.id in fills - held]
        if missing:
            yield warning("D714", department.box.at, department=id, forms=", ".join(missing))


def _fills(project: Project, department: str, form: str) -> bool:
    """Whether somebody of the department fills the form in, so that it must lie there empty."""
    found = project.forms.get(form)
    roles = (project.roles.get(link.id) for link in found.filled_by) if found and not found.posted else ()
    return any(role and role.department and role.department.id == department for role in roles)


_RULES = ("late", "again", "exceptions")
"""What no step can say, because it holds for all of them."""


def coordinated(context: Context) -> Iterator[Finding]:
    """D711 somebody enters afterwards, and nothing is said of late paper, another outage, what can't be entered."""
    site = context.project.site
    missing = [name for name in _RULES if not getattr(site.back_entry, name, None)]
    if missing and _is_hospital(context) and _is_entered(context.project):
        yield info("D711", site.back_entry.at if site.back_entry else site.at, fields=", ".join(missing))


def _is_entered(project: Project) -> bool:
    return any(phase == "back_entry" for procedure in project.procedures.values() for phase, _ in procedure.steps())


RULES = (complete, boxes, coordinated)
