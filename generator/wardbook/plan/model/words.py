"""What the plan's words rest on: instruments that it cites, and the terms of its glossary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardbook.plan.model.audience import Audience, Public, Staff
from wardbook.plan.model.base import Base
from wardbook.plan.model.links import CitationLink
from wardbook.plan.model.scalars import Count, Date, Id, one_of
from wardbook.plan.text import Bilingual, Name, NumberName, WordLists


class Citation(Base):
    """citations.yml: a law, regulation, standard or internal rule."""

    id: Public[Id]
    title: Public[Name]
    kind: Public[Annotated[str, one_of("law", "regulation", "standard", "internal", "practice")]]
    number: Public[NumberName | None] = None
    year: Public[Count | None] = None
    status: Public[Annotated[str, one_of("in-force", "replaced", "withdrawn", "unverified")]]
    replaced_by: Public[CitationLink | None] = None
    checked: Staff[Date | None] = None
    note: Public[Bilingual | None] = None
    audience: Public[Audience | None] = None


class Term(Base):
    """glossary.yml: one term for one thing."""

    id: Public[Id]
    term: Public[Name]
    short: Public[Name | None] = None
    """What it is called for short (以下简称)."""
    definition: Public[Bilingual | None] = None
    aliases: Public[WordLists] = Field(default_factory=dict)
    """Other words for it, which search finds."""
    forbidden: Public[WordLists] = Field(default_factory=dict)
    """Variants that nobody may write."""
    audience: Public[Audience | None] = None
