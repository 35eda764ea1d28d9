"""Pages of the navigation that list something: departments, downloads, and the page that accounts
for numbered forms. Scenarios, forms and plans have their lists beside their own pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from wardbook.plan.model.copies import COMPLETE_PLAN
from wardbook.serials.list_words import vocabulary
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book, DepartmentPage
from wardbook.site import addresses as at
from wardbook.site.page import TOP, Heading, Html, Page, Rank, SearchEntry, with_sidebars_hidden
from wardbook.site.page_context import PageContext, TableRow

_NUMBERS = "numbers_"
"""How the keys of the words begin that the script of the numbers' page says."""


def list_page(context: PageContext, uri: str, key: str, parts: Sequence[Heading | Html]) -> Page:
    """A page at `uri` with the title and the search names of `key`, one of the site's words."""
    title = context.words[key]
    return Page(
        uri,
        title,
        (Heading(1, title, TOP), *parts),
        SearchEntry(Rank.LIST, context.names(key)),
        group=key,
        label=title,
        matter=with_sidebars_hidden("list"),
    )


def department_list(context: PageContext) -> Page:
    """Where you work: a tile for each department."""
    links = context.links(at.DEPARTMENTS)
    note = context.html("note", text=context.words["where_note"])
    tiles = context.html("tiles", kind="where", tiles=context.book.home.departments, links=links)
    return list_page(context, at.DEPARTMENTS, "departments", (note, tiles))


def numbers_page(context: PageContext) -> Page:
    """Accounting for numbered forms, by a script in the page: for a ward without Wardbook."""
    title = context.words["account"]
    say = context.words_behind(_NUMBERS)
    given = json.dumps({"say": say, "vocabulary": vocabulary()}, ensure_ascii=False)
    return Page(
        at.ACCOUNT,
        title,
        (Heading(1, title, TOP), context.html("numbers", given=given)),
        SearchEntry(Rank.LIST, context.names("account")),
        group="back_entry",
        label=title,
        above=at.ONCE[sheet_ids.BACK_ENTRY],
        matter=with_sidebars_hidden("list"),
    )


def downloads_page(context: PageContext) -> Page:
    """The PDFs of each department and of the whole plan."""
    parts = tuple(_downloads(context))
    return list_page(context, at.DOWNLOADS, "downloads", parts)


def _downloads(context: PageContext) -> Iterator[Html]:
    words, links = context.words, context.links(at.DOWNLOADS)
    columns = [words["form_code"], words["departments"]]
    if _any_card(context):
        columns.append(words["card_note"])
    columns.append(words["manual"])
    rows = [_download_row(context, one) for one in context.book.departments if one.has_manual]
    plan = ((words["pdf_plan"], links.manual(COMPLETE_PLAN)),)
    note = "downloads_note"
    if context.book.audience == "public":
        note = "downloads_note_public"
    yield context.html("note", text=words[note])
    yield context.html("table", columns=columns, rows=rows)
    yield context.html("top", code="", facts=(), pdfs=plan, named=words["manual"])
    if context.book.volumes:
        volumes = tuple((volume.title, links.volume(volume)) for volume in context.book.volumes)
        yield context.html("note", text=words["volumes_note"])
        yield context.html("top", code="", facts=(), pdfs=volumes, named=words["forms"])
    uri = at.list_uri(context.book, at.FORMS)
    if uri:
        forms = (words["forms"], links.page(uri))
        yield context.html("row", kind="more", entries=(forms,))


def _download_row(context: PageContext, department: DepartmentPage) -> TableRow:
    """Code, name, card (which a department may lack) and manual."""
    words, links = context.words, context.links(at.DOWNLOADS)
    card = ("", "", "pdf")
    if department.card:
        card = (words["pdf_card"], links.card(department.id), "pdf")
    row: TableRow = [
        (department.code, "", "code"),
        (department.name, links.page(at.department_uri(department.id)), "name"),
    ]
    if _any_card(context):
        row.append(card)
    return [*row, (words["pdf_manual"], links.manual(department.id), "pdf")]


def any_manual(book: Book) -> bool:
    """Whether some department has a manual to print."""
    return any(department.has_manual for department in book.departments)


def _any_card(context: PageContext) -> bool:
    return any(department.card for department in context.book.departments)
