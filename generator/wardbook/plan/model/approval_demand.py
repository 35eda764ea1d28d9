"""Who has to approve an edition before it is issued."""

from __future__ import annotations

from wardbook.plan.model.audience import Staff
from wardbook.plan.model.base import Base
from wardbook.plan.model.links import DepartmentLink, RoleLink
from wardbook.plan.model.scalars import YesNo


class ApprovalDemand(Base):
    """approvals: of site.yml: a post without whose approval no edition is issued."""

    by: Staff[RoleLink]
    of: Staff[tuple[DepartmentLink, ...]] = ()
    """Departments whose manuals it approves; none: every sheet."""
    signed: Staff[YesNo] = False
    """Whether the approval must be signed with the post's SSH key."""
