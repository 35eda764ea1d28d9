"""Kinds of events and how bad they are."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardbook.plan.model.audience import Audience
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks.base import Block
from wardbook.plan.model.links import (
    ActorLink,
    CitationLink,
    ContactLink,
    FormLink,
    ProcedureLink,
    SystemLink,
)
from wardbook.plan.model.numbering import ExamplesBelow
from wardbook.plan.model.scalars import Count, Id, Span, Word, YesNo, one_of
from wardbook.plan.text import Bilingual, Name


class Category(Base):
    """A kind of event."""

    id: Id
    name: Name
    text: Bilingual | None = None
    code: Word | None = None
    audience: Audience | None = None


class Categories(Base):
    """Kinds of events; `declared` is the number that the text announces."""

    caption: Bilingual | None = None
    declared: Count | None = None
    numbered: YesNo = True
    """no: the rows carry no number."""
    numbers: ExamplesBelow = Field(default_factory=dict)
    """Numbers of their own: what the first looks like, by language."""
    standard: CitationLink | None = None
    """The standard whose codes the items carry."""
    items: tuple[Category, ...]


class CategoriesBlock(Block):
    """Kinds of events."""

    categories: Categories


class Level(Base):
    """A level of severity: the half-open interval `[from, to)`."""

    id: Id
    label: Name
    start: Span | None = Field(default=None, alias="from")
    end: Span | None = Field(default=None, alias="to")
    criteria: tuple[Bilingual, ...] = ()
    """What tells this level; any one of them is enough, see `needs` of the levels."""
    response: Bilingual | None = None
    """The level of response that it calls for."""
    activates: ActorLink | None = None
    """Who may activate it."""
    text: Bilingual | None = None
    audience: Audience | None = None


class Levels(Base):
    """Levels on one axis."""

    caption: Bilingual | None = None
    numbered: YesNo = False
    """yes: the rows are numbered like the items of a list."""
    numbers: ExamplesBelow = Field(default_factory=dict)
    """Numbers of their own: what the first looks like, by language: {zh: [1.], en: [1.]}."""
    axis: Annotated[str, one_of("outage_hours", "scope", "class", "custom")]
    basis_of_time: Annotated[str, one_of("expected", "elapsed")] | None = None
    needs: Annotated[str, one_of("any", "all")] = Field(default="any", validate_default=False)
    """Whether one criterion is enough or all must be met."""
    below: Bilingual | None = None
    """What happens below the first interval, when it does not start at 0."""
    values: tuple[Level, ...] = Field(min_length=1)

    @property
    def counts(self) -> bool:
        """Whether the rows have numbers."""
        return self.numbered or bool(self.numbers)


class LevelsBlock(Block):
    """Severity levels."""

    levels: Levels


AREAS = (
    "room", "power", "network", "host", "storage", "database", "application", "terminal", "attack",
    "virus", "theft", "water", "fire",
)  # fmt: skip
"""Where faults happen, in the order of the library."""


class Fault(Base):
    """A fault of the library: how it is noticed, what is done first, who is called."""

    id: Id
    area: Annotated[str, one_of(*AREAS)]
    name: Name
    systems: tuple[SystemLink, ...] = ()
    """Systems that have failed."""
    signs: tuple[Bilingual, ...] = ()
    first: tuple[Bilingual, ...] = ()
    """First actions, in order."""
    call: tuple[ContactLink, ...] = ()
    procedure: ProcedureLink | None = None
    form: FormLink | None = None
    audience: Audience | None = None


class FaultsBlock(Block):
    """The fault library, printed by area."""

    faults: tuple[Fault, ...] = Field(min_length=1)


BLOCKS: dict[str, type[Block]] = {
    "categories": CategoriesBlock,
    "faults": FaultsBlock,
    "levels": LevelsBlock,
}
