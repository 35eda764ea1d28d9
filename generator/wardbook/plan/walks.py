"""What was found below models: checks ask for the same dozens of times."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from pydantic import BaseModel


class Walks:
    """What was found below models, which never change. One that is gone takes its walk along."""

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
        """Keep what was found, but for the model itself: its own walk would hold it."""
        place = id(value)
        gone = weakref.ref(value, lambda _: self._known.pop(place, None))
        itself = bool(found) and found[0] is value
        self._known[place] = (gone, itself, found[1:] if itself else found)
