"""From the first report to the order: reporting, activation, peak hours."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.source.model.base import Base
from generator.source.model.blocks.base import Block
from generator.source.model.links import ContactLink, FormLink, WhoLink, WindowLink
from generator.source.model.scalars import Span, one_of
from generator.source.text import Bilingual


class Reporting(Base):
    """What is reported, to whom, how fast."""

    to: ContactLink
    within: Span | None = None
    conditions: tuple[Bilingual, ...] = ()
    content: tuple[Bilingual, ...] = ()
    form: FormLink | None = None


class ReportingBlock(Block):
    """Reporting."""

    reporting: Reporting


class ActivationStep(Base):
    """A link of the activation chain."""

    step: Annotated[str, one_of("report", "propose", "order", "notify", "act")]
    by: WhoLink
    to: tuple[WhoLink, ...] = ()
    text: Bilingual | None = None
    form: FormLink | None = None
    within: Span | None = None


class ActivationBlock(Block):
    """Proposer → authority → announcer → receivers; drawn as a chain."""

    activation: tuple[ActivationStep, ...] = Field(min_length=1)


class Peak(Base):
    """What differs inside a peak window."""

    window: WindowLink
    text: Bilingual
    off_peak: Bilingual | None = None


class PeakBlock(Block):
    """Peak and off-peak rule."""

    peak: Peak
