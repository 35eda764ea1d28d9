"""What an author adds to a department's manual, or leaves out of it."""

from __future__ import annotations

from pydantic import Field

from wardbook.plan.model.base import Base
from wardbook.plan.model.links import SheetLink
from wardbook.plan.text import Bilingual


class ManualChoice(Base):
    """Exceptions to what a department's manual holds."""

    also: tuple[SheetLink, ...] = ()
    leave_out: tuple[SheetLink, ...] = Field(default=(), alias="not")
    reason: Bilingual
