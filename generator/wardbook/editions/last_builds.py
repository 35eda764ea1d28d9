"""What the last two whole builds for each audience held. It lies in the cache: no output depends on
what was built before it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from wardbook.editions.sheet_list import SheetList, as_data, from_data
from wardbook.folders import CACHE
from wardbook.safe_write import replace_file

_FOLDER = "builds"


def remember_build(project: Path, sheets: SheetList) -> None:
    """Keep what a build held, and what the one before it for the same audience did.

    Where there is no room for it, the output is whole all the same: the next build has nothing to
    compare with."""
    folder = project / CACHE / _FOLDER
    last, before = _files(project, sheets.audience)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if last.is_file():
            replace_file(before, last.read_bytes())
        replace_file(last, _text(sheets).encode())


def last_two_builds(project: Path, audience: str) -> tuple[SheetList | None, SheetList | None]:
    """The build before the last one, and the last one; None for what is not known."""
    last, before = _files(project, audience)
    return _read(before), _read(last)


def _files(project: Path, audience: str) -> tuple[Path, Path]:
    folder = project / CACHE / _FOLDER
    return folder / f"{audience}.json", folder / f"{audience}-before.json"


def _text(sheets: SheetList) -> str:
    return json.dumps(as_data(sheets), ensure_ascii=False, indent=1) + "\n"


def _read(path: Path) -> SheetList | None:
    try:
        return from_data(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError):
        return None
