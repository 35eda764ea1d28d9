"""What is found below models: texts, links and scalars. Checks ask for the same dozens of times."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any

from pydantic import BaseModel

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.text import Link, Text


class FoundBelow:
    """What was found below models, which never change. One that is gone takes it along."""

    def __init__(self, walk: Callable[[object, list[Any]], None]) -> None:
        self._walk = walk
        self._known: dict[int, tuple[weakref.ref[Any], bool, list[Any]]] = {}

    def below(self, value: object) -> Iterable[Any]:
        """All that is found below `value`, in reading order: checks ask dozens of times."""
        known = self._known.get(id(value))
        if known is not None and known[0]() is value:
            _, itself, below = known
            return chain((value,), below) if itself else below
        found: list[Any] = []
        self._walk(value, found)
        if isinstance(value, BaseModel):
            self._remember(value, found)
        return found

    def _remember(self, value: BaseModel, found: list[Any]) -> None:
        """Keep what was found, but for the model itself, which would never be gone then."""
        place = id(value)
        gone = weakref.ref(value, lambda _: self._known.pop(place, None))
        itself = bool(found) and found[0] is value
        self._known[place] = (gone, itself, found[1:] if itself else found)


_LEAVES = frozenset((type(None), Scalar, str, bool, int, date, Mark))
"""Types of most values of fields, below which there is neither a text, a link nor a model."""


class _ModelFields(dict[type, tuple[str, ...] | None]):
    """Type → the names of the fields of a model of it; None for a type that is no model's."""

    def __missing__(self, kind: type) -> tuple[str, ...] | None:
        names = None
        if issubclass(kind, BaseModel):
            names = tuple(name for name in kind.model_fields if name != "at")
        self[kind] = names
        return names


_FIELDS = _ModelFields()


# Checks walk every model dozens of times: nested generators took a third of their time
def _add_values(value: object, found: list[object]) -> None:
    if isinstance(value, (tuple, list)):
        for item in value:
            _add_values(item, found)
        return
    names = _FIELDS[type(value)]
    if names is None:
        if isinstance(value, (Text, Link)):
            found.append(value)
        return
    found.append(value)
    held = vars(value)
    for name in names:
        below = held[name]
        if type(below) not in _LEAVES:
            _add_values(below, found)


def _add_texts(value: object, found: list[object]) -> None:
    for one in VALUES.below(value):
        if isinstance(one, Text):
            found.append(one)


def _add_links(value: object, found: list[object]) -> None:
    for one in VALUES.below(value):
        if isinstance(one, Link):
            found.append(one)
        elif isinstance(one, Text):
            found += [reference.link for reference in one.references()]


def _add_wordings(value: object, found: list[tuple[Scalar, ...]]) -> None:
    if isinstance(value, Scalar):
        found.append((value,))
    elif isinstance(value, Text):
        found.append(tuple(value.raw.values()))
    elif type(value) not in _LEAVES:
        for item in _held_by(value):
            _add_wordings(item, found)


def _held_by(value: object) -> Iterable[object]:
    """What a list, a mapping or a model holds; nothing for anything else."""
    if isinstance(value, (tuple, list)):
        return value
    names = _FIELDS[type(value)]
    if names is not None:
        held = vars(value)
        return [held[name] for name in names]
    if isinstance(value, Mapping):
        return value.values()
    return ()


VALUES, WORDINGS = FoundBelow(_add_values), FoundBelow(_add_wordings)
TEXTS, LINKS = FoundBelow(_add_texts), FoundBelow(_add_links)
"""One of each for all models of the process; `wardbook.plan.project` says what they give."""
