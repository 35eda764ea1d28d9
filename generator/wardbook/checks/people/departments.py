"""Departments in scope: each has a procedure, a card, forms, and what its card must say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.checks.context import Context, absent_of
from wardbook.findings import Finding, info, warning
from wardbook.plan.model.procedure import Procedure, start_of
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project, links
from wardbook.plan.reach import owner_of
from wardbook.plan.text import Link

_CARD_WORDS = ("head", "call", "report_to", "box", "posted", "when", "say", "stop")
"""What a hospital's card and manual print of their department."""

_ANYWHERE = ("when",)
"""What a card can't do without in an organisation that is no hospital, which need not go on by
paper, serve patients or have anybody to report to."""

_WITHOUT_PAPER = ("prevent", "back_entry", "review")
"""Phases before the box is opened and after it is closed."""

_RULES_FOR_ALL = ("late", "again", "exceptions")
"""Fields of back-entry that no step can say, because they hold for all of them."""


def complete(context: Context) -> Iterator[Finding]:
    """D701 no procedure, D704 a word that the card needs; D702, D703 and D705 see `_procedure`."""
    procedures = _procedures_by_department(context.project)
    for department in context.project.departments.values():
        if not department.in_scope:
            continue
        id = str(department.id)
        if id in procedures:
            yield from _procedure(context, department, procedures[id])
        elif not context.is_unread("procedure", id):
            yield context.missing_part("D701", department.at, department=id)
        wanted: tuple[str, ...] = _CARD_WORDS
        if not _is_hospital(context):
            wanted = _ANYWHERE if id in procedures else ()
        missing = absent_of(department, *wanted)
        if missing:
            yield context.missing_part(
                "D704", department.at, department=id, fields=", ".join(missing)
            )


def _procedures_by_department(project: Project) -> dict[str, Procedure]:
    found = {}
    for procedure in project.procedures.values():
        if procedure.department:
            found[procedure.department.id] = procedure
    return found


def _is_hospital(context: Context) -> bool:
    return str(context.project.site.kind) == "hospital"


def _procedure(context: Context, department: Department, procedure: Procedure) -> Iterator[Finding]:
    """D702 no line on the card, D703 no form, D705 no step that enters paper afterwards."""
    if not _has_card_line(procedure):
        yield context.missing_part("D702", procedure.at, department=department.id)
    # an office may wait for its systems; a hospital goes on by paper, which must be entered later
    if not _is_hospital(context):
        return
    if not any("form" in link.kinds for link in links(procedure)):
        yield context.missing_part("D703", procedure.at, department=department.id)
    if not _enters_paper(procedure):
        yield context.missing_part("D705", procedure.at, department=department.id)


def _has_card_line(procedure: Procedure) -> bool:
    return any(step.on_card and start_of(phase, step) for phase, step in procedure.steps())


def _enters_paper(procedure: Procedure) -> bool:
    return any(phase == "back_entry" for phase, _ in procedure.steps())


def boxes(context: Context) -> Iterator[Finding]:
    """D714: a form that a department fills in during an outage and that does not lie in its box.

    A box that says nothing of what it holds has its list from the department's steps.
    """
    if context.lacks("role", "form"):
        return
    project = context.project
    filled = _forms_filled_in(context)
    for id, department in project.departments.items():
        box = department.box
        if box is None or not box.holds:
            continue
        held = {line.form.id for line in box.holds}
        absent = filled.get(id, set()) - held
        codes = [form.code for form in project.forms.values() if form.id in absent]
        if codes:
            yield warning("D714", box.at, department=id, forms=", ".join(codes))


def _forms_filled_in(context: Context) -> dict[str, set[str]]:
    """Ids of forms that posts of each department fill in during an outage, in their own procedure
    and in scenarios."""
    filled: dict[str, set[str]] = {}
    for procedure, phase, step in context.steps():
        if phase in _WITHOUT_PAPER:
            continue
        owner = owner_of(context.project, step.actor)
        forms = list(step.gives)
        # what a step of a scenario needs, others may have filled in and brought
        if procedure.department:
            forms += _not_posted(context.project, step.needs)
        for link in forms:
            if _fills_in(context.project, owner, link.id):
                filled.setdefault(owner, set()).add(link.id)
    return filled


def _not_posted(project: Project, links: Iterable[Link]) -> Iterator[Link]:
    """Without those that hang on a wall where they are read."""
    for link in links:
        form = project.forms.get(link.id)
        if form and not form.posted:
            yield link


def _fills_in(project: Project, department: str, form_id: str) -> bool:
    form = project.forms.get(form_id)
    if form is None:
        return False
    for link in form.filled_by:
        if owner_of(project, link) == department:
            return True
    return False


def coordinated(context: Context) -> Iterator[Finding]:
    """D711: paper is entered afterwards, and no rule for late paper, another outage, exceptions."""
    if not _is_hospital(context):
        return
    if not any(map(_enters_paper, context.project.procedures.values())):
        return
    site = context.project.site
    missing = [name for name in _RULES_FOR_ALL if not getattr(site.back_entry, name, None)]
    if missing:
        yield info("D711", (site.back_entry or site).at, fields=", ".join(missing))


CHECKS = (complete, boxes, coordinated)
