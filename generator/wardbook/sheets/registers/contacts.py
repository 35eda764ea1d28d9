"""Contact lists: the whole one, and a department's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wardbook.plan.model.registries import Channel, Contact, Department
from wardbook.plan.opening_hours import reported_to_at_night
from wardbook.plan.project import links
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.sheet import NOWHERE, Sheet
from wardbook.sheets.view import view

_TALKING = ("radio", "analogue")
"""Ways in which two departments that have both speak to one another: who has the number of a mobile
nobody knows."""
_MESSENGER = "runner"


@view("ContactRow")
class ContactRow:
    """A line of a contact list; `number` is empty when the audience may not see it."""

    id: str
    name: str
    number: str
    where: str
    hours: str
    note: str


@view("ContactGroup")
class ContactGroup:
    """Contacts under a heading."""

    title: str
    rows: tuple[ContactRow, ...]


@view("ContactsView")
class ContactsView:
    """A contact list."""

    title: str
    groups: tuple[ContactGroup, ...]


def contacts_sheet(localizer: Localizer) -> Sheet | None:
    """Every number that the audience may see, by whom one calls; None where it may see none."""
    title = localizer.say("title_contacts")
    desk = _desk(localizer)
    groups = (("contacts_desk", desk), *_of_all(localizer, desk))
    view = contacts_view(localizer, title, groups)
    if not view.groups:
        return None
    if len(view.groups) == 1 and view.groups[0].title == localizer.say("contacts_others"):
        view = replace(view, groups=(replace(view.groups[0], title=""),))
    source = desk[0].at if desk else NOWHERE
    return the_sheet(localizer, SheetKind.CONTACTS, title, view, source=source)


def _of_all(localizer: Localizer, desk: Sequence[Contact]) -> tuple[tuple[str, list[Contact]], ...]:
    """Contacts besides the desk under phrase keys. Without departments nobody can tell a vendor
    from a colleague."""
    departments, outside, leaders = list[Contact](), list[Contact](), list[Contact]()
    for contact in localizer.project.contacts.values():
        if contact in desk:
            continue
        if contact.department and _in_scope(localizer, contact):
            departments.append(contact)
        elif not contact.department and not contact.role:
            outside.append(contact)
        else:
            leaders.append(contact)
    others = "contacts_outside" if localizer.project.departments else "contacts_others"
    return (
        ("contacts_leaders", leaders),
        ("contacts_departments", departments),
        (others, outside),
    )


def department_contacts_sheet(
    localizer: Localizer, department: Department, cited_in: Iterable[object]
) -> Sheet | None:
    """The numbers of one department: the desk, its own, and those that its work names.

    `cited_in` are the models of that work. None without any number to see.
    """
    desk = _desk(localizer)
    own = _found(
        localizer,
        [
            department.call,
            department.report_to,
            reported_to_at_night(localizer.project, department),
        ],
        besides=desk,
    )
    cited = _found(localizer, _contact_links(cited_in), besides=[*desk, *own])
    title = localizer.say("title_department_contacts", department=localizer.words(department.name))
    view = contacts_view(
        localizer,
        title,
        (("contacts_desk", desk), ("contacts_department", own), ("contacts_cited", cited)),
        caller=department,
    )
    if not view.groups:
        return None
    return Sheet(
        key=localizer.key(sheet_ids.department_id(SheetKind.CONTACTS, department)),
        kind=SheetKind.CONTACTS,
        code=sheet_ids.department_code(SheetKind.CONTACTS, department),
        title=title,
        content=view,
        source=department.at,
    )


def contacts_view(
    localizer: Localizer,
    title: str,
    groups: Iterable[tuple[str, list[Contact]]],
    *,
    caller: Department | None = None,
) -> ContactsView:
    """Contacts under headings (phrase keys); rows without a visible number are left out. `caller`:
    whose list it is."""
    views = []
    for key, contacts in groups:
        rows = contact_rows(localizer, contacts, caller)
        if rows:
            views.append(ContactGroup(localizer.say(key), rows))
    return ContactsView(title, tuple(views))


def contact_rows(
    localizer: Localizer, contacts: Iterable[Contact], caller: Department | None = None
) -> tuple[ContactRow, ...]:
    """A row for each contact whose number the audience may see."""
    return tuple(_row(localizer, contact, caller) for contact in contacts if contact.number)


def _row(localizer: Localizer, contact: Contact, caller: Department | None) -> ContactRow:
    return ContactRow(
        id=str(contact.id),
        name=localizer.words(contact.name),
        number=str(contact.number),
        where=localizer.name(contact.department),
        hours=localizer.say(f"hours_{contact.hours}") if contact.hours else "",
        note=localizer.say("contact_notes_join").join(_notes(localizer, contact, caller)),
    )


def _notes(localizer: Localizer, contact: Contact, caller: Department | None) -> Iterator[str]:
    """What is said behind a number: what it is kept for, what reaches it without the exchange, what
    its entry says."""
    if contact.only_for:
        yield localizer.say("contact_only_for", what=localizer.words(contact.only_for))
    channels = contact.channels or _channels(localizer, contact)
    ways = [localizer.say(f"channel_{one}") for one in channels]
    if channels and caller and caller.channels and str(caller.id) != _owner(contact):
        ways = list(_common_ways(localizer, caller, channels))
    if ways:
        yield localizer.say("contact_without_exchange", ways=localizer.say("list_join").join(ways))
    if contact.note:
        yield localizer.words(contact.note)


def _owner(contact: Contact) -> str:
    return contact.department.id if contact.department else ""


def _common_ways(
    localizer: Localizer, caller: Department, theirs: Sequence[Channel]
) -> Iterator[str]:
    """The ways from one department to another while the exchange is down: what both have; else the
    desk, where it has what they have and passes it on; a messenger where one of them sends any."""
    both = [one for one in _TALKING if one in caller.channels and one in theirs]
    for channel in both:
        yield localizer.say(f"channel_{channel}")
    if not both:
        yield from _through_desk(localizer, caller, theirs)
    if _MESSENGER in caller.channels or _MESSENGER in theirs:
        yield localizer.say(f"channel_{_MESSENGER}")


def _through_desk(
    localizer: Localizer, caller: Department, theirs: Sequence[Channel]
) -> Iterator[str]:
    """The desk's second number, by the caller's own way to it, where the desk reaches them."""
    site, project = localizer.project.site, localizer.project
    desk = _found(localizer, [site.desk])
    department = project.departments.get(_owner(desk[0])) if desk else None
    passed_on = set(_TALKING).intersection(theirs)
    if department is None or passed_on.isdisjoint(department.channels):
        return
    for backup in _found(localizer, [site.desk_backup]):
        own = [channel for channel in caller.channels if channel in backup.reached_from]
        if own and backup.number:
            way = localizer.say(f"channel_{own[0]}")
            yield localizer.say("contact_through_desk", way=way, number=backup.number)


def _channels(localizer: Localizer, contact: Contact) -> tuple[Channel, ...]:
    """What whoever answers has while the exchange is down: what the department has, where it is its
    number on duty or that of somebody who is on duty day and night. Numbers that say what they are
    reached from need no other way."""
    if contact.department is None or contact.reached_from:
        return ()
    department = localizer.project.departments.get(contact.department.id)
    if department is None:
        return ()
    if department.call and department.call.id == contact.id:
        return department.channels
    role = localizer.project.roles.get(contact.role.id) if contact.role else None
    if role and str(role.cover) == "always":
        return department.channels
    return ()


def _desk(localizer: Localizer) -> list[Contact]:
    """The desk that everybody calls first, and the number for when that is dead."""
    site = localizer.project.site
    return _found(localizer, [site.desk, site.desk_backup])


def _contact_links(models: Iterable[object]) -> Iterator[Link]:
    """The links to contacts in these models, in reading order."""
    for model in models:
        for link in links(model):
            if "contact" in link.kinds:
                yield link


def _found(
    localizer: Localizer, wanted: Iterable[Link | None], *, besides: Iterable[Contact] = ()
) -> list[Contact]:
    """The contacts that links name, each once; what the audience may not see is left out.

    `besides` are those that stand in an earlier group already.
    """
    contacts = localizer.project.contacts
    known = {str(contact.id) for contact in besides}
    found: list[Contact] = []
    for link in wanted:
        if link and link.id in contacts and link.id not in known:
            known.add(link.id)
            found.append(contacts[link.id])
    return found


def _in_scope(localizer: Localizer, contact: Contact) -> bool:
    """Whether it is a number of a department in scope, and not that of a leader."""
    if not contact.department:
        return False
    department = localizer.project.departments.get(contact.department.id)
    if department is None or not department.in_scope:
        return False
    return not _is_leader(localizer, contact)


def _is_leader(localizer: Localizer, contact: Contact) -> bool:
    """Officers on duty for the whole house: departments report to them at night."""
    if not contact.role:
        return False
    for department in localizer.project.departments.values():
        link = department.night_report_to
        if link and link.id == contact.id:
            return True
    return False


MAKER = maker_of_one(SheetKind.CONTACTS, contacts_sheet)
