"""Plans: an outline of chapters that holds typed blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from generator.source.model.base import Base
from generator.source.model.blocks import AnyBlock, Block, ProcedureBlock
from generator.source.model.links import DepartmentLink, PlanLink, RoleLink
from generator.source.model.registries import Audience, Basis, PlanStatus
from generator.source.model.scalars import Code, Date, Id, Word, one_of
from generator.source.text import Bilingual


class Parent(Base):
    """The plan above: another of this project, or one outside it by its title."""

    plan: PlanLink | None = None
    title: Bilingual | None = None


class Cover(Base):
    """Cover of a controlled document."""

    number: Word | None = None
    prepared_by: RoleLink | None = None
    reviewed_by: RoleLink | None = None
    approved_by: RoleLink | None = None
    effective: Date | None = None


class Chapter(Base):
    """A chapter: blocks, then chapters below it."""

    id: Id
    title: Bilingual
    basis: Basis | None = None
    audience: Audience | None = None
    truncated: Bilingual | None = None
    blocks: tuple[AnyBlock, ...] = ()
    chapters: tuple[Chapter, ...] = ()


class Plan(Base):
    """plans/ID.yml."""

    id: Id
    code: Code
    title: Bilingual
    short: Bilingual | None = None
    numbering: Annotated[str, one_of("chinese")] = Field(default="chinese", validate_default=False)
    parent: Parent | None = None
    version: Word | None = None
    status: PlanStatus | None = None
    audience: Audience | None = None
    cover: Cover | None = None
    signoff: tuple[DepartmentLink, ...] = ()
    """Departments that sign."""
    chapters: tuple[Chapter, ...] = Field(min_length=1)

    def outline(self) -> Iterator[tuple[tuple[int, ...], Chapter]]:
        """Every chapter with its position (1-based, one number a level), in reading order. Procedures that a chapter
        includes are numbered before the chapters below it."""
        yield from _outline(self.chapters, ())

    def blocks(self) -> Iterator[Block]:
        """Every block, in reading order."""
        for _, chapter in self.outline():
            yield from chapter.blocks


def _outline(
    chapters: tuple[Chapter, ...], above: tuple[int, ...], first: int = 1
) -> Iterator[tuple[tuple[int, ...], Chapter]]:
    for number, chapter in enumerate(chapters, first):
        position = (*above, number)
        yield position, chapter
        included = sum(isinstance(block, ProcedureBlock) for block in chapter.blocks)
        yield from _outline(chapter.chapters, position, included + 1)
