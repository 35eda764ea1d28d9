"""What has to be printed again, as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from wardbook.editions.sheet_list import (
    ManualChange,
    SheetEntry,
    SheetList,
    manual_changes,
    sheet_changes,
    with_shared_leaves,
)

FORMAT = 1
"""Raised when a program that reads it would have to change."""


def changes_json(before: SheetList, after: SheetList) -> str:
    """Changed, added and withdrawn sheets, and the work on each manual."""
    data = {"format": FORMAT, "audience": after.audience, **sheets_data(before, after)}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def sheets_data(before: SheetList, after: SheetList) -> dict[str, Any]:
    """Sheets that changed, in full; manuals with the names of theirs."""
    changes = sheet_changes(before, after)
    manuals = []
    for change in manual_changes(before, after):
        manuals.append(_manual_data(with_shared_leaves(change, before, after)))
    return {
        "changed": list(map(asdict, changes.changed)),
        "added": list(map(asdict, changes.added)),
        "withdrawn": list(map(asdict, changes.withdrawn)),
        "manuals": manuals,
    }


def _manual_data(change: ManualChange) -> dict[str, Any]:
    return {
        "manual": change.manual.id,
        "language": change.manual.language,
        "title": change.manual.title,
        "sheets": len(change.manual.sheets),
        "replace": _ids(change.replace),
        "insert": _ids(change.insert),
        "remove": _ids(change.remove),
    }


def _ids(sheets: Sequence[SheetEntry]) -> list[str]:
    names = []
    for sheet in sheets:
        names.append("/".join(sheet.key))
    return names
