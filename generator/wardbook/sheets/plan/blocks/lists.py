"""Numbers and forms that are listed in a chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.plan.model.audience import AUDIENCES
from wardbook.plan.model.blocks import lists as model
from wardbook.plan.model.form import Form
from wardbook.plan.model.registries import System
from wardbook.plan.model.scalars import Duration
from wardbook.plan.model.technical_record import Server, TechnicalRecord
from wardbook.plan.text import Link, Text
from wardbook.sheets import sheet_ids
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.recovery_rows import recovery_rows
from wardbook.sheets.plan.blocks.tables import (
    Makers,
    Row,
    lines_of,
    links_alone,
    table_of,
    words_alone,
)
from wardbook.sheets.plan.blocks.views import AllNumbers, Pair, PairsView, ProseView, Views
from wardbook.sheets.plan_facts import is_bound
from wardbook.sheets.registers.contacts import ContactGroup, ContactsView, contact_rows
from wardbook.sheets.sheet import Prose, Span, Target
from wardbook.sheets.sheet_ids import code_order


def _contacts(localizer: Localizer, block: model.ContactsBlock) -> Views:
    known = localizer.project.contacts
    rows = contact_rows(localizer, [known[id] for id in _ids(block.contacts, known)])
    if rows and isinstance(block.contacts, str) and _follow(localizer):
        target = Target(sheet_ids.CONTACTS)
        code = Span(SheetKind.CONTACTS.value.letter, "code", target)
        title = Span(localizer.say("title_contacts"), "name", target)
        said = Span(localizer.say("contacts_all", count=len(rows)))
        yield "text", AllNumbers(((said, code, Span(" "), title),))
    elif rows:
        yield "contacts", ContactsView("", (ContactGroup("", rows),))
    elif known:
        yield "note", ProseView(((Span(localizer.say("contacts_withheld")),),))


def _follow(localizer: Localizer) -> bool:
    """Whether the list of all numbers stands behind the chapters of the same book: a chapter would
    say it all again, in another order."""
    project = localizer.project
    manuals = any(department.in_scope for department in project.departments.values())
    return manuals and all(is_bound(project, plan) for plan in project.plans.values())


def _ids(listed: str | Iterable[Link], known: Iterable[str]) -> Iterable[str]:
    """The ids that a block lists: those of its links, or all `known` ones where it says `all`."""
    if isinstance(listed, str):
        return known
    return [link.id for link in listed]


def _forms(localizer: Localizer, block: model.FormsBlock) -> Views:
    known = localizer.project.forms
    forms = []
    for id in _ids(block.forms, known):
        if id in known:
            forms.append(known[id])
    forms.sort(key=lambda form: code_order(str(form.code)))
    rows = [_form_row(localizer, form) for form in forms]
    columns = ("code", "title", "paper", "filled_by")
    yield "table", table_of(localizer, "form", columns, rows)


def _records(localizer: Localizer, block: model.RecordsBlock) -> Views:
    """Records in the order of recovery, those without a place in it last.

    For an audience that may not see them, a note says that they are sealed. Whoever may see all
    is told nothing of records that are not there.
    """
    known = localizer.project.systems
    records: list[tuple[System, TechnicalRecord]] = []
    last = 1
    for id in _ids(block.records, known):
        if id in known:
            last += 1
            record = known[id].record
            if record:
                records.append((known[id], record))
    records.sort(key=lambda entry: entry[1].order or last)
    if records:
        pairs = [_record(localizer, system, record) for system, record in records]
        yield "pairs", PairsView(tuple(pairs))
    elif localizer.project.audience != AUDIENCES[-1]:
        yield "note", ProseView(((Span(localizer.say("records_sealed")),),))


def _record(localizer: Localizer, system: System, record: TechnicalRecord) -> Pair:
    lines = lines_of(_record_lines(localizer, record))
    name = localizer.words(system.name)
    if record.order:
        name = f"{record.order} {name}"
    return Pair(name, "", (), lines)


def _record_lines(localizer: Localizer, record: TechnicalRecord) -> Iterator[Prose]:
    """What a record says, each with its label; then its servers, its steps, numbered, and its
    checks."""
    said = (
        ("full_name", localizer.prose(record.full_name)),
        ("version", words_alone(str(record.version or ""))),
        *_parties(localizer, record),
        ("addresses", tuple((Span(str(one)),) for one in record.addresses)),
        ("time", _length(localizer, record.time, record.time_note)),
        ("loss", _length(localizer, record.loss, record.loss_note)),
        ("backup", localizer.prose(record.backup)),
        ("accounts", localizer.prose(record.accounts)),
        ("support", links_alone(localizer, record.support)),
    )
    for key, prose in said:
        if prose:
            yield _labelled(localizer, localizer.say(f"record_{key}"), prose)
    for server in record.servers:
        yield _labelled(localizer, localizer.say("record_server"), _server(localizer, server))
    for at, step in enumerate(record.steps, 1):
        label = f"{localizer.say('record_step')} {at}"
        yield _labelled(localizer, label, localizer.prose(step))
    for check in record.checks:
        yield _labelled(localizer, localizer.say("record_check"), localizer.prose(check))


def _parties(localizer: Localizer, record: TechnicalRecord) -> Iterator[tuple[str, Prose]]:
    """Who owns, built and keeps the system, each under its label."""
    for task in ("owner", "contractor", "maintainer"):
        yield task, _party(localizer, getattr(record.parties, task, None))


def _party(localizer: Localizer, name: Text | None) -> Prose:
    """A firm by its name; a department, body, post or contact of the plan, whose id stands there,
    by the name that it has."""
    if name is None:
        return ()
    link = Link(("department", "body", "role", "contact"), localizer.words(name), None, name.mark)
    if localizer.project.find(link):
        return links_alone(localizer, (link,))
    return localizer.prose(name)


def _server(localizer: Localizer, server: Server) -> Prose:
    """A server on one line: what it is called, where it answers, what runs on it, where it is."""
    address = str(server.ip or "")
    if server.ports:
        ports = localizer.say("list_join").join(map(str, server.ports))
        address = localizer.say("record_ports", address=address, ports=ports).strip()
    environment = localizer.say(f"record_{server.environment}") if server.environment else ""
    words = (
        str(server.name),
        address,
        str(server.os or ""),
        environment,
        str(server.version or ""),
        localizer.words(server.place),
    )
    return ((Span(" · ".join(filter(None, words))),),)


def _length(localizer: Localizer, length: Duration | None, note: Text | None) -> Prose:
    """A length of time with what is said of it."""
    said: Prose = ()
    if length:
        said = ((Span(localizer.duration(length)),),)
    return (*said, *localizer.prose(note))


def _labelled(localizer: Localizer, label: str, prose: Prose) -> Prose:
    """The prose with a label and a colon before its first line."""
    first, *rest = prose
    return ((Span(label + localizer.say("colon")), *first), *rest)


def _recovery(localizer: Localizer, block: model.RecoveryBlock) -> Views:
    """Who enters what, gate by gate; nothing where the audience sees no step of back-entry."""
    rows = recovery_rows(localizer, block.recovery)
    if rows:
        columns = ("order", "who", "what", "after", "by")
        yield "table", table_of(localizer, "recovery", columns, rows)


def _form_row(localizer: Localizer, form: Form) -> Row:
    link = Link(("form",), str(form.id), None, form.at)
    title = localizer.spans(link, "name")
    return (
        (localizer.spans(link, "code"),),
        (title,),
        localizer.say(f"paper_{form.paper}"),
        localizer.names(form.filled_by),
    )


MAKERS: Makers = {
    model.ContactsBlock: _contacts,
    model.FormsBlock: _forms,
    model.RecordsBlock: _records,
    model.RecoveryBlock: _recovery,
}
