"""Files of the program's own words, one a language, read so that none can stop the program: what
can't be used of one is named, and the English words stand in for it."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The library's loader in C is fifteen times as quick: every command reads these words."""


@dataclass(frozen=True)
class WordFile:
    """What a file says, and what of it can't be used: a line for each fault, with its place."""

    words: Mapping[str, Any]
    faults: tuple[str, ...] = ()


class WordSection(dict[str, Any]):
    """A section of a file. Asking for a key that there is not raises `LookupError`, which
    names the section and the file that should have it."""

    def __init__(self, found: Mapping[str, Any], name: str, file: Path) -> None:
        super().__init__(found)
        self._place = f"`{name}` in {file}"

    def __missing__(self, key: str) -> Any:
        raise LookupError(f"no {key!r} under {self._place}")


def read_file(path: Path) -> WordFile:
    """What a file says; nothing where there is none, where it is no YAML, or no mapping."""
    if not path.is_file():
        return WordFile({})
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        return WordFile({}, (f"{path}: {problem}",))
    if not isinstance(found, Mapping):
        return WordFile({}, (f"{path}: no mapping",))
    return WordFile(found)


def completed(path: Path, english: Mapping[str, Any]) -> WordFile:
    """What the file of a language says in the place of `english`. Whole sections, or entries of
    one, that it lacks stay English; so does what is written otherwise than there: a text for a
    section, or a place in braces that nothing fills."""
    own = read_file(path)
    misfits: list[str] = []
    words = _completed(own.words, english, "", misfits)
    return WordFile(words, (*own.faults, *(f"{path}: {name}" for name in misfits)))


def _completed(
    own: Mapping[str, Any], english: Mapping[str, Any], above: str, misfits: list[str]
) -> Mapping[str, Any]:
    """`english` with what of `own` fits in its place; `misfits` gets the names of the rest."""
    complete = dict(english)
    holds_sections = any(isinstance(below, Mapping) for below in english.values())
    for key, words in own.items():
        # A section of texts may have more of them than English has: words that it need not turn
        meant = english.get(key, {} if holds_sections else words)
        if isinstance(meant, Mapping) and isinstance(words, Mapping):
            complete[key] = _completed(words, meant, f"{above}{key}.", misfits)
        elif isinstance(meant, str) and isinstance(words, str) and _is_filled(words, meant):
            complete[key] = words
        elif words:
            misfits.append(above + key)
    return complete


def _is_filled(words: str, english: str) -> bool:
    """Whether everything in braces is filled where the English words are said."""
    if "{" not in words and "}" not in words:
        return True
    try:
        return _places(words) <= _places(english)
    except ValueError:
        return False


def _places(words: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(words)} | {None}
