"""The list of forms: by department, and in each by what a form is for. A filter narrows it where
scripts run; without them the groups are enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardbook.sheets.forms.forms import FormView
from wardbook.site import addresses as at
from wardbook.site.list_pages import list_page
from wardbook.site.page import Heading, Html, Page, jumps_to
from wardbook.site.page_context import PageContext

PURPOSES = ("patient", "work", "label", "notice")
"""What a form is for, in the order of the list: one patient, the work of a department, to be stuck
on, to hang on a wall. The site's words name them."""
_NO_DEPARTMENT = "others"


@dataclass(frozen=True)
class ListedForm:
    """A form in the list."""

    code: str
    title: str
    page: str
    """Link to its page."""
    paper: str
    pdf: str
    """Link to its PDF; empty where there are none."""


@dataclass(frozen=True)
class FormGroup:
    """The forms of a department that serve one purpose."""

    purpose: str
    title: str
    entries: tuple[ListedForm, ...]


def view_of(context: PageContext, id: str) -> FormView:
    """What the form whose sheet is `id` says."""
    view = context.book.sheets[id].sheet.content
    assert isinstance(view, FormView)
    return view


def paper_of(context: PageContext, view: FormView) -> str:
    """The size of its paper in words."""
    return context.phrases[f"paper_{view.paper}"]


def purpose_of(view: FormView) -> str:
    """Which of `PURPOSES` a form serves."""
    if view.labels:
        return "label"
    if view.posted:
        return "notice"
    if view.identify == "none":
        return "work"
    return "patient"


def form_list(context: PageContext) -> Page:
    """The forms of each department under its name, then those of none."""
    content = tuple(_parts(context))
    parts = (
        context.html("note", text=context.words["forms_note"]),
        context.html("form-filter", purposes=PURPOSES),
        context.html("jumps", jumps=jumps_to(content)),
        *content,
    )
    return list_page(context, at.FORMS, "forms", parts)


def _parts(context: PageContext) -> Iterator[Heading | Html]:
    listed: set[str] = set()
    for department in context.book.departments:
        listed.update(department.forms)
        if department.forms:
            yield Heading(2, department.name, f"of-{department.id}")
            yield _group(context, department.name, department.forms)
    others = [id for id in context.book.forms if id not in listed]
    if others:
        title = context.words["forms"]
        if listed:
            title = context.words["forms_others"]
        yield Heading(2, title, _NO_DEPARTMENT)
        yield _group(context, title, others)


def _group(context: PageContext, name: str, ids: Sequence[str]) -> Html:
    """The forms of one department by what they are for."""
    groups: list[FormGroup] = []
    for purpose in PURPOSES:
        own: list[ListedForm] = []
        for id in ids:
            if purpose_of(view_of(context, id)) == purpose:
                own.append(_entry(context, id))
        if own:
            groups.append(FormGroup(purpose, context.words[f"purpose_{purpose}"], tuple(own)))
    return context.html("form-list", name=name, groups=groups)


def _entry(context: PageContext, id: str) -> ListedForm:
    links, view = context.links(at.FORMS), view_of(context, id)
    return ListedForm(
        view.code, context.title(id), links.sheet(id), paper_of(context, view), links.form(id)
    )
