"""The caches of fontconfig. It maps its files into memory without checking them: one damaged byte
crashes every process that lays out a page. So they are used only if they are as they were
written."""

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
_UNRECORDED_SECONDS = 600.0
"""For how long a file may be missing from the record: another process that is still running has
written it, and records it when it ends."""


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
    """Whether a file is as it was written, or so new that it is not recorded yet. Where the record
    itself is damaged no file is."""
    if known is None:
        return False
    if path.name in known:
        return known[path.name] == _digest(path)
    return _age(path) < _UNRECORDED_SECONDS


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
