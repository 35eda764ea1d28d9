"""The end of an outage reaches everybody whom its beginning reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wardbook.checks.context import Context, first_of
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.night_duties import PLANNED
from wardbook.plan.project import Project
from wardbook.plan.reach import owner_of

_BEGINS = ("activate",)
_ENDS = ("end", "recover")
_ANNOUNCES = ("end",)
"""In which whoever announced the beginning announces the end, too, and knows."""


def told_of_the_end(context: Context) -> Iterator[Finding]:
    """P635: departments that a step tells of the changeover to paper, and no step that the outage
    is over. Looked at are the procedures of departments together, and each scenario alone: who is
    told at its end passes it on as the departments' procedures say. Where no step tells anybody of
    the end, nobody is missed. One finding for the departments, one for each scenario."""
    project = context.project
    if context.lacks("department", "role", "contact", "procedure"):
        return
    own = [one for one in project.procedures.values() if one.department]
    passed_on = _told(project, own, _ANNOUNCES)
    groups = [own]
    for procedure in project.procedures.values():
        if procedure.scenario and str(procedure.scenario) != PLANNED:
            groups.append([procedure])
    for group in groups:
        missed = _missed(project, group, passed_on)
        if missed:
            yield warning("P635", *missed.values(), who=first_of(list(missed)))


_Told = Mapping[str, Mapping[str, Mark]]
"""Department that tells → departments that it tells, each with the place that says so."""


def _missed(project: Project, group: Iterable[Procedure], passed_on: _Told) -> dict[str, Mark]:
    """Departments that learn of the beginning and not of the end."""
    procedures = list(group)
    ends = _told(project, procedures, _ENDS)
    if not ends:
        return {}
    begins = _told(project, procedures, _BEGINS)
    told_now = [department for told in ends.values() for department in told]
    announcing = begins.keys() & _told(project, procedures, _ANNOUNCES).keys()
    know = {*announcing, *_with_whom_they_tell(told_now, passed_on)}
    missed: dict[str, Mark] = {}
    for told in begins.values():
        for department, mark in told.items():
            if department not in know:
                missed.setdefault(department, mark)
    return missed


def _with_whom_they_tell(told: Iterable[str], passed_on: _Told) -> set[str]:
    """Those who are told, and everybody to whom word is passed on from them."""
    found: set[str] = set()
    waiting = list(told)
    while waiting:
        department = waiting.pop()
        if department not in found:
            found.add(department)
            waiting += passed_on.get(department, {})
    return found


def _told(project: Project, procedures: Iterable[Procedure], phases: Iterable[str]) -> _Told:
    """What steps of these phases tell whom."""
    found: dict[str, dict[str, Mark]] = {}
    for procedure in procedures:
        for phase, step in procedure.steps():
            if phase in phases:
                teller = owner_of(project, step.actor)
                for department, mark in _told_by(project, step):
                    if department != teller:
                        found.setdefault(teller, {}).setdefault(department, mark)
    return found


def _told_by(project: Project, step: Step) -> Iterator[tuple[str, Mark]]:
    """Departments in scope that a step tells or calls."""
    for who in (*step.tell, *step.call):
        department = project.departments.get(owner_of(project, who))
        if department and department.in_scope:
            yield str(department.id), who.mark


CHECKS = (told_of_the_end,)
