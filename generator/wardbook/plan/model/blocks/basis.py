"""What the plan rests on and covers: terms, citations, scope."""

from __future__ import annotations

from typing import ClassVar

from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks.base import All, Block
from wardbook.plan.model.links import CitationLink, DepartmentLink, SystemLink, TermLink, WhoLink
from wardbook.plan.model.scalars import Date, Id
from wardbook.plan.text import Bilingual


class DefinitionsBlock(Block):
    """Terms of the glossary that the plan defines."""

    shows: ClassVar[str] = "definitions"

    definitions: tuple[TermLink, ...]


class Policy(Base):
    """What the organisation commits itself to, in the name of somebody."""

    text: Bilingual
    by: WhoLink | None = None
    """Who signs it."""
    date: Date | None = None


class PolicyBlock(Block):
    """Policy statement."""

    policy: Policy


class CitationsBlock(Block):
    """What the plan rests on."""

    shows: ClassVar[str] = "citations"

    citations: tuple[CitationLink, ...]


class Scope(Base):
    """What the plan covers."""

    systems: tuple[SystemLink, ...] = ()
    departments: All | tuple[DepartmentLink, ...] = ()
    events: tuple[Id, ...] = ()
    """Kinds of events, by the ids of the project's categories."""
    text: Bilingual | None = None


class ScopeBlock(Block):
    """The plan's scope."""

    scope: Scope


BLOCKS: dict[str, type[Block]] = {
    "policy": PolicyBlock,
    "definitions": DefinitionsBlock,
    "citations": CitationsBlock,
    "scope": ScopeBlock,
}
