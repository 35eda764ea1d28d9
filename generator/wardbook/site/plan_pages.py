"""Pages of plans as documents: the list of them, a page for each, and one for each chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.plan.model.copies import COMPLETE_PLAN
from wardbook.sheets.book import PlanPage
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.site import addresses as at
from wardbook.site.addresses import Links
from wardbook.site.list_pages import list_page
from wardbook.site.page import TOP, Heading, Html, Page, Rank, SearchEntry, with_contents_hidden
from wardbook.site.page_context import PageContext


def plan_list(kit: PageContext) -> Page:
    """A link to each plan and its chapters, then to the sheets that are listed below the plans."""
    links = kit.links(at.PLANS)
    entries: list[tuple[str, str, list[tuple[str, str]]]] = []
    for plan in kit.book.plans:
        below: list[tuple[str, str]] = []
        if len(plan.tops) > 1:
            below = list(_titled(kit, links, plan.tops))
        entries.append((plan.title, links.page(at.plan_uri(plan)), below))
    for id in at.BESIDE_PLANS:
        if id in kit.book.sheets:
            entries.append((kit.title(id), links.sheet(id), []))
    return list_page(kit, at.PLANS, "plans", (kit.html("plans", plans=entries),))


def _titled(kit: PageContext, links: Links, chapters: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Title and link of each chapter."""
    for chapter in chapters:
        yield kit.title(chapter), links.sheet(chapter)


def plan_page(kit: PageContext, plan: PlanPage) -> Page:
    """The page of a plan: its title leaf, and links to its chapters and attachments."""
    uri = at.plan_uri(plan)
    parts = (
        Heading(1, plan.title, TOP),
        kit.html("top", code=plan.code, facts=(), pdfs=_pdfs(kit, plan)),
        *kit.sheet(uri, plan.leaf),
        *_tops(kit, plan),
        *_signoff(kit, plan),
    )
    return Page(
        uri,
        plan.title,
        parts,
        SearchEntry(Rank.PLAN, (plan.title, plan.code)),
        group="plans",
        label=plan.title,
        matter=with_contents_hidden("plan"),
    )


def _pdfs(kit: PageContext, plan: PlanPage) -> tuple[tuple[str, str], ...]:
    """The PDF of the complete plan, where PDFs stand beside the site."""
    if not kit.up:
        return ()
    links = kit.links(at.plan_uri(plan))
    return ((kit.words["pdf_plan"], links.manual(COMPLETE_PLAN)),)


def _tops(kit: PageContext, plan: PlanPage) -> Iterator[Heading | Html]:
    """Links to chapters and attachments; of a plan that has only one, what that says."""
    if len(plan.tops) > 1:
        yield from _chapters(kit, plan, "chapters", plan.chapters)
        yield from _chapters(kit, plan, "attachments", plan.attachments)
        return
    for chapter in plan.tops:
        yield from kit.sheet(at.plan_uri(plan), chapter, 1)


def _chapters(
    kit: PageContext, plan: PlanPage, key: str, chapters: Sequence[str]
) -> Iterator[Heading | Html]:
    """Links to chapters under a heading, the site's word `key`; nothing where there are none."""
    if chapters:
        links = kit.links(at.plan_uri(plan))
        entries = list(_titled(kit, links, chapters))
        yield Heading(2, kit.words[key], f"plan_{key}")
        yield kit.html("chapters", chapters=entries)


def _signoff(kit: PageContext, plan: PlanPage) -> Iterator[Heading | Html]:
    """Who signs the plan, under a heading; nothing where nobody does."""
    if plan.signoff:
        names = kit.phrases["list_join"].join(row.what for row in plan.signoff)
        yield Heading(2, kit.words["signoff"], "plan_signoff")
        yield kit.html("note", text=names)


def chapter_page(kit: PageContext, plan: PlanPage, index: int) -> Page:
    """The page of a top chapter or attachment, the `index`th of the plan, with links to its
    neighbours."""
    id = plan.tops[index]
    uri, sheet = at.chapter_uri(plan, id), kit.book.sheets[id].sheet
    assert isinstance(sheet.content, ChapterView)
    title, *rest = kit.sheet(uri, id)
    parts = (
        title,
        kit.html("top", code="", facts=(plan.title, sheet.classification), pdfs=()),
        *rest,
        kit.html("turn", label=kit.words["chapters"], turns=_turns(kit, plan, index)),
    )
    return Page(
        uri,
        sheet.title,
        parts,
        SearchEntry(Rank.CHAPTER),
        group="plans",
        label=sheet.title,
        above=at.plan_uri(plan),
        matter={"kind": "chapter"},
    )


def _turns(kit: PageContext, plan: PlanPage, index: int) -> list[tuple[str, str, str, str]]:
    """The chapters before and after: which side, its word, title and link."""
    links = kit.links(at.chapter_uri(plan, plan.tops[index]))
    turns: list[tuple[str, str, str, str]] = []
    for side, place in (("previous", index - 1), ("next", index + 1)):
        if 0 <= place < len(plan.tops):
            other = plan.tops[place]
            turns.append((side, kit.words[side], kit.title(other), links.sheet(other)))
    return turns
