"""The front of a controlled document: approval pages, and tables of contents by chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wardbook.plan.model.plan import Plan
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.numbering import gap
from wardbook.sheets.plan.blocks.views import BlockView, ProcedureHeading, ProcedureLink
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.sheets.plan.plans import PlanView
from wardbook.sheets.plan.signing import SignRow, sign_rows
from wardbook.sheets.plan_facts import (
    classification,
    document_number,
    effective_on,
    issued_on,
    issuer,
)
from wardbook.sheets.sheet import Sheet

_DEPTH = 2
"""Levels of chapters that a table of contents lists."""


@dataclass(frozen=True)
class Approval:
    """A plan's approval page and the page on which its departments sign."""

    title: str
    number: str
    version: str
    classification: str
    issuer: str
    issued: str
    effective: str
    words: str
    """What the page declares; a line a paragraph."""
    signoff: tuple[SignRow, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True)
class ContentsLine:
    """A line of a plan's table of contents. Its page joins when the manual is laid out."""

    number: str
    gap: str
    title: str
    level: int
    sheet: str
    anchor: str
    """On the sheet; empty: its start."""


@dataclass(frozen=True)
class PlanContents:
    """A plan's table of contents."""

    title: str
    sheet: str
    lines: tuple[ContentsLine, ...]


def approvals(localizer: Localizer, plans: Iterable[Plan]) -> Iterator[Approval]:
    """The approval pages of the plans that somebody signs."""
    for plan in plans:
        page = approval(localizer, plan)
        if page:
            yield page


def approval(localizer: Localizer, plan: Plan) -> Approval | None:
    """A plan's approval page; None for a plan that nobody signs."""
    rows = sign_rows(localizer, plan)
    if not rows and not plan.signoff:
        return None
    return Approval(
        title=localizer.words(plan.title),
        number=document_number(plan),
        version=str(plan.version or ""),
        classification=classification(localizer, plan),
        issuer=issuer(localizer, plan),
        issued=issued_on(localizer, plan),
        effective=effective_on(localizer, plan),
        words=_declared(localizer, plan),
        signoff=rows,
        departments=tuple(map(localizer.name, plan.signoff)),
    )


def _declared(localizer: Localizer, plan: Plan) -> str:
    """What the approval page declares, a line for each paragraph; empty without a cover."""
    if plan.cover is None:
        return ""
    lines = []
    for line in localizer.prose(plan.cover.approval):
        lines.append("".join(span.text for span in line))
    return "\n".join(lines)


def contents(localizer: Localizer, plan: Plan, sheets: Mapping[str, Sheet]) -> PlanContents:
    """A plan's table of contents, as its sheets number it."""
    title = localizer.words(plan.title)  # that of a sole chapter too, which has none of its own
    leaf = sheet_ids.plan_id(plan)
    listed = []
    for sheet in (leaf, *(sheet_ids.chapter_id(plan, part[0].chapter) for part in plan.parts())):
        for view in _chapters_on(sheets[sheet].content):
            for line in _lines(view, sheet):
                if line.number or line.title != title:
                    listed.append(line)
    return PlanContents(title, leaf, tuple(listed))


def _chapters_on(content: object) -> tuple[ChapterView, ...]:
    """The outermost chapters of a plan's sheet."""
    if isinstance(content, PlanView):
        return content.preamble
    assert isinstance(content, ChapterView)
    return (content, *content.behind)


def _lines(view: ChapterView, sheet: str) -> Iterator[ContentsLine]:
    if view.title:
        anchor = view.anchor if view.level > 1 else ""
        yield ContentsLine(view.number, view.gap, view.title, view.level, sheet, anchor)
    if view.level < _DEPTH:
        yield from _included(view.blocks, view.level + 1, sheet)
        for below in view.chapters:
            yield from _lines(below, sheet)
        yield from _included(view.continued, view.level + 1, sheet)


def _included(blocks: tuple[BlockView, ...], level: int, sheet: str) -> Iterator[ContentsLine]:
    """Procedures stand on sheets of their own behind the chapter, or on its own `sheet`."""
    for block in blocks:
        if isinstance(block.content, ProcedureHeading) and block.content.title:
            here = block.content
            yield ContentsLine(here.number, here.gap, here.title, level, sheet, here.anchor)
        if isinstance(block.content, ProcedureLink):
            link = block.content
            yield ContentsLine(
                link.number, gap(link.number), link.title, level, link.target.sheet, ""
            )
