"""Pages of the site whose addresses changed, as site.yml lists them."""

from __future__ import annotations

from pydantic import Field

from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import Word


class Moved(Base):
    """A page whose address changed: both from a language's folder, without the ending."""

    old: Word = Field(alias="from")
    """Where it was: departments/er"""
    new: Word = Field(alias="to")
    """Where it is: departments/emergency"""
