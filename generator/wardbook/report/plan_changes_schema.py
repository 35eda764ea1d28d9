"""JSON Schema of what `wardbook diff --format json` writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wardbook.editions.plan_changes import Action
from wardbook.report.plan_changes_json import FORMAT
from wardbook.sheets.audience import AUDIENCES

DIFF_JSON = "diff-json"
"""What `wardbook schema` calls it."""
_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_SHEET_NAMES = {
    "type": "array",
    "items": {"type": "string", "pattern": "^.+/.+$"},
    "description": "Sheets by their id and language: card-pharmacy/zh.",
}


def _record(description: str, optional: tuple[str, ...] = (), **fields: Any) -> Mapping[str, Any]:
    """An object of which every field is there, but for the optional ones."""
    required = []
    for name in fields:
        if name not in optional:
            required.append(name)
    return {
        "type": "object",
        "description": description,
        "properties": fields,
        "required": required,
        "additionalProperties": False,
    }


_SHEET = _record(
    "A sheet as it is printed.",
    id=_TEXT,
    language={"type": "string", "description": "mul: prints several languages at once."},
    code=_TEXT,
    kind=_TEXT,
    title=_TEXT,
    fingerprint={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    word={"type": "string", "description": "The six characters on its leaves."},
    since={"type": "string", "description": "Edition in which it last changed; empty: none yet."},
)
_SHEETS = {"type": "array", "items": {"$ref": "#/$defs/Sheet"}}
_STEP = _record("An entry of the plan on the way to what was edited.", kind=_TEXT, name=_TEXT)
_VALUE = {"description": "A text by language, a link as kind:id, a length of time as PT90M."}
_CHANGE = _record(
    "One edit of the plan.",
    ("field", "languages", "before", "after"),
    action={"enum": list(map(str, Action))},
    path={"type": "array", "items": {"$ref": "#/$defs/Entry"}},
    field={"type": "string", "description": "Absent when it is about the whole entry."},
    languages=_TEXTS,
    before=_VALUE,
    after=_VALUE,
    file=_TEXT,
    line={"type": "integer"},
    sheets=_SHEET_NAMES,
)
_MANUAL = _record(
    "What has to be done with the copies of a manual.",
    manual=_TEXT,
    language=_TEXT,
    title=_TEXT,
    sheets={"type": "integer", "description": "How many it holds now."},
    replace=_SHEET_NAMES,
    insert=_SHEET_NAMES,
    remove=_SHEET_NAMES,
    copies={**_TEXTS, "description": "Entries of the copy register."},
)


def difference_schema_text() -> str:
    """The schema as JSON text."""
    whole = _record(
        "What differs between two states of a plan.",
        format={"const": FORMAT},
        before=_TEXT,
        after=_TEXT,
        audience={"enum": list(AUDIENCES)},
        changes={"type": "array", "items": {"$ref": "#/$defs/Change"}},
        other={**_SHEET_NAMES, "description": "Sheets that changed along with the edits."},
        changed=_SHEETS,
        added=_SHEETS,
        withdrawn=_SHEETS,
        manuals={"type": "array", "items": {"$ref": "#/$defs/Manual"}},
        void_forms=_SHEET_NAMES,
    )
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": DIFF_JSON}
    defined = {"Sheet": _SHEET, "Entry": _STEP, "Change": _CHANGE, "Manual": _MANUAL}
    return json.dumps({**head, **whole, "$defs": defined}, ensure_ascii=False, indent=2)
