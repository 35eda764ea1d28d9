"""The outlines that a PDF embeds of an OpenType font, numbered as the pages' text numbers them.

A page names glyphs by their numbers in the font. In CFF outlines that are CID-keyed, as those of
large Chinese fonts are, a reader that follows the standard takes such a number for a CID and looks
it up in the charset (ISO 32000-1, 9.7.4.2); only some take it for the glyph's number. So the
charset must say that the two are the same, and the outlines go in bare, as CIDFontType0C: of a
whole OpenType file some readers take the one way and some the other."""

from __future__ import annotations

from collections.abc import Iterator

OPENTYPE = b"OTTO"
"""How an OpenType file with CFF outlines begins."""

_CHARSET, _CHAR_STRINGS, _CID_KEYED, _ESCAPE = 15, 17, (12, 30), 12
"""Operators of a Top DICT (Adobe Technical Note 5176, tables 9 and 10)."""
_REAL, _SHORT, _LONG = 30, 28, 29
_GROUP = {1: 256, 2: 65536}
"""Glyphs that one range of a charset holds, by the charset's format."""


class NotOutlines(ValueError):
    """The bytes are not a font with CFF outlines."""


def bare_outlines(font: bytes) -> bytes:
    """The CFF table of an OpenType file, with each glyph's CID the glyph's number. Raises
    NotOutlines."""
    return numbered_by_glyph(table(font, b"CFF "))


def table(font: bytes, tag: bytes) -> bytes:
    """A table of an OpenType file. Raises NotOutlines where there is none."""
    for at in range(12, 12 + 16 * _number(font, 4, 2), 16):
        if font[at : at + 4] == tag:
            start, length = _number(font, at + 8, 4), _number(font, at + 12, 4)
            return font[start : start + length]
    raise NotOutlines(f"no table {tag.decode()}")


def _number(data: bytes, at: int, size: int) -> int:
    """The unsigned number of `size` bytes at `at`."""
    return int.from_bytes(data[at : at + size], "big")


def numbered_by_glyph(outlines: bytes) -> bytes:
    """CFF whose charset says of every glyph that its CID is its number. Name-keyed CFF stays as it
    is: its glyphs have no other number. Raises NotOutlines.

    The charset is overwritten where it stands. It keeps its format and never needs more room: one
    range a group of glyphs is the least that a charset of that format can have."""
    facts = _top_facts(outlines)
    if _CID_KEYED not in facts:
        return outlines
    start = _offset(facts, (_CHARSET,))
    glyphs = _number(outlines, _offset(facts, (_CHAR_STRINGS,)), 2)
    charset = _identity(outlines[start], glyphs)
    return outlines[:start] + charset + outlines[start + len(charset) :]


def _offset(facts: dict[tuple[int, ...], list[int]], operator: tuple[int, ...]) -> int:
    operands = facts.get(operator, [])
    if not operands or operands[-1] <= 2:  # 0 to 2 are charsets of names that every reader knows
        raise NotOutlines(f"operator {operator} names no place")
    return operands[-1]


def _identity(form: int, glyphs: int) -> bytes:
    """A charset in which the CID of each glyph is its number; .notdef, the first, is left out of
    every charset."""
    if form == 0:
        return b"\0" + b"".join(glyph.to_bytes(2, "big") for glyph in range(1, glyphs))
    if form not in _GROUP:
        raise NotOutlines(f"a charset of format {form}")
    ranges = bytearray([form])
    for first in range(1, glyphs, _GROUP[form]):
        left = min(_GROUP[form], glyphs - first) - 1
        ranges += first.to_bytes(2, "big") + left.to_bytes(form, "big")
    return bytes(ranges)


def _top_facts(outlines: bytes) -> dict[tuple[int, ...], list[int]]:
    """Operator → operands of the Top DICT of the first font in a CFF."""
    if outlines[:1] != b"\1":
        raise NotOutlines("not CFF of version 1")
    _, _, behind = _first(outlines, outlines[2])
    start, end, _ = _first(outlines, behind)
    facts: dict[tuple[int, ...], list[int]] = {}
    operands: list[int] = []
    for operator, number in _tokens(outlines[start:end]):
        if operator:
            facts[operator], operands = operands, []
        else:
            operands.append(number)
    return facts


def _first(outlines: bytes, at: int) -> tuple[int, int, int]:
    """Where the first object of the INDEX at `at` starts and ends, and where the INDEX ends."""
    count, size = _number(outlines, at, 2), outlines[at + 2]
    if not count:
        raise NotOutlines("an INDEX is empty")

    def offset(number: int) -> int:
        return _number(outlines, at + 3 + number * size, size)

    before = at + 2 + (count + 1) * size  # offsets count from 1
    return before + offset(0), before + offset(1), before + offset(count)


def _tokens(data: bytes) -> Iterator[tuple[tuple[int, ...], int]]:
    """Operators, and operands with an empty operator (Technical Note 5176, 4). Reals count as 0: no
    offset is one."""
    at = 0
    while at < len(data):
        first = data[at]
        if first < _SHORT:
            operator: tuple[int, ...] = (first,)
            if first == _ESCAPE:
                operator = (first, data[at + 1])
            yield operator, 0
            at += len(operator)
        elif first == _REAL:
            at += 1
            while data[at] & 0xF != 0xF and data[at] >> 4 != 0xF:
                at += 1
            yield (), 0
            at += 1
        else:
            number, length = _integer(data, at)
            yield (), number
            at += length


def _integer(data: bytes, at: int) -> tuple[int, int]:
    """An integer operand and its length."""
    first = data[at]
    if first in (_SHORT, _LONG):
        length = 2 if first == _SHORT else 4
        return int.from_bytes(data[at + 1 : at + 1 + length], "big", signed=True), length + 1
    if first < 247:
        return first - 139, 1
    if first < 251:
        return (first - 247) * 256 + data[at + 1] + 108, 2
    return -(first - 251) * 256 - data[at + 1] - 108, 2
