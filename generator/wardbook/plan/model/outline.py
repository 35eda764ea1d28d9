"""The outline of a plan: where each chapter stands, counted anew whenever it is asked for, so that
no number is ever kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from wardbook.plan.data import Scalar
from wardbook.plan.model.blocks import ProcedureBlock
from wardbook.plan.model.numbering import Numbering

if TYPE_CHECKING:
    from wardbook.plan.model.plan import Chapter

SECTION, ARTICLE = 1, 2
"""Ranks in the style `articles`: chapters are 0. Without sections the rank between stays unused."""


@dataclass(frozen=True)
class OwnLevels:
    """How the levels from `rank` on are numbered below one chapter: examples by language."""

    rank: int
    examples: Mapping[str, tuple[Scalar, ...]]


@dataclass(frozen=True)
class Position:
    """Where something stands in a plan; a style turns it into words.

    `steps` are the numbered levels above it and its own: (rank, count). The rank says which form
    prints the count. `attachment` is the count of the attachment that it belongs to, 0 in the
    chapters."""

    steps: tuple[tuple[int, int], ...] = ()
    numbered: bool = False
    attachment: int = 0
    levels: tuple[OwnLevels, ...] = field(default=(), compare=False)
    """Levels that chapters above it number in a way of their own, the innermost last."""

    @property
    def counts(self) -> tuple[int, ...]:
        """The count on each level, the outermost first."""
        return tuple(number for _, number in self.steps)


@dataclass(frozen=True)
class OutlineEntry:
    """A chapter or attachment in its place, with the procedures that it includes and the chapters
    below."""

    position: Position
    chapter: Chapter
    depth: int
    """Headings from the top, its own included."""
    procedures: tuple[Position, ...]
    below: tuple[OutlineEntry, ...]

    def all(self) -> Iterator[OutlineEntry]:
        """It and everything below, in reading order."""
        yield self
        for entry in self.below:
            yield from entry.all()


def entries(
    numbering: Numbering, chapters: Iterable[Chapter], attachments: Iterable[Chapter]
) -> tuple[OutlineEntry, ...]:
    """The top chapters, then the attachments. What has no number does not count; what stands below
    it counts on as if it stood in its place. Procedures that a chapter includes are counted in
    their places among its chapters."""
    counting, counter = _Counting(numbering), _Counter()
    found = []
    for chapter in chapters:
        found.append(counting.entry(chapter, Position(), counter, depth=1))
    for at, attachment in enumerate(attachments, numbering.first_attachment):
        found.append(counting.attachment(attachment, at))
    return tuple(found)


Numbers = Mapping[str, tuple[Position, Mapping[str, Position]]]
"""Positions of chapters by id, each with those of the procedures that it includes."""


def numbers(tops: Iterable[OutlineEntry]) -> Numbers:
    """The positions of a whole plan, for a part of it that keeps its numbers."""
    found = {}
    for entry in flat(tops):
        procedures = dict(zip(_included(entry.chapter), entry.procedures, strict=True))
        found[str(entry.chapter.id)] = (entry.position, procedures)
    return found


def renumbered(entry: OutlineEntry, whole: Numbers) -> OutlineEntry:
    """An entry of a part of a plan under the numbers that it has in the whole."""
    position, procedures = whole[str(entry.chapter.id)]
    return replace(
        entry,
        position=position,
        procedures=tuple(procedures[id] for id in _included(entry.chapter)),
        below=tuple(renumbered(below, whole) for below in entry.below),
    )


def _included(chapter: Chapter) -> list[str]:
    """Ids of the procedures that a chapter includes, in their order."""
    found = []
    for block in chapter.every_block():
        if isinstance(block, ProcedureBlock):
            found.append(block.procedure.id)
    return found


def running(numbering: Numbering) -> frozenset[int]:
    """Ranks whose numbers count on through all chapters, so that one names itself whatever stands
    above it."""
    own = frozenset(level - 1 for level in numbering.continuous if level > 1)
    if numbering.style == "articles":
        return own | {ARTICLE}
    return own


class _Counter:
    """Counts what stands on one level below one chapter."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, first: int = 1) -> int:
        """The next number; `first` where nothing has been counted."""
        self._last = self._last + 1 if self._last else first
        return self._last


def _ranks(numbering: Numbering) -> Iterator[int]:
    """The rank of each level that examples and first numbers are given for: without sections."""
    for rank in count():
        if rank != SECTION or numbering.style != "articles":
            yield rank


class _Counting:
    """Counts a plan once through. Articles, and the levels that are said to, count on through all
    chapters."""

    def __init__(self, numbering: Numbering) -> None:
        self._style = numbering
        self._continuous = {rank: _Counter() for rank in running(numbering)}
        self._first = dict(zip(_ranks(numbering), numbering.first, strict=False))
        """Numbers that the first of a rank has, until it is counted."""

    def attachment(self, chapter: Chapter, at: int) -> OutlineEntry:
        return self._filled(chapter, Position((), True, at), _Counter(), depth=1)

    def entry(
        self, chapter: Chapter, above: Position, counter: _Counter, *, depth: int
    ) -> OutlineEntry:
        if not chapter.numbered:
            plain = replace(above, numbered=False)
            return self._filled(chapter, plain, counter, depth=depth)
        rank = self._rank(above, section=chapter.section)
        position = self._next(above, rank, counter)
        return self._filled(chapter, position, _Counter(), depth=depth)

    def _filled(
        self, chapter: Chapter, position: Position, counter: _Counter, *, depth: int
    ) -> OutlineEntry:
        if chapter.levels:
            own = OwnLevels(self._rank(position, section=False), chapter.levels)
            position = replace(position, levels=(*position.levels, own))
        before = self._procedures(chapter.blocks, position, counter)
        below = []
        for child in chapter.chapters:
            below.append(self.entry(child, position, counter, depth=depth + 1))
        after = self._procedures(chapter.continued, position, counter)
        return OutlineEntry(position, chapter, depth, (*before, *after), tuple(below))

    def _procedures(
        self, blocks: Iterable[object], chapter: Position, counter: _Counter
    ) -> list[Position]:
        found = []
        for block in blocks:
            if not isinstance(block, ProcedureBlock):
                continue
            if chapter.numbered:
                rank = self._rank(chapter, section=False)
                found.append(self._next(chapter, rank, counter))
            else:
                found.append(chapter)
        return found

    def _next(self, above: Position, rank: int, counter: _Counter) -> Position:
        own, first = counter, 1
        if not above.attachment:
            own = self._continuous.get(rank, counter)
            first = self._first.pop(rank, 1)
        step = (rank, own.next(first))
        return replace(above, steps=(*above.steps, step), numbered=True)

    def _rank(self, above: Position, *, section: bool) -> int:
        """The rank below `above`. Articles belong to the chapters: in attachments the forms below
        them are used."""
        last = above.steps[-1][0] if above.steps else -1
        if self._style.style != "articles":
            return last + 1
        if last >= ARTICLE or above.attachment:
            return max(last, ARTICLE) + 1
        if last < 0:
            return 0
        if last == 0 and section:
            return SECTION
        return ARTICLE


def flat(tops: Iterable[OutlineEntry]) -> Iterator[OutlineEntry]:
    """Every entry, in reading order."""
    for top in tops:
        yield from top.all()
