"""Numbers and forms that are listed in a chapter."""

from __future__ import annotations

from wardbook.plan.model import blocks as model
from wardbook.plan.model.form import Form
from wardbook.plan.model.registries import System
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Link, Text
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.shapes import Pair, PairsView, ProseView, Views
from wardbook.sheets.plan.blocks.tables import Makers, lines_of, table_of
from wardbook.sheets.registers.contacts import contact_rows
from wardbook.sheets.shapes import ContactGroup, ContactsView
from wardbook.sheets.sheet import Prose, Span


def _contacts(localizer: Localizer, block: model.ContactsBlock) -> Views:
    ids = (
        localizer.project.contacts
        if isinstance(block.contacts, str)
        else [link.id for link in block.contacts]
    )
    rows = contact_rows(localizer, [localizer.project.contacts[id] for id in ids])
    if rows:
        yield "contacts", ContactsView("", (ContactGroup("", rows),))
    else:
        yield "note", ProseView(((Span(localizer.say("contacts_withheld")),),))


def _forms(localizer: Localizer, block: model.FormsBlock) -> Views:
    ids = (
        localizer.project.forms
        if isinstance(block.forms, str)
        else [link.id for link in block.forms]
    )
    forms = sorted(
        (localizer.project.forms[id] for id in ids if id in localizer.project.forms),
        key=lambda form: str(form.code),
    )
    yield (
        "table",
        table_of(
            localizer,
            "form",
            ("code", "title", "paper", "filled_by"),
            [_form_row(localizer, form) for form in forms],
        ),
    )


def _records(localizer: Localizer, block: model.RecordsBlock) -> Views:
    """Records in the order of recovery; nothing is left of them for an audience that may not see them."""
    ids = (
        localizer.project.systems
        if isinstance(block.records, str)
        else [link.id for link in block.records]
    )
    systems = [localizer.project.systems[id] for id in ids if id in localizer.project.systems]
    sealed = [system for system in systems if system.record]
    sealed.sort(
        key=lambda system: (system.record.order or len(systems) + 1) if system.record else 0
    )
    if sealed:
        yield "pairs", PairsView(tuple(_record(localizer, system) for system in sealed))
    else:
        yield "note", ProseView(((Span(localizer.say("records_sealed")),),))


def _record(localizer: Localizer, system: System) -> Pair:
    record = system.record
    assert record is not None
    said = (
        ("time", _length(localizer, record.time, record.time_note)),
        ("loss", _length(localizer, record.loss, record.loss_note)),
        ("backup", localizer.prose(record.backup)),
        ("accounts", localizer.prose(record.accounts)),
        ("support", (localizer.row(record.support),) if record.support else ()),
    )
    items: list[Prose] = [
        _labelled(localizer, f"record_{key}", prose) for key, prose in said if prose
    ]
    items += [
        _labelled(localizer, "record_step", localizer.prose(step), at)
        for at, step in enumerate(record.steps, 1)
    ]
    items += [
        _labelled(localizer, "record_check", localizer.prose(check)) for check in record.checks
    ]
    order = f"{record.order} " if record.order else ""
    return Pair(f"{order}{localizer.words(system.name)}", "", (), lines_of(items))


def _length(localizer: Localizer, length: Duration | None, note: Text | None) -> Prose:
    """A length of time with what is said of it."""
    said: Prose = ((Span(localizer.duration(length)),),) if length else ()
    return (*said, *localizer.prose(note))


def _labelled(localizer: Localizer, key: str, prose: Prose, number: int = 0) -> Prose:
    label = Span(f"{localizer.say(key)}{f' {number}' if number else ''}{localizer.say('colon')}")
    first, *rest = prose
    return ((label, *first), *rest)


def _form_row(localizer: Localizer, form: Form) -> tuple[str | Prose, ...]:
    link = Link(("form",), str(form.id), None, form.at)
    title = localizer.runs(link, "name")
    return (
        (localizer.runs(link, "code"),),
        (title,),
        localizer.say(f"paper_{form.paper}"),
        localizer.names(form.filled_by),
    )


MAKERS: Makers = {
    model.ContactsBlock: _contacts,
    model.FormsBlock: _forms,
    model.RecordsBlock: _records,
}
