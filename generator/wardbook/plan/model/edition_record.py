"""What the record of an issued edition says of itself, in `editions/ID/edition.yml`."""

from __future__ import annotations

from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import Count, Date, Word
from wardbook.plan.text import Bilingual


class Predecessor(Base):
    """The edition before, and the digest of its list of digests: whoever alters an old record
    would have to alter every later one."""

    id: Word
    digest: Word


class EditionHead(Base):
    """editions/ID/edition.yml, written by `wardbook release` and by nobody else."""

    format: Count
    """Form of the record."""
    id: Word
    date: Date
    program: Word
    """Version of the program that wrote it."""
    plan: Word
    """Digest of what the plan said."""
    after: Predecessor | None = None
    """Absent for the first."""
    summary: Bilingual
    """What changed, as histories print it."""
