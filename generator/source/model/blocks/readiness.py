"""What must be there, and practised, before it is needed."""

from __future__ import annotations

from generator.source.model.base import Base
from generator.source.model.blocks.base import Block
from generator.source.model.links import WhoLink
from generator.source.model.scalars import Date, Word
from generator.source.text import Bilingual


class Guarantee(Base):
    """Something that must be there when it is needed."""

    kind: Word
    name: Bilingual | None = None
    text: Bilingual
    quantity: Bilingual | None = None
    place: Bilingual | None = None
    check: Bilingual | None = None
    by: WhoLink | None = None


class GuaranteesBlock(Block):
    """Guarantees."""

    guarantees: tuple[Guarantee, ...]


class DrillPlan(Base):
    """A drill that is held regularly."""

    name: Bilingual
    frequency: Bilingual
    scope: Bilingual | None = None
    by: WhoLink | None = None
    record: Bilingual | None = None
    held: Date | None = None
    """When it was last held."""


class DrillsBlock(Block):
    """Training and drills."""

    drills: tuple[DrillPlan, ...]
