"""Pages of a plan as a document: its own, and one for each chapter."""

from __future__ import annotations

from wardbook.plan.model.copies import COMPLETE_PLAN
from wardbook.sheets.book import PlanPage
from wardbook.sheets.plan.chapters import ChapterView
from wardbook.site import addresses as at
from wardbook.site.page import Heading, Html, Page, Rank, SearchEntry
from wardbook.site.page_context import PageContext


def plan_page(kit: PageContext, plan: PlanPage) -> Page:
    """The page of a plan: its title leaf, and links to its chapters and attachments."""
    words, uri = kit.words, at.plan_uri(plan)
    links = kit.links(uri)
    pdfs = ((words["pdf_plan"], links.manual(COMPLETE_PLAN)),) if kit.up else ()
    parts: list[Heading | Html] = [
        Heading(1, plan.title, "top"),
        kit.html("top", code=plan.code, facts=(), pdfs=pdfs),
        *kit.sheet(uri, plan.leaf),
    ]
    for key, chapters in (("chapters", plan.chapters), ("attachments", plan.attachments)):
        if chapters:
            entries = tuple((kit.title(chapter), links.sheet(chapter)) for chapter in chapters)
            parts += [Heading(2, words[key], key), kit.html("chapters", chapters=entries)]
    if plan.signoff:
        names = kit.phrases["list_join"].join(row.what for row in plan.signoff)
        parts += [Heading(2, words["signoff"], "signoff"), kit.html("note", text=names)]
    found = SearchEntry(Rank.PLAN, (plan.title, plan.code))
    return Page(
        uri,
        plan.title,
        tuple(parts),
        found,
        "plans",
        plan.title,
        matter={"kind": "plan", "hide": ["toc"]},
    )


def chapter_page(kit: PageContext, plan: PlanPage, index: int) -> Page:
    """The page of a top chapter or attachment, the `index`th of the plan, with links to its neighbours."""
    id = plan.tops[index]
    uri, sheet = at.chapter_uri(plan, id), kit.book.sheets[id].sheet
    assert isinstance(sheet.content, ChapterView)
    title, *rest = kit.sheet(uri, id)
    parts = (
        title,
        kit.html(
            "top", code="", facts=tuple(filter(None, (plan.title, sheet.classification))), pdfs=()
        ),
        *rest,
        kit.html("turn", label=kit.words["chapters"], turns=_turns(kit, plan, index)),
    )
    found = SearchEntry(Rank.CHAPTER)
    return Page(
        uri, sheet.title, parts, found, "plans", sheet.title, at.plan_uri(plan), {"kind": "chapter"}
    )


def _turns(kit: PageContext, plan: PlanPage, index: int) -> tuple[tuple[str, str, str, str], ...]:
    links = kit.links(at.chapter_uri(plan, plan.tops[index]))
    sides = (("previous", index - 1), ("next", index + 1))
    return tuple(
        (side, kit.words[side], kit.title(plan.tops[other]), links.sheet(plan.tops[other]))
        for side, other in sides
        if 0 <= other < len(plan.tops)
    )
