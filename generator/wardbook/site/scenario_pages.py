"""What is down: the list of scenarios, and a page for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from wardbook.sheets.book import Tile
from wardbook.sheets.departments.scenario_steps import ScenarioPart
from wardbook.sheets.sheet import below
from wardbook.site import addresses as at
from wardbook.site.list_pages import list_page
from wardbook.site.page import (
    TOP,
    Heading,
    Html,
    Page,
    Rank,
    SearchEntry,
    jumps_to,
    with_contents_hidden,
)
from wardbook.site.page_context import PageContext


def scenario_list(context: PageContext) -> Page:
    """What is down: a tile for each scenario."""
    links = context.links(at.SCENARIOS)
    note = context.html("note", text=context.words["what_down_note"])
    tiles = context.html("tiles", kind="down", tiles=context.book.home.scenarios, links=links)
    return list_page(context, at.SCENARIOS, "scenarios", (note, tiles))


def scenario_page(context: PageContext, id: str) -> Page:
    """The page of the scenario whose sheet is `id`: what to do, then a link to each department."""
    uri = at.scenario_uri(id)
    sheet = context.book.sheets[id].sheet
    tile = _tile_of(context, id)
    content = (*context.sheet(uri, id), *_departments(context, id))
    steps = _own_steps(context, id)
    parts = (
        Heading(1, sheet.title, TOP),
        context.html("top", code=sheet.code, facts=(tile.note,), pdfs=()),
        context.html("jumps", jumps=jumps_to(content)),
        *_narrowing(context, steps),
        *content,
    )
    names = [sheet.title, sheet.code, tile.label, *sheet.words]
    return Page(
        uri,
        sheet.title,
        parts,
        SearchEntry(Rank.SCENARIO, tuple(names)),
        group="scenarios",
        label=tile.label or sheet.title,
        matter=with_contents_hidden("scenario"),
    )


def _own_steps(context: PageContext, id: str) -> Mapping[str, tuple[str, list[str]]]:
    """Department → its name and the anchors of its steps in a scenario. One that does most of the
    scenario has the whole of it, and is left out."""
    found: dict[str, tuple[str, list[str]]] = {}
    for department in context.book.departments:
        stamped = context.book.sheets.get(department.scenario_steps)
        if stamped is None:
            continue
        for part in below(stamped.sheet.content, ScenarioPart):
            if part.target.sheet == id:
                other = f"{part.anchor}-"
                anchors: list[str] = []
                for own in part.steps:
                    if own.step:
                        anchors.append(own.step.anchor.removeprefix(other))
                found[department.id] = (department.name, anchors)
    return found


def _narrowing(context: PageContext, steps: Mapping[str, tuple[str, list[str]]]) -> Iterator[Html]:
    """The place where a script lets the reader choose whose steps to show; none where no department
    has steps."""
    if steps:
        choices: list[tuple[str, str, list[str]]] = []
        for id, (name, own) in steps.items():
            choices.append((at.steps_for(id), name, own))
        given = json.dumps(choices, ensure_ascii=False, separators=(",", ":"))
        yield context.html("narrow", given=given)


def _tile_of(context: PageContext, id: str) -> Tile:
    """The tile of a scenario on the first page; an empty one where it has none."""
    for tile in context.book.home.scenarios:
        if tile.sheet == id:
            return tile
    return Tile(label="", note="", code="", sheet=id)


def _departments(context: PageContext, id: str) -> Iterator[Heading | Html]:
    """A link to each department under a heading, those with steps of their own in the scenario
    first; nothing in a plan without departments."""
    book, words = context.book, context.words
    if not book.departments:
        return
    links = context.links(at.scenario_uri(id))
    own: list[tuple[str, str, str]] = []
    rest: list[tuple[str, str, str]] = []
    for department in book.departments:
        address = links.page(at.department_uri(department.id))
        link = (department.name, address, at.steps_for(department.id))
        if id in department.scenarios:
            own.append(link)
        else:
            rest.append(link)
    groups = ((words["own_steps"], own), (words["general_steps"], rest))
    asked = "departments" if book.audience == "public" else "where"  # visitors work nowhere here
    yield Heading(2, words[asked], "departments")
    yield context.html("chips", groups=groups)
