"""When the plan starts: time that has passed, thresholds, orders, systems that are down or slow,
power that runs out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardbook.plan.model.audience import Audience
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks.base import All, Block
from wardbook.plan.model.links import (
    ActorLink,
    DepartmentLink,
    FormLink,
    ProcedureLink,
    StepLink,
    SystemLink,
    WindowLink,
)
from wardbook.plan.model.scalars import Id, Span, one_of
from wardbook.plan.text import Bilingual, Name


class Reserve(Base):
    """Something that runs out, and the steps that must be done before it does."""

    name: Name
    lasts: Span
    steps: tuple[StepLink, ...] = Field(min_length=1)


class Trigger(Base):
    """A condition and what it starts. Several conditions in one trigger must all be met."""

    id: Id
    after: Span | None = None
    """Time that has passed."""
    since: Annotated[str, one_of("noticed", "announced", "manual")] = Field(
        default="noticed", validate_default=False
    )
    """What `after` counts from."""
    down: tuple[SystemLink, ...] = ()
    slow: tuple[SystemLink, ...] = ()
    up: tuple[SystemLink, ...] = ()
    """Systems that still run: HIS down while OA is up is another case than both down."""
    threshold: Bilingual | None = None
    ordered_by: ActorLink | None = None
    window: WindowLink | None = None
    reserve: Reserve | None = None
    procedure: ProcedureLink | None = None
    """What it starts."""
    departments: All | tuple[DepartmentLink, ...] = ()
    """Who goes over to paper."""
    then: Bilingual | None = None
    form: FormLink | None = None
    audience: Audience | None = None


class TriggersBlock(Block):
    """Triggers."""

    triggers: tuple[Trigger, ...] = Field(min_length=1)


class CalendarBlock(Block):
    """The peak windows of calendar.yml with the holidays on which they do not apply."""

    calendar: All | tuple[WindowLink, ...]


BLOCKS: dict[str, type[Block]] = {
    "triggers": TriggersBlock,
    "calendar": CalendarBlock,
}
