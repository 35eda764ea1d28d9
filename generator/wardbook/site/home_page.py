"""The first page of a language: what is down, where, and the way to all else."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wardbook.sheets import sheet_ids
from wardbook.sheets.book import PlanPage
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.sheets.sheet import Target
from wardbook.site import addresses as at
from wardbook.site.page import TOP, Heading, Html, Page, with_sidebars_hidden
from wardbook.site.page_context import PageContext
from wardbook.site.visitors_page import for_visitors

_FIRST_PAGES = (
    ("fallback", at.ONCE[sheet_ids.FALLBACK]),
    ("clock", at.ONCE[sheet_ids.CLOCK]),
    ("contacts", at.ONCE[sheet_ids.CONTACTS]),
    ("forms", at.FORMS),
    ("check_words", at.CHECK_WORDS),
)
"""As below, of what is asked first in an outage: on a phone, where the menu is folded, they stand
above the tiles."""
_OTHER_PAGES = (
    ("scenarios", at.SCENARIOS),
    ("departments", at.DEPARTMENTS),
    ("back_entry", at.ONCE[sheet_ids.BACK_ENTRY]),
    ("account", at.ACCOUNT),
    ("forms", at.FORMS),
    ("call_tree", at.ONCE[sheet_ids.CALL_TREE]),
    ("night_duties", at.ONCE[sheet_ids.NIGHT_DUTIES]),
    ("snapshots", at.ONCE[sheet_ids.SNAPSHOTS]),
    ("plans", at.PLANS),
    ("glossary", at.ONCE[sheet_ids.GLOSSARY]),
    ("copies", at.ONCE[sheet_ids.COPIES]),
    ("reviews", at.ONCE[sheet_ids.REVIEWS]),
    ("downloads", at.DOWNLOADS),
    ("changes", at.CHANGES),
    ("az", at.AZ),
)
"""Word of the site and address of what the first page links to at its end, in order."""
_LISTED_ABOVE = (at.SCENARIOS, at.DEPARTMENTS)
"""Lists whose pages are tiles of the first page."""


def home_page(context: PageContext, missing: Collection[str]) -> Page:
    """The first page. `missing`: addresses of fixed pages that there are not."""
    book, words = context.book, context.words
    parts = (
        Heading(1, book.title, TOP),
        context.html("home", home=book.home),
        *for_visitors(context),
        *_first(context, missing),
        *_what_down(context),
        *_where(context),
        *_plans(context),
        *_more(context, missing),
    )
    return Page(
        at.HOME,
        book.title,
        parts,
        group="home",
        label=words["home"],
        matter=with_sidebars_hidden("home"),
    )


def _first(context: PageContext, missing: Collection[str]) -> Iterator[Html]:
    """What is asked first, besides the tiles; nothing where there is none of it."""
    links = context.links(at.HOME)
    found: list[tuple[str, str]] = []
    for key, uri in _FIRST_PAGES:
        if uri not in missing:
            found.append((context.words[key], links.page(uri)))
    if found:
        yield context.html("row", kind="first", entries=found)


def _what_down(context: PageContext) -> Iterator[Heading | Html]:
    """The scenarios under their heading; nothing in a plan without any."""
    tiles = context.book.home.scenarios
    if tiles:
        yield Heading(2, context.words["what_down"], "home_what")
        yield context.html("tiles", kind="down", tiles=tiles, links=context.links(at.HOME))


def _where(context: PageContext) -> Iterator[Heading | Html]:
    """The departments under their heading; nothing in a plan without any."""
    tiles = context.book.home.departments
    if tiles:
        # One answer asks nothing, and visitors work nowhere here
        asks = len(tiles) > 1 and context.book.audience != "public"
        asked = "where" if asks else "departments"
        yield Heading(2, context.words[asked], "home_where")
        yield context.html("tiles", kind="where", tiles=tiles, links=context.links(at.HOME))


def _plans(context: PageContext) -> Iterator[Heading | Html]:
    """The plans, chapter by chapter, where no department's page leads to what is done."""
    links = context.links(at.HOME)
    if context.book.home.departments:
        return
    only = _only_text(context)
    if only:
        yield from _text(context, only)
        return
    for plan in context.book.plans:
        entries = _below(context, plan)
        heading = plan.title
        if not entries or plan.title == context.book.title:  # which stands above already
            heading = context.words["plans"]
        entries = entries or [(plan.title, links.page(at.plan_uri(plan)))]
        yield Heading(2, heading, f"plan_{plan.id}")
        yield context.html("chapters", chapters=entries)


def _only_text(context: PageContext) -> PlanPage | None:
    """The only plan, where it is so short that the first page says all of it: one chapter with none
    below it."""
    if len(context.book.plans) != 1:
        return None
    (plan,) = context.book.plans
    if len(plan.tops) > 1 or _below(context, plan):
        return None
    return plan


def _text(context: PageContext, plan: PlanPage) -> Iterator[Heading | Html]:
    """What the plan says, below its title unless that stands above already."""
    shift = 0
    if plan.title != context.book.title:
        shift = 1
        yield Heading(2, plan.title, f"plan_{plan.id}")
    yield from context.sheet(at.HOME, plan.leaf, shift)
    for chapter in plan.tops:
        yield from context.sheet(at.HOME, chapter, shift + 1)


def _below(context: PageContext, plan: PlanPage) -> list[tuple[str, str]]:
    """Title and link of each chapter of a plan; of an only one what stands below it."""
    links = context.links(at.HOME)
    if len(plan.tops) > 1:
        return [(context.title(chapter), links.sheet(chapter)) for chapter in plan.tops]
    entries: list[tuple[str, str]] = []
    for id in plan.tops:
        view = context.book.sheets[id].sheet.content
        assert isinstance(view, ChapterView)
        for chapter in view.chapters:
            title = f"{chapter.number}{chapter.gap}{chapter.title}"
            entries.append((title, links.target(Target(id, chapter.anchor))))
    return entries


def _more(context: PageContext, missing: Collection[str]) -> Iterator[Heading | Html]:
    """Word and link of each other fixed page that there is, under a heading; of a list of one the
    page that it would list. Nothing where there are none."""
    links, listed = context.links(at.HOME), at.lists(context.book)
    more: list[tuple[str, str]] = []
    for key, uri in _OTHER_PAGES:
        if uri in _LISTED_ABOVE and uri in missing:
            continue  # its only page is a tile
        if key == "plans" and _is_linked(context, missing):
            continue  # it stands above
        there = uri
        if uri in missing:
            there = at.list_uri(context.book, uri) if uri in listed else ""
        if there:
            more.append((context.words[key], links.page(there)))
    if more:
        yield Heading(2, context.words["more"], "home_more")
        yield context.html("row", kind="more", entries=more)


def _is_linked(context: PageContext, missing: Collection[str]) -> bool:
    """Whether the first page leads to the only plan or its chapters already."""
    if context.book.home.departments or at.PLANS not in missing:
        return False
    return _only_text(context) is None
