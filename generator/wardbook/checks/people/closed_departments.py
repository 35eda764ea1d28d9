"""Departments that are closed at night: nobody of theirs calls anybody then, or follows their
procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.opening_hours import nobody_at_night
from wardbook.plan.project import Project
from wardbook.plan.text import Paragraph, Text, Words
from wardbook.plan.timeline import begins

_NIGHT = re.compile(r"(?<!昼)夜|(?<!and )\bnights?\b", re.IGNORECASE)
"""`昼夜` and `day and night` say around the clock."""
_ELSEWHERE = ("step", "procedure", "plan")
"""What a text names that says where to read on."""


def nobody_to_report(context: Context) -> Iterator[Finding]:
    """P636: a department whose opening hours do not reach into the night, none of whose posts is
    filled around the clock, and that has somebody to report to at night."""
    if context.lacks("role"):
        return
    for department in context.project.departments.values():
        link = department.night_report_to
        if link is None or any(map(context.names_unread, department.hours)):
            continue
        if nobody_at_night(context.project, department):
            yield warning("P636", link.mark, department=department.id, contact=link.id)


def unread_at_night(context: Context) -> Iterator[Finding]:
    """P637: a step of the outage that says what is done at night, in the procedure of a department
    of which nobody is there then. A text that refers to another procedure, or to a plan, says where
    those read it who are. One finding a step."""
    if context.lacks("role"):
        return
    for procedure, phase, step in context.steps():
        department = _closed(context, procedure)
        if department is None or begins(phase, step) is None:
            continue
        for text in _texts(step):
            if _is_of_the_night(context.project, procedure, text):
                yield warning("P637", text.mark, step=step.id, department=department.id)
                break


def _closed(context: Context, procedure: Procedure) -> Department | None:
    """The procedure's department, where nobody of it is there at night."""
    link = procedure.department
    department = context.project.departments.get(link.id) if link else None
    if department is None or any(map(context.names_unread, department.hours)):
        return None
    return department if nobody_at_night(context.project, department) else None


def _texts(step: Step) -> Iterator[Text]:
    """What is read of a step by whoever does it."""
    yield from filter(None, (step.do, step.card, step.stop, step.note))


def _is_of_the_night(project: Project, procedure: Procedure, text: Text) -> bool:
    for reference in text.references():
        link = reference.link
        if link.kinds[0] in _ELSEWHERE and link.id not in ("", procedure.id):
            return False
    for language in project.languages:
        if any(map(_names_the_night, text.paragraphs(language))):
            return True
    return False


def _names_the_night(paragraph: Paragraph) -> bool:
    """Ids within references are no words."""
    return any(isinstance(one, Words) and _NIGHT.search(one.text) for one in paragraph)


CHECKS = (nobody_to_report, unread_at_night)
