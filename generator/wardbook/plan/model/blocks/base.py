"""What every block may say of itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from wardbook.plan.model.audience import Audience
from wardbook.plan.model.base import Base
from wardbook.plan.model.registries import Basis
from wardbook.plan.model.scalars import one_of


class Block(Base):
    """What every block may say of itself."""

    shows: ClassVar[str] = ""
    """The field with the links that are all it prints: a block of what is hidden is hidden."""

    basis: Basis | None = None
    audience: Audience | None = None


All = Annotated[str, one_of("all")]
"""Everything of its kind, instead of a list."""
