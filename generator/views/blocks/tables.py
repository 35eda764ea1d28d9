"""What the makers of several groups share: tables, lists, and the type of their registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from generator.source.model.blocks import Block, Item
from generator.source.text import Text
from generator.views.blocks.shapes import ItemView, ListView, TableView, Views
from generator.views.lens import Lens
from generator.views.sheet import Prose, Run

Makers: TypeAlias = Mapping[type[Block], Callable[[Lens, Any], Views]]
"""Block type → what makes its views."""


def table_of(lens: Lens, prefix: str, columns: tuple[str, ...], rows: Iterable[tuple[str | Prose, ...]]) -> TableView:
    """A table with headings from phrases; columns that are empty in every row are left out."""
    cells = [tuple(((Run(cell),),) if isinstance(cell, str) and cell else (cell or ()) for cell in row) for row in rows]
    kept = [at for at in range(len(columns)) if any(row[at] for row in cells)]
    headings = tuple(lens.say(f"{prefix}_{columns[at]}" if prefix else columns[at]) for at in kept)
    return TableView("", headings, tuple(tuple(row[at] for at in kept) for row in cells))


def lines_of(lines: Iterable[Prose]) -> ListView | None:
    """Numbered lines below a name; None without any."""
    items = tuple(ItemView(line, None) for line in lines)
    return ListView("", True, items) if items else None


def list_of(lens: Lens, entries: Iterable[Item | Text], numbered: bool, shown: int = 0) -> ListView:
    """A list with what stands below its items. `shown`: levels of it that an example of a number shows."""
    return ListView("", numbered, tuple(_item(lens, entry, shown - 1) for entry in entries))


def _item(lens: Lens, entry: Item | Text, shown: int) -> ItemView:
    if isinstance(entry, Text):
        return ItemView(lens.prose(entry), None)
    below = list_of(lens, entry.list, entry.counts(shown > 0), shown) if entry.list else None
    return ItemView(lens.prose(entry.text), below, anchor=str(entry.id or ""))
