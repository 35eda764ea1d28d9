"""Numbers and forms that are listed in a chapter."""

from __future__ import annotations

from generator.source.model import blocks as model
from generator.source.model.form import Form
from generator.source.text import Link
from generator.views.blocks.shapes import Views
from generator.views.blocks.tables import Makers, table_of
from generator.views.contacts import contact_rows
from generator.views.lens import Lens
from generator.views.shapes import ContactGroup, ContactsView
from generator.views.sheet import Prose


def _contacts(lens: Lens, block: model.ContactsBlock) -> Views:
    ids = lens.project.contacts if isinstance(block.contacts, str) else [link.id for link in block.contacts]
    rows = contact_rows(lens, [lens.project.contacts[id] for id in ids])
    yield "contacts", ContactsView("", (ContactGroup("", rows),) if rows else ())


def _forms(lens: Lens, block: model.FormsBlock) -> Views:
    ids = lens.project.forms if isinstance(block.forms, str) else [link.id for link in block.forms]
    forms = sorted((lens.project.forms[id] for id in ids if id in lens.project.forms), key=lambda form: str(form.code))
    yield (
        "table",
        table_of(lens, "form", ("code", "title", "paper", "filled_by"), [_form_row(lens, form) for form in forms]),
    )


def _form_row(lens: Lens, form: Form) -> tuple[str | Prose, ...]:
    link = Link(("form",), str(form.id), None, form.at)
    title = lens.runs(link, "name")
    return ((lens.runs(link, "code"),), (title,), lens.say(f"paper_{form.paper}"), lens.names(form.filled_by))


MAKERS: Makers = {
    model.ContactsBlock: _contacts,
    model.FormsBlock: _forms,
}
