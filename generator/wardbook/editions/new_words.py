"""What is new on a leaf since an earlier wording: which signs of what it prints, for the bars in
its margin."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wardbook.editions.redline import LineState, PieceMark, RedLine, red_lines
from wardbook.fonts import NO_BREAK_HYPHEN


def bare(text: str) -> str:
    """Text without what setting a page adds or takes away: spaces, and hyphens that do not
    break."""
    signs = []
    for sign in unicodedata.normalize("NFC", text.replace(NO_BREAK_HYPHEN, "-")):
        if not sign.isspace() and unicodedata.category(sign) != "Cf":
            signs.append(sign)
    return "".join(signs)


def new_pieces(before: Sequence[str], after: Sequence[str], printed: Sequence[str]) -> set[int]:
    """Which pieces of text that a leaf prints, by their place in `printed`, say what its earlier
    lines did not: a line that is new, or stands elsewhere now, and words of an edited one. Where
    something went without anything in its place, it is the piece before it."""
    page = _PrintedPieces(printed)
    found: set[int] = set()
    lines = red_lines(before, after)
    for number, line in enumerate(lines):
        if line.state is LineState.GONE:
            if _stands_alone(lines, number):
                found |= page.pieces(page.last, page.last + 1)
            continue
        start = page.place(_now(line))
        if start is None:
            continue
        for first, end in _new_of(line):
            found |= page.pieces(start + first, start + end)
    return found


def _stands_alone(lines: Sequence[RedLine], number: int) -> bool:
    """Whether nothing that is new stands beside a line that went."""
    beside = (*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2])
    return all(line.state in (LineState.SAME, LineState.GONE) for line in beside)


def _now(line: RedLine) -> str:
    """A line as it is now."""
    return bare("".join(piece.text for piece in line.pieces if piece.mark is not PieceMark.GONE))


def _new_of(line: RedLine) -> Iterator[tuple[int, int]]:
    """The signs of a line that are new, from and up to. Where words only went, the sign before."""
    at = 0
    marks = [piece.mark for piece in line.pieces[1:]]
    for piece, following in zip(line.pieces, (*marks, PieceMark.SAME), strict=True):
        length = len(bare(piece.text))
        if piece.mark is PieceMark.GONE:
            if following is PieceMark.SAME:
                yield max(at - 1, 0), max(at, 1)
            continue
        if piece.mark is PieceMark.NEW or line.state is LineState.MOVED:
            yield at, at + length
        at += length


@dataclass
class _PrintedPieces:
    """All that a leaf prints, as one text, and which piece each sign stands in. Lines are placed in
    their order; `last` is where the latest one ends."""

    printed: Sequence[str]
    text: str = ""
    piece_at: list[int] = field(default_factory=list)
    starts: frozenset[int] = frozenset()
    taken: Counter[str] = field(default_factory=Counter)
    last: int = 0

    def __post_init__(self) -> None:
        starts = []
        for number, piece in enumerate(self.printed):
            starts.append(len(self.piece_at))
            signs = bare(piece)
            self.text += signs
            self.piece_at += [number] * len(signs)
        self.starts = frozenset(starts)

    def place(self, line: str) -> int | None:
        """Where a line begins; None for what the leaf does not print. The second of two equal lines
        stands where the text comes for the second time."""
        if not line:
            return None
        places = list(self._places(line))
        if not places:
            return None
        number = min(self.taken[line], len(places) - 1)
        self.taken[line] += 1
        self.last = places[number] + len(line) - 1
        return places[number]

    def _places(self, line: str) -> Iterable[int]:
        """Where the text of a line comes, at the beginning of a piece; if nowhere, within one."""
        found, at = [], self.text.find(line)
        while at >= 0:
            found.append(at)
            at = self.text.find(line, at + 1)
        return [place for place in found if place in self.starts] or found

    def pieces(self, first: int, end: int) -> set[int]:
        """The pieces that print these signs."""
        return set(self.piece_at[first:end])
