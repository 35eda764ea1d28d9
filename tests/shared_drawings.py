"""Sheets that a build of this run has drawn, for other builds of the run.

Most tests that build a plan look at something else than how a sheet is drawn, and many plans hold
the same sheets: the program's own names of what its cache keeps tell what is alike. Tests of drawing
itself ask for the fixture `own_drawings`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from wardbook.build import steps
from wardbook.pdf import printing, taken_over
from wardbook.pdf.drawn_sheets import SHEETS, Drawn, DrawnSheets
from wardbook.pdf.job_records import Kept, PrintPlace
from wardbook.sheets.sheet import SheetKey, Stamped

_ENDINGS = ("pdf", "json")
"""A drawing and its facts, which are written last."""


class SharedDrawings:
    """The folder that the workers of a run share. `active` is whether builds use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.active = True

    def give(self, cache: Path, keys: Sequence[str]) -> None:
        """Lay what others have drawn into a build's folder of drawings, where it holds nothing."""
        for key in keys:
            if self.active and not _has(cache, key) and _has(self.folder, key):
                cache.mkdir(parents=True, exist_ok=True)
                _copy(self.folder, cache, key)

    def take(self, cache: Path, key: str) -> None:
        """Keep for others what a build has drawn."""
        if self.active and not _has(self.folder, key):
            self.folder.mkdir(parents=True, exist_ok=True)
            _copy(cache, self.folder, key)


def _has(folder: Path, key: str) -> bool:
    return any((folder / f"{key}.{ending}").exists() for ending in _ENDINGS)


def _copy(source: Path, target: Path, key: str) -> None:
    for ending in _ENDINGS:
        path = target / f"{key}.{ending}"
        temporary = path.with_suffix(f".{os.getpid()}")
        shutil.copyfile(source / path.name, temporary)
        temporary.replace(path)


def share(drawings: SharedDrawings) -> None:
    """Have every build of this process use them."""

    def drawn_already(
        place: PrintPlace, sheets: Iterable[Stamped]
    ) -> tuple[dict[SheetKey, Kept], list[Stamped]]:
        cache, wanted = place.cache / SHEETS, list(sheets)
        store = DrawnSheets(cache, place.look)
        drawings.give(cache, [store.key(stamped, place.draft) for stamped in wanted])
        return taken_over.drawn_already(place, wanted)

    class Sharing(DrawnSheets):
        def __init__(self, folder: Path, look: str) -> None:
            super().__init__(folder, look)
            self._cache = folder

        def keep(self, key: str, drawn: Drawn) -> None:
            super().keep(key, drawn)
            drawings.take(self._cache, key)

    printing.drawn_already = steps.drawn_already = drawn_already
    printing.DrawnSheets = Sharing  # type: ignore[misc]
