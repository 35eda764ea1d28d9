"""Drills: which one is held when and with whom, what was measured, and what fell short."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardbook.plan.model.audience import Audience, Public, Staff
from wardbook.plan.model.base import Base
from wardbook.plan.model.links import (
    DepartmentLink,
    ProcedureLink,
    ProgrammeLink,
    StepLink,
    WhoLink,
)
from wardbook.plan.model.scalars import Count, Date, Id, Span, one_of
from wardbook.plan.text import Bilingual, Name


class Timing(Base):
    """How long a step took in a drill, from the moment that its limit counts from."""

    step: StepLink
    """procedure/step."""
    took: Span
    audience: Audience | None = None


class Shortfall(Base):
    """What fell short, and what is done about it."""

    found: Bilingual
    measure: Bilingual
    by: WhoLink
    until: Date
    done: Date | None = None
    """When it was done; absent: still open."""
    audience: Audience | None = None


class Outcome(Base):
    """What became of a drill."""

    held: Public[Date]
    people: Public[Count | None] = None
    """How many took part."""
    timings: Staff[tuple[Timing, ...]] = ()
    shortfalls: Staff[tuple[Shortfall, ...]] = ()
    summary: Staff[Bilingual | None] = None


class Drill(Base):
    """drills/ID.yml: one drill, planned and then held."""

    id: Public[Id]
    name: Public[Name]
    programme: Public[ProgrammeLink | None] = None
    """The regular drill of a plan (an entry of its block drills: with an id) that it fulfils."""
    method: Public[Annotated[str, one_of("tabletop", "live", "demonstration")]] = Field(
        default="live", validate_default=False
    )
    """tabletop (talked through), live (done), demonstration (shown): the kinds of GB/T 38645."""
    purpose: Public[Bilingual | None] = None
    scenario: Public[ProcedureLink | None] = None
    """The scenario that is played."""
    departments: Public[tuple[DepartmentLink, ...]] = Field(min_length=1)
    """Who takes part."""
    planned: Public[Date]
    """The day on which it is to be held."""
    lead: Public[WhoLink]
    """Who holds it."""
    observers: Public[tuple[WhoLink, ...]] = ()
    budget: Public[Bilingual | None] = None
    audience: Public[Audience] = Field(default="staff", validate_default=False)
    outcome: Public[Outcome | None] = None
    """Written after it was held."""
