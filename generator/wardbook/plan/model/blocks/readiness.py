"""What must be there, and practised, before it is needed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardbook.plan.model.audience import Audience
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks.base import Block
from wardbook.plan.model.links import FormLink, RoleLink, WhoLink
from wardbook.plan.model.scalars import Date, Id, Span, Word, one_of
from wardbook.plan.text import Bilingual, Name


class Guarantee(Base):
    """Something that must be there when it is needed."""

    kind: Word
    name: Name | None = None
    text: Bilingual
    quantity: Bilingual | None = None
    place: Bilingual | None = None
    check: Bilingual | None = None
    """How it is checked."""
    every: Span | None = None
    """How often it is checked."""
    by: WhoLink | None = None
    """Who answers for it."""
    posts: tuple[RoleLink, ...] = ()
    """Posts that are guaranteed: each needs a second person."""
    audience: Audience | None = None


class GuaranteesBlock(Block):
    """Guarantees."""

    guarantees: tuple[Guarantee, ...]


class Aftermath(Base):
    """A duty that is left when the emergency is over."""

    task: Annotated[
        str,
        one_of(
            "account", "cause", "report", "compensation", "reward", "revision", "archive", "other"
        ),
    ]
    by: WhoLink
    text: Bilingual
    within: Span | None = None
    counts_from: Annotated[str, one_of("end", "report")] = Field(
        default="end", validate_default=False
    )
    """What `within` counts from: the end of the emergency, or the written report."""
    to: tuple[WhoLink, ...] = ()
    form: FormLink | None = None
    audience: Audience | None = None


class AftermathBlock(Block):
    """What is done after the emergency."""

    aftermath: tuple[Aftermath, ...] = Field(min_length=1)


class Closing(Base):
    """Who interprets and revises the plan, and from when it holds."""

    interprets: WhoLink | None = None
    revises: WhoLink | None = None
    approves: WhoLink | None = None
    """Who approves a revision."""
    review: Bilingual | None = None
    """How often, and after what."""
    effective: Bilingual | None = None
    replaces: Bilingual | None = None
    """What it takes the place of."""


class ClosingBlock(Block):
    """Closing provisions."""

    closing: Closing


class DrillPlan(Base):
    """A drill that is held regularly."""

    id: Id | None = None
    """Named by the drills that fulfil it (`programme:`)."""
    name: Name
    frequency: Bilingual
    every: Span | None = None
    """How often at the least, as a length of time: what is held later is overdue."""
    scope: Bilingual | None = None
    by: WhoLink | None = None
    evaluation: Bilingual | None = None
    """How it is judged, and by whom."""
    record: Bilingual | None = None
    held: Date | None = None
    """When it was last held; drills with a file of their own (drills/ID.yml) count by
    themselves."""
    audience: Audience | None = None


class DrillsBlock(Block):
    """Training and drills."""

    drills: tuple[DrillPlan, ...]


BLOCKS: dict[str, type[Block]] = {
    "guarantees": GuaranteesBlock,
    "drills": DrillsBlock,
    "aftermath": AftermathBlock,
    "closing": ClosingBlock,
}
