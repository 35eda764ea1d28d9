"""Where the fields of the plan language belong, for those that are written elsewhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from pathlib import PurePosixPath
from typing import Any, get_args

from pydantic import BaseModel

from wardbook.plan.registries import TABLE, Shape

_SHOWN = 3


def places_of(key: str, file: str, beside: Set[str] = frozenset()) -> str:
    """Up to three places where a field `key` belongs, those of the kind of `file` first, and of
    them those in a field `beside` which it is written: `card.stop (departments.yml)`. Empty where
    none has it."""
    known = tuple(dict.fromkeys(_places().get(key, ())))
    own = [place for place in known if _is_of(file, place[1])]
    own.sort(key=lambda place: not _is_in(place[0], beside))
    ordered = own + [place for place in known if place not in own]
    shown = [f"{path} ({pattern})" for path, pattern in ordered[:_SHOWN]]
    if len(ordered) > _SHOWN:
        shown.append("…")
    return ", ".join(shown)


def fields_at(place: Sequence[int | str], file: str) -> Sequence[str]:
    """The fields that the mapping at a place of a file may have; none where the file's models do
    not say: what stands under keys that an author chose."""
    models: list[type[BaseModel]] = []
    models += [row.model for row in TABLE if _is_of(file, row.pattern)]
    for step in place:
        if isinstance(step, str):
            models = [below for model in models for below in _models_below(model, step)]
    return sorted({name for model in models for name in _names_of(model)})


def is_list(file: str) -> bool:
    """Whether a file of the plan is a list of entries."""
    return any(row.shape is Shape.LIST and _is_of(file, row.pattern) for row in TABLE)


def _models_below(model: type[BaseModel], name: str) -> Iterator[type[BaseModel]]:
    for own, field in model.model_fields.items():
        if name == (field.alias or own):
            yield from _models_in(field.annotation)


def _names_of(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if name != "at":
            yield field.alias or name


def _is_in(path: str, names: Set[str]) -> bool:
    """Whether a path leads through one of the names last: chapters.blocks.levels.numbered."""
    above = path.split(".")[:-1]
    return bool(above) and above[-1] in names


def _is_of(file: str, pattern: str) -> bool:
    return PurePosixPath(file).match(pattern)


@cache
def _places() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Each field's paths, the shortest first, with the files that they hold for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in TABLE:
        for path in _paths(row.model):
            found.setdefault(path[-1], []).append((".".join(path), row.pattern))
    for places in found.values():
        places.sort(key=lambda place: place[0].count("."))
    return found


def _paths(root: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    """The path of every field below a file's model; each model is gone into once."""
    seen = {root}
    waiting: deque[tuple[type[BaseModel], tuple[str, ...]]] = deque([(root, ())])
    while waiting:
        model, above = waiting.popleft()
        for name, field in model.model_fields.items():
            if name == "at":
                continue
            path = (*above, field.alias or name)
            yield path
            for below in _models_in(field.annotation):
                if below not in seen:
                    seen.add(below)
                    waiting.append((below, path))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a field's type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
