"""The front of a controlled document: approval pages, and tables of contents by chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wardbook.plan.model.plan import Plan
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.manual_shapes import Approval, ContentsLine, PlanContents, SignRow
from wardbook.sheets.numbering import gap
from wardbook.sheets.plan.blocks.shapes import ProcedureLink
from wardbook.sheets.plan.plans import classification, day, issuer
from wardbook.sheets.shapes import BlockView, ChapterView
from wardbook.sheets.sheet import Sheet

_DEPTH = 2
"""Levels of chapters that a table of contents lists."""


def approval(localizer: Localizer, plan: Plan) -> Approval | None:
    """A plan's approval page; None for a plan that nobody signs."""
    cover = plan.cover
    rows = sign_rows(localizer, plan)
    if not rows and not plan.signoff:
        return None
    return Approval(
        title=localizer.words(plan.title),
        number=str(cover.number or "") if cover else "",
        version=str(plan.version or ""),
        classification=classification(localizer, plan),
        issuer=issuer(localizer, plan),
        issued=day(cover.issued if cover else None),
        effective=day(cover.effective if cover else None),
        words="\n".join(
            "".join(run.text for run in line)
            for line in localizer.prose(cover.approval if cover else None)
        ),
        signoff=rows,
        departments=tuple(localizer.name(link) for link in plan.signoff),
    )


def sign_rows(localizer: Localizer, plan: Plan | None) -> tuple[SignRow, ...]:
    """Who prepared, reviewed and approved a plan, and when."""
    cover = plan.cover if plan else None
    if cover is None:
        return ()
    posts = (
        ("sign_prepared", cover.prepared_by, cover.prepared_on),
        ("sign_reviewed", cover.reviewed_by, cover.reviewed_on),
        ("sign_approved", cover.approved_by, cover.approved_on),
    )
    return tuple(
        SignRow(localizer.say(key), localizer.name(link), day(on))
        for key, link, on in posts
        if link
    )


def contents(localizer: Localizer, plan: Plan, sheets: Mapping[str, Sheet]) -> PlanContents:
    """A plan's table of contents, as its sheets number it."""
    lines = [
        line
        for chapter in plan.tops
        for line in _lines(
            sheets[sheet_ids.chapter_id(plan, chapter)].content, sheet_ids.chapter_id(plan, chapter)
        )
    ]
    title = localizer.words(plan.title)  # that of a preamble too, which has none of its own
    listed = tuple(line for line in lines if line.number or line.title != title)
    return PlanContents(title, sheet_ids.plan_id(plan), listed)


def _lines(view: object, sheet: str) -> Iterator[ContentsLine]:
    assert isinstance(view, ChapterView)
    if view.title:
        anchor = view.anchor if view.level > 1 else ""
        yield ContentsLine(view.number, view.gap, view.title, view.level, sheet, anchor)
    if view.level < _DEPTH:
        yield from _included(view.blocks, view.level + 1)
        for below in view.chapters:
            yield from _lines(below, sheet)
        yield from _included(view.continued, view.level + 1)


def _included(blocks: tuple[BlockView, ...], level: int) -> Iterator[ContentsLine]:
    """Procedures stand on sheets of their own behind the chapter."""
    for block in blocks:
        if isinstance(block.content, ProcedureLink):
            link = block.content
            yield ContentsLine(
                link.number, gap(link.number), link.title, level, link.target.sheet, ""
            )
