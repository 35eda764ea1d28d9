"""The list of forms, and a page for each with its preview and its PDFs."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.sheets.forms.forms import FormView
from wardbook.site import addresses as at
from wardbook.site.list_pages import list_page
from wardbook.site.page import Heading, Html, Page, Rank, SearchEntry, with_contents_hidden
from wardbook.site.page_context import PageContext, TableRow


def form_list(kit: PageContext) -> Page:
    """A table of all forms: code, title, paper, and the PDF where there are PDFs."""
    words = kit.words
    columns = [words["form_code"], words["form_title"], words["form_paper"]]
    if kit.up:
        columns.append(words["pdf"])
    rows = [_row(kit, id) for id in kit.book.forms]
    note = kit.html("note", text=words["forms_note"])
    table = kit.html("table", columns=columns, rows=rows)
    return list_page(kit, at.FORMS, "forms", (note, table))


def _row(kit: PageContext, id: str) -> TableRow:
    """What the list of forms says of one."""
    links = kit.links(at.FORMS)
    view = _view(kit, id)
    row: TableRow = [
        (view.code, "", "code"),
        (kit.title(id), links.sheet(id), "name"),
        (_paper(kit, view), "", "paper"),
    ]
    if kit.up:
        row.append((kit.words["pdf"], links.form(id), "pdf"))
    return row


def any_numbered(kit: PageContext) -> bool:
    """Whether the sets of any form carry numbers that are accounted for."""
    for id in kit.book.forms:
        view = _view(kit, id)
        if not view.labels and not view.posted:
            return True
    return False


def form_page(kit: PageContext, id: str) -> Page:
    """The page of the form whose sheet is `id`: its names and PDFs, its preview, its users."""
    uri, title, view = at.form_uri(id), kit.title(id), _view(kit, id)
    parts = (
        Heading(1, title, "top"),
        kit.html(
            "top",
            code=view.code,
            others=_other_titles(view, title),
            facts=(_paper(kit, view), f"{kit.words['check_word']} {kit.check_word(id)}"),
            pdfs=_pdfs(kit, id, view),
        ),
        *kit.sheet(uri, id),
        kit.html("note", text=kit.words["form_preview_note"]),
        *_users(kit, id),
    )
    titles = filter(None, (view.title.main, *view.title.others))
    names = (view.code, *titles, *kit.book.sheets[id].sheet.words)
    return Page(
        uri,
        title,
        parts,
        SearchEntry(Rank.FORM, names),
        group="forms",
        label=f"{view.code} {title}",
        matter=with_contents_hidden("form"),
    )


def _view(kit: PageContext, id: str) -> FormView:
    view = kit.book.sheets[id].sheet.content
    assert isinstance(view, FormView)
    return view


def _paper(kit: PageContext, view: FormView) -> str:
    """The size of its paper in words."""
    return kit.phrases[f"paper_{view.paper}"]


def _other_titles(view: FormView, title: str) -> list[tuple[str, str]]:
    """Language and title of the form in each language but that of the page, whose `title` stands
    on top."""
    titles = (view.title.main, *view.title.others)
    others: list[tuple[str, str]] = []
    for language, other in zip(view.languages, titles, strict=False):
        if other not in ("", title):
            others.append((language, other))
    return others


def _pdfs(kit: PageContext, id: str, view: FormView) -> list[tuple[str, str]]:
    """Word and link of each PDF of the form; none where no PDFs stand beside the site."""
    words, links = kit.words, kit.links(at.form_uri(id))
    if not kit.up:
        return []
    pdfs = [(words["pdf_form"], links.form(id))]
    if view.fillable:
        pdfs.append((words["pdf_fillable"], links.fillable(id)))
    return pdfs


def _users(kit: PageContext, id: str) -> Iterator[Heading | Html]:
    """A link to each department that uses the form, under a heading; nothing where none does."""
    links = kit.links(at.form_uri(id))
    users: list[tuple[str, str]] = []
    for department in kit.book.departments:
        if id in department.forms:
            link = links.page(at.department_uri(department.id), "forms")
            users.append((department.name, link))
    if users:
        yield Heading(2, kit.words["departments"], "departments")
        yield kit.html("chips", groups=[("", users)])
