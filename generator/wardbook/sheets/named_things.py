"""The things of a plan that have a name of their own, each with all that people call it: search
finds it by these words."""

from __future__ import annotations

from dataclasses import dataclass

from wardbook.plan.model.registries import Contact, Department, Role, System
from wardbook.plan.model.words import Term
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import text_of


@dataclass(frozen=True)
class NamedThing:
    """One thing of the plan in one language."""

    kind: str
    """department, system, contact, role, term"""
    id: str
    name: str
    other_names: tuple[str, ...]
    parts: tuple[str, ...] = ()
    """Names of what belongs to it: a department's places, a system's functions."""
    leads_to: tuple[str, ...] = ()
    """Of a system: sheet ids of the scenarios in which it alone is down. Of a contact or a role:
    the id of its department."""
    detail: str = ""
    """A contact's number, a term's definition."""
    reaches_department: bool = False
    """Whether it is the number to call to reach its department."""
    is_desk: bool = False
    """Whether it is the number that everybody calls first."""


def named_things(localizer: Localizer) -> tuple[NamedThing, ...]:
    """Everything that the audience may see and that has a name of its own."""
    project = localizer.project
    return (
        *(_department(localizer, one) for one in project.departments.values()),
        *(_system(localizer, one) for one in project.systems.values()),
        *(_contact(localizer, one) for one in project.contacts.values() if one.number),
        *(_role(localizer, one) for one in project.roles.values()),
        *(_term(localizer, one) for one in project.terms.values()),
    )


def _department(localizer: Localizer, department: Department) -> NamedThing:
    places: list[str] = []
    for place in department.places:
        places.append(localizer.words(place.name))
        places += localizer.listed(place.aliases)
    return NamedThing(
        "department",
        str(department.id),
        localizer.words(department.name),
        (str(department.code), *localizer.listed(department.aliases)),
        tuple(places),
    )


def _system(localizer: Localizer, system: System) -> NamedThing:
    """A system; it leads to the procedures for when it alone is down."""
    scenarios: list[str] = []
    for scenario in localizer.project.scenarios:
        if [link.id for link in scenario.systems] == [str(system.id)]:
            scenarios.append(sheet_ids.procedure_id(scenario))
    others = localizer.listed(system.aliases)
    if system.short:
        others = (str(system.short), *others)
    return NamedThing(
        "system",
        str(system.id),
        localizer.words(system.name),
        others,
        tuple(localizer.words(function.name) for function in system.functions),
        tuple(scenarios),
    )


def _contact(localizer: Localizer, contact: Contact) -> NamedThing:
    """A number under the name of whom it reaches, and under the names of the post that answers."""
    others = [str(contact.number), *localizer.listed(contact.aliases)]
    role = localizer.project.roles.get(contact.role.id) if contact.role else None
    if role:
        others += [localizer.words(role.name), *localizer.listed(role.aliases)]
    leads_to = (contact.department.id,) if contact.department else ()
    desk = localizer.project.site.desk
    return NamedThing(
        "contact",
        str(contact.id),
        localizer.words(contact.name),
        tuple(others),
        leads_to=leads_to,
        detail=str(contact.number),
        reaches_department=_reaches_department(localizer.project, contact),
        is_desk=desk is not None and desk.id == contact.id,
    )


def _reaches_department(project: Project, contact: Contact) -> bool:
    """Whether a number is that of its department: the desk that everybody calls first, where it is
    the department's, else the number that the department names."""
    department = project.departments.get(contact.department.id) if contact.department else None
    if department is None:
        return False
    dialled = department.call
    desk = project.contacts.get(project.site.desk.id) if project.site.desk else None
    if desk and desk.department and desk.department.id == str(department.id):
        dialled = project.site.desk
    return dialled is not None and dialled.id == contact.id


def _role(localizer: Localizer, role: Role) -> NamedThing:
    leads_to = (role.department.id,) if role.department else ()
    others = localizer.listed(role.aliases)
    return NamedThing("role", str(role.id), localizer.words(role.name), others, leads_to=leads_to)


def _term(localizer: Localizer, term: Term) -> NamedThing:
    others = [localizer.words(term.short), *localizer.listed(term.aliases)]
    lines: list[str] = []
    for line in localizer.prose(term.definition):
        lines.append(text_of(line))
    name = localizer.words(term.term)
    return NamedThing(
        "term", str(term.id), name, tuple(filter(None, others)), detail=" ".join(lines)
    )
