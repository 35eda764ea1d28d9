"""Check words of the plan as it is, kept in the cache: who asks again need not wait until its
sheets are made again. What was kept of anything else is not found."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from wardbook.folders import CACHE
from wardbook.kept_files import KeptFiles
from wardbook.sheets.check_words import CheckWord, WordState

_FOLDER = "words"


def keep_words(project: Path, inputs: str, audience: str, words: Sequence[CheckWord]) -> None:
    """Keep the words of sheets that were made of `inputs`. Without room for it the next look is
    slow."""
    content = json.dumps(list(map(asdict, words)), ensure_ascii=False).encode()
    kept = _files(project)
    with contextlib.suppress(OSError):
        kept.keep(_key(inputs, audience), b"", content)
        kept.prune()


def kept_words(project: Path, inputs: str, audience: str) -> tuple[CheckWord, ...] | None:
    """The words of the sheets that were made of the same inputs; None where none were kept."""
    found = _files(project).find(_key(inputs, audience))
    if found is None:
        return None
    words = []
    for fields in json.loads(found[1]):
        words.append(CheckWord(**{**fields, "state": WordState(fields["state"])}))
    return tuple(words)


def _files(project: Path) -> KeptFiles:
    return KeptFiles(project / CACHE / _FOLDER, "words")


def _key(inputs: str, audience: str) -> str:
    return hashlib.sha256(f"{audience} {inputs}".encode()).hexdigest()
