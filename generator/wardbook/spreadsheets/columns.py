"""The columns of a list, made from its model: one for each fact, one a language for each text."""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import Parsed
from wardbook.plan.text import Text


class ColumnKind(Enum):
    """What a cell holds."""

    WORD = "word"
    LINKS = "links"
    """Several words in one cell."""
    TEXT = "text"
    """A text in one language."""
    TEXTS = "texts"
    """Several texts in one language, one a line."""
    ROWS = "rows"
    """Several small mappings, one a line: `form=prescription; per_hour=60; pad=50`."""


@dataclass(frozen=True)
class ListColumn:
    """A column. `path` leads from an entry to the value; `language` is a text's."""

    path: tuple[str, ...]
    kind: ColumnKind
    language: str = ""
    choices: tuple[str, ...] = ()
    is_date: bool = False
    is_yes_no: bool = False
    is_count: bool = False

    @property
    def key(self) -> str:
        """Its name in the plan language: `box.place.zh`."""
        return ".".join((*self.path, self.language) if self.language else self.path)


@dataclass(frozen=True)
class _Shape:
    """The type of a field without `| None`, `tuple` and `Annotated`."""

    type: Any
    many: bool
    parsed: Parsed | None


def columns(model: type[Base], languages: tuple[str, ...]) -> tuple[ListColumn, ...]:
    """Every column of the entries of a registry, in the order of the model."""
    return tuple(_columns(model, languages, ()))


def keys(model: type[Base]) -> tuple[str, ...]:
    """The keys of an entry as authors write them, in the order of the model."""
    return tuple(key for key, _ in _fields(model))


def left_out(model: type[Base]) -> tuple[str, ...]:
    """Fields that no column can hold: they stay as they are in the YAML."""
    return tuple(
        key
        for key, shape in _fields(model)
        if not any(fits(shape) for fits in (_is_simple, _is_part, _is_rows))
    )


def _columns(
    model: type[Base], languages: tuple[str, ...], above: tuple[str, ...]
) -> Iterator[ListColumn]:
    for key, shape in _fields(model):
        path = (*above, key)
        if _is_part(shape):
            yield from _columns(shape.type, languages, path)
        elif shape.type is Text:
            kind = ColumnKind.TEXTS if shape.many else ColumnKind.TEXT
            yield from (ListColumn(path, kind, language) for language in languages)
        elif _is_rows(shape):
            yield ListColumn(path, ColumnKind.ROWS)
        elif _is_simple(shape):
            yield _plain(path, shape)


def _plain(path: tuple[str, ...], shape: _Shape) -> ListColumn:
    choices = shape.parsed.schema.get("enum", ()) if shape.parsed else ()
    return ListColumn(
        path,
        ColumnKind.LINKS if shape.many else ColumnKind.WORD,
        choices=tuple(choice for choice in choices if isinstance(choice, str)),
        is_date=shape.type is datetime.date,
        is_yes_no=shape.type is bool,
        is_count=shape.type is int,
    )


def _is_part(shape: _Shape) -> bool:
    """Whether the field is a mapping of its own (`box:`), whose fields become columns."""
    return isinstance(shape.type, type) and issubclass(shape.type, Base) and not shape.many


def _is_rows(shape: _Shape) -> bool:
    """Whether the field is a list of mappings without texts (`box: holds:`), each a line of one cell."""
    many = isinstance(shape.type, type) and issubclass(shape.type, Base) and shape.many
    return many and all(
        _is_simple(inside) and inside.type is not Text and not inside.many
        for _, inside in _fields(shape.type)
    )


def _is_simple(shape: _Shape) -> bool:
    return shape.parsed is not None and get_origin(shape.type) is None


def _fields(model: type[Base]) -> Iterator[tuple[str, _Shape]]:
    for name, field in model.model_fields.items():
        if name != "at":
            yield field.alias or name, _shape(field.annotation, tuple(field.metadata))


def _shape(annotation: Any, metadata: tuple[Any, ...]) -> _Shape:
    parsed = next((entry for entry in metadata if isinstance(entry, Parsed)), None)
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *own = get_args(annotation)
        return _shape(inner, (*metadata, *own))
    if origin in (Union, types.UnionType):
        return _shape(
            next(entry for entry in get_args(annotation) if entry is not types.NoneType), metadata
        )
    if origin is tuple:
        inside = _shape(get_args(annotation)[0], ())
        return _Shape(inside.type, True, inside.parsed)
    return _Shape(annotation, False, parsed)
