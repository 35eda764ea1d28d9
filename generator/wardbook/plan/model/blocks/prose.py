"""Prose and what stands beside it: paragraphs, notes, lists, principles, tables, figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from wardbook.plan.data import Scalar
from wardbook.plan.model.audience import Audience
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks.base import Block
from wardbook.plan.model.numbering import ExamplesBelow
from wardbook.plan.model.scalars import Id, Several, Word, YesNo
from wardbook.plan.text import Bilingual, Name, TextFor


class TextBlock(Block):
    """Paragraphs."""

    text: Bilingual


class NoteBlock(Block):
    """A note set apart."""

    note: Bilingual


class Item(Base):
    """A list item with items below it."""

    id: Id | None = None
    """For references: `<plan:special/spare-parts>`."""
    text: Bilingual
    list: ListItems = ()
    numbered: YesNo | None = None
    """Whether the items below have numbers; absent: where `numbers` of the whole list shows one for
    their level."""
    audience: Audience | None = None

    def counts(self, shown: bool) -> bool:
        """Whether the items below have numbers; `shown`: an example of their level shows one."""
        return shown if self.numbered is None else self.numbered


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
    numbers: ExamplesBelow = Field(default_factory=dict)
    """Numbers of its own: what the first of each level looks like, by language: {zh: [第一步,
    ①]}."""

    @property
    def counts(self) -> bool:
        """Whether its items have numbers."""
        return self.numbered or bool(self.numbers)

    @property
    def shown(self) -> int:
        """How many levels an example shows, the outermost among them."""
        return levels_shown(self.numbers)


def levels_shown(numbers: Mapping[str, tuple[Scalar, ...]]) -> int:
    """How many levels a list's own examples show, in the language that shows most: a list is
    numbered in all or none."""
    return max(map(len, numbers.values()), default=0)


class Principle(Base):
    """A named and explained principle."""

    name: Name
    text: Bilingual
    audience: Audience | None = None


class PrinciplesBlock(Block):
    """The plan's principles."""

    principles: tuple[Principle, ...]
    numbered: YesNo = False
    """yes: they are numbered like the items of a list."""
    numbers: ExamplesBelow = Field(default_factory=dict)
    """Numbers of their own: what the first looks like, by language: {zh: [1.], en: [1.]}."""

    @property
    def counts(self) -> bool:
        """Whether they have numbers."""
        return self.numbered or bool(self.numbers)


class TableCell(Base):
    """A cell of a free table; it may reach over several columns and rows."""

    text: Bilingual | None = None
    """Absent: the cell is empty."""
    across: Several = 1
    """Columns that it reaches over."""
    down: Several = 1
    """Rows that it reaches over: those below leave its place out."""


class Table(Base):
    """A free table."""

    caption: Bilingual | None = None
    columns: tuple[Bilingual, ...]
    rows: tuple[tuple[Annotated[TableCell, TextFor("text", empty=("", "-", "~"))], ...], ...]


class TableBlock(Block):
    """A table."""

    table: Table


class Figure(Base):
    """A picture inside the project (SVG or PNG)."""

    file: Word
    caption: Bilingual | None = None
    alt: Bilingual


class FigureBlock(Block):
    """A figure."""

    figure: Figure


BLOCKS: dict[str, type[Block]] = {
    "text": TextBlock,
    "note": NoteBlock,
    "list": ListBlock,
    "principles": PrinciplesBlock,
    "table": TableBlock,
    "figure": FigureBlock,
}
