"""The one border that redaction happens at: nothing behind it has ever held what its audience may not see.

It lists no exceptions: the table of registries and the fields of the models say for whom they are, entries say it with
`audience:`, and what says nothing is for whom it stands in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from itertools import zip_longest
from typing import Any

from pydantic.fields import FieldInfo

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model.audience import (
    AUDIENCES,
    OWN,
    Lowest,
    declared,
    inherited,
    sees,
    stays_named,
)
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import Block
from wardbook.plan.project import Project
from wardbook.plan.registries import BY_FIELD, Registry, Shape
from wardbook.plan.text import Link

__all__ = ("AUDIENCES", "for_audience", "may_see", "narrower", "told")

_NO_CONTENT = ("root", "audience")
"""Fields of `Project` that hold nothing that anybody wrote."""
_EMPTY = (None, ())
_ABOVE = Lowest("")
"""For a field that declares nothing: it is for whom its model is."""


def narrower(first: str, second: str) -> str:
    """The one of two audiences that sees less."""
    return min(first, second, key=AUDIENCES.index)


def may_see(audience: str, item: object, above: str = AUDIENCES[0]) -> bool:
    """Whether `audience` may see an item that says (or inherits from what it stands in) who it is for."""
    return sees(audience, inherited(item, above))


def told(audience: str, model: Base, name: str) -> bool:
    """Whether `audience` is told a field of an entry that it sees; what views only work with is not told."""
    lowest = declared(type(model)).get(name, _ABOVE).told
    if lowest == OWN:
        lowest = inherited(model)
    return sees(audience, lowest or AUDIENCES[0])


def for_audience(project: Project, audience: str) -> Project:
    """The project without what `audience` may not see. Entries above it disappear, fields above it are empty; an entry with
    fields of its own (a contact) keeps its name. Raises KeyError for a field of `Project` that is not in the table."""
    seen: dict[str, Any] = {"audience": audience}
    for field in fields(project):
        if field.name not in _NO_CONTENT:
            seen[field.name] = _registry(
                BY_FIELD[field.name], getattr(project, field.name), audience
            )
    return _without_orphans(replace(project, **seen))


def _registry(row: Registry, held: Any, audience: str) -> Any:
    """What is left of one field of `Project`: a model, None, or id → model."""
    if row.shape is Shape.SINGLE:
        return _left(held, audience, row.audience) if held is not None else None
    kept = {}
    for id, model in held.items():
        left = _left(model, audience, row.audience)
        if left is not None:
            kept[id] = left
    return kept


def _without_orphans(project: Project) -> Project:
    """Without what belongs to something that disappeared: procedures and snapshots of a department, blocks that print it."""
    kept: dict[str, Any] = {}
    for name in ("procedures", "snapshots"):
        kept[name] = {}
        for id, model in getattr(project, name).items():
            if model.department is None or model.department.id in project.departments:
                kept[name][id] = model
    owned = replace(project, **kept)
    plans = {}
    for id, plan in owned.plans.items():
        if shown := _shown(owned, plan):
            plans[id] = shown
    return replace(owned, plans=plans)


def _shown(project: Project, model: Base) -> Any:
    """A plan or a chapter without the blocks that print what is hidden; None when nothing else is in it."""
    changes: dict[str, Any] = {}
    for name in type(model).contents:
        whole = getattr(model, name)
        kept = []
        for part in whole:
            if isinstance(part, Block):
                kept += [] if _prints_nothing(project, part) else [part]
            elif left := _shown(project, part):
                kept.append(left)
        if any(one is not other for one, other in zip_longest(whole, kept)):
            changes[name] = tuple(kept)
    if _is_hollow(model, changes):
        return None
    return model.left_with(changes, {}) if changes else model


def _prints_nothing(project: Project, block: Block) -> bool:
    """Whether all that a block prints is hidden."""
    shown = getattr(block, block.shows) if block.shows else None
    links = (shown,) if isinstance(shown, Link) else shown
    if not links or not isinstance(links, tuple):  # all of its kind
        return False
    return not any(project.find(link) for link in links)


def _left(model: Base, audience: str, above: str) -> Base | None:
    """What is left of a model that stands in something for `above`; itself, when all of it is seen; None for nothing."""
    own = inherited(model, above)
    named = above if stays_named(type(model)) else own
    if not sees(audience, named):
        return None
    changes: dict[str, Any] = {}
    places: dict[str, tuple[int, ...]] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if name == "at" or value in _EMPTY:
            continue
        lowest = declared(type(model)).get(name, _ABOVE)
        level = _level(lowest, own, named)
        left, kept = _below(value, audience, level) if sees(audience, level) else (None, ())
        if left is value:
            continue
        if left in _EMPTY and field.is_required() and lowest.told != OWN:
            return None  # it can't stand without what is hidden
        changes[name] = _nothing(field) if left in _EMPTY else left
        places[name] = kept
    if _is_hollow(model, changes):
        return None
    return model.left_with(changes, places) if changes else model


def _level(lowest: Lowest, own: str, named: str) -> str:
    """The lowest audience for whom a field of an entry is kept. `own` is for whom the entry is, `named` for whom its name
    is. What is used without being told stays for its user."""
    wanted = lowest.used or lowest.told
    if wanted == OWN:
        return own
    return max(named, wanted or named, key=AUDIENCES.index)


def _below(value: Any, audience: str, above: str) -> tuple[Any, tuple[int, ...]]:
    """What is left of a field's value, and the places (from 1) that the items left of a list had in the whole."""
    if isinstance(value, Base):
        return _left(value, audience, above), ()
    if not isinstance(value, tuple):
        return value, ()
    items, places, same = [], [], True
    for place, item in enumerate(value, 1):
        left = _below(item, audience, above)[0]
        same = same and left is item
        if left is not None:
            items.append(left)
            places.append(place)
    return (value, ()) if same else (tuple(items), tuple(places))


def _nothing(field: FieldInfo) -> Any:
    """The value of a field that is hidden: its default; no words where there has to be some."""
    if field.is_required():
        return Scalar("", Mark(""))
    return field.get_default(call_default_factory=True)


def _is_hollow(model: Base, changes: Mapping[str, Any]) -> bool:
    """Whether a model that exists for what it holds has lost all of it: a chapter without blocks, phases without steps."""
    names = type(model).contents
    if not any(name in changes for name in names):
        return False
    return all(changes.get(name, getattr(model, name)) in _EMPTY for name in names)
