"""Where people of a department work."""

from __future__ import annotations

from pydantic import Field

from wardbook.plan.model.base import Base
from wardbook.plan.text import Name, WordLists


class WorkPlace(Base):
    """A desk, a window, a room."""

    name: Name
    aliases: WordLists = Field(default_factory=dict)
    """Other words for it, which search finds."""
