"""The difference of two states of a plan as data; `schemas/plan-diff` describes it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from wardbook.editions.affected import affected_manuals, void_forms
from wardbook.editions.plan_tree import Entry, LinkName, Value, Wording, by_key
from wardbook.editions.sheet_list import SheetEntry
from wardbook.editions.shown_on import PlanDifference, ShownChange
from wardbook.plan.model.scalars import Duration
from wardbook.report.sheet_changes_json import sheets_data

FORMAT = 1
"""Raised when a program that reads it would have to change."""


def difference_json(difference: PlanDifference) -> str:
    """Changes with their places and sheets, then the sheets and the manuals."""
    before, after = difference.before, difference.after
    sheets = sheets_data(before.sheets, after.sheets)
    copies = {}
    for manual in affected_manuals(before, after):
        names = [str(copy.id) for copy in manual.copies]
        copies[manual.change.manual.id, manual.change.manual.language] = names
    for manual_data in sheets["manuals"]:
        key = manual_data["manual"], manual_data["language"]
        manual_data["copies"] = copies.get(key, [])
    data = {
        "format": FORMAT,
        "before": before.name,
        "after": after.name,
        "audience": after.audience,
        "changes": list(map(_change_data, difference.changes)),
        "other": _keys(difference.other),
        **sheets,
        "void_forms": _keys(void_forms(before, after)),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _change_data(shown: ShownChange) -> dict[str, Any]:
    change = shown.change
    path = []
    for entry in change.path:
        path.append({"kind": entry.kind, "name": entry.name})
    said: dict[str, Any] = {"action": str(change.action), "path": path}
    if change.field:
        said["field"] = change.field
    if change.languages:
        said["languages"] = list(change.languages)
    for key, value in (("before", change.before), ("after", change.after)):
        if value is not None:
            said[key] = value_data(value)
    said |= {"file": change.mark.file, "line": change.mark.line, "sheets": _keys(shown.sheets)}
    return said


def value_data(value: Value) -> Any:
    """A value of the plan: texts by language, links by name, lengths of time as PT90M."""
    match value:
        case Wording():
            return dict(value.languages)
        case LinkName():
            return value.name
        case Entry():
            return _entry_data(value)
        case tuple():
            return _list_data(value)
        case Duration():
            return f"PT{value.minutes}M"
        case datetime.date():
            return value.isoformat()
        case bool() | int() | float():
            return value
    return str(value)


def _list_data(value: tuple[Value, ...]) -> Any:
    """A list; what stands under keys that an author chose as an object."""
    keyed = by_key(value)
    if not keyed:
        return list(map(value_data, value))
    said: dict[str, Any] = {}
    for key, item in keyed.items():
        said[key] = value_data(item)
    return said


def _entry_data(entry: Entry) -> Mapping[str, Any]:
    said: dict[str, Any] = {}
    for name, value in entry.fields:
        said[name or entry.name] = value_data(value)
    return said


def _keys(entries: Sequence[SheetEntry]) -> list[str]:
    keys = []
    for entry in entries:
        keys.append("/".join(entry.key))
    return keys
