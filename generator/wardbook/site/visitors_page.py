"""What patients and relatives are told while systems are down, in an edition for the public."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.site import addresses as at
from wardbook.site.list_pages import list_page
from wardbook.site.page import Heading, Html, Page
from wardbook.site.page_context import PageContext, TableRow

_PUBLIC = "public"


def has_visitors(kit: PageContext) -> bool:
    """Whether the edition is for the public, and there is something to tell it."""
    book = kit.book
    if book.audience != _PUBLIC:
        return False
    return bool(book.published.visitors or _rows(kit, at.HOME))


def visitors_page(kit: PageContext) -> Page:
    """Whom to turn to and what to bring, then what each department says."""
    return list_page(kit, at.VISITORS, "visitors", tuple(_parts(kit)))


def for_visitors(kit: PageContext) -> Iterator[Heading | Html]:
    """The same on the first page, with the way to the whole; nothing in other editions."""
    if not has_visitors(kit):
        return
    words = kit.words
    yield Heading(2, words["visitors"], "home_visitors")
    if kit.book.published.visitors:
        yield kit.html("note", text=kit.book.published.visitors)
    if _rows(kit, at.HOME):
        entry = (words["visitors_departments"], kit.links(at.HOME).page(at.VISITORS))
        yield kit.html("row", kind="visitors", entries=(entry,))


def _parts(kit: PageContext) -> Iterator[Html]:
    words = kit.words
    if kit.book.published.visitors:
        yield kit.html("note", text=kit.book.published.visitors)
    rows = _rows(kit, at.VISITORS)
    if rows:
        columns = [words["departments"], words["visitors_said"]]
        yield kit.html("table", columns=columns, rows=rows)


def _rows(kit: PageContext, start: str) -> list[TableRow]:
    """Department and what it says, of each that says something."""
    links = kit.links(start)
    rows: list[TableRow] = []
    for department in kit.book.departments:
        if department.say:
            address = links.page(at.department_uri(department.id))
            rows.append([(department.name, address, "name"), (department.say, "", "said")])
    return rows
