"""JSON Schema of each kind of file, made from the models, for editors. It describes the text form
that authors write."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from wardbook.folders import SOURCE
from wardbook.plan.data import MARK_KEY
from wardbook.plan.field_docs import field_docs
from wardbook.plan.model.base import Base
from wardbook.plan.model.waiver import Waiver
from wardbook.plan.registries import TABLE, WAIVERS, Shape
from wardbook.safe_write import replace_file

SCHEMAS: Mapping[str, tuple[type[BaseModel], bool]] = {
    **{row.schema: (row.model, row.shape is Shape.LIST) for row in TABLE},
    Path(WAIVERS).stem: (Waiver, True),
}
"""Kind of file → its model, and whether the file is a list of them."""
_PLACES = {**{row.schema: row.pattern for row in TABLE}, Path(WAIVERS).stem: WAIVERS}
"""Kind of file → where such files stand in the plan."""
EDITOR = ".vscode"
"""Folder of the editor's settings. The YAML extension of VS Code, VSCodium and others reads
`yaml.schemas` from it."""


def write_editor_settings(project: Path) -> Path:
    """Write every schema and the settings that point at them; other settings stay. Returns the
    settings' path. Settings that can't be read, or are not what an editor writes, are left alone,
    with ours beside them."""
    folder = project / EDITOR / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for kind in SCHEMAS:
        replace_file(folder / f"{kind}.json", f"{schema_text(kind)}\n".encode())
    path = project / EDITOR / "settings.json"
    known = _settings(path)
    if known is None:
        known, path = {}, path.with_name("wardbook-settings.json")
    ours = {f"{EDITOR}/schemas/{kind}.json": f"{SOURCE}/{_PLACES[kind]}" for kind in SCHEMAS}
    others = {}
    for schema_file, places in known.get("yaml.schemas", {}).items():
        if schema_file not in ours:
            others[schema_file] = places
    # Ours in the order of the table, wherever they stood before
    settings = {**known, "yaml.schemas": {**others, **ours}}
    text = json.dumps(settings, ensure_ascii=False, indent=2)
    replace_file(path, f"{text}\n".encode())
    return path


def _settings(path: Path) -> dict[str, Any] | None:
    """The editor's settings, empty without a file; None when they are not plain JSON (editors also
    take comments) with schemas by file."""
    if not path.exists():
        return {}
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    if not isinstance(known, dict) or not isinstance(known.get("yaml.schemas", {}), dict):
        return None
    return known


def schema(kind: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a kind of file."""
    model, many = SCHEMAS[kind]
    made = model.model_json_schema(by_alias=True, mode="validation")
    definitions = made.pop("$defs", {})
    _describe(made, model)
    known = {part.__name__: part for part in _models()}
    for name, part in definitions.items():
        if name in known:
            _describe(part, known[name])
    if many:
        made = {"type": "array", "items": made}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "$defs": definitions,
    }
    cleaned = _without_marks(whole)
    assert isinstance(cleaned, dict)
    return {"title": f"Wardbook: {kind}", **cleaned}


def _models(top: type[BaseModel] = Base) -> Iterator[type[BaseModel]]:
    """All models of the program, each with those that are made of it."""
    yield top
    for model in top.__subclasses__():
        yield from _models(model)


def _describe(made: dict[str, Any], model: type[BaseModel]) -> None:
    """Put what is said of fields into the schema of their model."""
    docs = field_docs(model)
    for name, field in model.model_fields.items():
        if name in docs and "properties" in made:
            key = field.alias or name
            described = {**made["properties"][key], "description": docs[name]}
            # In the order of the alphabet, as pydantic writes every other key
            made["properties"][key] = dict(sorted(described.items()))


@cache
def schema_text(kind: str) -> str:
    """The schema as JSON text."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2)


def _without_marks(value: Any) -> Any:
    """Drop the internal place of a mapping, defaults (they are absent values), and pydantic's
    titles of fields. A key with nothing behind it is an absent value, so null is allowed everywhere
    that text is."""
    if isinstance(value, list):
        return [_without_marks(item) for item in value]
    if not isinstance(value, dict):
        return value
    cleaned = {}
    for key, item in value.items():
        if not _is_noise(key, item):
            cleaned[key] = _without_marks(item)
    return cleaned


def _is_noise(key: str, item: Any) -> bool:
    if key in (MARK_KEY, "discriminator"):
        return True
    return key in ("default", "title") and not isinstance(item, dict)
