"""The one place where redaction happens: views get nothing that their audience may not see.

It lists no exceptions: the table of registries and the fields of the models say for whom they are,
entries say it with `audience:`, and what says nothing is for whom it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from wardbook.plan.model.registries import Contact
from wardbook.plan.project import Project
from wardbook.plan.registries import BY_FIELD, ENTRIES, Registry, Shape
from wardbook.plan.text import Link

__all__ = ("AUDIENCES", "for_audience", "may_see", "narrower", "number_withheld", "told")

_NO_CONTENT = ("root", "audience", "editions", "said", "stale")
"""Fields of `Project` that hold nothing that anybody wrote."""
_EMPTY = (None, ())
_ABOVE = Lowest("")
"""For a field that declares nothing: it is for whom its model is."""


class _SeenFields(dict[type[Base], tuple[tuple[str, FieldInfo, Lowest], ...]]):
    """Type → the fields of a model of it that may hide something, with who is told of each: every
    entry of a plan is asked for them, for each audience."""

    def __missing__(self, kind: type[Base]) -> tuple[tuple[str, FieldInfo, Lowest], ...]:
        own = declared(kind)
        found = []
        for name, field in kind.model_fields.items():
            if name != "at":
                found.append((name, field, own.get(name, _ABOVE)))
        self[kind] = tuple(found)
        return self[kind]


_SEEN = _SeenFields()


def narrower(first: str, second: str) -> str:
    """The one of two audiences that sees less."""
    return min(first, second, key=AUDIENCES.index)


def may_see(audience: str, item: object, above: str = AUDIENCES[0]) -> bool:
    """Whether `audience` may see an item that says who it is for.

    An item that says nothing is for `above`, the audience of what it stands in.
    """
    return sees(audience, inherited(item, above))


def told(audience: str, model: Base, name: str) -> bool:
    """Whether `audience` is told a field of an entry that it sees.

    What views only work with is not told.
    """
    lowest = declared(type(model)).get(name, _ABOVE).told
    if lowest == OWN:
        lowest = inherited(model)
    return sees(audience, lowest or AUDIENCES[0])


def number_withheld(audience: str, contact: Contact) -> bool:
    """Whether a number is missing because `audience` may not see it, and not because it is open."""
    return not contact.number and not told(audience, contact, "number")


def for_audience(project: Project, audience: str) -> Project:
    """The project without what `audience` may not see.

    Entries above it disappear, fields above it are empty; an entry with fields of its own (a
    contact) keeps its name. Raises KeyError for a field of `Project` that is not in the table.
    """
    seen: dict[str, Any] = {"audience": audience}
    for field in fields(project):
        if field.name in _NO_CONTENT:
            continue
        held = getattr(project, field.name)
        seen[field.name] = _registry(BY_FIELD[field.name], held, audience)
    return _without_orphans(replace(project, **seen))


def _registry(row: Registry, held: Any, audience: str) -> Any:
    """What is left of one field of `Project`: a model, None, or id → model."""
    if row.shape is Shape.SINGLE:
        if held is None:
            return None
        return _left(held, audience, row.audience)
    kept = {}
    for id, model in held.items():
        left = _left(model, audience, row.audience)
        if left is not None:
            kept[id] = left
    return kept


def _without_orphans(project: Project) -> Project:
    """Without what belongs to something that disappeared.

    That are entries of a department (procedures, snapshots), and blocks that print what is hidden.
    """
    kept: dict[str, Any] = {}
    for row in ENTRIES:
        if row.model.goes_with:
            kept[row.field] = dict(_with_their_department(project, row))
    owned = replace(project, **kept)
    plans = {}
    for id, plan in owned.plans.items():
        shown = _shown(owned, plan)
        if shown:
            plans[id] = shown
    return replace(owned, plans=plans)


def _with_their_department(project: Project, row: Registry) -> Iterator[tuple[str, Base]]:
    """The entries of a registry that belong to no department, or to one that is there."""
    for id, model in getattr(project, row.field).items():
        link = getattr(model, row.model.goes_with)
        if link is None or link.id in project.departments:
            yield id, model


def _shown(project: Project, model: Base) -> Any:
    """A plan or a chapter without the blocks that print what is hidden.

    None when nothing else is in it.
    """
    changes: dict[str, Any] = {}
    for name in type(model).contents:
        whole = getattr(model, name)
        kept = _shown_parts(project, whole)
        if any(one is not other for one, other in zip_longest(whole, kept)):
            changes[name] = kept
    return _with_changes(model, changes, {})


def _shown_parts(project: Project, parts: tuple[Base, ...]) -> tuple[Any, ...]:
    """Of blocks and chapters those in which something is shown."""
    kept = []
    for part in parts:
        if isinstance(part, Block):
            if not _prints_nothing(project, part):
                kept.append(part)
            continue
        shown = _shown(project, part)
        if shown:
            kept.append(shown)
    return tuple(kept)


def _prints_nothing(project: Project, block: Block) -> bool:
    """Whether all that a block prints is hidden."""
    if not block.shows:
        return False
    shown = getattr(block, block.shows)
    if isinstance(shown, Link):
        return not project.find(shown)
    if not shown or not isinstance(shown, tuple):  # all of its kind
        return False
    return not any(map(project.find, shown))


def _left(model: Base, audience: str, above: str) -> Base | None:
    """What is left of a model that stands in something for `above`.

    The model itself, when all of it is seen; None for nothing.
    """
    own = inherited(model, above)
    named = above if stays_named(type(model)) else own
    if not sees(audience, named):
        return None
    changes: dict[str, Any] = {}
    places: dict[str, tuple[int, ...]] = {}
    held = vars(model)
    for name, field, lowest in _SEEN[type(model)]:
        value = held[name]
        if value is None or value == ():
            continue
        left, kept = _left_of_field(value, audience, _level(lowest, own, named))
        if left is value:
            continue
        if left in _EMPTY:
            if _cannot_be_empty(field, lowest):
                return None
            left = _nothing(field)
        changes[name] = left
        places[name] = kept
    return _with_changes(model, changes, places)


def _with_changes(
    model: Base, changes: Mapping[str, Any], places: Mapping[str, tuple[int, ...]]
) -> Base | None:
    """The model with changed fields; itself without any, and None when nothing else is in it."""
    if _is_hollow(model, changes):
        return None
    if not changes:
        return model
    return model.left_with(changes, places)


def _left_of_field(value: Any, audience: str, level: str) -> tuple[Any, tuple[int, ...]]:
    """What `_below` says of a field that is kept for `level`; None for who may not see it."""
    if not sees(audience, level):
        return None, ()
    return _below(value, audience, level)


def _cannot_be_empty(field: FieldInfo, lowest: Lowest) -> bool:
    """Whether an entry can't stand without the field; one that hides its own fields can."""
    return field.is_required() and lowest.told != OWN


def _level(lowest: Lowest, own: str, named: str) -> str:
    """The lowest audience for whom a field of an entry is kept.

    `own` is for whom the entry is, `named` for whom its name is. What is used without being told
    stays for its user.
    """
    wanted = lowest.used or lowest.told
    if wanted == OWN:
        return own
    return max(named, wanted or named, key=AUDIENCES.index)


def _below(value: Any, audience: str, above: str) -> tuple[Any, tuple[int, ...]]:
    """What is left of a field's value, and where that stood.

    The places (from 1) are those that the items left of a list had in the whole; none for a list
    that is left as it was, nor for any other value.
    """
    if isinstance(value, Base):
        return _left(value, audience, above), ()
    if not isinstance(value, tuple):
        return value, ()
    items = []
    places = []
    is_whole = True
    for place, item in enumerate(value, 1):
        left = _below(item, audience, above)[0]
        if left is not item:
            is_whole = False
        if left is not None:
            items.append(left)
            places.append(place)
    if is_whole:
        return value, ()
    return tuple(items), tuple(places)


def _nothing(field: FieldInfo) -> Any:
    """The value of a field that is hidden: its default; no words where there has to be some."""
    if field.is_required():
        return Scalar("", Mark(""))
    return field.get_default(call_default_factory=True)


def _is_hollow(model: Base, changes: Mapping[str, Any]) -> bool:
    """Whether a model that exists for what it holds has lost all of it.

    Such are a chapter without blocks and phases without steps.
    """
    names = type(model).contents
    if not any(name in changes for name in names):
        return False
    return all(changes.get(name, getattr(model, name)) in _EMPTY for name in names)
