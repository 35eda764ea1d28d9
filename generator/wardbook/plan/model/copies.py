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


class LostCopy(Base):
    """Copies of an entry that are lost. Whoever finds one destroys it."""

    date: Staff[Date]
    """When it was missed."""
    count: Staff[Count] = 1
    number: Staff[Word | None] = None
    """Its number, as written on its cover."""
    edition: Staff[Word | None] = None
    """Edition that it held."""
    by: Staff[Word | None] = None
    """Who reported it."""
    replaced: Staff[Date | None] = None
    """When another was handed out in its place; absent: not yet."""


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
    checked_by: Staff[Word | None] = None
    """Who signed for that look."""
    lost: Staff[tuple[LostCopy, ...]] = ()
    """Copies of these that are lost."""
    audience: Staff[Inside] = Field(default="staff", validate_default=False)
    note: Staff[Bilingual | None] = None

    @property
    def missed(self) -> tuple[LostCopy, ...]:
        """Those that are lost and not replaced."""
        return tuple(one for one in self.lost if one.replaced is None)
