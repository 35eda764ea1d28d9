"""From the first report to the order: reporting, activation, peak hours."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from wardbook.plan.model.audience import Audience
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks.base import Block
from wardbook.plan.model.links import (
    ActorLink,
    ContactLink,
    FormLink,
    SystemLink,
    WhoLink,
    WindowLink,
)
from wardbook.plan.model.scalars import Code, Id, Rhythm, Span, one_of
from wardbook.plan.text import Bilingual, Name


class ReportSheet(Base):
    """The form that conditions and content make by themselves."""

    id: Id
    code: Code
    title: Name


class Reporting(Base):
    """What is reported, to whom, how fast."""

    to: ContactLink
    also: tuple[ContactLink, ...] = ()
    """Who else is told."""
    within: Span | None = None
    since: Annotated[str, one_of("noticed", "announced", "manual")] = Field(
        default="noticed", validate_default=False
    )
    """What `within` counts from."""
    channel: Bilingual | None = None
    """By phone, in writing, through which system."""
    consent: ActorLink | None = None
    """Who must agree before it goes out."""
    conditions: tuple[Bilingual, ...] = ()
    content: tuple[Bilingual, ...] = ()
    form: FormLink | None = None
    """A form of the register that it is written on."""
    sheet: ReportSheet | None = None
    """Instead of `form`: a form made of the conditions and the content."""


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
    stands_in: tuple[WhoLink, ...] = ()
    """Who does it when `by` is not reached, in this order."""
    unreached_after: Span | None = None
    """How long `by` is tried."""
    audience: Audience | None = None


class ActivationBlock(Block):
    """Proposer → authority → announcer → receivers; drawn as a chain."""

    activation: tuple[ActivationStep, ...] = Field(min_length=1)


class Channel(Base):
    """A way on which faults become known."""

    what: Name
    """Monitoring alarm, report of a user, round, word of a vendor or an authority."""
    by: WhoLink | None = None
    """Who learns of it first; absent: anybody."""
    systems: tuple[SystemLink, ...] = ()
    signs: tuple[Bilingual, ...] = ()
    """What there is to see or to hear."""
    to: ContactLink | None = None
    """Who is called then."""
    within: Span | None = None
    """Counted from when it is noticed."""
    form: FormLink | None = None
    audience: Audience | None = None


class DiscoveryBlock(Block):
    """How faults become known; the call tree begins with it."""

    discovery: tuple[Channel, ...] = Field(min_length=1)


class ResourceChoice(Base):
    """Who goes, or what is used, in one case."""

    by: Annotated[str, one_of("place", "urgency", "difficulty", "spares")]
    """What the case goes by."""
    case: Name
    """Nearest building, theatres and emergency first, beyond the first line, switch broken."""
    take: Bilingual
    """Who goes or what is used."""
    decides: WhoLink | None = None
    call: tuple[ContactLink, ...] = ()
    place: Bilingual | None = None
    """Where the spare part is."""
    within: Span | None = None
    """How soon somebody is there, from the call."""
    audience: Audience | None = None


class ResourcesBlock(Block):
    """How people and spare parts are chosen: by place, urgency, difficulty, spares."""

    resources: tuple[ResourceChoice, ...] = Field(min_length=1)


class Watch(Base):
    """Something that is watched, so that trouble is seen before its users see it."""

    what: Bilingual
    systems: tuple[SystemLink, ...] = ()
    by: WhoLink
    how: Bilingual | None = None
    """Tool, round, outside intelligence."""
    every: Rhythm | None = None
    """How often somebody looks: a length of time, or always."""
    limit: Bilingual | None = None
    """From where on it is a warning."""
    then: ContactLink | None = None
    """Who is called."""
    audience: Audience | None = None


class ChangeNotice(Base):
    """How a planned change is announced."""

    before: Span
    """How long before it begins."""
    by: WhoLink
    to: tuple[WhoLink, ...] = Field(min_length=1)
    content: tuple[Bilingual, ...] = ()
    form: FormLink | None = None


class Warnings(Base):
    """Prevention and early warning."""

    contents: ClassVar[tuple[str, ...]] = ("watches", "notice")

    watches: tuple[Watch, ...] = ()
    notice: ChangeNotice | None = None


class WarningBlock(Block):
    """What is watched, and how planned changes are announced."""

    warning: Warnings


class Peak(Base):
    """What differs inside a peak window."""

    window: WindowLink
    text: Bilingual
    off_peak: Bilingual | None = None


class PeakBlock(Block):
    """Peak and off-peak rule."""

    peak: Peak


BLOCKS: dict[str, type[Block]] = {
    "warning": WarningBlock,
    "discovery": DiscoveryBlock,
    "resources": ResourcesBlock,
    "reporting": ReportingBlock,
    "activation": ActivationBlock,
    "peak": PeakBlock,
}
