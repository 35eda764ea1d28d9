"""Contact lists: the whole one, and a department's."""

from __future__ import annotations

from collections.abc import Iterable

from wardbook.findings import Mark
from wardbook.plan.model.registries import Contact, Department
from wardbook.plan.project import links
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Lens
from wardbook.sheets.shapes import ContactGroup, ContactRow, ContactsView
from wardbook.sheets.sheet import CODE_LETTERS, Kind, Sheet


def contacts_sheet(lens: Lens) -> Sheet | None:
    """Every number that the audience may see, by whom one calls; None where it may see none."""
    project = lens.project
    desk = _desk(lens)
    first = {str(contact.id) for contact in desk}
    own, outside, leaders = list[Contact](), list[Contact](), list[Contact]()
    for contact in (contact for id, contact in project.contacts.items() if id not in first):
        if contact.department and _in_scope(lens, contact):
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
    title = lens.say("title_contacts")
    view = contacts_view(lens, title, groups)
    if not view.groups:
        return None
    return Sheet(
        lens.key(sheet_ids.CONTACTS),
        Kind.CONTACTS,
        CODE_LETTERS[Kind.CONTACTS],
        title,
        view,
        source=desk[0].at if desk else Mark(""),
    )


def department_contacts_sheet(lens: Lens, department: Department, cited_in: Iterable[object]) -> Sheet | None:
    """The numbers of one department: the desk, its own, and those that the models in `cited_in` name; None without any."""
    desk = _desk(lens)
    wanted = [link for link in (department.call, department.report_to, department.night_report_to) if link]
    own = _found(lens, [link.id for link in wanted])
    cited = _found(lens, [link.id for model in cited_in for link in links(model) if "contact" in link.kinds])
    own = [contact for contact in own if contact not in desk]
    cited = [contact for contact in cited if contact not in desk and contact not in own]
    title = lens.say("title_department_contacts", department=lens.words(department.name))
    view = contacts_view(
        lens, title, (("contacts_desk", desk), ("contacts_department", own), ("contacts_cited", cited))
    )
    if not view.groups:
        return None
    key = lens.key(f"{sheet_ids.CONTACTS}-{department.id}")
    return Sheet(
        key, Kind.CONTACTS, sheet_ids.department_code(Kind.CONTACTS, department), title, view, source=department.at
    )


def contacts_view(lens: Lens, title: str, groups: Iterable[tuple[str, list[Contact]]]) -> ContactsView:
    """Contacts under headings (phrase keys); rows without a visible number are left out."""
    views = (ContactGroup(lens.say(key), contact_rows(lens, contacts)) for key, contacts in groups)
    return ContactsView(title, tuple(group for group in views if group.rows))


def contact_rows(lens: Lens, contacts: Iterable[Contact]) -> tuple[ContactRow, ...]:
    """A row for each contact whose number the audience may see."""
    return tuple(
        ContactRow(
            id=str(contact.id),
            name=lens.words(contact.name),
            number=str(contact.number),
            where=lens.name(contact.department),
            hours=lens.say(f"hours_{contact.hours}") if contact.hours else "",
            note=lens.words(contact.note),
        )
        for contact in contacts
        if contact.number
    )


def _desk(lens: Lens) -> list[Contact]:
    site = lens.project.site
    return _found(lens, [link.id for link in (site.desk, site.desk_backup) if link])


def _found(lens: Lens, ids: Iterable[str]) -> list[Contact]:
    return [lens.project.contacts[id] for id in dict.fromkeys(ids) if id in lens.project.contacts]


def _in_scope(lens: Lens, contact: Contact) -> bool:
    department = lens.project.departments.get(contact.department.id) if contact.department else None
    return department is not None and department.in_scope and not _is_leader(lens, contact)


def _is_leader(lens: Lens, contact: Contact) -> bool:
    """Officers on duty for the whole house: several departments report to them at night."""
    reports = [department.night_report_to for department in lens.project.departments.values()]
    return bool(contact.role) and any(link and link.id == contact.id for link in reports)
