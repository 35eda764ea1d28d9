"""Fonts cut to the letters of one document, packed for a browser. Few edits bring a letter that was
not there: they are kept in the cache by what decides them."""

from __future__ import annotations

import contextlib
import hashlib
import io
import zlib
from collections.abc import Collection
from functools import cache
from importlib import metadata
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont

from wardbook.fonts import FAMILY, WEIGHTS, sound_fonts
from wardbook.kept_files import KeptFiles

CUT = "cut-fonts"
"""Folder of cut fonts in the cache."""
_FEATURES = ("kern", "locl")
_NAMES = (1, 2)
"""Family and style."""
_NOT_ON_SCREENS = ("BASE", "VORG", "vhea", "vmtx")
"""Tables for lines that run down the page."""


class CutFonts:
    """The fonts of a theme. `kept`: the folder of the cache that keeps what was cut of them; None:
    none does. Raises FontFault for fonts that can't be used."""

    def __init__(self, roots: tuple[Path, ...], kept: Path | None) -> None:
        self._files = _font_files(roots)
        self._store = KeptFiles(kept, "woff") if kept else None

    def of(self, letters: Collection[int]) -> dict[int, bytes]:
        """Weight → the font of it with `letters` alone."""
        own = frozenset(letters)
        return {weight: self._cut(file, own) for weight, file in self._files.items()}

    def prune(self) -> None:
        """Forget what nothing has used for a fortnight."""
        if self._store:
            self._store.prune()

    def _cut(self, file: Path, letters: frozenset[int]) -> bytes:
        key = self._key(file, letters)
        found = self._store.find(key) if self._store else None
        if found:
            return found[1]
        made = _packed(_cut(file, letters))
        if self._store:
            with contextlib.suppress(OSError):  # no room: it is cut the next time
                self._store.keep(key, b"", made)
        return made

    def _key(self, file: Path, letters: frozenset[int]) -> str:
        """A key of all that the bytes depend on: the font, the letters, the tools that cut and
        pack."""
        font = _digest(file, file.stat().st_mtime_ns)
        told = (_tools(), font, sorted(letters))
        return hashlib.sha256(repr(told).encode()).hexdigest()[:40]


@cache
def _tools() -> tuple[str, ...]:
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    versions = metadata.version("fonttools"), metadata.version("uharfbuzz")
    return own, *versions, zlib.ZLIB_RUNTIME_VERSION


@cache
def _digest(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _font_files(roots: tuple[Path, ...]) -> dict[int, Path]:
    """Weight → the theme's font of it."""
    found: dict[int, Path] = {}
    for face in sound_fonts(roots):
        if face.family == FAMILY and face.weight in WEIGHTS:
            found[face.weight] = face.file
    return dict(sorted(found.items()))


def _cut(file: Path, letters: Collection[int]) -> bytes:
    """The font with these letters alone, without what a browser has no use for."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(letters)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_tag_number, _FEATURES))
    wanted.name_id_set.clear()
    wanted.name_id_set.update(_NAMES)
    wanted.drop_table_tag_set.update(map(_tag_number, _NOT_ON_SCREENS))
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _tag_number(tag: str) -> int:
    return int.from_bytes(tag.encode(), "big")


def _packed(program: bytes) -> bytes:
    """A font as browsers of any age take it. Its tables are taken as they are."""
    font = TTFont(io.BytesIO(program), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
