"""What a view's dataclass is known by outside Python.

It is a name that stays when the class is renamed or moved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Class = TypeVar("Class")

_ATTRIBUTE = "__view_name__"
_taken: dict[str, str] = {}
"""Stable name → the class that has it, to keep names unique."""


@dataclass_transform(frozen_default=True)
def view(name: str) -> Callable[[type[Class]], type[Class]]:
    """Make a frozen dataclass of a class and give it the stable `name` that fingerprints hold.

    Content fingerprints are printed on paper and compared between editions: a name given once is
    for ever, whatever becomes of the class. Names of fields are part of fingerprints too. Raises
    ValueError for a name that another class has.
    """

    def made(cls: type[Class]) -> type[Class]:
        place = f"{cls.__module__}.{cls.__qualname__}"
        if _taken.setdefault(name, place) != place:
            raise ValueError(f"the view name {name!r} of {place} is taken by {_taken[name]}")
        setattr(cls, _ATTRIBUTE, name)
        return dataclass(frozen=True)(cls)

    return made


def view_name(cls: type) -> str:
    """The stable name of a view's class; a subclass does not inherit its parent's.

    Raises TypeError for a class that was given none: what it says could not be compared with
    another edition's.
    """
    name = vars(cls).get(_ATTRIBUTE)
    if not isinstance(name, str):
        raise TypeError(
            f"{cls.__module__}.{cls.__qualname__} has no view name: decorate it with @view(...)"
        )
    return name
