"""How a post, a department or a body is reached by telephone: its number, another way when that is
dead, who stands in."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.blocks import Body
from wardbook.plan.model.box import Thing
from wardbook.plan.model.procedure import Step
from wardbook.plan.model.registries import Contact, Department, Role
from wardbook.plan.opening_hours import reported_to_at_night
from wardbook.plan.project import Project
from wardbook.plan.text import Link


def desk_of(project: Project) -> Contact | None:
    """The number that everybody calls first; None where there is none."""
    if project.site.desk is None:
        return None
    return project.contacts.get(project.site.desk.id)


def post_of(project: Project, who: Link) -> Role | None:
    """The post that `who` names; None for a department, a body, or what is not found."""
    found = project.find(who)
    return found if isinstance(found, Role) else None


def number_of(project: Project, who: Link) -> Contact | None:
    """The contact that is called for `who`: a contact itself, a post's own number, else its
    department's; a body's lead."""
    found = project.find(who)
    match found:
        case Contact():
            return found
        case Role():
            return _number_of_post(project, found)
        case Department():
            return _number_of_department(project, found)
        case Body():
            return _number_of_body(project, found)
    return None


def key_of(project: Project, who: Link) -> str:
    """The same for every way in which the plan names the same: `administrator` and
    `role:administrator`; a number that belongs to a post or a department is called for it."""
    found = project.find(who)
    if isinstance(found, Contact):
        owner = found.role or found.department
        if owner:
            return key_of(project, owner)
    return f"{type(found).__name__}:{who.id}"


def actors_in_scenarios(project: Project, department: Department) -> Iterator[Link]:
    """Who acts for a department in scenarios, step by step."""
    for procedure in project.procedures.values():
        if procedure.scenario:
            for _, step in procedure.steps():
                if owner_of(project, step.actor) == department.id:
                    yield step.actor


def acts_in_scenarios(project: Project, department: Department) -> bool:
    """Whether the department does a step of a scenario: out of scope, it has a leaf with them."""
    return next(actors_in_scenarios(project, department), None) is not None


def things_taken(project: Project, step: Step) -> Iterator[Thing]:
    """What a step takes from the box of the department that acts; what it does not hold is left
    out."""
    department = project.departments.get(owner_of(project, step.actor))
    if department is None or department.box is None:
        return
    held = {thing.id: thing for thing in department.box.things}
    for id in step.takes:
        if id in held:
            yield held[id]


def owner_of(project: Project, who: Link) -> str:
    """The department that `who` belongs to, by id; what belongs to none is its own owner."""
    found = project.find(who)
    if isinstance(found, Department):
        return str(found.id)
    if isinstance(found, Body):
        return _owner_of_body(project, found, who)
    if isinstance(found, (Role, Contact)) and found.department:
        return str(found.department.id)
    return str(who)


def _owner_of_body(project: Project, body: Body, who: Link) -> str:
    """The department of a body's lead, else the one that houses it."""
    if body.lead:
        return owner_of(project, body.lead)
    if body.seat:
        return body.seat.id
    return str(who)


def other_number(project: Project, contact: Contact) -> Contact | None:
    """Another number of the same post, else of the same department, that does not fall silent with
    the first."""
    lasting = _lasting_numbers(project, contact)
    for other in lasting:
        if contact.role and other.role and other.role.id == contact.role.id:
            return other
    department = contact.department.id if contact.department else None
    for other in lasting:
        if _answers(other, department):
            return other
    return None


def _lasting_numbers(project: Project, contact: Contact) -> list[Contact]:
    """Other numbers that depend on nothing that `contact` depends on."""
    silenced = set(map(str, contact.depends_on))
    found = []
    for other in project.contacts.values():
        if not other.number or other.id == contact.id:
            continue
        if silenced.isdisjoint(map(str, other.depends_on)):
            found.append(other)
    return found


def stand_ins_of(project: Project, who: Link) -> Iterator[Link]:
    """Who is called in place of `who`: those of the post, then its department's; a body's deputies,
    then its lead's; for a department its head's, then whom it reports to at night and by day; for
    a number those of whom it belongs to."""
    found = project.find(who)
    after: Link | None = None
    match found:
        case Role():
            yield from found.stands_in
            after = found.department
        case Body():
            yield from _heads(found)[1:]
            after = found.lead
        case Department():
            yield from _stand_ins_of_department(project, found)
        case Contact():
            after = found.role or found.department
    if after:
        yield from stand_ins_of(project, after)


def _stand_ins_of_department(project: Project, department: Department) -> Iterator[Link]:
    if department.head:
        head = project.roles.get(department.head.id)
        if head:
            yield from head.stands_in
    night = reported_to_at_night(project, department)
    for reported_to in (night, department.report_to):
        if reported_to:
            yield reported_to


def _number_of_post(project: Project, role: Role) -> Contact | None:
    """The post's own number, else its department's."""
    for contact in project.contacts.values():
        if contact.role and contact.role.id == role.id:
            return contact
    if role.department is None:
        return None
    return number_of(project, role.department)


def _number_of_body(project: Project, body: Body) -> Contact | None:
    """The number of the first of its heads that has one."""
    for head in _heads(body):
        contact = number_of(project, head)
        if contact:
            return contact
    return None


def _number_of_department(project: Project, department: Department) -> Contact | None:
    """Whoever answers the desk is called there."""
    desk = desk_of(project)
    if desk and _answers(desk, str(department.id)):
        return desk
    if department.call:
        return project.contacts.get(department.call.id)
    for contact in project.contacts.values():
        if _answers(contact, str(department.id)):
            return contact
    return None


def _heads(body: Body) -> tuple[Link, ...]:
    """Its lead, if it has one, then the deputies."""
    if body.lead is None:
        return body.deputies
    return (body.lead, *body.deputies)


def _answers(contact: Contact, department: str | None) -> bool:
    return bool(department and contact.department and contact.department.id == department)
