"""Items of a plan's lists that carry an id, so that texts can refer to them by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from wardbook.plan.data import Scalar
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import Block, BodiesBlock, DutiesBlock, Item, ListBlock
from wardbook.plan.model.blocks.prose import levels_shown
from wardbook.plan.text import Link, Text


@dataclass(frozen=True)
class ItemPlace:
    """Where an item stands in its list: its count there, and whether that list is numbered."""

    at: int
    numbered: bool


@dataclass(frozen=True)
class NamedItem:
    """An item with an id: its places from the outermost list inwards. `owner` is whose duties it
    belongs to."""

    item: Item
    path: tuple[ItemPlace, ...]
    owner: Text | Link | None = None
    numbers: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)
    """Examples of its list's own numbers, by language."""


def named_items(blocks: Iterable[Block]) -> Iterator[NamedItem]:
    """Every item with an id in these blocks: in lists and in duties."""
    for block in blocks:
        if isinstance(block, ListBlock):
            yield from _below(block, "list", _Whole(None, block.numbers), numbered=block.counts)
        elif isinstance(block, DutiesBlock):
            for entry in block.duties:
                yield from _below(entry, "duties", _Whole(entry.who), numbered=entry.numbered)
        elif isinstance(block, BodiesBlock):
            for body in block.bodies:
                yield from _below(body, "duties", _Whole(body.name), numbered=body.numbered)


@dataclass(frozen=True)
class _Whole:
    """What holds for a list and everything below it: whose duties it lists, and its own numbers."""

    owner: Text | Link | None
    numbers: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)


def _below(
    holder: Base, name: str, whole: _Whole, *, numbered: bool, above: tuple[ItemPlace, ...] = ()
) -> Iterator[NamedItem]:
    """Those in the list `name` of `holder`, under the numbers that they have in the whole."""
    for at, item in enumerate(getattr(holder, name), 1):
        if not isinstance(item, Item):
            continue
        path = (*above, ItemPlace(holder.place_of(name, at), numbered))
        if item.id:
            yield NamedItem(item, path, whole.owner, whole.numbers)
        counts = item.counts(len(path) < levels_shown(whole.numbers))
        yield from _below(item, "list", whole, numbered=counts, above=path)
