"""Known instruments: which editions of a standard, law or measure were issued, and what became of
them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import Count, Date, Word, one_of
from wardbook.plan.text import Bilingual, Name


class KnownEdition(Base):
    """One edition of an instrument, and where that was read."""

    number: Word | None = None
    """As printed on its cover, the year included; absent where nobody has read it."""
    title: Name
    year: Count
    status: Annotated[str, one_of("in-force", "replaced", "withdrawn", "unknown")]
    """unknown: nobody has read what became of it."""
    since: Date | None = None
    """First day on which it is no longer in force; absent where that was not read."""
    replaced_by: Word | None = None
    """Number of its successor."""
    read: Bilingual
    """Where number, year and status were read."""


class KnownInstruments(Base):
    """The list that comes with the program: every edition of what it names."""

    as_of: Date
    """The day of the list: of later years it says nothing."""
    editions: tuple[KnownEdition, ...] = Field(min_length=1)
