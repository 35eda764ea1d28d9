"""The sheets of the plan as it is, kept in the cache with their words: a second look at the same
plan need not make them again. What was kept of anything else is not used."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wardbook.editions.sheet_list import SheetList, as_data, from_data
from wardbook.folders import CACHE
from wardbook.safe_write import replace_file

_FOLDER = "builds"


@dataclass(frozen=True)
class KeptSheets:
    """Sheets and manuals, and the words of each sheet by its key."""

    sheets: SheetList
    lines: Mapping[tuple[str, str], tuple[str, ...]]


def keep_sheets(project: Path, inputs: str, made: KeptSheets) -> None:
    """Keep the sheets that were made of `inputs`. Without room for it the next look is slow."""
    lines = []
    for (id, language), words in made.lines.items():
        lines.append([id, language, *words])
    data = {"inputs": inputs, "sheets": as_data(made.sheets), "lines": lines}
    file = _file(project, made.sheets.audience)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, json.dumps(data, ensure_ascii=False).encode())


def kept_sheets(project: Path, inputs: str, audience: str) -> KeptSheets | None:
    """The sheets that were made of the same inputs; None where none were kept."""
    try:
        data = json.loads(_file(project, audience).read_text(encoding="utf-8"))
        if data["inputs"] != inputs:
            return None
        lines = {}
        for id, language, *words in data["lines"]:
            lines[str(id), str(language)] = tuple(map(str, words))
        return KeptSheets(from_data(data["sheets"]), lines)
    except (OSError, KeyError, TypeError, ValueError):
        return None


def _file(project: Path, audience: str) -> Path:
    return project / CACHE / _FOLDER / f"{audience}-words.json"
