"""What the makers of several groups share: tables, lists, and the type of their registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import Block, Item
from wardbook.plan.text import Text
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.shapes import ItemView, ListView, TableView, Views
from wardbook.sheets.sheet import Prose, Span

Makers: TypeAlias = Mapping[type[Block], Callable[[Localizer, Any], Views]]
"""Block type → what makes its views."""


def table_of(
    localizer: Localizer,
    prefix: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[str | Prose, ...]],
) -> TableView:
    """A table with headings from phrases; columns that are empty in every row are left out."""
    cells = [tuple(_cell(cell) for cell in row) for row in rows]
    kept = [at for at in range(len(columns)) if any(row[at] for row in cells)]
    headings = tuple(
        localizer.say(f"{prefix}_{columns[at]}" if prefix else columns[at]) for at in kept
    )
    return TableView("", headings, tuple(tuple(row[at] for at in kept) for row in cells))


def _cell(cell: str | Prose) -> Prose:
    """The lines of a cell; none where all that would stand there is hidden."""
    if isinstance(cell, str):
        return ((Span(cell),),) if cell else ()
    return tuple(line for line in cell if line)


def lines_of(lines: Iterable[Prose]) -> ListView | None:
    """Numbered lines below a name; None without any."""
    items = tuple(ItemView(line, None) for line in lines)
    return ListView("", True, items) if items else None


def list_of(
    localizer: Localizer, holder: Base, name: str, numbered: bool, shown: int = 0
) -> ListView:
    """The list in the field `name` of `holder`, with what stands below its items. `shown`: levels of it that an example of a
    number shows. Each item is labelled with its place in the whole list, of which some readers see only a part."""
    items = []
    for at, entry in enumerate(getattr(holder, name), 1):
        place = str(holder.place_of(name, at)) if numbered else ""
        items.append(_item(localizer, entry, shown - 1, place))
    return ListView("", numbered, tuple(items))


def _item(localizer: Localizer, entry: Item | Text, shown: int, place: str) -> ItemView:
    if isinstance(entry, Text):
        return ItemView(localizer.prose(entry), None, place)
    below = (
        list_of(localizer, entry, "list", entry.counts(shown > 0), shown) if entry.list else None
    )
    return ItemView(localizer.prose(entry.text), below, place, anchor=str(entry.id or ""))
