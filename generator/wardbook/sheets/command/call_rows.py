"""One call of the call tree: the number, another that still works, and who stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from wardbook.plan.model.blocks import ActivationStep
from wardbook.plan.model.registries import Contact
from wardbook.plan.project import Project
from wardbook.plan.reach import number_of, other_number, owner_of, stand_ins_of
from wardbook.plan.text import Link
from wardbook.sheets.audience import number_withheld
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import Line
from wardbook.sheets.view import view

_RADIO = "radio"
_ENOUGH = 2
"""Stand-ins that are tried before somebody goes there."""


@view("CallRow")
class CallRow:
    """Somebody to call. `number` is empty where there is none, or this edition may not list it."""

    who: Line
    number: str
    hours: str
    """Says so where the number is answered in working hours alone."""
    other: str
    """What works when that line is dead."""
    stand_ins: tuple[str, ...]
    """Who is called when nobody answers, with numbers, in their order."""
    patience: str
    """How long somebody is tried first; empty where the plan does not say."""
    withheld: bool = False
    """There is a number, and this edition may not list it."""


@view("CallGroup")
class CallGroup:
    """The calls that one post makes at one time."""

    caller: str
    stand_in: str
    """Who makes the calls when the caller is not there."""
    deadline: str
    what: Line
    rows: tuple[CallRow, ...]


def call_row(
    localizer: Localizer,
    who: Link,
    *,
    caller: Link | None,
    following: tuple[ActivationStep, ...] = (),
) -> CallRow:
    """Somebody to call; `following` are the links of the chain that `who` is to make then."""
    contact = number_of(localizer.project, who)
    number = hours = patience = ""
    if contact:
        number = str(contact.number or "")
        if contact.hours == "day":
            hours = localizer.say("hours_day")
    chained = _first_with_stand_ins(following)
    if chained and chained.unreached_after:
        tried = localizer.duration(chained.unreached_after)
        patience = localizer.say("calls_after", duration=tried)
    instead = _instead(localizer, who, caller=caller, chained=chained)
    return CallRow(
        who=localizer.spans(who, "name"),
        number=number,
        hours=hours,
        other=_other(localizer, who, caller=caller, contact=contact),
        stand_ins=tuple(islice(instead, _ENOUGH)),
        patience=patience,
        withheld=_is_withheld(localizer, contact),
    )


def _is_withheld(localizer: Localizer, contact: Contact | None) -> bool:
    return contact is not None and number_withheld(localizer.project.audience, contact)


def _first_with_stand_ins(links: Iterable[ActivationStep]) -> ActivationStep | None:
    for link in links:
        if link.stands_in:
            return link
    return None


def _other(localizer: Localizer, who: Link, *, caller: Link | None, contact: Contact | None) -> str:
    """A number that does not hang on the same systems; a line that hangs on none is one.

    Else somebody goes there. `contact` is whom the plan calls for `who`.
    """
    if contact:
        other = other_number(localizer.project, contact)
        if other and not _beside(localizer.project, other, caller):
            return name_and_number(localizer, other)
        if contact.number and not contact.depends_on:
            return localizer.say("calls_same")
        if not (contact.department or contact.role):
            return ""
    return _by_radio(localizer, who, caller) or _runner(localizer, who)


def _by_radio(localizer: Localizer, who: Link, caller: Link | None) -> str:
    """The channel of radios, where both sides have one; nothing where there is none."""
    project = localizer.project
    if caller is None:
        return ""
    for end in (caller, who):
        department = project.departments.get(owner_of(project, end))
        if department is None or _RADIO not in department.channels:
            return ""
    for contact in project.contacts.values():
        if contact.number and _RADIO in contact.reached_from:
            return name_and_number(localizer, contact)
    return ""


def _beside(project: Project, contact: Contact, caller: Link | None) -> bool:
    """Whether the number is that of the caller's own department: it rings beside the caller."""
    if caller is None or contact.department is None:
        return False
    return contact.department.id == owner_of(project, caller)


def _runner(localizer: Localizer, who: Link) -> str:
    """Somebody goes there; the place is named where the plan says it."""
    department = localizer.project.departments.get(owner_of(localizer.project, who))
    if department and department.places:
        place = localizer.words(department.places[0].name)
        if place:
            return localizer.say("calls_runner_to", place=place)
    return localizer.say("calls_runner")


def _instead(
    localizer: Localizer, who: Link, *, caller: Link | None, chained: ActivationStep | None
) -> Iterator[str]:
    """Who is called when nobody answers: as the chain says, else as the post does.

    A number that rang already is no help; a caller who stands in goes on without a call.
    """
    project = localizer.project
    own = _contact_id(project, caller)
    rung = {_contact_id(project, who)}
    links: Iterable[Link] = stand_ins_of(project, who)
    if chained:
        links = chained.stands_in
    for link in links:
        number = _contact_id(project, link) or str(link)
        if number in rung:
            continue
        rung.add(number)
        if number != own:
            yield _named(localizer, link)
        elif chained:
            yield localizer.say("calls_yourself")


def same_number(project: Project, who: Link, caller: Link | None) -> bool:
    """Whether one number is called for both: nobody calls the own."""
    number = _contact_id(project, who)
    return bool(number) and number == _contact_id(project, caller)


def _contact_id(project: Project, who: Link | None) -> str:
    """The id of the number that is called for `who`; empty where there is none."""
    contact = None
    if who:
        contact = number_of(project, who)
    if contact is None:
        return ""
    return str(contact.id)


def names_with_numbers(localizer: Localizer, links: Iterable[Link]) -> str:
    """Names with numbers, in their order, each once."""
    names = dict.fromkeys(_named(localizer, link) for link in links)
    return localizer.say("item_join").join(names)


def _named(localizer: Localizer, who: Link) -> str:
    """The name with the number that is called; without it where there is none."""
    name = localizer.name(who)
    contact = number_of(localizer.project, who)
    if contact is None:
        return name
    return " ".join(filter(None, (name, str(contact.number or ""))))


def name_and_number(localizer: Localizer, contact: Contact) -> str:
    """A contact's name with its number."""
    return " ".join(filter(None, (localizer.words(contact.name), str(contact.number or ""))))
