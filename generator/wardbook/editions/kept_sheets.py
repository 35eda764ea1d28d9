"""The sheets of the plan as it is, kept in the cache with their words: a second look at the same
plan need not make them again. What was kept of anything else is not used."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wardbook.editions.sheet_list import SheetList, as_data, from_data
from wardbook.folders import CACHE
from wardbook.kept_files import KeptFiles

_FOLDER = "words"


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
    data = {"sheets": as_data(made.sheets), "lines": lines}
    content = json.dumps(data, ensure_ascii=False).encode()
    kept = _files(project)
    with contextlib.suppress(OSError):
        kept.keep(_key(inputs, made.sheets.audience), b"", content)
        kept.prune()


def kept_sheets(project: Path, inputs: str, audience: str) -> KeptSheets | None:
    """The sheets that were made of the same inputs; None where none were kept, or not as they were
    written."""
    found = _files(project).find(_key(inputs, audience))
    if found is None:
        return None
    data = json.loads(found[1])
    lines = {}
    for id, language, *words in data["lines"]:
        lines[str(id), str(language)] = tuple(map(str, words))
    return KeptSheets(from_data(data["sheets"]), lines)


def _files(project: Path) -> KeptFiles:
    return KeptFiles(project / CACHE / _FOLDER, "sheets")


def _key(inputs: str, audience: str) -> str:
    return hashlib.sha256(f"sheets {audience} {inputs}".encode()).hexdigest()
