"""Items of a plan's lists that carry an id, so that texts can refer to them by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.source.data import Scalar
from generator.source.model.blocks import Block, BodiesBlock, DutiesBlock, Item, ListBlock
from generator.source.model.blocks.text import levels_shown
from generator.source.text import Link, Text


@dataclass(frozen=True)
class Place:
    """Where an item stands in its list: its count there, and whether that list is numbered."""

    at: int
    numbered: bool


@dataclass(frozen=True)
class NamedItem:
    """An item with an id: its places from the outermost list inwards. `owner` is whose duties it belongs to."""

    item: Item
    path: tuple[Place, ...]
    owner: Text | Link | None = None
    numbers: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)
    """Examples of its list's own numbers, by language."""


def named_items(blocks: Iterable[Block]) -> Iterator[NamedItem]:
    """Every item with an id in these blocks: in lists and in duties."""
    for block in blocks:
        if isinstance(block, ListBlock):
            yield from _below(block.list, block.counts, (), None, block.numbers)
        elif isinstance(block, DutiesBlock):
            for entry in block.duties:
                yield from _below(entry.duties, True, (), entry.who)
        elif isinstance(block, BodiesBlock):
            for body in block.bodies:
                yield from _below(body.duties, True, (), body.name)


def _below(
    items: Iterable[Item | Text],
    numbered: bool,
    above: tuple[Place, ...],
    owner: Text | Link | None,
    numbers: Mapping[str, tuple[Scalar, ...]] | None = None,
) -> Iterator[NamedItem]:
    for at, item in enumerate(items, 1):
        if isinstance(item, Item):
            path = (*above, Place(at, numbered))
            if item.id:
                yield NamedItem(item, path, owner, numbers or {})
            yield from _below(item.list, item.counts(len(path) < levels_shown(numbers or {})), path, owner, numbers)
