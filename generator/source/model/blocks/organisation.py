"""Who commands whom, and who has which duty."""

from __future__ import annotations

from generator.source.model.base import Base
from generator.source.model.blocks.base import Block
from generator.source.model.links import DepartmentLink, RoleLink, WhoLink
from generator.source.model.scalars import Id
from generator.source.text import Bilingual


class Body(Base):
    """A body of the emergency organisation."""

    id: Id
    name: Bilingual
    parent: Id | None = None
    lead: RoleLink | None = None
    deputies: tuple[RoleLink, ...] = ()
    members: tuple[WhoLink, ...] = ()
    seat: DepartmentLink | None = None
    """The department that houses it."""
    duties: tuple[Bilingual, ...] = ()
    note: Bilingual | None = None


class BodiesBlock(Block):
    """Who commands whom; drawn as a chart."""

    bodies: tuple[Body, ...]


class Duties(Base):
    """The duties of a department or post."""

    who: WhoLink
    duties: tuple[Bilingual, ...]


class DutiesBlock(Block):
    """Duties by department or post."""

    duties: tuple[Duties, ...]
