"""What the cache holds already: sheets that are drawn, and manuals, cards, forms and volumes whose
sheets and front leaves are as they were. They are taken over, and neither drawn nor bound anew."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wardbook.kept_files import KeptFiles
from wardbook.output import OutputFile
from wardbook.pdf.contents import Leaves
from wardbook.pdf.drawn_sheets import SHEETS, Drawn, DrawnSheets
from wardbook.pdf.job_records import Kept, PrintPlace, Single, VolumeFile
from wardbook.pdf.rebinding import BoundRecords, FindDrawn
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import SheetKey, Stamped

BOUND = "bound"
"""Folder of bound files in the cache."""


@dataclass(frozen=True)
class ToBind:
    """What is to be bound of one book."""

    manuals: tuple[Manual, ...] = ()
    singles: tuple[Single, ...] = ()
    volumes: tuple[VolumeFile, ...] = ()


def drawn_already(
    place: PrintPlace, sheets: Iterable[Stamped]
) -> tuple[dict[SheetKey, Kept], list[Stamped]]:
    """What the cache holds of these sheets, and those that are to be drawn. A sheet that borrows a
    font of this machine is drawn every time: the machine may have changed."""
    store = DrawnSheets(place.cache / SHEETS, place.look)
    kept: dict[SheetKey, Kept] = {}
    left: list[Stamped] = []
    for stamped in sheets:
        key = store.key(stamped, place.draft)
        drawn = store.find(key)
        if drawn is None or drawn.system_fonts:
            left.append(stamped)
        else:
            kept[stamped.sheet.key] = Kept(key, leaves_of(drawn, stamped))
    return kept, left


def leaves_of(drawn: Drawn, stamped: Stamped) -> Leaves:
    """What front leaves say of a drawn sheet."""
    pages = {name: page for name, (page, _, _) in drawn.anchors.items()}
    return Leaves(drawn.pages, pages, stamped.stamp.short, stamped.stamp.since)


class BoundFiles:
    """Bound files of one place, by all that decides their bytes."""

    def __init__(self, place: PrintPlace) -> None:
        self._stage = place.stage
        self._folder = place.cache / BOUND
        self._store = KeptFiles(self._folder)
        self._look = (place.look, place.language, place.date, place.draft)

    def keep(self, inputs: object, drawn: Sequence[str], files: Sequence[OutputFile]) -> str:
        """Keep files that were bound of `inputs` and the drawings with these keys; by which name,
        with a hyphen and their number behind it. What borrows a font of this machine is not kept:
        the machine may change. Where the cache has no room the output is whole all the same, and is
        bound anew the next time."""
        if any(file.system_fonts for file in files):
            return ""
        key = self._key(inputs, drawn)
        with contextlib.suppress(OSError):
            for at, file in enumerate(files):
                facts = {**asdict(file), "of": len(files)}
                text = json.dumps(facts, ensure_ascii=False).encode()
                self._store.keep(f"{key}-{at}", text, (self._stage / file.path).read_bytes())
        return key

    def records(self, find: FindDrawn) -> BoundRecords:
        """Of what files were bound; `find` finds drawings."""
        return BoundRecords(self._folder, self._look, self._store, find)

    def take(self, inputs: object, drawn: Sequence[str]) -> tuple[OutputFile, ...]:
        """Put what was kept into the stage: the files, none where not all of them are kept."""
        key, found = self._key(inputs, drawn), list[tuple[OutputFile, bytes]]()
        wanted = 1
        while len(found) < wanted:
            kept = self._store.find(f"{key}-{len(found)}")
            if kept is None:
                return ()
            facts = json.loads(kept[0])
            wanted = facts.pop("of")
            found.append((_from_facts(facts), kept[1]))
        for file, data in found:
            _write(self._stage / file.path, data)
        return tuple(file for file, _ in found)

    def prune(self) -> None:
        """Forget what nothing has used for a fortnight."""
        self._store.prune()

    def _key(self, inputs: object, drawn: Sequence[str]) -> str:
        told = repr((self._look, inputs, tuple(drawn)))
        return hashlib.sha256(told.encode()).hexdigest()[:40]


def take_over(
    place: PrintPlace, wanted: ToBind, kept: Mapping[str, Kept]
) -> tuple[list[OutputFile], ToBind]:
    """Put what is as it was into the stage: its files, and what is left to be bound. `kept` are the
    drawings by sheet id."""
    bound, files = BoundFiles(place), list[OutputFile]()
    left: list[list[Any]] = []
    for every in (wanted.manuals, wanted.singles, wanted.volumes):
        missing: list[Any] = []
        for one in every:
            found = bound.take(one, drawings_of(one, kept))
            files += found
            if not found:
                missing.append(one)
        left.append(missing)
    manuals, singles, volumes = left
    return files, ToBind(tuple(manuals), tuple(singles), tuple(volumes))


def drawings_of(wanted: Manual | Single | VolumeFile, kept: Mapping[str, Kept]) -> list[str]:
    """Keys of the drawings that are bound into a file, in order."""
    return [kept[sheet].key for sheet in _sheets_of(wanted)]


def drawings_bound(wanted: ToBind, kept: Mapping[str, Kept]) -> set[str]:
    """Keys of all drawings that binding needs."""
    keys: set[str] = set()
    for every in (wanted.manuals, wanted.singles, wanted.volumes):
        for one in every:
            keys.update(drawings_of(one, kept))
    return keys


def _sheets_of(wanted: Manual | Single | VolumeFile) -> Iterator[str]:
    if isinstance(wanted, Manual):
        for unit in wanted.units:
            yield unit.id
    elif isinstance(wanted, Single):
        yield wanted.sheet
    else:
        yield from wanted.volume.sheets


def _from_facts(facts: Mapping[str, Any]) -> OutputFile:
    """A file as `keep` described it."""
    listed = {name: tuple(facts[name]) for name in ("sheets", "system_fonts")}
    return OutputFile(**{**facts, **listed})


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
