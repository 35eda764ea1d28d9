"""Texts that the last run made, each by what decides it, in one file of the cache: a run takes over
what it would make again."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from wardbook.kept_files import KeptFiles


class KeptTexts:
    """Texts by their keys. `told` is what decides all of them together; what another run was told
    is kept beside it. Only what a run used or made is kept for the next."""

    def __init__(self, folder: Path, told: object) -> None:
        self._store = KeptFiles(folder, "texts")
        self._key = key_of(told)
        self._places: dict[str, tuple[int, int]] = {}
        self._content = b""
        found = self._store.find(self._key)
        if found:
            self._places, self._content = json.loads(found[0]), found[1]
        self._used: dict[str, bytes] = {}
        self._is_new = False

    def find(self, key: str) -> str | None:
        """The text of a key; None where none is kept."""
        place = self._places.get(key)
        if place is None:
            return None
        start, end = place
        text = self._used[key] = self._content[start:end]
        return text.decode()

    def keep(self, key: str, text: str) -> None:
        """Keep a text for the next run, from `save` on."""
        self._used[key] = text.encode()
        self._is_new = True

    def save(self) -> None:
        """Write what was used and made. Where the cache has no room it is made anew the next
        time."""
        if not self._is_new and len(self._used) == len(self._places):
            return
        places, at = {}, 0
        for key, text in self._used.items():
            places[key] = (at, at + len(text))
            at += len(text)
        with contextlib.suppress(OSError):
            facts = json.dumps(places).encode()
            self._store.keep(self._key, facts, b"".join(self._used.values()))
            self._store.prune()


def key_of(told: object) -> str:
    """A key of plain data, by what it holds."""
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:40]
