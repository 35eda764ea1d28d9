"""What patients and relatives are told while systems are down, in an edition for the public."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.site import addresses as at
from wardbook.site.list_pages import list_page
from wardbook.site.page import Heading, Html, Page
from wardbook.site.page_context import PageContext, TableRow

_PUBLIC = "public"


def has_visitors(context: PageContext) -> bool:
    """Whether the edition is for the public, and there is something to tell it."""
    book = context.book
    if book.audience != _PUBLIC:
        return False
    return bool(book.published.visitors or _rows(context, at.HOME))


def visitors_page(context: PageContext) -> Page:
    """Whom to turn to and what to bring, then what each department says."""
    return list_page(context, at.VISITORS, "visitors", tuple(_parts(context)))


def for_visitors(context: PageContext) -> Iterator[Heading | Html]:
    """The same on the first page, with the way to the whole; nothing in other editions."""
    if not has_visitors(context):
        return
    words = context.words
    yield Heading(2, words["visitors"], "home_visitors")
    if context.book.published.visitors:
        yield context.html("note", text=context.book.published.visitors)
    if _rows(context, at.HOME):
        entry = (words["visitors_departments"], context.links(at.HOME).page(at.VISITORS))
        yield context.html("row", kind="visitors", entries=(entry,))


def _parts(context: PageContext) -> Iterator[Html]:
    words = context.words
    if context.book.published.visitors:
        yield context.html("note", text=context.book.published.visitors)
    rows = _rows(context, at.VISITORS)
    if rows:
        columns = [words["departments"], words["visitors_said"]]
        yield context.html("table", columns=columns, rows=rows)


def _rows(context: PageContext, start: str) -> list[TableRow]:
    """Department and what it says, of each that says something."""
    links = context.links(start)
    rows: list[TableRow] = []
    for department in context.book.departments:
        if department.say:
            address = links.page(at.department_uri(department.id))
            rows.append([(department.name, address, "name"), (department.say, "", "said")])
    return rows
