"""Pages that show one sheet: those of the sheets that exist once."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.sheets import sheet_ids
from wardbook.sheets.registers.copies import CopiesView
from wardbook.sheets.sheet import Sheet
from wardbook.site import addresses as at
from wardbook.site.page import (
    TOP,
    Heading,
    Page,
    Rank,
    SearchEntry,
    jumps_to,
    with_contents_hidden,
    with_sidebars_hidden,
)
from wardbook.site.page_context import PageContext


def page_of_sheet(context: PageContext, id: str, group: str = "", above: str = "") -> Page:
    """The page of a sheet that exists once: an entry of the navigation by itself, or in a `group`
    below the page `above`."""
    uri, key = at.ONCE[id], _key(id)
    sheet = context.book.sheets[id].sheet
    return Page(
        uri,
        sheet.title,
        (Heading(1, sheet.title, TOP), *context.sheet(uri, id)),
        SearchEntry(Rank.LIST, (sheet.title, *context.names(key)), tuple(_row_words(sheet))),
        group=group or key,
        label=context.words[key],
        above=above,
        matter=with_sidebars_hidden(id),
    )


def page_below_plans(context: PageContext, id: str) -> Page:
    """Audits, rules and what answers them: found by their names only, for nobody in a ward needs
    them."""
    uri, key = at.ONCE[id], _key(id)
    title = context.book.sheets[id].sheet.title
    return Page(
        uri,
        title,
        (Heading(1, title, TOP), *context.sheet(uri, id)),
        SearchEntry(Rank.CHAPTER, (title, *context.names(key))),
        group="plans",
        label=context.words[key],
        matter=with_contents_hidden(id),
    )


def fallback_page(context: PageContext) -> Page:
    """Which system is down: one click from the first page, a link to each system on top."""
    id = sheet_ids.FALLBACK
    uri, title = at.ONCE[id], context.title(id)
    content = context.sheet(uri, id)
    parts = (
        Heading(1, title, TOP),
        context.html("jumps", jumps=jumps_to(content)),
        context.html("which"),
        *content,
    )
    return Page(
        uri,
        title,
        parts,
        SearchEntry(Rank.LIST, (title, *context.names("fallback"))),
        group="fallback",
        label=title,
        matter=with_sidebars_hidden("fallback"),
    )


def _key(id: str) -> str:
    """The key of a sheet among the site's words."""
    return id.replace("-", "_")


def _row_words(sheet: Sheet) -> Iterator[str]:
    """Search words of a sheet whose rows have their own: places of copies. Terms and numbers are
    found one by one."""
    content = sheet.content
    if isinstance(content, CopiesView):
        for copy in content.rows:
            yield f"{copy.where} {copy.place}"
