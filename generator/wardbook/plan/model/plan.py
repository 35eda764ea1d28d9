"""Plans: an outline of chapters and attachments that hold typed blocks, and what a controlled
document says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from operator import is_not
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, PrivateAttr

from wardbook.plan.model.audience import Audience, Public
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import AnyBlock, Block
from wardbook.plan.model.links import ActorLink, DepartmentLink, PlanLink, WhoLink
from wardbook.plan.model.numbering import ExamplesBelow, Numbering, NumberingField
from wardbook.plan.model.outline import (
    Numbers,
    OutlineEntry,
    Position,
    entries,
    flat,
    numbers,
    renumbered,
)
from wardbook.plan.model.registries import Basis, PlanStatus
from wardbook.plan.model.scalars import Code, Count, Date, Id, Word, YesNo, one_of
from wardbook.plan.text import Bilingual, Name, WordLists

_KEPT = "kept entries"
"""Name under which a plan keeps its entries; no field can have it."""


class Parent(Base):
    """The plan above: another of this project, or one outside it by its title."""

    plan: PlanLink | None = None
    title: Name | None = None


class Related(Base):
    """A plan beside this one: another of this project, or one outside it by its title."""

    kind: Annotated[str, one_of("child", "sibling", "linked")] = Field(
        default="linked", alias="as", validate_default=False
    )
    """child and sibling for plans outside the project (inside, `parent:` says it); linked for one
    that works with it."""
    plan: PlanLink | None = None
    title: Name | None = None
    audience: Audience | None = None


class Cover(Base):
    """Cover and approval page of a controlled document."""

    number: Word | None = None
    classification: Name | None = None
    """Who may have it in hand (密级): 内部, 秘密★3年. Printed on the cover and at the head of every
    leaf of the plan."""
    issuer: Name | None = None
    """The body that issues the plan, where it is not the organisation itself."""
    prepared_by: ActorLink | None = None
    prepared_on: Date | None = None
    reviewed_by: ActorLink | None = None
    reviewed_on: Date | None = None
    approved_by: ActorLink | None = None
    approved_on: Date | None = None
    issued: Date | None = None
    """When it was issued."""
    effective: Date | None = None
    approval: Bilingual | None = None
    """The words of the approval page."""
    sign: tuple[Annotated[str, one_of("prepared", "reviewed", "approved")], ...] = ()
    """Lines that the approval page keeps for signatures although nobody is named for them."""


class Revision(Base):
    """A line of the change history."""

    version: Word
    date: Date
    text: Bilingual
    """What changed."""
    by: ActorLink | None = None
    audience: Audience | None = None


class Recipient(Base):
    """Who receives the plan."""

    to: WhoLink
    copies: Count = Field(default=1, validate_default=False)
    audience: Audience | None = None


class Chapter(Base):
    """A chapter or attachment: blocks, then chapters below it, then perhaps blocks again."""

    contents: ClassVar[tuple[str, ...]] = ("blocks", "chapters", "continued")

    id: Id
    title: Name | None = None
    """Absent where the original has none: an article whose number stands before its first sentence,
    a preamble."""
    aliases: WordLists = Field(default_factory=dict)
    """Other words for what it is about, which search finds."""
    numbered: YesNo = True
    """no: it has no number and does not count; what stands below it counts on."""
    levels: ExamplesBelow = Field(default_factory=dict)
    """What the first number of each level below it looks like, where it differs from the plan's
    other chapters."""
    section: YesNo = False
    """yes: in the style articles, a section (第一节) of the chapter above, which holds articles
    itself."""
    basis: Basis | None = None
    audience: Audience | None = None
    truncated: Bilingual | None = None
    """The source stops here."""
    blocks: tuple[AnyBlock, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    continued: tuple[AnyBlock, ...] = ()
    """Blocks behind the chapters below."""

    def every_block(self) -> tuple[Block, ...]:
        """Its own blocks, those behind the chapters below included."""
        return (*self.blocks, *self.continued)


def _is_bare(entry: OutlineEntry) -> bool:
    """Whether a chapter has neither title nor number."""
    return not (entry.chapter.title or entry.chapter.numbered)


class Plan(Base):
    """plans/ID.yml."""

    contents: ClassVar[tuple[str, ...]] = ("chapters", "attachments")

    id: Public[Id]
    code: Public[Code]
    leaves: Public[Annotated[str, one_of("loose", "bound")] | None] = None
    """How its manual is printed: loose, each unit on leaves of its own, to be changed by itself;
    bound, chapters run on. Default: loose where departments have manuals of their own."""
    title: Public[Name]
    short: Public[Name | None] = None
    """What it is called for short (以下简称)."""
    numbering: Public[NumberingField] = Field(default_factory=Numbering)
    """chinese, articles, decimal, mixed; or a mapping with style: and what differs from it."""
    parent: Public[Parent | None] = None
    related: Public[tuple[Related, ...]] = ()
    """Plans beside it that no parent: names."""
    version: Public[Word | None] = None
    status: Public[PlanStatus | None] = None
    audience: Public[Audience | None] = None
    cover: Public[Cover | None] = None
    signoff: Public[tuple[DepartmentLink, ...]] = ()
    """Departments that sign."""
    history: Public[tuple[Revision, ...]] = ()
    """What changed, version by version, oldest first."""
    distribution: Public[tuple[Recipient, ...]] = ()
    """Who receives it, and how many copies."""
    chapters: Public[tuple[Chapter, ...]] = Field(min_length=1)
    attachments: Public[tuple[Chapter, ...]] = ()
    """Numbered in a series of their own (附件1), each with an outline of its own."""

    _whole: Numbers | None = PrivateAttr(default=None)

    @property
    def tops(self) -> tuple[Chapter, ...]:
        """Top chapters, then attachments."""
        return (*self.chapters, *self.attachments)

    def entries(self) -> tuple[OutlineEntry, ...]:
        """Its tops in their places, with everything below."""
        # Checks and sheets ask a thousand times, and counting took a tenth of their time. Kept
        # where pydantic keeps cached properties: a copy with other chapters finds them changed
        counted = (self.numbering, self.chapters, self.attachments, self._whole)
        kept = vars(self).get(_KEPT)
        if kept is None or any(map(is_not, kept[0], counted)):
            kept = vars(self)[_KEPT] = (counted, self._counted())
        found: tuple[OutlineEntry, ...] = kept[1]
        return found

    def _counted(self) -> tuple[OutlineEntry, ...]:
        found = entries(self.numbering, self.chapters, self.attachments)
        if self._whole is None:
            return found
        return tuple(renumbered(entry, self._whole) for entry in found)

    def preamble(self) -> tuple[OutlineEntry, ...]:
        """The top chapters without title and number before the first that has one: they stand on
        the plan's first leaf. None where no chapter has any."""
        chapters = self.entries()[: len(self.chapters)]
        first = tuple(takewhile(_is_bare, chapters))
        return first if len(first) < len(chapters) else ()

    def is_front(self) -> bool:
        """Whether it has neither titles nor numbers: the first words of a volume of plans."""
        return all(map(_is_bare, self.entries()))

    def parts(self) -> tuple[tuple[OutlineEntry, ...], ...]:
        """What stands on sheets of its own: each top chapter with what follows it without title
        and number (closing paragraphs), then each attachment."""
        found: list[list[OutlineEntry]] = []
        for at, entry in enumerate(self.entries()[len(self.preamble()) :], len(self.preamble())):
            if found and _is_bare(entry) and at < len(self.chapters):
                found[-1].append(entry)
            else:
                found.append([entry])
        return tuple(map(tuple, found))

    def left_with(self, changes: Mapping[str, Any], places: Mapping[str, tuple[int, ...]]) -> Self:
        """The part of the plan that some readers may see, under the numbers of the whole: "see III"
        means one chapter, whoever reads it."""
        part = super().left_with(changes, places)
        part._whole = numbers(self.entries())
        return part

    def outline(self) -> Iterator[tuple[Position, Chapter]]:
        """Every chapter and attachment with its position, in reading order."""
        for entry in flat(self.entries()):
            yield entry.position, entry.chapter

    def blocks(self) -> Iterator[Block]:
        """Every block, chapter by chapter."""
        for _, chapter in self.outline():
            yield from chapter.every_block()
