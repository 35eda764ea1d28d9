"""A department's page: what to do now comes first, then steps, numbers, forms and back-entry, on one page."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.sheets.book import DepartmentPage
from wardbook.sheets.procedures.cards import Card
from wardbook.site import addresses as at
from wardbook.site.page import Heading, Html, Page, Rank, SearchEntry
from wardbook.site.page_context import PageContext


def department_page(kit: PageContext, department: DepartmentPage) -> Page:
    """The page of one department."""
    words, uri = kit.words, at.department_uri(department.id)
    sections = tuple(_sections(kit, department, uri))
    others, pdfs = _other_names(kit, department), _pdfs(kit, department, uri)
    facts = (department.cluster and kit.phrases["cluster"].format(department=department.cluster),)
    jumps = tuple((words[key], anchor) for key, anchor, _ in sections)
    parts: list[Heading | Html] = [
        Heading(1, department.name, "top"),
        kit.html("top", code=department.code, others=others, facts=facts, pdfs=pdfs),
        kit.html("jumps", jumps=jumps),
    ]
    for key, anchor, content in sections:
        parts += [Heading(2, words[key], anchor), *content]
    names = (department.name, department.code, *department.aliases)
    found = SearchEntry(Rank.DEPARTMENT, names, (*dict(others).values(), *_scenario_words(kit)))
    matter = {"kind": "department", "hide": ["toc"]}
    return Page(
        uri, department.name, tuple(parts), found, "departments", department.name, matter=matter
    )


def _sections(
    kit: PageContext, department: DepartmentPage, uri: str
) -> Iterator[tuple[str, str, tuple[Heading | Html, ...]]]:
    """Heading's word, anchor and content of each part; parts that the department lacks are left out."""
    if department.card:
        yield "card", "card", kit.sheet(uri, department.card, 1)
    if kit.book.scenarios:
        yield "down_here", "scenarios", (_scenarios(kit, department, uri),)
    if department.procedure:
        yield "steps", "steps", kit.sheet(uri, department.procedure, 1)
    if department.contacts:
        yield "numbers", "numbers", kit.sheet(uri, department.contacts, 1)
    if department.forms:
        yield "forms", "forms", (_forms(kit, department, uri),)
    if department.back_entry:
        yield "back_entry", "back-entry", kit.sheet(uri, department.back_entry, 1)


def _pdfs(kit: PageContext, department: DepartmentPage, uri: str) -> tuple[tuple[str, str], ...]:
    if not kit.up:
        return ()
    links, words = kit.links(uri), kit.words
    card = ((words["pdf_card"], links.card(department.id)),) if department.card else ()
    return (*card, (words["pdf_manual"], links.manual(department.id)))


def _scenarios(kit: PageContext, department: DepartmentPage, uri: str) -> Html:
    """Every scenario, those with steps of this department first: whatever is down, the next page is one touch away."""
    links, words = kit.links(uri), kit.words
    tiles = kit.book.home.scenarios
    own = tuple(
        (tile.label, links.tile(tile.sheet)) for tile in tiles if tile.sheet in department.scenarios
    )
    rest = tuple(
        (tile.label, links.tile(tile.sheet))
        for tile in tiles
        if tile.sheet not in department.scenarios
    )
    return kit.html("chips", groups=((words["own_steps"], own), (words["general_steps"], rest)))


def _forms(kit: PageContext, department: DepartmentPage, uri: str) -> Html:
    links, words = kit.links(uri), kit.words
    columns = [words["form_code"], words["form_title"]] + ([words["pdf"]] if kit.up else [])
    rows = [
        [(kit.code(id), "", "code"), (kit.title(id), links.sheet(id), "name")]
        + ([(words["pdf"], links.form(id), "pdf")] if kit.up else [])
        for id in department.forms
    ]
    return kit.html("table", columns=columns, rows=rows)


def _scenario_words(kit: PageContext) -> Iterator[str]:
    """Names of every scenario: a query made of a department and a scenario finds the department's page too."""
    for id in kit.book.scenarios:
        sheet = kit.book.sheets[id].sheet
        yield from (sheet.title, *sheet.words)
    yield from (tile.label for tile in kit.book.home.scenarios)


def _other_names(kit: PageContext, department: DepartmentPage) -> list[tuple[str, str]]:
    """Language and name where the card prints the department's name in another one too."""
    if not department.card:
        return []
    card = kit.book.sheets[department.card].sheet
    if not isinstance(card.content, Card) or not card.content.other_name:
        return []
    return [(card.other_language, card.content.other_name)]
