"""Every page of one language, made from its book. Pages come in the order of the navigation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wardbook.plan.model.copies import COMPLETE_PLAN
from wardbook.serials.list_words import vocabulary
from wardbook.sheets import sheet_ids
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.registers.contacts import ContactsView
from wardbook.sheets.registers.copies import CopiesView
from wardbook.sheets.registers.glossary import GlossaryView
from wardbook.sheets.sheet import Sheet
from wardbook.site import addresses as at
from wardbook.site.department_page import department_page
from wardbook.site.page import Heading, Html, Page, Rank, SearchEntry
from wardbook.site.page_context import PageContext
from wardbook.site.plan_pages import chapter_page, plan_page


def pages(kit: PageContext) -> Mapping[str, Page]:
    """URI → page. The URIs are the same in every language."""
    missing = _missing(kit)
    made = {}
    for page in _all(kit):
        if page.uri not in missing:
            # What would be listed below a page that there is not takes its place
            made[page.uri] = replace(page, above="") if page.above in missing else page
    for id, uri in at.ONCE.items():
        if uri not in made and uri not in missing:  # no place in the menu was given to it above
            made[uri] = _once(kit, id, "plans")
    return made


def _all(kit: PageContext) -> Iterator[Page]:
    book = kit.book
    yield _home(kit)
    yield _departments(kit)
    yield from (department_page(kit, department) for department in book.departments)
    yield from _shown(kit, sheet_ids.SNAPSHOTS, "departments", at.DEPARTMENTS)
    yield _scenarios(kit)
    yield from (_scenario(kit, id) for id in book.scenarios)
    yield _forms(kit)
    yield from (_form(kit, id) for id in book.forms)
    yield from _shown(kit, sheet_ids.BACK_ENTRY)
    yield from _shown(kit, sheet_ids.COORDINATION, "back_entry", at.ONCE[sheet_ids.BACK_ENTRY])
    yield from _shown(kit, sheet_ids.CONTACTS)
    yield from _shown(kit, sheet_ids.CALL_TREE, "contacts", at.ONCE[sheet_ids.CONTACTS])
    yield _plans(kit)
    for plan in book.plans:
        yield plan_page(kit, plan)
        yield from (chapter_page(kit, plan, index) for index in range(len(plan.tops)))
    yield from _shown(kit, sheet_ids.CLOCK, "scenarios", at.SCENARIOS)
    yield from (_below_plans(kit, id) for id in _BELOW_PLANS if id in book.sheets)
    yield from _shown(kit, sheet_ids.DRILLS, "plans")
    if sheet_ids.FALLBACK in book.sheets:
        yield _fallback(kit)
    yield from _shown(kit, sheet_ids.GLOSSARY)
    yield from _shown(kit, sheet_ids.COPIES)
    yield _downloads(kit)
    yield _numbers(kit)


def _missing(kit: PageContext) -> set[str]:
    """Fixed pages that would have nothing to show: no menu and no page leads to them."""
    book = kit.book
    missing = {uri for id, uri in at.ONCE.items() if id not in book.sheets}
    lists = (
        (at.DEPARTMENTS, book.departments),
        (at.SCENARIOS, book.scenarios),
        (at.FORMS, book.forms),
        (at.PLANS, book.plans),
    )
    missing |= {uri for uri, entries in lists if not entries}
    if sheet_ids.BACK_ENTRY not in book.sheets:
        missing.add(at.NUMBERS)
    return missing


def _home(kit: PageContext) -> Page:
    book, words, links = kit.book, kit.words, kit.links(at.HOME)
    missing = _missing(kit)
    more = ((words[key], links.page(uri)) for key, uri in _OTHER_PAGES if uri not in missing)
    parts = (
        Heading(1, book.title, "top"),
        kit.html("home", home=book.home),
        *_what_down(kit),
        *_where(kit),
        Heading(2, words["more"], "more"),
        kit.html("row", kind="more", entries=tuple(more)),
    )
    return Page(
        at.HOME, book.title, parts, group="home", label=words["home"], matter=_plain("home")
    )


def _what_down(kit: PageContext) -> Iterator[Heading | Html]:
    """The scenarios under their heading; nothing in a plan without any."""
    if tiles := kit.book.home.scenarios:
        yield Heading(2, kit.words["what_down"], "what")
        yield kit.html("tiles", kind="down", tiles=tiles, links=kit.links(at.HOME))


def _where(kit: PageContext) -> Iterator[Heading | Html]:
    """The departments under their heading."""
    if tiles := kit.book.home.departments:
        yield Heading(2, kit.words["where"], "where")
        yield kit.html("tiles", kind="where", tiles=tiles, links=kit.links(at.HOME))


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
)


def _plain(kind: str) -> dict[str, object]:
    """Front matter of a page without sidebars. `kind` becomes a class of the page."""
    return {"kind": kind, "hide": ["navigation", "toc"]}


def _departments(kit: PageContext) -> Page:
    words, links = kit.words, kit.links(at.DEPARTMENTS)
    tiles = kit.html("tiles", kind="where", tiles=kit.book.home.departments, links=links)
    return _list(
        kit, at.DEPARTMENTS, "departments", (kit.html("note", text=words["where_note"]), tiles)
    )


def _scenarios(kit: PageContext) -> Page:
    words, links = kit.words, kit.links(at.SCENARIOS)
    tiles = kit.html("tiles", kind="down", tiles=kit.book.home.scenarios, links=links)
    return _list(
        kit, at.SCENARIOS, "scenarios", (kit.html("note", text=words["what_down_note"]), tiles)
    )


def _list(kit: PageContext, uri: str, key: str, parts: Sequence[Html]) -> Page:
    title = kit.words[key]
    found = SearchEntry(Rank.LIST, kit.names(key))
    return Page(
        uri, title, (Heading(1, title, "top"), *parts), found, key, title, matter=_plain("list")
    )


def _numbers(kit: PageContext) -> Page:
    """Accounting for numbered forms, by a script in the page: for a ward without Wardbook."""
    title = kit.words["account"]
    found = SearchEntry(Rank.LIST, kit.names("account"))
    say = {
        key.removeprefix("numbers_"): said
        for key, said in kit.words.items()
        if key.startswith("numbers_")
    }
    given = json.dumps({"say": say, "vocabulary": vocabulary()}, ensure_ascii=False)
    parts = (Heading(1, title, "top"), kit.html("numbers", given=given))
    return Page(
        at.NUMBERS,
        title,
        parts,
        found,
        "back_entry",
        title,
        at.ONCE[sheet_ids.BACK_ENTRY],
        matter=_plain("list"),
    )


def _scenario(kit: PageContext, id: str) -> Page:
    book, words, uri = kit.book, kit.words, at.scenario_uri(id)
    sheet, links = book.sheets[id].sheet, kit.links(uri)
    own = tuple(department for department in book.departments if id in department.scenarios)
    rest = tuple(department for department in book.departments if id not in department.scenarios)
    chips = [
        (
            note,
            tuple(
                (department.name, links.page(at.department_uri(department.id)))
                for department in some
            ),
        )
        for note, some in ((words["own_steps"], own), (words["general_steps"], rest))
    ]
    tile = next((tile for tile in book.home.scenarios if tile.sheet == id), None)
    content = kit.sheet(uri, id)
    if book.departments:
        content = (
            *content,
            Heading(2, words["where"], "departments"),
            kit.html("chips", groups=chips),
        )
    jumps = tuple((part.text, part.anchor) for part in content if isinstance(part, Heading))
    parts = (
        Heading(1, sheet.title, "top"),
        kit.html("top", code=sheet.code, facts=(tile.note if tile else "",), pdfs=()),
        kit.html("jumps", jumps=jumps),
        *content,
    )
    names = (sheet.title, sheet.code, *((tile.label,) if tile else ()), *sheet.words)
    words_ = tuple(department.name for department in book.departments)
    found = SearchEntry(Rank.SCENARIO, names, words_)
    label = tile.label if tile else sheet.title
    return Page(
        uri,
        sheet.title,
        parts,
        found,
        "scenarios",
        label,
        matter={"kind": "scenario", "hide": ["toc"]},
    )


def _forms(kit: PageContext) -> Page:
    words, links = kit.words, kit.links(at.FORMS)
    columns = [words["form_code"], words["form_title"], words["form_paper"]] + (
        [words["pdf"]] if kit.up else []
    )
    rows = []
    for id in kit.book.forms:
        view = kit.book.sheets[id].sheet.content
        assert isinstance(view, FormView)
        row = [
            (view.code, "", "code"),
            (kit.title(id), links.sheet(id), "name"),
            (kit.phrases[f"paper_{view.paper}"], "", "paper"),
        ]
        rows.append(row + ([(words["pdf"], links.form(id), "pdf")] if kit.up else []))
    parts = (
        kit.html("note", text=words["forms_note"]),
        kit.html("table", columns=columns, rows=rows),
    )
    return _list(kit, at.FORMS, "forms", parts)


def _form(kit: PageContext, id: str) -> Page:
    words, uri = kit.words, at.form_uri(id)
    sheet, links, title = kit.book.sheets[id].sheet, kit.links(uri), kit.title(id)
    assert isinstance(sheet.content, FormView)
    view = sheet.content
    users = [department for department in kit.book.departments if id in department.forms]
    pdfs = [(words["pdf_form"], links.form(id))] if kit.up else []
    if kit.up and view.fillable:
        pdfs.append((words["pdf_fillable"], links.fillable(id)))
    titles = zip(view.languages, (view.title.main, *view.title.others), strict=False)
    others = [(language, other) for language, other in titles if other not in ("", title)]
    facts = (kit.phrases[f"paper_{view.paper}"],)
    chips = [
        ("", tuple((user.name, links.page(at.department_uri(user.id), "forms")) for user in users))
    ]
    parts: list[Heading | Html] = [
        Heading(1, title, "top"),
        kit.html("top", code=view.code, others=others, facts=facts, pdfs=pdfs),
        *kit.sheet(uri, id),
        kit.html("note", text=words["form_preview_note"]),
    ]
    if users:
        parts += [Heading(2, words["departments"], "departments"), kit.html("chips", groups=chips)]
    all_titles = filter(None, (view.title.main, *view.title.others))
    names = (view.code, view.code.replace("-", ""), *all_titles)
    found = SearchEntry(Rank.FORM, names, sheet.words)
    return Page(
        uri,
        title,
        tuple(parts),
        found,
        "forms",
        f"{view.code} {title}",
        matter={"kind": "form", "hide": ["toc"]},
    )


def _shown(kit: PageContext, id: str, group: str = "", above: str = "") -> Iterator[Page]:
    """`_once`, where the book holds the sheet."""
    if id in kit.book.sheets:
        yield _once(kit, id, group, above)


def _once(kit: PageContext, id: str, group: str = "", above: str = "") -> Page:
    """The page of a sheet that exists once: an entry of the navigation by itself, or in a `group` below the page `above`."""
    uri, key = at.ONCE[id], id.replace("-", "_")
    sheet = kit.book.sheets[id].sheet
    parts = (Heading(1, sheet.title, "top"), *kit.sheet(uri, id))
    found = SearchEntry(Rank.LIST, (sheet.title, *kit.names(key)), tuple(_row_words(sheet)))
    return Page(
        uri, sheet.title, parts, found, group or key, kit.words[key], above, matter=_plain(id)
    )


def _row_words(sheet: Sheet) -> Iterator[str]:
    """Search words of a sheet whose rows have their own: terms and their aliases, names of contacts, places of
    copies."""
    if isinstance(sheet.content, GlossaryView):
        yield from (row.aliases for row in sheet.content.rows if row.aliases)
    if isinstance(sheet.content, CopiesView):
        yield from (f"{row.where} {row.place}" for row in sheet.content.rows)
    if isinstance(sheet.content, ContactsView):
        yield from (row.name for group in sheet.content.groups for row in group.rows)


def _plans(kit: PageContext) -> Page:
    links = kit.links(at.PLANS)
    entries = tuple((plan.title, links.page(at.plan_uri(plan))) for plan in kit.book.plans)
    others = [id for id in (*_BELOW_PLANS, sheet_ids.DRILLS) if id in kit.book.sheets]
    entries += tuple((kit.title(id), links.sheet(id)) for id in others)
    return _list(kit, at.PLANS, "plans", (kit.html("chapters", chapters=entries),))


_BELOW_PLANS = (sheet_ids.SHELF_CHECK, sheet_ids.AUDIT, sheet_ids.COVERAGE)


def _below_plans(kit: PageContext, id: str) -> Page:
    """Audits, rules and what answers them: found by their names only, for nobody in a ward needs them."""
    uri, key = at.ONCE[id], id.replace("-", "_")
    title = kit.book.sheets[id].sheet.title
    parts = (Heading(1, title, "top"), *kit.sheet(uri, id))
    found = SearchEntry(Rank.CHAPTER, (title, *kit.names(key)))
    return Page(
        uri, title, parts, found, "plans", kit.words[key], matter={"kind": id, "hide": ["toc"]}
    )


def _fallback(kit: PageContext) -> Page:
    """Which system is down: one click from the first page, a link to each system on top."""
    uri, id = at.ONCE[sheet_ids.FALLBACK], sheet_ids.FALLBACK
    title = kit.title(id)
    content = kit.sheet(uri, id)
    jumps = tuple((part.text, part.anchor) for part in content if isinstance(part, Heading))
    parts = (Heading(1, title, "top"), kit.html("jumps", jumps=jumps), kit.html("which"), *content)
    found = SearchEntry(Rank.LIST, (title, *kit.names("fallback")))
    return Page(
        uri, title, parts, found, "scenarios", title, at.SCENARIOS, matter=_plain("fallback")
    )


def _downloads(kit: PageContext) -> Page:
    words, links = kit.words, kit.links(at.DOWNLOADS)
    if not kit.up:
        return _list(
            kit, at.DOWNLOADS, "downloads", (kit.html("note", text=words["downloads_none"]),)
        )
    rows = [
        [
            (department.code, "", "code"),
            (department.name, links.page(at.department_uri(department.id)), "name"),
            (words["pdf_card"], links.card(department.id), "pdf")
            if department.card
            else ("", "", "pdf"),
            (words["pdf_manual"], links.manual(department.id), "pdf"),
        ]
        for department in kit.book.departments
    ]
    plan = ((words["pdf_plan"], links.manual(COMPLETE_PLAN)),)
    columns = (words["form_code"], words["departments"], words["card_note"], words["manual"])
    parts = (
        kit.html("note", text=words["downloads_note"]),
        kit.html("table", columns=columns, rows=rows),
        kit.html("top", code="", facts=(), pdfs=plan),
        *(
            kit.html("row", kind="more", entries=((words["forms"], links.page(at.FORMS)),))
            for _ in kit.book.forms[:1]
        ),
    )
    return _list(kit, at.DOWNLOADS, "downloads", parts)
