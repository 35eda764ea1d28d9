"""A department's page: what to do now comes first, then steps, numbers, forms and back-entry, on
one page."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.sheets import sheet_ids
from wardbook.sheets.book import DepartmentPage
from wardbook.sheets.procedures.cards import Card
from wardbook.site import addresses as at
from wardbook.site.page import Heading, Html, Page, Rank, SearchEntry, with_contents_hidden
from wardbook.site.page_context import PageContext, TableRow


def department_page(context: PageContext, department: DepartmentPage) -> Page:
    """The page of one department."""
    uri = at.department_uri(department.id)
    others = _other_names(context, department)
    sections = tuple(_sections(context, department, uri))
    parts: list[Heading | Html] = [
        Heading(1, department.name, "top"),
        context.html(
            "top",
            code=department.code,
            others=others,
            facts=(_cluster(context, department),),
            pdfs=_pdfs(context, department, uri),
        ),
        *_gap(context, department),
        context.html("jumps", jumps=[(context.words[key], anchor) for key, anchor, _ in sections]),
    ]
    for key, anchor, content in sections:
        parts += [Heading(2, context.words[key], anchor), *content]
    parts += _printed(context, department, uri)
    names = (department.name, department.code, *department.aliases)
    words = tuple(dict(others).values())
    return Page(
        uri,
        department.name,
        tuple(parts),
        SearchEntry(Rank.DEPARTMENT, names, words),
        group="departments",
        label=department.name,
        matter=with_contents_hidden("department"),
    )


def _cluster(context: PageContext, department: DepartmentPage) -> str:
    """The cluster that the department belongs to, in words; empty where it belongs to none."""
    if not department.cluster:
        return ""
    return context.phrases["cluster"].format(department=department.cluster)


def _gap(context: PageContext, department: DepartmentPage) -> Iterator[Html]:
    """That there is no procedure, and whom to call instead; nothing where there is one."""
    if department.gap:
        yield context.html("gap", gap=department.gap)


def _sections(
    context: PageContext, department: DepartmentPage, uri: str
) -> Iterator[tuple[str, str, tuple[Heading | Html, ...]]]:
    """Heading's word, anchor and content of each part; parts that the department lacks are left
    out."""
    for key, anchor, sheet in (
        ("card", "card", department.card),
        ("steps", "steps", department.procedure),
        ("scenario_steps", "scenario-steps", department.scenario_steps),
        ("fallback", "fallback", department.fallback),
        ("numbers", "numbers", department.contacts),
        ("back_entry", "back-entry", department.back_entry),
        ("box", "box", department.box),
    ):
        if key == "steps" and context.book.scenarios:
            yield "down_here", "scenarios", (_scenarios(context, department, uri),)
        if key == "back_entry" and department.forms:
            yield "forms", "forms", (_forms(context, department, uri),)
        if sheet:
            yield key, anchor, context.sheet(uri, sheet, 1)


def _pdfs(context: PageContext, department: DepartmentPage, uri: str) -> list[tuple[str, str]]:
    """Word and link of the clock, of the card, which a department may lack, of the manual, and of
    the file that opens alone: of those that stand beside the site."""
    links, words = context.links(uri), context.words
    pdfs = list(_clock(context, department, uri))
    if context.up and department.has_manual:
        if department.card:
            pdfs.append((words["pdf_card"], links.card(department.id)))
        pdfs.append((words["pdf_manual"], links.manual(department.id)))
    if context.sends:
        pdfs.append((words["one_file"], links.one_file(department.id)))
    return pdfs


def _clock(context: PageContext, department: DepartmentPage, uri: str) -> Iterator[tuple[str, str]]:
    """Word and link of the clock, set to the department; nothing where it counts nothing for it."""
    clock = context.book.clock
    if clock and any(one.id == department.id for one in clock.departments):
        address = context.links(uri).page(at.ONCE[sheet_ids.CLOCK])
        yield context.words["clock"], f"{address}#{at.steps_for(department.id)}"


def _scenarios(context: PageContext, department: DepartmentPage, uri: str) -> Html:
    """Every scenario, those with steps of this department first: whatever is down, the next page is
    one touch away."""
    links, words = context.links(uri), context.words
    own: list[tuple[str, str]] = []
    rest: list[tuple[str, str]] = []
    for tile in context.book.home.scenarios:
        address = links.tile(tile.sheet)
        if tile.sheet in department.scenarios:
            if address:
                address += f"#{at.steps_for(department.id)}"
            own.append((tile.label, address))
        else:
            rest.append((tile.label, address))
    return context.html("chips", groups=((words["own_steps"], own), (words["general_steps"], rest)))


def _forms(context: PageContext, department: DepartmentPage, uri: str) -> Html:
    """A table of the department's forms: code, title, and the PDF where there are PDFs."""
    links, words = context.links(uri), context.words
    columns = [words["form_code"], words["form_title"]]
    if context.up:
        columns.append(words["pdf"])
    rows: list[TableRow] = []
    for id in department.forms:
        row: TableRow = [
            (context.code(id), "", "code"),
            (context.title(id), links.sheet(id), "name"),
        ]
        if context.up:
            row.append((words["pdf"], links.form(id), "pdf"))
        rows.append(row)
    return context.html("table", columns=columns, rows=rows)


def _printed(context: PageContext, department: DepartmentPage, uri: str) -> Iterator[Html]:
    """The check words of the leaves that hang and lie there, where people look who hold one;
    nothing where there is no leaf."""
    leaves = []
    for id in (department.card, department.procedure, department.contacts, department.back_entry):
        if id in context.book.sheets:
            leaves.append((context.code(id), context.check_word(id)))
    for id in department.forms:
        leaves.append((context.code(id), context.check_word(id)))
    if leaves:
        yield context.html("leaves", leaves=leaves, link=context.links(uri).page(at.CHECK_WORDS))


def _other_names(context: PageContext, department: DepartmentPage) -> list[tuple[str, str]]:
    """Language and name where the card prints the department's name in another one too."""
    if not department.card:
        return []
    card = context.book.sheets[department.card].sheet
    if not isinstance(card.content, Card) or not card.content.other_name:
        return []
    return [(card.other_language, card.content.other_name)]
