"""Typed blocks of a plan's chapters. A block is a mapping with exactly one block key, and perhaps `basis` and `audience`.

Adding a block type: a class here with its key as the one required field, a line in `BLOCKS`, a view in `views/blocks.py`,
a template in `theme/blocks/`.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Discriminator, Field, Tag

from generator.source.model.base import Base
from generator.source.model.links import (
    CitationLink,
    ContactLink,
    DepartmentLink,
    FormLink,
    ProcedureLink,
    RoleLink,
    SystemLink,
    TermLink,
    WhoLink,
    WindowLink,
)
from generator.source.model.registries import Audience, Basis
from generator.source.model.scalars import Count, Id, Span, Word, YesNo, one_of
from generator.source.text import Bilingual

All = Annotated[str, one_of("all")]


class Block(Base):
    """What every block may say of itself."""

    basis: Basis | None = None
    audience: Audience | None = None


class TextBlock(Block):
    """Paragraphs."""

    text: Bilingual


class NoteBlock(Block):
    """A note set apart."""

    note: Bilingual


class Item(Base):
    """A list item with items below it."""

    text: Bilingual
    list: ListItems = ()
    numbered: YesNo = False


def _item_form(value: Any) -> str:
    return "item" if isinstance(value, dict) and "text" in value else "words"


ListItem = Annotated[
    Annotated[Item, Tag("item")] | Annotated[Bilingual, Tag("words")],
    Discriminator(_item_form),
]
ListItems = tuple[ListItem, ...]
Item.model_rebuild()


class ListBlock(Block):
    """A list to any depth."""

    list: ListItems
    numbered: YesNo = False


class Principle(Base):
    """A named and explained principle."""

    name: Bilingual
    text: Bilingual


class PrinciplesBlock(Block):
    """The plan's principles."""

    principles: tuple[Principle, ...]


class DefinitionsBlock(Block):
    """Terms of the glossary that the plan defines."""

    definitions: tuple[TermLink, ...]


class CitationsBlock(Block):
    """What the plan rests on."""

    citations: tuple[CitationLink, ...]


class Scope(Base):
    """What the plan covers."""

    systems: tuple[SystemLink, ...] = ()
    departments: All | tuple[DepartmentLink, ...] = ()
    text: Bilingual | None = None


class ScopeBlock(Block):
    """The plan's scope."""

    scope: Scope


class Body(Base):
    """A body of the emergency organisation."""

    id: Id
    name: Bilingual
    short: Bilingual | None = None
    """What it is called for short (以下简称)."""
    parent: Id | None = None
    lead: RoleLink | None = None
    deputies: tuple[RoleLink, ...] = ()
    members: tuple[WhoLink, ...] = ()
    seat: DepartmentLink | None = None
    """The department that houses it."""
    duties: tuple[Bilingual, ...] = ()
    note: Bilingual | None = None


class BodiesBlock(Block):
    """Who commands whom; drawn as a chart."""

    bodies: tuple[Body, ...]


class Duties(Base):
    """The duties of a department or post."""

    who: WhoLink
    duties: tuple[Bilingual, ...]


class DutiesBlock(Block):
    """Duties by department or post."""

    duties: tuple[Duties, ...]


class Category(Base):
    """A kind of event."""

    id: Id
    name: Bilingual
    text: Bilingual | None = None
    code: Word | None = None


class Categories(Base):
    """Kinds of events; `declared` is the number that the text announces."""

    declared: Count | None = None
    items: tuple[Category, ...]


class CategoriesBlock(Block):
    """Kinds of events."""

    categories: Categories


class Level(Base):
    """A level of severity: the half-open interval `[from, to)`."""

    id: Id
    label: Bilingual
    start: Span | None = Field(default=None, alias="from")
    end: Span | None = Field(default=None, alias="to")
    activates: RoleLink | None = None
    text: Bilingual | None = None


class Levels(Base):
    """Levels on one axis."""

    axis: Annotated[str, one_of("outage_hours", "scope", "class", "custom")]
    basis_of_time: Annotated[str, one_of("expected", "elapsed")] | None = None
    below: Bilingual | None = None
    """What happens below the first interval, when it does not start at 0."""
    values: tuple[Level, ...] = Field(min_length=1)


class LevelsBlock(Block):
    """Severity levels."""

    levels: Levels


class Reporting(Base):
    """What is reported, to whom, how fast."""

    to: ContactLink
    within: Span | None = None
    conditions: tuple[Bilingual, ...] = ()
    content: tuple[Bilingual, ...] = ()
    form: FormLink | None = None


class ReportingBlock(Block):
    """Reporting."""

    reporting: Reporting


class ActivationStep(Base):
    """A link of the activation chain."""

    step: Annotated[str, one_of("report", "propose", "order", "notify", "act")]
    by: WhoLink
    to: tuple[WhoLink, ...] = ()
    text: Bilingual | None = None
    form: FormLink | None = None
    within: Span | None = None


class ActivationBlock(Block):
    """Proposer → authority → announcer → receivers; drawn as a chain."""

    activation: tuple[ActivationStep, ...] = Field(min_length=1)


class Peak(Base):
    """What differs inside a peak window."""

    window: WindowLink
    text: Bilingual
    off_peak: Bilingual | None = None


class PeakBlock(Block):
    """Peak and off-peak rule."""

    peak: Peak


class ProcedureBlock(Block):
    """Prints a procedure here."""

    procedure: ProcedureLink


class ContactsBlock(Block):
    """A table of numbers."""

    contacts: All | tuple[ContactLink, ...]


class FormsBlock(Block):
    """A list of forms."""

    forms: All | tuple[FormLink, ...]


class AttachmentsBlock(Block):
    """The list of the plan's attachments."""

    attachments: All


class Guarantee(Base):
    """Something that must be there when it is needed."""

    kind: Word
    name: Bilingual | None = None
    text: Bilingual
    quantity: Bilingual | None = None
    place: Bilingual | None = None
    check: Bilingual | None = None
    by: WhoLink | None = None


class GuaranteesBlock(Block):
    """Guarantees."""

    guarantees: tuple[Guarantee, ...]


class DrillPlan(Base):
    """A drill that is held regularly."""

    name: Bilingual
    frequency: Bilingual
    scope: Bilingual | None = None
    by: WhoLink | None = None
    record: Bilingual | None = None


class DrillsBlock(Block):
    """Training and drills."""

    drills: tuple[DrillPlan, ...]


class Table(Base):
    """A free table."""

    caption: Bilingual | None = None
    columns: tuple[Bilingual, ...]
    rows: tuple[tuple[Bilingual, ...], ...]


class TableBlock(Block):
    """A table."""

    table: Table


class Figure(Base):
    """A picture inside the project (SVG or PNG)."""

    file: Word
    caption: Bilingual
    alt: Bilingual


class FigureBlock(Block):
    """A figure."""

    figure: Figure


BLOCKS: dict[str, type[Block]] = {
    "text": TextBlock,
    "note": NoteBlock,
    "list": ListBlock,
    "principles": PrinciplesBlock,
    "definitions": DefinitionsBlock,
    "citations": CitationsBlock,
    "scope": ScopeBlock,
    "bodies": BodiesBlock,
    "duties": DutiesBlock,
    "categories": CategoriesBlock,
    "levels": LevelsBlock,
    "reporting": ReportingBlock,
    "activation": ActivationBlock,
    "peak": PeakBlock,
    "procedure": ProcedureBlock,
    "contacts": ContactsBlock,
    "forms": FormsBlock,
    "attachments": AttachmentsBlock,
    "guarantees": GuaranteesBlock,
    "drills": DrillsBlock,
    "table": TableBlock,
    "figure": FigureBlock,
}
"""Block key → model. The key decides; pydantic never tries one model after another."""


def _block_key(value: Any) -> str | None:
    keys = [key for key in value if key in BLOCKS] if isinstance(value, dict) else []
    return str(keys[0]) if keys else None


if TYPE_CHECKING:
    AnyBlock = Block
else:
    AnyBlock = Annotated[
        reduce(or_, (Annotated[model, Tag(key)] for key, model in BLOCKS.items())),
        Discriminator(_block_key),
    ]
