"""The copy register: which printed manual lies where, who answers for it, and which edition it
holds."""

from __future__ import annotations

from pydantic import Field

from wardbook.plan.model.audience import Inside, Staff
from wardbook.plan.model.base import Base
from wardbook.plan.model.links import DepartmentLink, RoleLink
from wardbook.plan.model.scalars import Count, Date, Id, Language, Word
from wardbook.plan.text import Bilingual

COMPLETE_PLAN = "plan"
"""Id of the manual that holds everything."""


class PaperCopy(Base):
    """copies.yml: printed copies of one manual in one place."""

    id: Staff[Id]
    manual: Staff[Id]
    """The department whose manual it is, or plan: the complete plan."""
    language: Staff[Language]
    """Language of the manual."""
    count: Staff[Count]
    """How many copies lie there."""
    number: Staff[Word | None] = None
    """Numbers of the copies, as written on their covers: 01, or 03-05."""
    department: Staff[DepartmentLink | None] = None
    """Department that keeps it; absent: the manual's own."""
    place: Staff[Bilingual | None] = None
    """Where it lies; absent: with the department's box."""
    holder: Staff[RoleLink | None] = None
    """Post that answers for it; absent: whoever has the key of the box."""
    edition: Staff[Word | None] = None
    """Edition that it holds; absent: not handed out yet."""
    checked: Staff[Date | None] = None
    """When somebody last looked at it."""
    audience: Staff[Inside] = Field(default="staff", validate_default=False)
    note: Staff[Bilingual | None] = None
