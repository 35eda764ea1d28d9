"""JSON Schema of the exported plan, made from the models that the export is made of."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from wardbook.plan.model.audience import OWN, declared
from wardbook.plan.model.base import Base
from wardbook.plan.model.plan import Chapter
from wardbook.plan.model.procedure import Step
from wardbook.plan.model.registries import Calendar, Contact, Site
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
    "description": "Finished words by language. refers: what they name, as kind:id or kind:id/part.",
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
    properties = {
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
        "site": _of(Site, defined),
        "calendar": _of(Calendar, defined),
        **{row.field: {"type": "array", "items": _of(row.model, defined)} for row in EXPORTED},
    }
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


def _of(annotation: Any, defined: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; models are put into `defined` and named."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(inside, defined)
    if origin in (Union, UnionType):
        choices = [_of(choice, defined) for choice in inside if choice is not NoneType]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    if origin is tuple:
        return {"type": "array", "items": _of(inside[0], defined)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(inside[1], defined)}
    if issubclass(annotation, Base):
        return _model(annotation, defined)
    return dict(next(schema for kind, schema in _SCALARS.items() if issubclass(annotation, kind)))


def _annotated(inside: tuple[Any, ...], defined: dict[str, Any]) -> dict[str, Any]:
    choices = next(
        (entry.schema.get("enum") for entry in inside[1:] if isinstance(entry, Parsed)), None
    )
    return {"enum": list(choices)} if choices and inside[0] is str else _of(inside[0], defined)


def _model(model: type[Base], defined: dict[str, Any]) -> dict[str, Any]:
    name = model.__name__
    if name not in defined:
        defined[name] = {}  # a chapter holds chapters: named before it is described
        fields = {
            (field.alias or key): field for key, field in model.model_fields.items() if key != "at"
        }
        computed = _COMPUTED.get(model, {})
        own = {
            name for name, lowest in declared(model).items() if lowest.told == OWN
        }  # withheld from some audiences
        defined[name] = {
            "type": "object",
            **({"description": model.__doc__} if model.__doc__ else {}),
            "properties": {
                **computed,
                **{key: _field(field, defined) for key, field in fields.items()},
            },
            "required": [
                key for key, field in fields.items() if field.is_required() and key not in own
            ],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _field(field: FieldInfo, defined: dict[str, Any]) -> dict[str, Any]:
    said = _annotated((field.annotation, *field.metadata), defined)
    if field.is_required() and said == _SCALARS[Link]:
        said = {"anyOf": [said, {"type": "null"}]}  # what it names may be hidden
    return {**said, "description": field.description} if field.description else said
