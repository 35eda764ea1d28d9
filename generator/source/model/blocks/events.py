"""Kinds of events and how bad they are."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.source.model.base import Base
from generator.source.model.blocks.base import Block
from generator.source.model.links import RoleLink
from generator.source.model.scalars import Count, Id, Span, Word, one_of
from generator.source.text import Bilingual


class Category(Base):
    """A kind of event."""

    id: Id
    name: Bilingual
    text: Bilingual | None = None
    code: Word | None = None


class Categories(Base):
    """Kinds of events; `declared` is the number that the text announces."""

    declared: Count | None = None
    items: tuple[Category, ...]


class CategoriesBlock(Block):
    """Kinds of events."""

    categories: Categories


class Level(Base):
    """A level of severity: the half-open interval `[from, to)`."""

    id: Id
    label: Bilingual
    start: Span | None = Field(default=None, alias="from")
    end: Span | None = Field(default=None, alias="to")
    activates: RoleLink | None = None
    text: Bilingual | None = None


class Levels(Base):
    """Levels on one axis."""

    axis: Annotated[str, one_of("outage_hours", "scope", "class", "custom")]
    basis_of_time: Annotated[str, one_of("expected", "elapsed")] | None = None
    below: Bilingual | None = None
    """What happens below the first interval, when it does not start at 0."""
    values: tuple[Level, ...] = Field(min_length=1)


class LevelsBlock(Block):
    """Severity levels."""

    levels: Levels
