"""What fontconfig keeps of the fonts' tables. Its files are mapped into memory as they stand: one
damaged byte ends every process that sets a page. So they are used only as they were written."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import os
import time
from functools import cache
from pathlib import Path

from wardbook.safe_write import move

_RECORD = "written.json"
"""Beside the files: the SHA-256 of each by its name."""
_BEGUN = 600.0
"""Seconds for which a file may do without: a process that runs beside this one has written it, and
puts it into the record when it ends."""


@cache
def guard_font_caches(folder: Path) -> None:
    """Remove from fontconfig's `folder` what is not as it was written, once in a process and before
    fontconfig reads it; put what stands there into the record when this process ends.

    Fontconfig writes what is missing anew."""
    _remove_damaged(folder)
    atexit.register(_record, folder)


def _remove_damaged(folder: Path) -> None:
    known = _recorded(folder)
    for path in _files(folder):
        with contextlib.suppress(OSError):
            if not _is_sound(path, known):
                path.unlink()


def _is_sound(path: Path, known: dict[str, object] | None) -> bool:
    """Whether a file is as it was written, or was begun a moment ago; of a record that is damaged
    itself nothing is sound."""
    if known is None:
        return False
    if path.name in known:
        return known[path.name] == _digest(path)
    return _age(path) < _BEGUN


def _record(folder: Path) -> None:
    """Write down what stands in `folder`. Where it can't be written, the next process begins
    anew."""
    with contextlib.suppress(OSError):
        found = {path.name: _digest(path) for path in _files(folder)}
        if not found or found == _recorded(folder):
            return
        temporary = folder / f"{_RECORD}.{os.getpid()}"
        temporary.write_text(json.dumps(found, indent=1), encoding="utf-8")
        move(temporary, folder / _RECORD)


def _recorded(folder: Path) -> dict[str, object] | None:
    """Name of a file → its digest, empty where there is no record yet; None for a damaged one."""
    try:
        found = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _files(folder: Path) -> list[Path]:
    """What fontconfig has written: `CACHEDIR.TAG`, a note to backup programs, is not read."""
    return sorted(path for path in folder.glob("*.cache-*") if path.is_file())


def _age(path: Path) -> float:
    """Seconds since a file was written; also of one that was written in the future."""
    return abs(time.time() - path.stat().st_mtime)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
