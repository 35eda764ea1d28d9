"""Typed blocks of a plan's chapters. A block is a mapping with exactly one block key, and perhaps
`basis` and `audience`.

Adding a block type: a class in the module of its group with its key as the one required field, its
line in that module's `BLOCKS`, a view in the module of the same name in `sheets/plan/blocks/`. A
template only if no kind of view fits. What is imported here is what others ask for by name.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Discriminator, Tag

from wardbook.plan.model.blocks import (
    alarm,
    basis,
    events,
    lists,
    organisation,
    prose,
    readiness,
    triggers,
)
from wardbook.plan.model.blocks.alarm import (
    ActivationBlock,
    ActivationStep,
    ChangeNotice,
    Channel,
    DiscoveryBlock,
    Peak,
    PeakBlock,
    Reporting,
    ReportingBlock,
    ReportSheet,
    ResourceChoice,
    ResourcesBlock,
    WarningBlock,
    Warnings,
    Watch,
)
from wardbook.plan.model.blocks.base import Block
from wardbook.plan.model.blocks.basis import (
    CitationsBlock,
    DefinitionsBlock,
    Policy,
    PolicyBlock,
    Scope,
    ScopeBlock,
)
from wardbook.plan.model.blocks.events import (
    AREAS,
    Categories,
    CategoriesBlock,
    Category,
    Fault,
    FaultsBlock,
    Level,
    Levels,
    LevelsBlock,
)
from wardbook.plan.model.blocks.lists import (
    AttachmentsBlock,
    ContactsBlock,
    FormsBlock,
    ProcedureBlock,
    RecordsBlock,
)
from wardbook.plan.model.blocks.organisation import (
    BodiesBlock,
    Body,
    Clusters,
    ClustersBlock,
    Duties,
    DutiesBlock,
)
from wardbook.plan.model.blocks.prose import (
    Figure,
    FigureBlock,
    Item,
    ListBlock,
    ListItem,
    NoteBlock,
    Principle,
    PrinciplesBlock,
    Table,
    TableBlock,
    TextBlock,
)
from wardbook.plan.model.blocks.readiness import (
    Aftermath,
    AftermathBlock,
    Closing,
    ClosingBlock,
    DrillPlan,
    DrillsBlock,
    Guarantee,
    GuaranteesBlock,
)
from wardbook.plan.model.blocks.triggers import CalendarBlock, Reserve, Trigger, TriggersBlock

BLOCKS: dict[str, type[Block]] = {
    **prose.BLOCKS,
    **basis.BLOCKS,
    **organisation.BLOCKS,
    **events.BLOCKS,
    **alarm.BLOCKS,
    **lists.BLOCKS,
    **readiness.BLOCKS,
    **triggers.BLOCKS,
}
"""Block key → model. The key decides; pydantic never tries one model after another."""


def _block_key(value: Any) -> str | None:
    """The first key of a block that names a type of block; None when there is none."""
    if not isinstance(value, dict):
        return None
    for key in value:
        if key in BLOCKS:
            return str(key)
    return None


if TYPE_CHECKING:
    AnyBlock = Block
else:
    AnyBlock = Annotated[
        reduce(or_, (Annotated[model, Tag(key)] for key, model in BLOCKS.items())),
        Discriminator(_block_key),
    ]

__all__ = (
    "AREAS",
    "BLOCKS",
    "ActivationBlock",
    "ActivationStep",
    "Aftermath",
    "AftermathBlock",
    "AnyBlock",
    "AttachmentsBlock",
    "Block",
    "BodiesBlock",
    "Body",
    "CalendarBlock",
    "Categories",
    "CategoriesBlock",
    "Category",
    "ChangeNotice",
    "Channel",
    "CitationsBlock",
    "Closing",
    "ClosingBlock",
    "Clusters",
    "ClustersBlock",
    "ContactsBlock",
    "DefinitionsBlock",
    "DiscoveryBlock",
    "DrillPlan",
    "DrillsBlock",
    "Duties",
    "DutiesBlock",
    "Fault",
    "FaultsBlock",
    "Figure",
    "FigureBlock",
    "FormsBlock",
    "Guarantee",
    "GuaranteesBlock",
    "Item",
    "Level",
    "Levels",
    "LevelsBlock",
    "ListBlock",
    "ListItem",
    "NoteBlock",
    "Peak",
    "PeakBlock",
    "Policy",
    "PolicyBlock",
    "Principle",
    "PrinciplesBlock",
    "ProcedureBlock",
    "RecordsBlock",
    "ReportSheet",
    "Reporting",
    "ReportingBlock",
    "Reserve",
    "ResourceChoice",
    "ResourcesBlock",
    "Scope",
    "ScopeBlock",
    "Table",
    "TableBlock",
    "TextBlock",
    "Trigger",
    "TriggersBlock",
    "WarningBlock",
    "Warnings",
    "Watch",
)
