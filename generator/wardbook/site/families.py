"""Pages that belong together: a row of links to one another below the title of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wardbook.sheets import sheet_ids
from wardbook.site import addresses as at
from wardbook.site.page import Page
from wardbook.site.page_context import PageContext

_FAMILIES = (
    (at.DEPARTMENTS, at.ONCE[sheet_ids.SNAPSHOTS]),
    (at.SCENARIOS, at.ONCE[sheet_ids.FALLBACK], at.ONCE[sheet_ids.CLOCK]),
    (
        at.ONCE[sheet_ids.CONTACTS],
        at.ONCE[sheet_ids.CALL_TREE],
        at.ONCE[sheet_ids.NIGHT_DUTIES],
    ),
    (at.ONCE[sheet_ids.BACK_ENTRY], at.ONCE[sheet_ids.COORDINATION], at.ACCOUNT),
    (
        at.PLANS,
        *(at.ONCE[id] for id in at.BESIDE_PLANS),
        at.ONCE[sheet_ids.COPIES],
        at.ONCE[sheet_ids.REVIEWS],
    ),
    (at.DOWNLOADS, at.CHECK_WORDS, at.CHANGES),
    (at.ONCE[sheet_ids.GLOSSARY], at.AZ),
)
"""The first of a family is a page of the menu. A page may be in several."""


def with_neighbours(context: PageContext, pages: Mapping[str, Page]) -> dict[str, Page]:
    """The pages, each with links to those that belong to it."""
    made = dict(pages)
    for uri, page in pages.items():
        entries = list(_entries(context, pages, uri))
        if entries:
            row = context.html("neighbours", entries=entries)
            made[uri] = replace(page, parts=(page.parts[0], row, *page.parts[1:]))
    return made


def _entries(
    context: PageContext, pages: Mapping[str, Page], uri: str
) -> Iterator[tuple[str, str, bool]]:
    """Title, link, and whether it is this page, of each page of the first family that has `uri`;
    none where a page would stand alone."""
    for family in _FAMILIES:
        there = [pages[one] for one in family if one in pages]
        if uri in family and len(there) > 1:
            yield from _row(context, there, uri)
            return


def _row(context: PageContext, there: Sequence[Page], uri: str) -> Iterator[tuple[str, str, bool]]:
    links = context.links(uri)
    for page in there:
        yield page.label or page.title, links.page(page.uri), page.uri == uri
