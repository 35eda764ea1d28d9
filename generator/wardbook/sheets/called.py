"""What people call the things of a plan: names, short names, other words. Search finds each thing
by them."""

from __future__ import annotations

from dataclasses import dataclass

from wardbook.plan.model.registries import Contact, Department, Role, System
from wardbook.plan.model.words import Term
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import text_of


@dataclass(frozen=True)
class Called:
    """One thing of the plan in one language."""

    kind: str
    """department, system, contact, role, term"""
    id: str
    name: str
    others: tuple[str, ...]
    """What else it is called."""
    parts: tuple[str, ...] = ()
    """Names of what belongs to it: a department's places, a system's functions."""
    leads: tuple[str, ...] = ()
    """Where it leads besides its own place: sheet ids of scenarios, ids of departments and
    contacts."""
    said: str = ""
    """What is said of it, in a line."""
    rings: bool = False
    """A number that is called to reach its department."""


def called(localizer: Localizer) -> tuple[Called, ...]:
    """Everything that the audience may see and that has a name of its own."""
    project = localizer.project
    return (
        *(_department(localizer, one) for one in project.departments.values()),
        *(_system(localizer, one) for one in project.systems.values()),
        *(_contact(localizer, one) for one in project.contacts.values() if one.number),
        *(_role(localizer, one) for one in project.roles.values()),
        *(_term(localizer, one) for one in project.terms.values()),
    )


def _department(localizer: Localizer, department: Department) -> Called:
    places: list[str] = []
    for place in department.places:
        places.append(localizer.words(place.name))
        places += localizer.listed(place.aliases)
    return Called(
        "department",
        str(department.id),
        localizer.words(department.name),
        (str(department.code), *localizer.listed(department.aliases)),
        tuple(places),
    )


def _system(localizer: Localizer, system: System) -> Called:
    """A system; it leads to the procedures for when it alone is down."""
    scenarios: list[str] = []
    for scenario in localizer.project.scenarios:
        if [link.id for link in scenario.systems] == [str(system.id)]:
            scenarios.append(sheet_ids.procedure_id(scenario))
    others = localizer.listed(system.aliases)
    if system.short:
        others = (str(system.short), *others)
    return Called(
        "system",
        str(system.id),
        localizer.words(system.name),
        others,
        tuple(localizer.words(function.name) for function in system.functions),
        tuple(scenarios),
    )


def _contact(localizer: Localizer, contact: Contact) -> Called:
    """A number, by whom it reaches; the post's other words are its own."""
    others = [str(contact.number), *localizer.listed(contact.aliases)]
    role = localizer.project.roles.get(contact.role.id) if contact.role else None
    if role:
        others += [localizer.words(role.name), *localizer.listed(role.aliases)]
    department = None
    leads: tuple[str, ...] = ()
    if contact.department:
        leads = (contact.department.id,)
        department = localizer.project.departments.get(contact.department.id)
    return Called(
        "contact",
        str(contact.id),
        localizer.words(contact.name),
        tuple(others),
        leads=leads,
        said=str(contact.number),
        rings=bool(department and department.call and department.call.id == contact.id),
    )


def _role(localizer: Localizer, role: Role) -> Called:
    leads = (role.department.id,) if role.department else ()
    others = localizer.listed(role.aliases)
    return Called("role", str(role.id), localizer.words(role.name), others, leads=leads)


def _term(localizer: Localizer, term: Term) -> Called:
    others = [localizer.words(term.short), *localizer.listed(term.aliases)]
    lines: list[str] = []
    for line in localizer.prose(term.definition):
        lines.append(text_of(line))
    name = localizer.words(term.term)
    return Called("term", str(term.id), name, tuple(filter(None, others)), said=" ".join(lines))
