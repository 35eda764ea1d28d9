"""How a post, a department or a body is reached by telephone: its number, another way when that is dead, who stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.plan.model.blocks import Body
from wardbook.plan.model.registries import Contact, Department, Role
from wardbook.plan.project import Project
from wardbook.plan.text import Link


def number_of(project: Project, who: Link) -> Contact | None:
    """The contact that is called for `who`: a contact itself, a post's own number, else its department's; a body's lead."""
    found = project.find(who)
    match found:
        case Contact():
            return found
        case Role():
            own = (
                contact
                for contact in project.contacts.values()
                if contact.role and contact.role.id == found.id
            )
            return next(own, None) or (
                number_of(project, found.department) if found.department else None
            )
        case Department():
            return _number_of_department(project, found)
        case Body():
            return next(
                (contact for link in _heads(found) if (contact := number_of(project, link))), None
            )
    return None


def key_of(project: Project, who: Link) -> str:
    """The same for every way in which the plan names the same: `administrator` and `role:administrator`; a number that
    belongs to a post or a department is called for it."""
    found = project.find(who)
    if isinstance(found, Contact) and (whose := found.role or found.department):
        return key_of(project, whose)
    return f"{type(found).__name__}:{who.id}"


def owner_of(project: Project, who: Link) -> str:
    """The department that `who` belongs to, by id; what belongs to none is its own owner."""
    found = project.find(who)
    if isinstance(found, Body):
        return owner_of(project, found.lead) if found.lead else str(who)
    if isinstance(found, Department):
        return str(found.id)
    link = found.department if isinstance(found, (Role, Contact)) else None
    return str(link.id) if link else str(who)


def other_number(project: Project, contact: Contact) -> Contact | None:
    """Another number of the same post or department that does not fall silent with the first."""
    silenced = {str(link) for link in contact.depends_on}
    others = (
        other for other in project.contacts.values() if other.number and other.id != contact.id
    )
    lasting = [other for other in others if not silenced & {str(link) for link in other.depends_on}]
    same_post = (
        other
        for other in lasting
        if contact.role and other.role and other.role.id == contact.role.id
    )
    department = contact.department.id if contact.department else None
    return next(same_post, None) or next(
        (other for other in lasting if _answers(other, department)), None
    )


def stand_ins_of(project: Project, who: Link) -> Iterator[Link]:
    """Who is called in place of `who`: those of the post, then its department's; a body's deputies, then its lead's; for a
    department its head's, then whom it reports to at night and by day; for a number those of whom it belongs to."""
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
            head = project.roles.get(found.head.id) if found.head else None
            yield from head.stands_in if head else ()
            yield from (link for link in (found.night_report_to, found.report_to) if link)
        case Contact():
            after = found.role or found.department
    yield from stand_ins_of(project, after) if after else ()


def _number_of_department(project: Project, department: Department) -> Contact | None:
    """Whoever answers the desk is called there."""
    desk = project.contacts.get(project.site.desk.id)
    if desk and _answers(desk, str(department.id)):
        return desk
    own = (
        contact for contact in project.contacts.values() if _answers(contact, str(department.id))
    )
    return project.contacts.get(department.call.id) if department.call else next(own, None)


def _heads(body: Body) -> tuple[Link, ...]:
    heads: Iterable[Link | None] = (body.lead, *body.deputies)
    return tuple(link for link in heads if link)


def _answers(contact: Contact, department: str | None) -> bool:
    return bool(department and contact.department and contact.department.id == department)
