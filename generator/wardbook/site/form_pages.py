"""A page for each form: who fills it in, where it goes, how it is entered, its preview, PDFs."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.forms.labels import Label
from wardbook.site import addresses as at
from wardbook.site.form_lists import paper_of, view_of
from wardbook.site.page import Heading, Html, Page, Rank, SearchEntry, with_contents_hidden
from wardbook.site.page_context import PageContext


def any_numbered(context: PageContext) -> bool:
    """Whether the sets of any form carry numbers that are accounted for."""
    for id in context.book.forms:
        view = view_of(context, id)
        if not view.labels and not view.posted:
            return True
    return False


def form_page(context: PageContext, id: str) -> Page:
    """The page of the form whose sheet is `id`: its names and PDFs, its preview, its users."""
    uri, title, view = at.form_uri(id), context.title(id), view_of(context, id)
    parts = (
        Heading(1, title, "top"),
        context.html(
            "top",
            code=view.code,
            others=_other_titles(view, title),
            facts=(
                paper_of(context, view),
                f"{context.words['check_word']} {context.check_word(id)}",
            ),
            pdfs=_pdfs(context, id, view),
        ),
        *_facts(context, view),
        *_preview(context, uri, id),
        *_users(context, id),
    )
    titles = filter(None, (view.title.main, *view.title.others))
    names = (view.code, *titles, *context.book.sheets[id].sheet.words)
    return Page(
        uri,
        title,
        parts,
        SearchEntry(Rank.FORM, names),
        group="forms",
        label=f"{view.code} {title}",
        matter=with_contents_hidden("form"),
    )


def _facts(context: PageContext, view: FormView) -> Iterator[Html]:
    """Who fills the form in, where its copies go, and how it is entered; nothing where the plan
    says none of it."""
    filled_by = [_said(context, view, view.filled_by)]
    rows = (
        ("form_filled_by", list(filter(None, filled_by))),
        ("form_goes_to", list(_goes_to(context, view))),
        ("back_entry", list(_entered(context, view))),
    )
    shown = [(context.words[key], lines) for key, lines in rows if lines]
    if shown:
        yield context.html("facts", rows=shown)


def _goes_to(context: PageContext, view: FormView) -> Iterator[str]:
    """Each copy with who keeps it, then where the form is kept."""
    for copy in view.copies:
        parts = [_said(context, view, copy.name), _said(context, view, copy.to)]
        yield " → ".join(dict.fromkeys(filter(None, parts)))
    if view.custody:
        yield _said(context, view, view.custody)


def _entered(context: PageContext, view: FormView) -> Iterator[str]:
    """The rule of back-entry, by whom, after what, and what is compared."""
    strip = view.back_entry
    if strip is None:
        return
    yield context.phrases[f"rule_{strip.rule}"]
    if strip.by:
        yield _said(context, view, strip.by)
    if strip.after:
        yield f"{context.words['form_after']} {' '.join(strip.after)}"
    for key, label in (("form_verify", strip.verify), ("form_match", strip.match)):
        if label:
            yield f"{context.words[key]} {_said(context, view, label)}"
    if strip.note:
        yield _said(context, view, strip.note)


def _said(context: PageContext, view: FormView, label: Label | None) -> str:
    """A label of the form in the language of the page, else in the form's main one."""
    if label is None:
        return ""
    texts = dict(zip(view.languages, (label.main, *label.others), strict=False))
    return texts.get(context.book.language) or label.main


def _preview(context: PageContext, uri: str, id: str) -> Iterator[Heading | Html]:
    """The form as it is printed, under a heading, and where the paper itself comes from."""
    yield Heading(2, context.words["form_preview"], "preview")
    path = ""
    if context.up:
        path = context.links(at.HOME).form(id).removeprefix(f"{context.up}/")
    yield context.html("preview-note", path=path)
    yield from context.sheet(uri, id)


def _other_titles(view: FormView, title: str) -> list[tuple[str, str]]:
    """Language and title of the form in each language but that of the page, whose `title` stands
    on top."""
    titles = (view.title.main, *view.title.others)
    others: list[tuple[str, str]] = []
    for language, other in zip(view.languages, titles, strict=False):
        if other not in ("", title):
            others.append((language, other))
    return others


def _pdfs(context: PageContext, id: str, view: FormView) -> list[tuple[str, str]]:
    """Word and link of each PDF of the form; none where no PDFs stand beside the site."""
    words, links = context.words, context.links(at.form_uri(id))
    if not context.up:
        return []
    pdfs = [(words["pdf_form"], links.form(id))]
    if view.fillable:
        pdfs.append((words["pdf_fillable"], links.fillable(id)))
    return pdfs


def _users(context: PageContext, id: str) -> Iterator[Heading | Html]:
    """A link to each department that uses the form, under a heading; nothing where none does."""
    links = context.links(at.form_uri(id))
    users: list[tuple[str, str]] = []
    for department in context.book.departments:
        if id in department.forms:
            link = links.page(at.department_uri(department.id), "forms")
            users.append((department.name, link))
    if users:
        yield Heading(2, context.words["departments"], "departments")
        yield context.html("chips", groups=[("", users)])
