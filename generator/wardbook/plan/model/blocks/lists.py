"""What stands elsewhere and is printed or listed here."""

from __future__ import annotations

from typing import ClassVar

from wardbook.plan.model.blocks.base import All, Block
from wardbook.plan.model.links import ContactLink, FormLink, ProcedureLink, SystemLink


class ProcedureBlock(Block):
    """Prints a procedure here."""

    shows: ClassVar[str] = "procedure"

    procedure: ProcedureLink


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


class AttachmentsBlock(Block):
    """The list of the plan's attachments."""

    attachments: All


BLOCKS: dict[str, type[Block]] = {
    "procedure": ProcedureBlock,
    "contacts": ContactsBlock,
    "forms": FormsBlock,
    "records": RecordsBlock,
    "attachments": AttachmentsBlock,
}
