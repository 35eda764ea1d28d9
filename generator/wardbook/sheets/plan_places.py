"""Where chapters, items and bodies stand in a plan."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.blocks import BodiesBlock, Body, Item
from wardbook.plan.model.items import NamedItem, named_items
from wardbook.plan.model.outline import OutlineEntry
from wardbook.plan.model.plan import Chapter, Plan


def below(chapter: Chapter) -> Iterator[Chapter]:
    """A chapter and every chapter in it."""
    yield chapter
    for child in chapter.chapters:
        yield from below(child)


def entry_of(plan: Plan, chapter: Chapter) -> tuple[Chapter, OutlineEntry]:
    """The top chapter that a chapter of the plan stands in, and its own entry in the outline."""
    for top in plan.entries():
        for entry in top.all():
            if entry.chapter.id == chapter.id:
                return top.chapter, entry
    raise AssertionError(chapter.id)


def item_of(plan: Plan, item: Item) -> tuple[Chapter, OutlineEntry, NamedItem]:
    """The top chapter and the entry that an item of the plan stands in, and its place there."""
    for top in plan.entries():
        for entry in top.all():
            for named in named_items(entry.chapter.every_block()):
                if named.item.id == item.id:
                    return top.chapter, entry, named
    raise AssertionError(item.id)


def holds_body(top: Chapter, body: Body) -> bool:
    """Whether a body is described in a top chapter, or in one below it."""
    for chapter in below(top):
        for block in chapter.every_block():
            if isinstance(block, BodiesBlock) and body in block.bodies:
                return True
    return False
