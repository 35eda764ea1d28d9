"""Chapters of a plan: a top chapter is a sheet; everything below it is numbered inside."""

from __future__ import annotations

from itertools import count

from generator.source.model.plan import Chapter, Plan
from generator.views import codes
from generator.views.blocks import block_views
from generator.views.lens import Lens
from generator.views.numbering import chapter_number
from generator.views.procedures import basis_label
from generator.views.shapes import ChapterView
from generator.views.sheet import Kind, Sheet, SheetKey


def chapter_sheets(lens: Lens, plan: Plan) -> tuple[Sheet, ...]:
    """A sheet for each top chapter."""
    return tuple(_sheet(lens, plan, chapter, at) for at, chapter in enumerate(plan.chapters, 1))


def _sheet(lens: Lens, plan: Plan, chapter: Chapter, at: int) -> Sheet:
    view = chapter_view(lens, plan, chapter, (at,))
    key = SheetKey(codes.chapter_id(plan, chapter), lens.language, lens.project.audience)
    title = _joined(view.number, view.title)
    return Sheet(key, Kind.CHAPTER, codes.chapter_code(plan, chapter), title, view, source=chapter.at)


def chapter_view(lens: Lens, plan: Plan, chapter: Chapter, position: tuple[int, ...]) -> ChapterView:
    """A chapter with its number and everything below. Included procedures count on before the chapters below."""
    below = count(1)

    def number() -> str:
        return chapter_number(str(plan.numbering), lens.language, (*position, next(below)))

    blocks = tuple(view for block in chapter.blocks for view in block_views(lens, block, number))
    chapters = tuple(chapter_view(lens, plan, child, (*position, next(below))) for child in chapter.chapters)
    return ChapterView(
        number=chapter_number(str(plan.numbering), lens.language, position),
        title=lens.words(chapter.title),
        anchor=str(chapter.id),
        level=len(position),
        basis=basis_label(lens, chapter.basis),
        blocks=blocks,
        chapters=chapters,
        truncated=lens.prose(chapter.truncated),
    )


def _joined(number: str, title: str) -> str:
    """一、总则 without a gap; III. Organisation with one."""
    return number + title if number.endswith(("、", "）")) else f"{number} {title}"
