"""What was said of two states of a plan, kept in the cache: who asks the same again waits for no
plan to be read."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path

from wardbook.folders import CACHE
from wardbook.kept_files import KeptFiles

_FOLDER = "words"


def keep_said(project: Path, asked: Sequence[str], text: str) -> None:
    """Keep a text by all that it was asked by. Without room for it the next look is slow."""
    kept = _files(project)
    with contextlib.suppress(OSError):
        kept.keep(_key(asked), b"", text.encode("utf-8", "surrogatepass"))
        kept.prune()


def said_before(project: Path, asked: Sequence[str]) -> str | None:
    """The text that was kept; None where none was."""
    found = _files(project).find(_key(asked))
    return found[1].decode("utf-8", "surrogatepass") if found else None


def _files(project: Path) -> KeptFiles:
    return KeptFiles(project / CACHE / _FOLDER, "said")


def _key(asked: Sequence[str]) -> str:
    return hashlib.sha256(repr(("said", *asked)).encode("utf-8", "surrogatepass")).hexdigest()
