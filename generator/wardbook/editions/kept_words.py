"""Check words of the plan as it was last looked at or built, kept in the cache: who asks again need
not wait until its sheets are made again."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from wardbook.folders import CACHE
from wardbook.kept_files import KeptFiles
from wardbook.sheets.check_words import CheckWord, WordState

_FOLDER = "words"


@dataclass(frozen=True)
class KeptWords:
    """Words that no edition has. `inputs`: what the sheets were made of that bear them."""

    inputs: str
    words: tuple[CheckWord, ...]


def keep_words(project: Path, inputs: str, audience: str, words: Sequence[CheckWord]) -> None:
    """Keep the words of sheets that were made of `inputs`, in place of those before. Without room
    for it the next look is slow."""
    content = json.dumps(list(map(asdict, words)), ensure_ascii=False).encode()
    kept = _files(project)
    with contextlib.suppress(OSError):
        kept.keep(_key(audience), inputs.encode(), content)
        kept.prune()


def kept_words(project: Path, audience: str) -> KeptWords | None:
    """The words that were kept last; None where none were."""
    found = _files(project).find(_key(audience))
    if found is None:
        return None
    words = []
    for fields in json.loads(found[1]):
        words.append(CheckWord(**{**fields, "state": WordState(fields["state"])}))
    return KeptWords(found[0].decode(), tuple(words))


def _files(project: Path) -> KeptFiles:
    return KeptFiles(project / CACHE / _FOLDER, "words")


def _key(audience: str) -> str:
    return hashlib.sha256(f"words {audience}".encode()).hexdigest()
