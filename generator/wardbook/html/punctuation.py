"""Full-width punctuation on paper: one that stands before another is set half as wide, or its empty
half makes a hole in the line. Browsers do so by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CLOSING = "，。、；：！？）》】〕”’"
_PAIR = re.compile(f"([{_CLOSING}])(?=[{_CLOSING}（《【〔“‘])")
_BEGINS = re.compile(f"[{_CLOSING}（《【〔“‘]")
_PIECES = re.compile(r"(<[^>]*>)")
"""Tags, and the text between them. Templates write no ">" in an attribute."""
_IN_LINE = re.compile(r"</?(?:a|b|i|span)\b")
_NO_HTML = re.compile(r"<(/?)(?:script|select|style|svg|textarea|title)\b")
"""Elements that can hold no element of HTML."""


def squeeze(html: str) -> str:
    """The HTML with its punctuation set close, also where a link or a word in bold ends between."""
    pieces = _PIECES.split(html)
    inside = 0
    for at, piece in enumerate(pieces):
        if piece.startswith("<"):
            outer = _NO_HTML.match(piece)
            if outer is not None:
                inside += -1 if outer[1] else 1
        elif piece and not inside:
            pieces[at] = _squeezed(piece, pieces, at)
    return "".join(pieces)


def _squeezed(text: str, pieces: Sequence[str], at: int) -> str:
    if text[-1] not in _CLOSING or not _BEGINS.match(_following(pieces, at)):
        return _PAIR.sub(_close, text)
    return _PAIR.sub(_close, text + text[-1])[:-1]


def _close(sign: re.Match[str]) -> str:
    return f'<span class="squeeze">{sign[1]}</span>'


def _following(pieces: Sequence[str], at: int) -> str:
    """The text of the same line that follows a piece of it; empty where a block ends."""
    for piece in pieces[at + 1 :]:
        if piece and not piece.startswith("<"):
            return piece
        if piece and not _IN_LINE.match(piece):
            return ""
    return ""
