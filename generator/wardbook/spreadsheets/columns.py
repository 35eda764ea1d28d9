"""The columns of a list, made from its model: one for each fact, one a language for each text."""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, Union, get_args, get_origin

from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import Parsed
from wardbook.plan.text import Text, TextFor


class ColumnKind(Enum):
    """What a cell holds."""

    WORD = "word"
    LINKS = "links"
    """Several words in one cell."""
    TEXT = "text"
    """A text in one language."""
    WORDS = "words"
    """Several words in one language: what else something is called."""
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
    names: tuple[str, ...] = ()
    """Kinds of entries that the cell names by id: department, role."""

    @cached_property
    def field(self) -> str:
        """Its field in the plan language, whatever the language of a text: `box.place`."""
        return ".".join(self.path)

    @cached_property
    def is_words(self) -> bool:
        """Whether a cell holds words or a number as people write it: no day, count or choice, and
        no name of another entry."""
        is_plain = not (self.is_date or self.is_yes_no or self.is_count)
        is_open = not (self.choices or self.names or self.path == ("id",))
        return self.kind is ColumnKind.WORD and is_plain and is_open

    @property
    def key(self) -> str:
        """Its name in the plan language: `box.place.zh`."""
        if not self.language:
            return self.field
        return f"{self.field}.{self.language}"


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
    found: list[str] = []
    for key, shape in _fields(model):
        has_column = _is_simple(shape) or _is_part(shape) or _is_rows(shape)
        if not (has_column or _is_words(shape) or shape.type is Text):
            found.append(key)
    return tuple(found)


def _columns(
    model: type[Base], languages: tuple[str, ...], above: tuple[str, ...]
) -> Iterator[ListColumn]:
    for key, shape in _fields(model):
        path = (*above, key)
        if _is_part(shape):
            yield from _columns(shape.type, languages, path)
        elif shape.type is Text or _is_words(shape):
            kind = _kind_of_text(shape)
            for language in languages:
                yield ListColumn(path, kind, language)
        elif _is_rows(shape):
            yield ListColumn(path, ColumnKind.ROWS)
        elif _is_simple(shape):
            yield _plain(path, shape)


def _kind_of_text(shape: _Shape) -> ColumnKind:
    """What a column holds that stands once for each language."""
    if _is_words(shape):
        return ColumnKind.WORDS
    return ColumnKind.TEXTS if shape.many else ColumnKind.TEXT


def _plain(path: tuple[str, ...], shape: _Shape) -> ListColumn:
    """The column of one word, or of several."""
    choices: list[str] = []
    if shape.parsed:
        for choice in shape.parsed.schema.get("enum", ()):
            if isinstance(choice, str):
                choices.append(choice)
    return ListColumn(
        path,
        ColumnKind.LINKS if shape.many else ColumnKind.WORD,
        choices=tuple(choices),
        is_date=shape.type is datetime.date,
        is_yes_no=shape.type is bool,
        is_count=shape.type is int,
        names=shape.parsed.kinds if shape.parsed else (),
    )


def _is_mapping(shape: _Shape) -> bool:
    return isinstance(shape.type, type) and issubclass(shape.type, Base)


def _is_part(shape: _Shape) -> bool:
    """Whether the field is a mapping of its own (`box:`), whose fields become columns."""
    return _is_mapping(shape) and not shape.many


def _is_rows(shape: _Shape) -> bool:
    """Whether the field is a list of mappings of words and texts (`box: holds:`), each a line of
    one cell."""
    if not _is_mapping(shape) or not shape.many:
        return False
    for _, inside in _fields(shape.type):
        if inside.many or not (_is_simple(inside) or inside.type is Text):
            return False
    return True


def _is_words(shape: _Shape) -> bool:
    """Whether the field is lists of words by language (`aliases:`)."""
    return get_origin(shape.type) is Mapping


def _is_simple(shape: _Shape) -> bool:
    return shape.parsed is not None and get_origin(shape.type) is None


def _fields(model: type[Base]) -> Iterator[tuple[str, _Shape]]:
    """Each field's key, as authors write it, and its type; the mark of the entry's place is
    none."""
    for name, field in model.model_fields.items():
        if name != "at":
            yield field.alias or name, _shape(field.annotation, tuple(field.metadata))


def _shape(annotation: Any, metadata: tuple[Any, ...]) -> _Shape:
    """The type that a field's annotation says, with what pydantic keeps of it as `metadata`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *own = get_args(annotation)
        return _shape(inner, (*metadata, *own))
    if origin in (Union, types.UnionType):
        return _shape(_first_type(annotation), metadata)
    if origin is tuple:
        item = get_args(annotation)[0]
        if any(isinstance(own, TextFor) for own in getattr(item, "__metadata__", ())):
            return _Shape(Text, True, None)
        inside = _shape(item, ())
        return _Shape(inside.type, True, inside.parsed)
    return _Shape(annotation, False, _parsed(metadata))


def _first_type(union: Any) -> Any:
    """The first type of a union that is not None."""
    first, second, *_ = get_args(union)
    if first is types.NoneType:
        return second
    return first


def _parsed(metadata: tuple[Any, ...]) -> Parsed | None:
    for entry in metadata:
        if isinstance(entry, Parsed):
            return entry
    return None
