"""The box of paper that a department keeps for an outage."""

from __future__ import annotations

from wardbook.plan.model.base import Base
from wardbook.plan.model.links import FormLink, RoleLink
from wardbook.plan.model.scalars import Id, Several
from wardbook.plan.text import Bilingual, Name

_RESERVE_TENTHS = 12
"""Par is a fifth more than is used up in the hours (domain practice: forms get spoiled)."""


class BoxForm(Base):
    """A form that lies in a department's box, and how many of it."""

    form: FormLink
    """The form, or form/variant."""
    per_hour: Several
    """Sets filled, or labels used, in the busiest hour."""
    hours: Several = 8
    """Hours that the box must last: eight is what SAFER's contingency guide and the Joint
    Commission ask of a ward."""
    pad: Several = 1
    """Sets of a pad: whole pads are put in."""

    @property
    def minimum(self) -> int:
        """Sets below which the box does not last its hours."""
        return self.per_hour * self.hours

    @property
    def par(self) -> int:
        """Sets that are put in: the hours' use and a fifth, in whole pads."""
        return -(-self.minimum * _RESERVE_TENTHS // (10 * self.pad)) * self.pad


class Thing(Base):
    """Something besides forms that a box holds: a stamp, a cash float, a price booklet."""

    id: Id
    """By which steps name it (`takes:`)."""
    name: Name
    count: Several = 1


class Box(Base):
    """Where a department's paper is kept, and what lies there."""

    place: Bilingual
    key: RoleLink | None = None
    """Who has the key."""
    holds: tuple[BoxForm, ...] = ()
    """The forms in it, each printed with numbers, and the sheets of labels."""
    things: tuple[Thing, ...] = ()
    """What else lies in it, besides pens, torch and paper, which every box has."""
