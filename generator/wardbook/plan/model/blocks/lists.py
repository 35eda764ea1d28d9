"""What stands elsewhere and is printed or listed here."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks.base import All, Block
from wardbook.plan.model.links import (
    ContactLink,
    DepartmentLink,
    EntryLink,
    FormLink,
    ProcedureLink,
    StepLink,
    SystemLink,
)
from wardbook.plan.model.scalars import Span, YesNo
from wardbook.plan.text import Bilingual


class ProcedureBlock(Block):
    """Prints a procedure here."""

    shows: ClassVar[str] = "procedure"

    procedure: ProcedureLink
    here: YesNo = False
    """yes: its steps are items of the chapter, with the plan's numbers; no: its sheet follows the
    chapter."""


class ContactsBlock(Block):
    """A table of numbers."""

    contacts: All | tuple[ContactLink, ...]


class FormsBlock(Block):
    """A list of forms."""

    shows: ClassVar[str] = "forms"

    forms: All | tuple[FormLink, ...]


class RecordsBlock(Block):
    """Sealed technical records of systems; only who may see restricted things is shown them."""

    records: All | tuple[SystemLink, ...]


class StatedLimit(Base):
    """A time that the plan's own words give for back-entry, held against the steps."""

    of: EntryLink | None = None
    """A department or a step; absent: all that the table lists."""
    within: Span
    """Counted from the all-clear."""


class EntryRow(Base):
    """Several steps of back-entry as one row, in the plan's own words."""

    text: Bilingual
    steps: tuple[StepLink, ...] = Field(min_length=1)
    """What the row stands for: order, department and time are theirs."""


class Recovery(Base):
    """Who enters what, after what and by when, worked out from the steps of back-entry."""

    departments: All | tuple[DepartmentLink, ...] = ()
    """Whose steps have a row each, but for those that `rows` name."""
    rows: tuple[EntryRow, ...] = ()
    """Rows in the plan's own words."""
    stated: tuple[StatedLimit, ...] = ()
    """Times that the plan states besides; they are checked, not printed."""


class RecoveryBlock(Block):
    """The recovery table: the order and the limits of all back-entry."""

    recovery: Recovery


class AttachmentsBlock(Block):
    """The list of the plan's attachments."""

    attachments: All


BLOCKS: dict[str, type[Block]] = {
    "procedure": ProcedureBlock,
    "contacts": ContactsBlock,
    "forms": FormsBlock,
    "records": RecordsBlock,
    "recovery": RecoveryBlock,
    "attachments": AttachmentsBlock,
}
