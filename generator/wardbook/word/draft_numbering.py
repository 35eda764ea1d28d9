"""Which numbering a draft gets, so that the plan counts what the source shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wardbook.sheets.numbering import form
from wardbook.word.drafts import DraftChapter, PlanDraft


def choose_numbering(draft: PlanDraft) -> None:
    """Set the numbering of a draft and of the chapters that differ from it. What no plan counts in
    this way keeps its number in its title."""
    for chapter in draft.every_chapter():
        mark = chapter.mark
        if mark and not (mark.is_shown_by_plans or mark.is_attachment):
            chapter.is_typed = True
    draft.levels = _levels(draft.chapters)
    draft.style = _style(draft)
    below = draft.levels
    if draft.style == "articles":
        draft.section = _section(draft.chapters)
        below = draft.levels[2:]
    _own_levels(draft.chapters, draft.levels)
    for chapter in draft.attachments:
        assert chapter.mark is not None
        draft.attachment = draft.attachment or chapter.mark.example
        chapter.levels = _differing(chapter, below)
        _own_levels(chapter.chapters, chapter.levels or below)


def _style(draft: PlanDraft) -> str:
    for top in draft.chapters:
        if top.counts and any(one.mark and one.mark.is_article for one in _below(top)):
            return "articles"
    if len(draft.levels) < 2 or len(form(draft.levels[1]).numerals) < 2:
        return "chinese"
    if form(draft.levels[0]).numerals == ("1",):
        return "decimal"
    return "mixed"


def _section(tops: Iterable[DraftChapter]) -> str:
    for top in tops:
        for chapter in top.chapters:
            if chapter.is_section and chapter.mark:
                return chapter.mark.example
    return ""


def _below(chapter: DraftChapter) -> list[DraftChapter]:
    """The chapters that count on the level below one: through those without a number, and through
    sections of articles."""
    found: list[DraftChapter] = []
    for below in chapter.chapters:
        if below.counts and not below.is_section:
            found.append(below)
        else:
            found += _below(below)
    return found


def _levels(tops: Iterable[DraftChapter]) -> tuple[str, ...]:
    """What the first number of each level looks like: as the first chapter of it shows."""
    row: list[DraftChapter] = []
    for top in tops:
        if top.counts:
            row.append(top)
        else:
            row += _below(top)
    found: list[str] = []
    while row:
        shown = row[0].mark
        assert shown is not None
        found.append(shown.example)
        deeper: list[DraftChapter] = []
        for chapter in row:
            deeper += _below(chapter)
        row = deeper
    return tuple(found)


def _own_levels(chapters: Iterable[DraftChapter], levels: Sequence[str]) -> None:
    """Give chapters levels of their own whose chapters below look otherwise. `levels` are those of
    the chapters themselves and below."""
    for chapter in chapters:
        below = levels
        if chapter.counts and not chapter.is_section:
            below = levels[1:]
        chapter.levels = _differing(chapter, below)
        _own_levels(chapter.chapters, chapter.levels or below)


def _differing(chapter: DraftChapter, below: Sequence[str]) -> tuple[str, ...]:
    """The levels below a chapter where they differ from what holds for it anyway."""
    if not (chapter.counts or chapter.mark):
        return ()
    own: list[str] = []
    row = _below(chapter)
    while row:
        assert row[0].mark is not None
        own.append(row[0].mark.example)
        deeper: list[DraftChapter] = []
        for one in row:
            deeper += _below(one)
        row = deeper
    if tuple(below[: len(own)]) == tuple(own):
        return ()
    return tuple(own)
