"""Files of words in the project's own theme that can't be read: said with the place and the reason,
as for a file of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error
from wardbook.plan.data import MARK_KEY, Data, Scalar, key_at, mark_at
from wardbook.plan.reader import read_bytes
from wardbook.theme import FOLDERS, own_theme

_EMPTY = "S016"
"""A plan's file without content is an error; one of words lacks all of them, which G109 says."""


def unreadable_words(context: Context) -> Iterator[Finding]:
    """What keeps a file of words from being read, as the reader of plans says it. G114: it holds
    something else than words. Files of languages that the plan does not use are read as well: their
    letters must be printed by the theme's fonts."""
    own = own_theme(context.project.root)
    if own is None:
        return
    for folder in FOLDERS:
        for path in sorted((own / folder).glob("*.yml")):
            if path.is_file():
                yield from _faults(path, f"theme/{folder}/{path.name}")


CHECKS = (unreadable_words,)


def _faults(path: Path, file: str) -> Iterator[Finding]:
    document = read_bytes(path.read_bytes(), file)
    for finding in document.findings:
        if finding.code != _EMPTY:
            yield finding
    if document.data is not None:
        yield from _misshapen(document.data, file)


def _misshapen(data: Data, file: str) -> Iterator[Finding]:
    """G114: what is no mapping of keys to words, or a value in it that is no words."""
    if not isinstance(data, dict):
        yield error("G114", mark_at(data, ()) or Mark(file))
        return
    for key, word in data.items():
        if key != MARK_KEY and not isinstance(word, Scalar):
            yield error("G114", key_at(data, (key,)) or Mark(file))
