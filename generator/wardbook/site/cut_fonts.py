"""Fonts cut to the letters of one document, packed for a browser. To cut them took a third of the
build that follows an edit, and few edits bring a letter that was not there: they are kept in the
cache by what decides them."""

from __future__ import annotations

import contextlib
import hashlib
import io
import zlib
from collections.abc import Collection
from functools import cache
from importlib import metadata
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from wardbook.fonts import FAMILY, WEIGHTS, sound_fonts
from wardbook.kept_files import KeptFiles

CUT = "cut-fonts"
"""Folder of cut fonts in the cache."""


class CutFonts:
    """The fonts of a theme for documents that need `letters` together. `kept`: the folder of the
    cache that keeps them; None: none does. Raises FontFault for fonts that can't be used."""

    def __init__(
        self, roots: tuple[Path, ...], letters: Collection[int], kept: Path | None
    ) -> None:
        self._files = _font_files(roots)
        self._letters = frozenset(letters)
        self._store = KeptFiles(kept, "woff") if kept else None

    def of(self, letters: Collection[int]) -> dict[int, bytes]:
        """Weight → the font of it with `letters`, some of those of all, alone."""
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
        made = _cut_again(_cut_font(file, file.stat().st_mtime_ns, self._letters), letters)
        if self._store:
            with contextlib.suppress(OSError):  # no room: it is cut the next time
                self._store.keep(key, b"", made)
        return made

    def _key(self, file: Path, letters: frozenset[int]) -> str:
        """What decides the bytes: the font, the letters, and what cuts and packs."""
        font = _digest(file, file.stat().st_mtime_ns)
        told = (_tools(), font, sorted(self._letters), sorted(letters))
        return hashlib.sha256(repr(told).encode()).hexdigest()[:40]


@cache
def _tools() -> tuple[str, ...]:
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return own, metadata.version("fonttools"), zlib.ZLIB_RUNTIME_VERSION


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


@cache
def _cut_font(file: Path, _changed: int, letters: frozenset[int]) -> bytes:
    """The font with what all documents need together, so that the whole font is read once."""
    font = TTFont(file, lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "locl"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [1, 2]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    return _saved(font, options, letters)


def _cut_again(font: bytes, letters: Collection[int]) -> bytes:
    """A font that is cut already, with the letters of one file, packed for a browser."""
    again = TTFont(io.BytesIO(font), recalcBBoxes=False, recalcTimestamp=False)
    again.flavor = "woff"
    return _saved(again, Options(hinting=True, layout_features=["*"]), letters)


def _saved(font: TTFont, options: Options, letters: Collection[int]) -> bytes:
    """The font with these letters, as bytes."""
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
