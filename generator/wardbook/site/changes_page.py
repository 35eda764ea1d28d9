"""The page that says what changed since the edition before, by department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.sheets.edition_changes import ChangedSheet, ChangeLine, EditionChanges
from wardbook.site import addresses as at
from wardbook.site.page import Heading, Html, Page, Rank, SearchEntry, with_sidebars_hidden
from wardbook.site.page_context import PageContext


def changes_page(kit: PageContext, changes: EditionChanges) -> Page:
    """What changed, department by department; then what shows in no department's manual."""
    title = kit.words["changes"]
    return Page(
        at.CHANGES,
        title,
        (Heading(1, title, "top"), *_parts(kit, changes)),
        SearchEntry(Rank.LIST, kit.names("changes")),
        group="downloads",
        label=title,
        above=at.DOWNLOADS,
        matter=with_sidebars_hidden("list"),
    )


def _parts(kit: PageContext, changes: EditionChanges) -> Iterator[Heading | Html]:
    words = kit.words
    said = words["changes_between"].format(before=changes.before, after=changes.after)
    if changes.summary:
        said = f"{said} {changes.summary}"
    yield kit.html("note", text=said)
    if not changes.departments and not changes.rest:
        yield kit.html("note", text=words["changes_none"])
    for one in changes.departments:
        yield Heading(2, one.name, f"changes-{one.id}")
        href = kit.links(at.CHANGES).page(at.department_uri(one.id))
        yield _list(kit, one.lines, one.other, href)
    if changes.rest:
        yield Heading(2, words["changes_rest"], "changes_rest")
        yield _list(kit, changes.rest, (), "")


def _list(
    kit: PageContext, lines: Sequence[ChangeLine], other: Sequence[ChangedSheet], href: str
) -> Html:
    rows = []
    for line in lines:
        rows.append((line.subject, line.event, tuple(_linked(kit, line.sheets))))
    others = tuple(_linked(kit, other))
    return kit.html("changes", rows=rows, others=others, department=href)


def _linked(kit: PageContext, sheets: Sequence[ChangedSheet]) -> Iterator[tuple[str, str, str]]:
    """Code, title and address; no address for what was withdrawn or has no place on the site."""
    links = kit.links(at.CHANGES)
    for sheet in sheets:
        href = links.sheet(sheet.id) if sheet.id in kit.where else ""
        yield sheet.code, sheet.title, href
