"""Who commands whom, and who has which duty."""

from __future__ import annotations

from typing import Annotated

from wardbook.plan.model.audience import Audience
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks.base import All, Block
from wardbook.plan.model.blocks.prose import ListItems
from wardbook.plan.model.links import BodyLink, DepartmentLink, RoleLink, WhoLink
from wardbook.plan.model.scalars import Id, YesNo, one_of
from wardbook.plan.text import Bilingual, Name

Power = Annotated[str, one_of("make", "revise", "approve", "issue", "interpret", "activate", "end")]
"""What a body may do with the plan."""


class Body(Base):
    """A body of the emergency organisation."""

    id: Id
    name: Name
    short: Name | None = None
    """What it is called for short (以下简称)."""
    parent: Id | None = None
    """The body above it in the tree."""
    stands: Annotated[str, one_of("office", "group")] | None = None
    """How it stands below its parent: its office, or a group of it."""
    reports_to: tuple[BodyLink, ...] = ()
    """Bodies that it reports to besides its parent."""
    lead_title: Name | None = None
    """What its lead is called here: commander, head of the office."""
    lead: RoleLink | None = None
    deputies_title: Name | None = None
    """What its deputies are called here: 副组长, deputy commanders."""
    deputies: tuple[RoleLink, ...] = ()
    members: tuple[WhoLink, ...] = ()
    others: Bilingual | None = None
    """Who else may be called in: the list of members is open."""
    and_others: YesNo = False
    """yes: the list of members is open, and nobody says who else: 甲、乙等."""
    seat: DepartmentLink | None = None
    """The department that houses it."""
    task: Bilingual | None = None
    """Its duty in one short line, printed in the chart."""
    duties: ListItems = ()
    """Long ones, to any depth."""
    numbered: YesNo = True
    """no: its duties carry no numbers."""
    powers: tuple[Power, ...] = ()
    qualifications: tuple[Bilingual, ...] = ()
    note: Bilingual | None = None
    audience: Audience | None = None


class BodiesBlock(Block):
    """Who commands whom; drawn as a chart."""

    bodies: tuple[Body, ...]


class Duties(Base):
    """The duties of a body, department or post."""

    who: WhoLink
    task: Bilingual | None = None
    """The duty in one short line."""
    duties: ListItems = ()
    """Long ones, to any depth."""
    numbered: YesNo = True
    """no: the duties carry no numbers."""
    audience: Audience | None = None


class DutiesBlock(Block):
    """Duties by department or post."""

    duties: tuple[Duties, ...]
    numbered: YesNo = True
    """no: none of them carry numbers."""


class Clusters(Base):
    """Which department organises which others, with the accountable lead of each and the deputy."""

    departments: All | tuple[DepartmentLink, ...]
    rule: Bilingual | None = None
    """The rule of the first responsible person."""


class ClustersBlock(Block):
    """Clusters of departments, from the register of departments."""

    clusters: Clusters


BLOCKS: dict[str, type[Block]] = {
    "bodies": BodiesBlock,
    "duties": DutiesBlock,
    "clusters": ClustersBlock,
}
