"""Running heads and feet that stand on one line, 10 mm from the edge of the paper: a long title
gives way to what tells one paper from another."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

from wardbook.pdf.measures import MM_OF_POINT

LINE = 174.0
"""Millimetres between the margins of A4; every paper with running heads has as many."""
_NARROW, _WIDE = frozenset(" .,:;·'|()[]ijlt-"), frozenset("mwMW@%—")
_EM = {"narrow": 0.34, "usual": 0.56, "capital": 0.65, "wide": 0.92}
"""Widths of letters as parts of the size; rather too much than too little."""
_CUT = "…"


@dataclass(frozen=True)
class Type:
    """How running words are set: size and space between letters in points."""

    size: float
    spaced: float = 0.0

    def width(self, text: str) -> float:
        """About how many millimetres a line takes."""
        points = 0.0
        for letter in text:
            points += _em(letter) * self.size + self.spaced
        return points * MM_OF_POINT


USUAL, CODE, BANNER = Type(8), Type(9.8), Type(9.8, spaced=1.5)
"""Types of the running words, of the code at the foot, and of "draft" at the head: both are bold,
which is as wide as a larger size."""


def _em(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return _EM["narrow"]
    if letter in _WIDE:
        return _EM["wide"]
    return _EM["capital" if letter.isupper() else "usual"]


def shortened(text: str, room: float) -> str:
    """A title that takes at most `room` millimetres of a running line: its last words give way,
    those behind a colon all at once."""
    if USUAL.width(text) <= room:
        return text
    whose, colon, _ = text.partition(": ")
    if colon and USUAL.width(whose) <= room:
        return whose
    kept = text
    while kept and USUAL.width(kept + _CUT) > room:
        kept = kept[:-1]
    words, _, part = kept.rpartition(" ")
    if words and part.isascii():
        kept = words
    return kept.rstrip(" ,;:·，、（(") + _CUT


def beside_banner(text: str, banner: str) -> str:
    """What stands at one side of the head, beside "draft" in its middle."""
    room = LINE / 2
    if banner:
        room -= BANNER.width(banner) / 2 + 3
    return shortened(text, room - 1)


def room_of_title(rest: str, code: str) -> float:
    """Millimetres that are left of a foot for its title, beside the `rest` of it and the code with
    the number of the page."""
    taken = USUAL.width(f" · {rest}")
    if code:
        taken += CODE.width(f"{code} · 88/88") + 4
    return LINE - taken
