"""What others count on at night: numbers that somebody answers, notices that somebody puts up."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.checks.night import all_closed_at_night
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.procedure import Step
from wardbook.plan.model.registries import Contact
from wardbook.plan.night_duties import CAN_WAIT, PLANNED, night_duties
from wardbook.plan.project import Project
from wardbook.plan.text import Link
from wardbook.plan.timeline import begins


def answered(context: Context) -> Iterator[Finding]:
    """P638: a step that falls on somebody at night and calls numbers of the house alone that are
    answered in working hours (`hours: day`). Outside numbers have hours that nobody here sets. One
    finding a step."""
    if context.lacks("role", "contact", "department"):
        return
    project = context.project
    for duty in night_duties(project):
        called = _called(project, duty.step)
        if called and all(_is_of_the_day(one) for one in called):
            link = duty.step.call[0]
            ids = ", ".join(str(one.id) for one in called)
            step, role = duty.step.id, duty.role.id
            yield warning("P638", link.mark, duty.step.at, step=step, role=role, contacts=ids)


def _called(project: Project, step: Step) -> list[Contact]:
    """The numbers that a step calls; one that is unknown may answer, and is left out with all."""
    found = []
    for link in step.call:
        contact = project.contacts.get(link.id)
        if contact is None:
            return []
        found.append(contact)
    return found


def _is_of_the_day(contact: Contact) -> bool:
    is_own = contact.department is not None or contact.role is not None
    return is_own and str(contact.hours) == "day"


def put_up(context: Context) -> Iterator[Finding]:
    """P639: a notice (a form with `posted: yes`) that steps of the outage put up or point to, all
    of them of posts that are not there at night. One finding a form. Where everything is closed at
    night nobody reads it."""
    if context.lacks("role", "form", "department") or all_closed_at_night(context):
        return
    at_night = {id(duty.step) for duty in night_duties(context.project)}
    for form in context.project.forms.values():
        if not form.posted:
            continue
        marks: list[Mark] = []
        for step, link in _using(context, str(form.id)):
            if id(step) in at_night:
                break
            marks.append(link.mark)
        else:
            if marks:
                yield warning("P639", *marks, form=form.code)


def _using(context: Context, form: str) -> Iterator[tuple[Step, Link]]:
    """The steps of the outage that have a form in hand or fill it in."""
    for procedure, phase, step in context.steps():
        is_planned = str(procedure.scenario) == PLANNED
        if is_planned or phase in CAN_WAIT or begins(phase, step) is None:
            continue
        for link in (*step.gives, *step.needs):
            if link.id == form:
                yield step, link


CHECKS = (answered, put_up)
