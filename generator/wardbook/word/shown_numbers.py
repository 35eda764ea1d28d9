"""Whether a draft prints the numbers that its source shows: the program counts, and what differs
keeps its number as words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wardbook.sheets.plan.blocks.views import BlockView, ItemView, ListView
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.word.drafts import DraftBlock, DraftChapter, DraftList, PlanDraft


def typed_where_different(draft: PlanDraft, views: Sequence[ChapterView]) -> bool:
    """Mark as typed what the plan counts in another way than the source shows; whether there was
    any. `views` are what the draft's tops print."""
    chapters = views[: len(draft.chapters)]
    found = _chapters(draft.chapters, chapters)
    attached = views[len(draft.chapters) :]
    for at, (chapter, view) in enumerate(zip(draft.attachments, attached, strict=True)):
        if _chapter_differs(chapter, view):
            _move_to_chapters(draft, at)
            return True
        found = _inside(chapter, view) or found
    return found


def _move_to_chapters(draft: PlanDraft, first: int) -> None:
    """Attachments have a number in any case: from `first` on they become chapters with their
    numbers in their titles."""
    for chapter in draft.attachments[first:]:
        chapter.is_typed = True
        draft.chapters.append(chapter)
    del draft.attachments[first:]


def _chapters(chapters: Iterable[DraftChapter], views: Iterable[ChapterView]) -> bool:
    found = False
    for chapter, view in zip(chapters, views, strict=True):
        if _chapter_differs(chapter, view):
            chapter.is_typed = found = True
        found = _inside(chapter, view) or found
    return found


def _inside(chapter: DraftChapter, view: ChapterView) -> bool:
    found = _blocks(chapter.blocks, view.blocks)
    found = _chapters(chapter.chapters, view.chapters) or found
    return _blocks(chapter.continued, view.continued) or found


def _chapter_differs(chapter: DraftChapter, view: ChapterView) -> bool:
    if not chapter.counts or chapter.mark is None:
        return False
    return _squeezed(chapter.mark.text) != _squeezed(view.number)


def _blocks(blocks: Iterable[DraftBlock], views: Iterable[BlockView]) -> bool:
    found = False
    for block, view in zip(blocks, views, strict=True):
        if isinstance(block, DraftList) and isinstance(view.content, ListView):
            found = _list(block, view.content.items) or found
    return found


def _list(made: DraftList, items: Iterable[ItemView]) -> bool:
    found = False
    for item, view in zip(made.items, items, strict=True):
        said = item.mark.text if item.mark and made.counts else ""
        if _squeezed(said) != _squeezed(view.label):
            if made.is_typed:
                continue
            made.is_typed = found = True
        if item.below and view.below:
            found = _list(item.below, view.below.items) or found
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())
