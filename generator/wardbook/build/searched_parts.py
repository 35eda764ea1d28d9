"""What a file held when it was searched for withheld values last and nothing was found: of the next
one of its name only what is new is searched, and of a PDF only that is read. Most pages of a manual
are as they were when one of its sheets changes, and the numbers of its objects are others."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wardbook.kept_files import KeptFiles

_STRING = re.compile(rb"\(((?:[^\\()]|\\.)*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)
_LEVEL = 1
"""A record is written for each file that is searched, and read for few of them."""
APART = "\f"
"""Stands between pieces of a text that belong to no common sentence or number."""

_AS_READ = ("utf-8", "surrogatepass")
"""JSON may hold half of a character."""

Strings = set[tuple[bytes, bytes]]
"""Strings of a PDF as they are written there: with escapes, or in hexadecimal digits."""


def strings_in(text: bytes) -> Strings:
    """The strings in the text of a PDF's objects."""
    return set(_STRING.findall(text))


@dataclass(frozen=True)
class PdfParts:
    """What a PDF holds: digests of what is drawn on its pages with all that decides which words
    that are, and its strings."""

    drawn: set[str] = field(default_factory=set)
    strings: Strings = field(default_factory=set)


@dataclass(frozen=True)
class SearchedParts:
    """Records in a folder, by the names of files. `sought` is a digest of what was looked for, and
    by which program. Plain data: jobs take it along."""

    folder: Path
    sought: str

    def find(self, name: str) -> PdfParts:
        """What the file of a name held; nothing where that is not known."""
        kept = self._store().find(self._key(name))
        if kept is None:
            return PdfParts()
        return PdfParts(set(json.loads(kept[0])), strings_in(zlib.decompress(kept[1])))

    def keep(self, held: Mapping[str, PdfParts]) -> None:
        """Nothing was found in what these files held. What can't be written is searched anew."""
        with contextlib.suppress(OSError):
            for name, parts in held.items():
                text = b"".join(
                    b"<%b>" % coded if coded else b"(%b)" % told
                    for told, coded in sorted(parts.strings)
                )
                facts = json.dumps(sorted(parts.drawn)).encode()
                self._store().keep(self._key(name), facts, zlib.compress(text, _LEVEL))

    def find_pieces(self, name: str) -> set[str]:
        """The pieces of text that the file of a name held; none where that is not known."""
        kept = self._store().find(self._key(name))
        return set(zlib.decompress(kept[1]).decode(*_AS_READ).split(APART)) if kept else set()

    def keep_pieces(self, held: Mapping[str, Iterable[str]]) -> None:
        """Nothing was found in the pieces of text that these files held."""
        with contextlib.suppress(OSError):
            for name, pieces in held.items():
                text = APART.join(pieces).encode(*_AS_READ)
                self._store().keep(self._key(name), b"", zlib.compress(text, _LEVEL))

    def _store(self) -> KeptFiles:
        return KeptFiles(self.folder, "parts")

    def _key(self, name: str) -> str:
        return hashlib.sha256(f"{self.sought}\0{name}".encode()).hexdigest()[:40]
