"""Records: numbered paper that was printed here, and numbered pads that come from elsewhere.
Commands write them, people may read them, and nothing of them is ever printed in the plan."""

from __future__ import annotations

from pydantic import Field

from wardbook.plan.model.audience import Staff
from wardbook.plan.model.base import Base
from wardbook.plan.model.form import Risk
from wardbook.plan.model.links import DepartmentLink, FormLink
from wardbook.plan.model.scalars import Date, Id, SerialNumber, Word, YesNo
from wardbook.plan.text import Name


class PrintRun(Base):
    """records/runs/ID.yml: forms printed with running numbers, from `first`, without a gap."""

    id: Staff[Id]
    form: Staff[FormLink]
    """The form, or form/variant."""
    department: Staff[DepartmentLink]
    """Whose pool the numbers come from."""
    first: Staff[SerialNumber]
    count: Staff[SerialNumber]
    """How many numbers, those for spoiled forms included."""
    drill: Staff[YesNo] = False
    """Numbers for drills come from a pool of their own."""
    edition: Staff[Word]
    printed: Staff[Date]

    @property
    def last(self) -> int:
        """The last number."""
        return self.first + self.count - 1


class Pad(Base):
    """records/pads.yml: a pad that was numbered elsewhere, registered by its range: controlled
    receipts, narcotic pads."""

    id: Staff[Id]
    name: Staff[Name]
    form: Staff[FormLink | None] = None
    """The form of the plan that it is used in place of."""
    prefix: Staff[Word | None] = None
    """Letters in front of each number, as printed on the pad."""
    first: Staff[Word]
    """First number, with its zeros."""
    last: Staff[Word]
    department: Staff[DepartmentLink]
    received: Staff[Date | None] = None
    risk: Staff[Risk] = Field(default="other", validate_default=False)
