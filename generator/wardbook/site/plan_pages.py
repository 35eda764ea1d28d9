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


def plan_list(context: PageContext) -> Page:
    """A link to each plan and its chapters, then to the sheets that are listed below the plans."""
    links = context.links(at.PLANS)
    entries: list[tuple[str, str, list[tuple[str, str]]]] = []
    for plan in context.book.plans:
        below: list[tuple[str, str]] = []
        if len(plan.tops) > 1:
            below = list(_titled(context, links, plan.tops))
        entries.append((plan.title, links.page(at.plan_uri(plan)), below))
    for id in at.BESIDE_PLANS:
        if id in context.book.sheets:
            entries.append((context.title(id), links.sheet(id), []))
    return list_page(context, at.PLANS, "plans", (context.html("plans", plans=entries),))


def _titled(
    context: PageContext, links: Links, chapters: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Title and link of each chapter."""
    for chapter in chapters:
        yield context.title(chapter), links.sheet(chapter)


def plan_page(context: PageContext, plan: PlanPage) -> Page:
    """The page of a plan: its title leaf, and links to its chapters and attachments."""
    uri = at.plan_uri(plan)
    parts = (
        Heading(1, plan.title, TOP),
        context.html("top", code=plan.code, facts=(), pdfs=_pdfs(context, plan)),
        *context.sheet(uri, plan.leaf),
        *_tops(context, plan),
        *_signoff(context, plan),
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


def _pdfs(context: PageContext, plan: PlanPage) -> tuple[tuple[str, str], ...]:
    """The PDF of the complete plan, where PDFs stand beside the site."""
    if not context.up:
        return ()
    links = context.links(at.plan_uri(plan))
    return ((context.words["pdf_plan"], links.manual(COMPLETE_PLAN)),)


def _tops(context: PageContext, plan: PlanPage) -> Iterator[Heading | Html]:
    """Links to chapters and attachments; of a plan that has only one, what that says."""
    if len(plan.tops) > 1:
        yield from _chapters(context, plan, "chapters", plan.chapters)
        yield from _chapters(context, plan, "attachments", plan.attachments)
        return
    for chapter in plan.tops:
        yield from context.sheet(at.plan_uri(plan), chapter, 1)


def _chapters(
    context: PageContext, plan: PlanPage, key: str, chapters: Sequence[str]
) -> Iterator[Heading | Html]:
    """Links to chapters under a heading, the site's word `key`; nothing where there are none."""
    if chapters:
        links = context.links(at.plan_uri(plan))
        entries = list(_titled(context, links, chapters))
        yield Heading(2, context.words[key], f"plan_{key}")
        yield context.html("chapters", chapters=entries)


def _signoff(context: PageContext, plan: PlanPage) -> Iterator[Heading | Html]:
    """Who signs the plan, under a heading; nothing where nobody does."""
    if plan.signoff:
        names = context.phrases["list_join"].join(row.what for row in plan.signoff)
        yield Heading(2, context.words["signoff"], "plan_signoff")
        yield context.html("note", text=names)


def chapter_page(context: PageContext, plan: PlanPage, index: int) -> Page:
    """The page of a top chapter or attachment, the `index`th of the plan, with links to its
    neighbours."""
    id = plan.tops[index]
    uri, sheet = at.chapter_uri(plan, id), context.book.sheets[id].sheet
    assert isinstance(sheet.content, ChapterView)
    title, *rest = context.sheet(uri, id)
    parts = (
        title,
        context.html("top", code="", facts=(plan.title, sheet.classification), pdfs=()),
        *rest,
        context.html("turn", label=context.words["chapters"], turns=_turns(context, plan, index)),
    )
    return Page(
        uri,
        sheet.title,
        parts,
        SearchEntry(Rank.CHAPTER, sheet.words),
        group="plans",
        label=sheet.title,
        above=at.plan_uri(plan),
        matter={"kind": "chapter"},
    )


def _turns(context: PageContext, plan: PlanPage, index: int) -> list[tuple[str, str, str, str]]:
    """The chapters before and after: which side, its word, title and link."""
    links = context.links(at.chapter_uri(plan, plan.tops[index]))
    turns: list[tuple[str, str, str, str]] = []
    for side, place in (("previous", index - 1), ("next", index + 1)):
        if 0 <= place < len(plan.tops):
            other = plan.tops[place]
            turns.append((side, context.words[side], context.title(other), links.sheet(other)))
    return turns
