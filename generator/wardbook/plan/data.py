"""Plain data as the reader hands it on: text scalars that know their place, lists, and mappings
that carry their mark."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from wardbook.findings import Mark

MARK_KEY = "\0mark"
"""Key under which every mapping carries its own `Mark`. The reader refuses control characters, so
no author's key collides."""

Data: TypeAlias = "Scalar | list[Data] | dict[str, Data | Mark]"


class Scalar(str):
    """A YAML scalar: always text (`0123` and `no` stay as written), with its place.

    `commented` says that a comment follows it on its line: in a sentence that is usually lost text
    (`see room # 3`).
    """

    __slots__ = ("commented", "mark")
    mark: Mark
    commented: bool

    def __new__(cls, text: str, mark: Mark, commented: bool = False) -> Scalar:
        """A scalar with its place."""
        scalar = str.__new__(cls, text)
        scalar.mark = mark
        scalar.commented = commented
        return scalar

    def __reduce__(self) -> tuple[type[Scalar], tuple[str, Mark, bool]]:
        return (Scalar, (str(self), self.mark, self.commented))


class EmptyList(list["Data"]):
    """A list without items, which alone could not say where a list stands."""

    __slots__ = ("mark",)
    mark: Mark

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark

    def __reduce__(self) -> tuple[type[EmptyList], tuple[Mark]]:
        return (EmptyList, (self.mark,))


def mark_at(data: Data, path: tuple[int | str, ...]) -> Mark | None:
    """The mark of the innermost place on `path` that the file really has; segments that it lacks
    are skipped.

    `path` is a pydantic error location: keys and list positions, with names of union members
    between them.
    """
    found = _own_mark(data)
    for step in path:
        if isinstance(data, dict) and step in data:
            key = next(key for key in data if key == step)
            found = getattr(key, "mark", found)
            data = data[key]  # type: ignore[assignment]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            continue
        found = _own_mark(data) or found
    return found


def key_at(data: Data, path: tuple[int | str, ...]) -> Mark | None:
    """The mark of the last key on `path`, where `mark_at` gives that of its value."""
    for key in _keys_beside(data, path):
        if key == path[-1] and isinstance(key, Scalar):
            return key.mark
    return None


def names_beside(data: Data, path: tuple[int | str, ...]) -> frozenset[str]:
    """The keys of the mapping that holds the last key on `path`."""
    return frozenset(str(key) for key in _keys_beside(data, path) if isinstance(key, Scalar))


def is_key_of_block(data: Data, path: tuple[int | str, ...]) -> bool:
    """Whether the last key on `path` begins its line, as the keys beside it do: it stands in no
    mapping in braces."""
    key = key_at(data, path)
    for step in path[:-1]:
        data = _below(data, step)
    mark = _own_mark(data)
    return key is not None and mark is not None and key.column == mark.column


def _keys_beside(data: Data, path: tuple[int | str, ...]) -> Iterable[object]:
    holder = data
    for step in path[:-1]:
        holder = _below(holder, step)
    return holder if isinstance(holder, dict) else ()


def _below(data: Data, step: int | str) -> Data:
    """What stands at `step` in `data`; `data` itself when it has no such place."""
    if isinstance(data, dict) and step in data:
        return data[step]  # type: ignore[return-value]
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return data


def _own_mark(data: Data) -> Mark | None:
    """Where it stands: a list stands where its first item does."""
    if isinstance(data, Scalar | EmptyList):
        return data.mark
    if isinstance(data, dict):
        mark = data.get(MARK_KEY)
        return mark if isinstance(mark, Mark) else None
    if not data:  # a list that no file holds
        return None
    return _own_mark(data[0])
