"""Which glyphs the pages of a drawn sheet show, by the streams of which they are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import pikepdf
from pikepdf import Array, Object

_IN_PARTS = 3
"""Streams of a page: before its foot, the foot, behind it. A fourth is the code on its leaf."""
_GLYPHS = re.compile(rb"/(\S+)\s+[-\d.]+\s+Tf\b|<([0-9A-Fa-f]+)>")
_DIGITS = 4
"""Hexadecimal digits of a glyph's number."""

Used = Mapping[str, AbstractSet[int]]
"""Glyphs by the names of their fonts."""


class NotAlike(Exception):
    """Pages that differ in more than words of the same number."""


def parts_of(page: Object) -> list[Object]:
    """The streams of a page. Raises NotAlike where its foot is none of them."""
    contents = page.Contents
    if not isinstance(contents, Array) or len(contents) < _IN_PARTS:
        raise NotAlike
    return list(contents)


class GlyphUse:
    """Which glyphs pages use: those that are changed and all feet, as they were and as they are;
    and what is `left`, where somebody asks."""

    def __init__(self, before: Iterable[Used], after: Iterable[Used], left: Iterator[Used]) -> None:
        self.before, self.after = _together(before), _together(after)
        self._left, self._read = left, list[Used]()

    def gained(self, font: str) -> AbstractSet[int]:
        """Glyphs of a font that these pages did not use."""
        return self._of(self.after, font) - self._of(self.before, font)

    def lost(self, font: str) -> Iterator[tuple[int, bool]]:
        """Glyphs of a font that these pages do not use any more, and whether others do."""
        for glyph in self._of(self.before, font) - self._of(self.after, font):
            yield glyph, any(glyph in self._of(used, font) for used in self._others())

    def _of(self, used: Used, font: str) -> AbstractSet[int]:
        return used.get(font, frozenset())

    def _others(self) -> Iterator[Used]:
        """What pages use that are not exchanged: as many are read as somebody asks for."""
        yield from self._read
        for used in self._left:
            self._read.append(used)
            yield used


def all_but(pdf: pikepdf.Pdf, numbers: Sequence[int]) -> Iterator[Used]:
    """The glyphs of all pages but these, as they are asked for."""
    return in_bodies(pdf, [number for number in range(len(pdf.pages)) if number not in numbers])


def in_bodies(pdf: pikepdf.Pdf, numbers: Iterable[int]) -> Iterator[Used]:
    """The glyphs of pages but for their feet."""
    for number in numbers:
        before, _, behind, *_ = parts_of(pdf.pages[number].obj)
        yield _used([before, behind])


def in_feet(pdf: pikepdf.Pdf) -> Iterator[Used]:
    """The glyphs of the feet of pages, each foot once."""
    known: set[tuple[int, int]] = set()
    for page in pdf.pages:
        foot = parts_of(page.obj)[1]
        if foot.objgen not in known:
            known.add(foot.objgen)
            yield _used([foot])


def _together(used: Iterable[Used]) -> Used:
    together: dict[str, AbstractSet[int]] = {}
    for one in used:
        for font, glyphs in one.items():
            together[font] = together.get(font, frozenset()) | glyphs
    return together


def _used(streams: Sequence[Object]) -> Used:
    """The glyphs that streams show."""
    used: dict[str, set[int]] = {}
    glyphs: set[int] = set()
    for font, coded in _GLYPHS.findall(b"\n".join(stream.read_bytes() for stream in streams)):
        if font:
            glyphs = used.setdefault(font.decode(), set())
        for at in range(0, len(coded), _DIGITS):
            glyphs.add(int(coded[at : at + _DIGITS], 16))
    return used
