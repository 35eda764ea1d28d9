"""A sheet drawn as a PDF of its own, with the facts that binding needs, and the cache folder that
keeps it: what no edit has touched is not drawn again."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf

from wardbook.kept_files import KeptFiles
from wardbook.sheets.sheet import NOWHERE, Stamped

SHEETS = "sheets"
"""Folder of drawn sheets in the cache."""

LINK = "sheet:"
"""How a drawn leaf writes a link to an anchor of any sheet: it knows nothing of the manuals that it
will be bound into."""


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline: its depth (0: outermost) and its place on a page of the sheet (0:
    the first), in points."""

    title: str
    depth: int
    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Blank:
    """A place of a form that is filled in: its name, what goes in (text, digits, choice, tick; or
    mark: the words that the copy for a PC bears), its label, which of several it is (a choice's
    words, a row), its page, from 0, and its rectangle in points from
    the page's bottom left corner."""

    name: str
    kind: str
    label: str
    part: str
    left: float
    bottom: float
    right: float
    top: float
    page: int = 0

    @property
    def width(self) -> float:
        """Points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points."""
        return self.top - self.bottom


@dataclass(frozen=True)
class Typeface:
    """What a PDF uses of a font. `file` is the name of the theme's font file; empty for a font of
    this machine."""

    family: str
    file: str
    glyphs: Mapping[int, str]
    """Glyph id → the text that it stands for."""
    widths: Mapping[int, int]
    """Glyph id → advance, in thousandths of the type size."""


FootPlace = tuple[int, int, int]
"""In a page's content, in bytes: where its foot begins and ends, and where the code on its leaf
begins, or would."""


@dataclass(frozen=True)
class Drawn:
    """A PDF and its facts. Anchors: name → (page, x, y). Typefaces by the name that the PDF gives
    them."""

    data: bytes
    pages: int
    bookmarks: tuple[Bookmark, ...]
    anchors: Mapping[str, tuple[int, float, float]]
    typefaces: Mapping[str, Typeface]
    blanks: tuple[Blank, ...] = ()
    """What is filled in on the pages of a form, in reading order."""
    feet: tuple[FootPlace, ...] = ()
    """Where the foot of each page of a short sheet stands; none where one has not one line. Those
    of long sheets are streams of their own."""
    like: str = ""
    """Key of the drawing from which this one differs in nothing but what the streams of its pages
    show, and in titles; empty: its own."""

    @cached_property
    def opened(self) -> pikepdf.Pdf:
        """The PDF, opened once for all that it is bound into."""
        return pikepdf.open(io.BytesIO(self.data))

    @property
    def system_fonts(self) -> tuple[str, ...]:
        """Families of this machine that stood in for characters which the theme's fonts lack."""
        families = set()
        for face in self.typefaces.values():
            if not face.file:
                families.add(face.family)
        return tuple(sorted(families))


class DrawnSheets:
    """Drawn sheets in a folder, by content and look. `look` is a digest of all that decides how
    content is drawn."""

    def __init__(self, folder: Path, look: str) -> None:
        self._store = KeptFiles(folder)
        self._look = look

    def key(self, stamped: Stamped, *frame: object) -> str:
        """Name of a sheet's drawing. `frame`: what its leaves print besides."""
        # Its place in the file is left out: a line moves when one above it is added
        content = replace(stamped, sheet=replace(stamped.sheet, source=NOWHERE))
        return hashlib.sha256(repr((self._look, content, frame)).encode()).hexdigest()[:40]

    def find(self, key: str) -> Drawn | None:
        """A drawing that was kept; None when there is none or it is not as it was written."""
        found = self._store.find(key)
        if found is None:
            return None
        return _from_facts(json.loads(found[0]), found[1])

    def keep(self, key: str, drawn: Drawn) -> None:
        """Keep a drawing. Raises OSError that names the folder when it can't be written."""
        facts = asdict(drawn)
        del facts["data"]
        self._store.keep(key, json.dumps(facts, ensure_ascii=False).encode(), drawn.data)

    def prune(self) -> None:
        """Forget drawings that nothing has used for a fortnight."""
        self._store.prune()


def _from_facts(facts: Mapping[str, Any], data: bytes) -> Drawn:
    """A drawing as `keep` described it."""
    anchors = {}
    for name, (page, x, y) in facts["anchors"].items():
        anchors[name] = (page, x, y)
    return Drawn(
        data=data,
        pages=facts["pages"],
        bookmarks=tuple(Bookmark(**bookmark) for bookmark in facts["bookmarks"]),
        anchors=anchors,
        typefaces={name: _typeface(face) for name, face in facts["typefaces"].items()},
        blanks=tuple(Blank(**blank) for blank in facts["blanks"]),
        feet=tuple((begin, end, code) for begin, end, code in facts["feet"]),
        like=facts["like"],
    )


def _typeface(face: Mapping[str, Any]) -> Typeface:
    glyphs, widths = _by_glyph(face["glyphs"]), _by_glyph(face["widths"])
    return Typeface(face["family"], face["file"], glyphs, widths)


def _by_glyph(values: Mapping[str, Any]) -> dict[int, Any]:
    """JSON has numbers for values alone: they were written as text."""
    return {int(glyph): value for glyph, value in values.items()}
