"""The first page of a language: what is down, where, and the way to all else."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wardbook.sheets import sheet_ids
from wardbook.site import addresses as at
from wardbook.site.page import TOP, Heading, Html, Page, with_sidebars_hidden
from wardbook.site.page_context import PageContext

_OTHER_PAGES = (
    ("fallback", at.ONCE[sheet_ids.FALLBACK]),
    ("back_entry", at.ONCE[sheet_ids.BACK_ENTRY]),
    ("forms", at.FORMS),
    ("contacts", at.ONCE[sheet_ids.CONTACTS]),
    ("call_tree", at.ONCE[sheet_ids.CALL_TREE]),
    ("clock", at.ONCE[sheet_ids.CLOCK]),
    ("plans", at.PLANS),
    ("glossary", at.ONCE[sheet_ids.GLOSSARY]),
    ("copies", at.ONCE[sheet_ids.COPIES]),
    ("downloads", at.DOWNLOADS),
    ("account", at.NUMBERS),
    ("check_words", at.CHECK_WORDS),
)
"""Word of the site and address of what the first page links to at its end, in order."""


def home_page(kit: PageContext, missing: Collection[str]) -> Page:
    """The first page. `missing`: addresses of fixed pages that there are not."""
    book, words = kit.book, kit.words
    parts = (
        Heading(1, book.title, TOP),
        kit.html("home", home=book.home),
        *_what_down(kit),
        *_where(kit),
        Heading(2, words["more"], "more"),
        kit.html("row", kind="more", entries=_more(kit, missing)),
    )
    return Page(
        at.HOME,
        book.title,
        parts,
        group="home",
        label=words["home"],
        matter=with_sidebars_hidden("home"),
    )


def _what_down(kit: PageContext) -> Iterator[Heading | Html]:
    """The scenarios under their heading; nothing in a plan without any."""
    tiles = kit.book.home.scenarios
    if tiles:
        yield Heading(2, kit.words["what_down"], "what")
        yield kit.html("tiles", kind="down", tiles=tiles, links=kit.links(at.HOME))


def _where(kit: PageContext) -> Iterator[Heading | Html]:
    """The departments under their heading; nothing in a plan without any."""
    tiles = kit.book.home.departments
    if tiles:
        yield Heading(2, kit.words["where"], "where")
        yield kit.html("tiles", kind="where", tiles=tiles, links=kit.links(at.HOME))


def _more(kit: PageContext, missing: Collection[str]) -> list[tuple[str, str]]:
    """Word and link of each other fixed page that there is."""
    links = kit.links(at.HOME)
    more: list[tuple[str, str]] = []
    for key, uri in _OTHER_PAGES:
        if uri not in missing:
            more.append((kit.words[key], links.page(uri)))
    return more
