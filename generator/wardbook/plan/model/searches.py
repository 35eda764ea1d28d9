"""searches.yml: what people type into the site's search, and the page that each should open."""

from __future__ import annotations

from pydantic import Field

from wardbook.plan.model.audience import Public
from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import Word
from wardbook.plan.text import WordLists


class Sought(Base):
    """A page, and queries that should find it first."""

    opens: Word
    """The page's address on the site, from the folder of the language, without .html:
    departments/laboratory, contacts#desk-24h."""
    also: tuple[Word, ...] = ()
    """Addresses of pages that answer as well."""
    ask: WordLists
    """What people type, in each language of the site."""


class Searches(Base):
    """searches.yml: tries of the search, which `wardbook check --search` makes."""

    pages: Public[tuple[Sought, ...]] = Field(min_length=1)
