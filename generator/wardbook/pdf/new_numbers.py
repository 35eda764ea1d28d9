"""Numbers on a drawn sheet in place of others with as many digits: glyphs are exchanged for glyphs,
and nothing is laid out. The digits of the product's fonts are all as wide as each other, and none
stands nearer to its neighbour than another would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz

_DIGITS = "0123456789"
_RUN = re.compile("[0-9]+")
_LEAST = 4
"""Digits of a number that no counter of pages, steps or lines reaches: those stand in no HTML."""
_TAGS = re.compile(r"(?=<)")
_FONT_OR_TEXT = re.compile(rb"/(\S+)\s+[-\d.]+\s+Tf\b|\[([^\]]*)\]\s*TJ\b")
_CODED = re.compile(rb"<([0-9A-Fa-f]*)>")
_GLYPH = 4
"""Hexadecimal digits of a glyph's number."""
_OTHER = "-"
"""Stands for a glyph that is no digit."""
_MISSING = 0
"""The glyph of what a font does not have."""
_SCRIPTS = ("Hani", "Latn")
"""Beside Chinese and beside Latin letters the product's fonts have other glyphs for digits."""

Digits = Mapping[int, Sequence[int]]
"""The glyphs of digits in a font, each with those of all ten that are set beside such letters."""


@dataclass(frozen=True)
class NewNumbers:
    """Which numbers stand in the place of which, wherever a sheet says them; and in how many places
    its HTML does."""

    instead: Mapping[str, str]
    places: int

    def __bool__(self) -> bool:
        return bool(self.instead)

    def stand_in(self, texts: Iterable[str]) -> bool:
        """Whether one of the old numbers stands in a text."""
        return any(run in self.instead for text in texts for run in _RUN.findall(text))

    def put_into(self, text: str) -> str:
        """A text with the new numbers."""
        return _RUN.sub(lambda run: self.instead.get(run[0], run[0]), text)

    def drawn(self, content: bytes, fonts: Mapping[str, Digits]) -> tuple[bytes, int]:
        """A page's content with the new numbers, and in how many places they stand. `fonts`: by
        their names in the PDF the glyphs of digits."""
        made, found = bytearray(content), 0
        digits: Digits = {}
        for match in _FONT_OR_TEXT.finditer(content):
            if match[1]:
                digits = fonts[match[1].decode()]
                continue
            places = list(_glyphs(match))
            glyphs = [int(content[at : at + _GLYPH], 16) for at in places]
            shown = "".join(_read(glyph, digits) for glyph in glyphs)
            for run in _RUN.finditer(shown):
                if run[0] in self.instead:
                    found += 1
                    for number, digit in enumerate(self.instead[run[0]], run.start()):
                        at, alike = places[number], digits[glyphs[number]]
                        made[at : at + _GLYPH] = b"%04x" % alike[int(digit)]
        return bytes(made), found


def _read(glyph: int, digits: Digits) -> str:
    if glyph not in digits:
        return _OTHER
    return digit_of(glyph, digits)


def digit_of(glyph: int, digits: Digits) -> str:
    """The digit that a glyph prints."""
    return _DIGITS[digits[glyph].index(glyph)]


def _glyphs(match: re.Match[bytes]) -> Iterator[int]:
    """Where the number of each glyph of a piece of text stands in the content."""
    for coded in _CODED.finditer(match[2]):
        begin = match.start(2) + coded.start(1)
        yield from range(begin, begin + len(coded[1]), _GLYPH)


def new_numbers(old: Mapping[str, str], new: Mapping[str, str]) -> NewNumbers:
    """The numbers that stand in the place of others in the HTML of a sheet's parts; none where
    anything else differs, or where an old number stays in any place."""
    instead: dict[str, str] = {}
    places = 0
    for id, html in new.items():
        if html != old[id]:
            for before, after in _texts(old[id], html):
                if before != after:
                    places += 1
                    if not _alike(before, after) or instead.setdefault(before, after) != after:
                        return NewNumbers({}, 0)
    # One that stays somewhere, or stands in a tag, is counted here
    if places != _count(old, instead) or _count(new, instead):
        return NewNumbers({}, 0)
    return NewNumbers(instead, places)


def _count(parts: Mapping[str, str], numbers: Iterable[str]) -> int:
    """In how many places of the HTML of a sheet's parts these numbers stand."""
    found = 0
    for number in numbers:
        for html in parts.values():
            if number in html:
                found += _RUN.findall(html).count(number)
    return found


def _texts(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Numbers and what stands between them in two texts, in pairs; where texts have not as many of
    them, or tags differ, a pair that is not alike."""
    befores, afters = _TAGS.split(old), _TAGS.split(new)
    if len(befores) != len(afters):
        yield "", "-"
        return
    for before, after in zip(befores, afters, strict=True):
        if before == after:
            continue
        tag, _, text = before.partition(">")
        other, _, said = after.partition(">")
        if tag != other or _RUN.split(text) != _RUN.split(said):
            yield "", "-"
            return
        yield from zip(_RUN.findall(text), _RUN.findall(said), strict=True)


def _alike(before: str, after: str) -> bool:
    """Whether a number may stand in the place of another."""
    return len(before) == len(after) >= _LEAST


@cache
def digit_glyphs(file: Path) -> Digits:
    """The glyphs of digits in a font, beside letters of any script."""
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))
    glyphs: dict[int, Sequence[int]] = {}
    for script in _SCRIPTS:
        text = uharfbuzz.Buffer()
        text.add_str(_DIGITS)
        text.direction, text.script = "ltr", script
        uharfbuzz.shape(font, text)
        alike = tuple(info.codepoint for info in text.glyph_infos)
        if _MISSING not in alike:
            glyphs |= dict.fromkeys(alike, alike)
    return glyphs
