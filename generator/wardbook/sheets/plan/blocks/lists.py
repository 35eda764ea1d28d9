"""Numbers and forms that are listed in a chapter."""

from __future__ import annotations

from wardbook.plan.model import blocks as model
from wardbook.plan.model.form import Form
from wardbook.plan.model.registries import System
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Link, Text
from wardbook.sheets.localizer import Lens
from wardbook.sheets.plan.blocks.shapes import Pair, PairsView, ProseView, Views
from wardbook.sheets.plan.blocks.tables import Makers, lines_of, table_of
from wardbook.sheets.registers.contacts import contact_rows
from wardbook.sheets.shapes import ContactGroup, ContactsView
from wardbook.sheets.sheet import Prose, Run


def _contacts(lens: Lens, block: model.ContactsBlock) -> Views:
    ids = lens.project.contacts if isinstance(block.contacts, str) else [link.id for link in block.contacts]
    rows = contact_rows(lens, [lens.project.contacts[id] for id in ids])
    if rows:
        yield "contacts", ContactsView("", (ContactGroup("", rows),))
    else:
        yield "note", ProseView(((Run(lens.say("contacts_withheld")),),))


def _forms(lens: Lens, block: model.FormsBlock) -> Views:
    ids = lens.project.forms if isinstance(block.forms, str) else [link.id for link in block.forms]
    forms = sorted((lens.project.forms[id] for id in ids if id in lens.project.forms), key=lambda form: str(form.code))
    yield (
        "table",
        table_of(lens, "form", ("code", "title", "paper", "filled_by"), [_form_row(lens, form) for form in forms]),
    )


def _records(lens: Lens, block: model.RecordsBlock) -> Views:
    """Records in the order of recovery; nothing is left of them for an audience that may not see them."""
    ids = lens.project.systems if isinstance(block.records, str) else [link.id for link in block.records]
    systems = [lens.project.systems[id] for id in ids if id in lens.project.systems]
    sealed = [system for system in systems if system.record]
    sealed.sort(key=lambda system: (system.record.order or len(systems) + 1) if system.record else 0)
    if sealed:
        yield "pairs", PairsView(tuple(_record(lens, system) for system in sealed))
    else:
        yield "note", ProseView(((Run(lens.say("records_sealed")),),))


def _record(lens: Lens, system: System) -> Pair:
    record = system.record
    assert record is not None
    said = (
        ("time", _length(lens, record.time, record.time_note)),
        ("loss", _length(lens, record.loss, record.loss_note)),
        ("backup", lens.prose(record.backup)),
        ("accounts", lens.prose(record.accounts)),
        ("support", (lens.row(record.support),) if record.support else ()),
    )
    items: list[Prose] = [_labelled(lens, f"record_{key}", prose) for key, prose in said if prose]
    items += [_labelled(lens, "record_step", lens.prose(step), at) for at, step in enumerate(record.steps, 1)]
    items += [_labelled(lens, "record_check", lens.prose(check)) for check in record.checks]
    order = f"{record.order} " if record.order else ""
    return Pair(f"{order}{lens.words(system.name)}", "", (), lines_of(items))


def _length(lens: Lens, length: Duration | None, note: Text | None) -> Prose:
    """A length of time with what is said of it."""
    said: Prose = ((Run(lens.duration(length)),),) if length else ()
    return (*said, *lens.prose(note))


def _labelled(lens: Lens, key: str, prose: Prose, number: int = 0) -> Prose:
    label = Run(f"{lens.say(key)}{f' {number}' if number else ''}{lens.say('colon')}")
    first, *rest = prose
    return ((label, *first), *rest)


def _form_row(lens: Lens, form: Form) -> tuple[str | Prose, ...]:
    link = Link(("form",), str(form.id), None, form.at)
    title = lens.runs(link, "name")
    return ((lens.runs(link, "code"),), (title,), lens.say(f"paper_{form.paper}"), lens.names(form.filled_by))


MAKERS: Makers = {
    model.ContactsBlock: _contacts,
    model.FormsBlock: _forms,
    model.RecordsBlock: _records,
}
