"""Finished files that were searched for withheld values before: the same bytes under the same name
need no second search for the same values by the same program."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from wardbook.build.searched_parts import SearchedParts
from wardbook.kept_files import KeptFiles

SEARCHED = "searched"
"""Folder of its records in the cache."""


class Searched:
    """Files in which nothing was found. `sought` is what was looked for, and by which program; the
    cache holds a digest of it."""

    def __init__(self, cache: Path, sought: object) -> None:
        self._folder = cache / SEARCHED
        self._store = KeptFiles(self._folder, "list")
        self._key = hashlib.sha256(repr(sought).encode()).hexdigest()[:40]
        found = self._store.find(self._key)
        self._clean = frozenset(json.loads(found[1]) if found else ())
        self._seen: dict[str, str] = {}

    def left(self, folder: Path, names: Iterable[str]) -> list[str]:
        """The names of files below `folder` that are to be searched."""
        self._seen = {name: digest_of(folder, name) for name in names}
        return [name for name, digest in self._seen.items() if digest not in self._clean]

    @property
    def parts(self) -> SearchedParts:
        """What single files held that were searched before."""
        return SearchedParts(self._folder, self._key)

    def remember(self) -> None:
        """Nothing was found in the files that were asked for last. What can't be written is
        searched anew."""
        listed = sorted(self._seen.values())
        with contextlib.suppress(OSError):
            self._store.keep(self._key, b"", json.dumps(listed).encode())
            self._store.prune()


def digest_of(folder: Path, name: str) -> str:
    """SHA-256 (hex) of a file's name and content."""
    content = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    return hashlib.sha256(f"{name}\0{content}".encode()).hexdigest()
