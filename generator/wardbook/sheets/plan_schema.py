"""JSON Schema of the exported plan, made from the models that the export is made of."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from wardbook.plan.field_docs import field_docs
from wardbook.plan.model.audience import OWN, declared
from wardbook.plan.model.base import Base
from wardbook.plan.model.calendar import Calendar
from wardbook.plan.model.plan import Chapter
from wardbook.plan.model.procedure import Step
from wardbook.plan.model.registries import Contact, Site
from wardbook.plan.model.scalars import LANGUAGE, Clock, Duration, Parsed
from wardbook.plan.registries import EXPORTED
from wardbook.plan.text import Link, Text
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.plan_json import FORMAT

PLAN_JSON = "plan-json"
"""What `wardbook schema` calls it."""
_LANGUAGE = f"^{LANGUAGE.pattern}$"
_BY_LANGUAGE = {
    "type": "object",
    "patternProperties": {_LANGUAGE: {"type": "string"}},
    "additionalProperties": False,
}
_TEXT = {
    **_BY_LANGUAGE,
    "description": (
        "Finished words by language. refers: what they name, as kind:id or kind:id/part."
    ),
    "properties": {"refers": {"type": "array", "items": {"$ref": "#/$defs/Reference"}}},
}
_REFERENCE = {"type": "string", "pattern": "^[a-z]+:[a-z0-9-]+(/[a-z0-9-]+)?$"}
_SCALARS: Mapping[type, Mapping[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    datetime.date: {"type": "string", "format": "date"},
    Duration: {
        "type": "string",
        "pattern": "^PT[0-9]+M$",
        "description": "A length of time in minutes: PT90M.",
    },
    Clock: {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"},
    Text: {"$ref": "#/$defs/Text"},
    Link: {"$ref": "#/$defs/Reference"},
}
_COMPUTED: Mapping[type[Base], Mapping[str, Any]] = {
    Chapter: {"number": {**_BY_LANGUAGE, "description": "Its whole number, by language."}},
    Step: {
        "number": {"type": "integer", "minimum": 1, "description": "Its number in the procedure."}
    },
    Contact: {"withheld": {"const": True, "description": "The number is not for this audience."}},
}


def plan_schema_text() -> str:
    """The schema as JSON text."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=2)


def plan_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of `plan.json`."""
    defined: dict[str, Any] = {"Text": _TEXT, "Reference": _REFERENCE}
    properties: dict[str, Any] = {
        "format": {
            "const": FORMAT,
            "description": "Raised when a program that reads the export would have to change.",
        },
        "audience": {"enum": list(AUDIENCES)},
        "languages": {
            "type": "array",
            "items": {"type": "string", "pattern": _LANGUAGE},
            "minItems": 1,
        },
        "site": _schema_of(Site, defined),
        "calendar": _schema_of(Calendar, defined),
    }
    for row in EXPORTED:
        properties[row.field] = {"type": "array", "items": _schema_of(row.model, defined)}
    return {
        "title": f"Wardbook: {PLAN_JSON}",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": "The whole checked plan for one audience. Absent keys are absent values.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": dict(sorted(defined.items())),
    }


def _schema_of(annotation: Any, defined: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; models are put into `defined` and named."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(inside, defined)
    if origin in (Union, UnionType):
        return _union(inside, defined)
    if origin is tuple:
        return {"type": "array", "items": _schema_of(inside[0], defined)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema_of(inside[1], defined)}
    if issubclass(annotation, Base):
        return _model(annotation, defined)
    return _scalar(annotation)


def _union(choices: tuple[Any, ...], defined: dict[str, Any]) -> dict[str, Any]:
    """The schema of one of several types. None is no choice: an absent value has no key."""
    schemas = []
    for choice in choices:
        if choice is not NoneType:
            schemas.append(_schema_of(choice, defined))
    if len(schemas) == 1:
        return schemas[0]
    return {"anyOf": schemas}


def _scalar(annotation: type) -> dict[str, Any]:
    """The schema of a type of `_SCALARS`; the first that it is a kind of counts.

    Raises KeyError for any other.
    """
    for kind, schema in _SCALARS.items():
        if issubclass(annotation, kind):
            return dict(schema)
    raise KeyError(annotation)


def _annotated(inside: tuple[Any, ...], defined: dict[str, Any]) -> dict[str, Any]:
    """The schema of an annotated type: `inside` are the type and what is noted of it."""
    choices = _choices(inside[1:])
    if choices and inside[0] is str:
        return {"enum": list(choices)}
    return _schema_of(inside[0], defined)


def _choices(notes: tuple[Any, ...]) -> Sequence[str] | None:
    """The words of a closed list, as the first parser among the notes gives them; else None."""
    for note in notes:
        if isinstance(note, Parsed):
            return note.schema.get("enum")
    return None


def _model(model: type[Base], defined: dict[str, Any]) -> dict[str, Any]:
    """A reference to the schema of a model, which is described when it is first met."""
    name = model.__name__
    if name not in defined:
        defined[name] = {}  # a chapter holds chapters: named before it is described
        defined[name] = _described(model, defined)
    return {"$ref": f"#/$defs/{name}"}


def _described(model: type[Base], defined: dict[str, Any]) -> dict[str, Any]:
    """The schema of an entry. What is withheld from some audiences is not required."""
    lowest, docs = declared(model), field_docs(model)
    properties: dict[str, Any] = dict(_COMPUTED.get(model, {}))
    required = []
    for name, field in model.model_fields.items():
        if name == "at":
            continue
        key = field.alias or name
        properties[key] = _field(field, docs.get(name), defined)
        is_withheld = key in lowest and lowest[key].told == OWN
        if field.is_required() and not is_withheld:
            required.append(key)
    schema: dict[str, Any] = {"type": "object"}
    if model.__doc__:
        schema["description"] = model.__doc__
    schema["properties"] = properties
    schema["required"] = required
    schema["additionalProperties"] = False
    return schema


def _field(field: FieldInfo, said: str | None, defined: dict[str, Any]) -> dict[str, Any]:
    schema = _annotated((field.annotation, *field.metadata), defined)
    if field.is_required() and schema == _SCALARS[Link]:
        schema = {"anyOf": [schema, {"type": "null"}]}  # what it names may be hidden
    if said:
        schema = {**schema, "description": said}
    return schema
