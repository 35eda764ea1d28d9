"""The page that says what changed since the edition before, by department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.sheets.edition_changes import ChangedSheet, ChangeLine, EditionChanges
from wardbook.site import addresses as at
from wardbook.site.page import Heading, Html, Page, Rank, SearchEntry, with_sidebars_hidden
from wardbook.site.page_context import PageContext


def changes_page(context: PageContext, changes: EditionChanges) -> Page:
    """What changed, department by department; then what shows in no department's manual."""
    title = context.words["changes"]
    return Page(
        at.CHANGES,
        title,
        (Heading(1, title, "top"), *_parts(context, changes)),
        SearchEntry(Rank.LIST, context.names("changes")),
        group="downloads",
        label=title,
        above=at.DOWNLOADS,
        matter=with_sidebars_hidden("list"),
    )


def _parts(context: PageContext, changes: EditionChanges) -> Iterator[Heading | Html]:
    words = context.words
    said = words["changes_between"].format(before=changes.before, after=changes.after)
    if changes.summary:
        said = f"{said} {changes.summary}"
    yield context.html("note", text=said)
    if not changes.departments and not changes.rest:
        yield context.html("note", text=words["changes_none"])
    for one in changes.departments:
        yield Heading(2, one.name, f"changes-{one.id}")
        href = context.links(at.CHANGES).page(at.department_uri(one.id))
        yield _list(context, one.lines, one.other, href)
    if changes.rest:
        yield Heading(2, words["changes_rest"], "changes_rest")
        yield _list(context, changes.rest, (), "")


def _list(
    context: PageContext, lines: Sequence[ChangeLine], other: Sequence[ChangedSheet], href: str
) -> Html:
    rows = []
    for line in lines:
        rows.append((line.subject, line.event, tuple(_linked(context, line.sheets))))
    others = tuple(_linked(context, other))
    return context.html("changes", rows=rows, others=others, department=href)


def _linked(context: PageContext, sheets: Sequence[ChangedSheet]) -> Iterator[tuple[str, str, str]]:
    """Code, title and address; no address for what was withdrawn or has no place on the site."""
    links = context.links(at.CHANGES)
    for sheet in sheets:
        href = links.sheet(sheet.id) if sheet.id in context.where else ""
        yield sheet.code, sheet.title, href
