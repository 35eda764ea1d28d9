"""Contact lists: the whole one, and a department's."""

from __future__ import annotations

from collections.abc import Iterable

from wardbook.findings import Mark
from wardbook.plan.model.registries import Contact, Department
from wardbook.plan.project import links
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.shapes import ContactGroup, ContactRow, ContactsView
from wardbook.sheets.sheet import CODE_LETTERS, Sheet, SheetKind


def contacts_sheet(localizer: Localizer) -> Sheet | None:
    """Every number that the audience may see, by whom one calls; None where it may see none."""
    project = localizer.project
    desk = _desk(localizer)
    first = {str(contact.id) for contact in desk}
    own, outside, leaders = list[Contact](), list[Contact](), list[Contact]()
    for contact in (contact for id, contact in project.contacts.items() if id not in first):
        if contact.department and _in_scope(localizer, contact):
            own.append(contact)
        elif not contact.department and not contact.role:
            outside.append(contact)
        else:
            leaders.append(contact)
    groups = (
        ("contacts_desk", desk),
        ("contacts_leaders", leaders),
        ("contacts_departments", own),
        ("contacts_outside", outside),
    )
    title = localizer.say("title_contacts")
    view = contacts_view(localizer, title, groups)
    if not view.groups:
        return None
    return Sheet(
        localizer.key(sheet_ids.CONTACTS),
        SheetKind.CONTACTS,
        CODE_LETTERS[SheetKind.CONTACTS],
        title,
        view,
        source=desk[0].at if desk else Mark(""),
    )


def department_contacts_sheet(
    localizer: Localizer, department: Department, cited_in: Iterable[object]
) -> Sheet | None:
    """The numbers of one department: the desk, its own, and those that the models in `cited_in` name; None without any."""
    desk = _desk(localizer)
    wanted = [
        link for link in (department.call, department.report_to, department.night_report_to) if link
    ]
    own = _found(localizer, [link.id for link in wanted])
    cited = _found(
        localizer,
        [link.id for model in cited_in for link in links(model) if "contact" in link.kinds],
    )
    own = [contact for contact in own if contact not in desk]
    cited = [contact for contact in cited if contact not in desk and contact not in own]
    title = localizer.say("title_department_contacts", department=localizer.words(department.name))
    view = contacts_view(
        localizer,
        title,
        (("contacts_desk", desk), ("contacts_department", own), ("contacts_cited", cited)),
    )
    if not view.groups:
        return None
    key = localizer.key(f"{sheet_ids.CONTACTS}-{department.id}")
    return Sheet(
        key,
        SheetKind.CONTACTS,
        sheet_ids.department_code(SheetKind.CONTACTS, department),
        title,
        view,
        source=department.at,
    )


def contacts_view(
    localizer: Localizer, title: str, groups: Iterable[tuple[str, list[Contact]]]
) -> ContactsView:
    """Contacts under headings (phrase keys); rows without a visible number are left out."""
    views = (
        ContactGroup(localizer.say(key), contact_rows(localizer, contacts))
        for key, contacts in groups
    )
    return ContactsView(title, tuple(group for group in views if group.rows))


def contact_rows(localizer: Localizer, contacts: Iterable[Contact]) -> tuple[ContactRow, ...]:
    """A row for each contact whose number the audience may see."""
    return tuple(
        ContactRow(
            id=str(contact.id),
            name=localizer.words(contact.name),
            number=str(contact.number),
            where=localizer.name(contact.department),
            hours=localizer.say(f"hours_{contact.hours}") if contact.hours else "",
            note=localizer.words(contact.note),
        )
        for contact in contacts
        if contact.number
    )


def _desk(localizer: Localizer) -> list[Contact]:
    site = localizer.project.site
    return _found(localizer, [link.id for link in (site.desk, site.desk_backup) if link])


def _found(localizer: Localizer, ids: Iterable[str]) -> list[Contact]:
    return [
        localizer.project.contacts[id]
        for id in dict.fromkeys(ids)
        if id in localizer.project.contacts
    ]


def _in_scope(localizer: Localizer, contact: Contact) -> bool:
    department = (
        localizer.project.departments.get(contact.department.id) if contact.department else None
    )
    return department is not None and department.in_scope and not _is_leader(localizer, contact)


def _is_leader(localizer: Localizer, contact: Contact) -> bool:
    """Officers on duty for the whole house: several departments report to them at night."""
    reports = [department.night_report_to for department in localizer.project.departments.values()]
    return bool(contact.role) and any(link and link.id == contact.id for link in reports)
