"""Drills: which one is held when and with whom, what was measured, and what fell short."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.source.model.base import Base
from generator.source.model.links import DepartmentLink, ProcedureLink, ProgrammeLink, StepLink, WhoLink
from generator.source.model.registries import Audience
from generator.source.model.scalars import Count, Date, Id, Span, one_of
from generator.source.text import Bilingual


class Timing(Base):
    """How long a step took in a drill."""

    step: StepLink
    """procedure/step."""
    took: Span


class Shortfall(Base):
    """What fell short, and what is done about it."""

    found: Bilingual
    measure: Bilingual
    by: WhoLink
    until: Date
    done: Date | None = None
    """When it was done; absent: still open."""


class Outcome(Base):
    """What became of a drill."""

    held: Date
    people: Count | None = None
    """How many took part."""
    timings: tuple[Timing, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    summary: Bilingual | None = None


class Drill(Base):
    """drills/ID.yml: one drill, planned and then held."""

    id: Id
    name: Bilingual
    programme: ProgrammeLink | None = None
    """The regular drill of a plan (an entry of its block drills: with an id) that it fulfils."""
    method: Annotated[str, one_of("tabletop", "live", "demonstration")] = Field(default="live", validate_default=False)
    """tabletop (talked through), live (done), demonstration (shown): the kinds of GB/T 38645."""
    purpose: Bilingual | None = None
    scenario: ProcedureLink | None = None
    """The scenario that is played."""
    departments: tuple[DepartmentLink, ...] = Field(min_length=1)
    """Who takes part."""
    planned: Date
    """The day on which it is to be held."""
    lead: WhoLink
    """Who holds it."""
    observers: tuple[WhoLink, ...] = ()
    budget: Bilingual | None = None
    audience: Audience = Field(default="staff", validate_default=False)
    outcome: Outcome | None = None
    """Written after it was held."""
