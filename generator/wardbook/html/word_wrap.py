"""Breaks words into lines by the width that they take: Chinese anywhere but before punctuation,
Latin between words."""

from __future__ import annotations

import math
import re
import unicodedata

_NO_BREAK_BEFORE = "，。；：、？！）”》%"
_PIECE = re.compile(rf"(?:[!-~À-ɏ–—]+|\s+|.)[{_NO_BREAK_BEFORE}]*")


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` half-widths and about equal length; Chinese breaks anywhere but
    before punctuation, Latin between words."""
    lines = filled(text, width)
    if len(lines) < 2:
        return lines
    mean = math.ceil(width_of(text) / len(lines))
    balanced = filled(text, min(width, mean + 2))
    return balanced if len(balanced) == len(lines) else lines


def filled(text: str, width: int) -> list[str]:
    """Lines that hold as much of the text as goes into `width` half-widths."""
    lines: list[str] = []
    line, used = "", 0
    for piece in pieces(text):
        size = width_of(piece)
        if line and used + size > width:
            lines.append(line.rstrip())
            line, used = "", 0
            piece = piece.lstrip()
        line, used = line + piece, used + size
    if line.strip():
        lines.append(line.rstrip())
    return lines


def pieces(text: str) -> list[str]:
    """What stays on one line: words, Chinese characters with the punctuation that follows them."""
    return [match[0] for match in _PIECE.finditer(text)]


def width_of(text: str) -> int:
    """How wide a text is, in half-widths: a Chinese character takes two."""
    return len(text) + sum(map(_is_wide, text))


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
