"""What Graphviz drew, kept in the cache: a flow stands in its department's procedure, in the
complete plan and on the site, is tried in several shapes for each, and few edits change it."""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path

from wardbook.fonts import FontFault, covered_code_points, sound_fonts
from wardbook.kept_files import KeptFiles

DRAWINGS = "drawings"
"""Folder of drawings in the cache."""


class KeptDrawings:
    """Drawings in a folder, or none while there is no folder. Found by their source, by the program
    that draws, and by the theme's fonts, which it measures. One with a character that these lack is
    not kept: a font of the machine, which may change, stands in."""

    def __init__(self) -> None:
        self._kept: KeptFiles | None = None
        self._fonts = ""
        self._printed: frozenset[int] = frozenset()

    def keep_in(self, cache: Path, roots: tuple[Path, ...]) -> None:
        """Keep them in this cache folder. `roots`: the folders of the theme, whose fonts are
        used."""
        try:
            faces = sound_fonts(roots)
        except FontFault:  # said where fonts are put to use
            self._kept = None
            return
        self._printed = covered_code_points(faces)
        told = [(str(face.file), _stamp(face.file)) for face in faces]
        self._fonts = repr(told)
        self._kept = KeptFiles(cache / DRAWINGS, "svg")

    def find(self, program: str, source: str) -> str | None:
        """What `program` made of `source`; None where that is not kept."""
        if self._kept is None or not self._lasts(source):
            return None
        found = self._kept.find(self._key(program, source))
        return found[1].decode() if found else None

    def keep(self, program: str, source: str, drawn: str) -> None:
        """Keep what `program` made of `source`. Where the cache has no room it is made again."""
        if self._kept is None or not self._lasts(source):
            return
        with contextlib.suppress(OSError):
            self._kept.keep(self._key(program, source), b"", drawn.encode())

    def prune(self) -> None:
        """Forget drawings that nothing has used for a fortnight."""
        if self._kept is not None:
            self._kept.prune()

    def _lasts(self, source: str) -> bool:
        return all(ord(letter) in self._printed for letter in set(source) if letter.isprintable())

    def _key(self, program: str, source: str) -> str:
        config = os.environ.get("FONTCONFIG_FILE", "")
        told = (program, _stamp(Path(program)), self._fonts, config, source)
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:40]


@cache
def kept_drawings() -> KeptDrawings:
    """The drawings that this process keeps."""
    return KeptDrawings()


def _stamp(file: Path) -> tuple[int, int]:
    """Size and time of a file, which tell it from the one that is installed next in its place."""
    found = file.stat()
    return found.st_size, found.st_mtime_ns
