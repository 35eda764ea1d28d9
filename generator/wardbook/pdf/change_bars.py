"""Bars in the outer margin of leaves, beside what is new since the edition that a copy held. They
are printed over a drawn sheet, which stays as it was drawn."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pikepdf

from wardbook.editions.new_words import bare, new_pieces
from wardbook.pdf.drawn_sheets import Drawn
from wardbook.pdf.measures import POINTS_OF_MM

_EDGE = 10 * POINTS_OF_MM
"""What no printer prints at the edge."""
_WIDTH = 0.7 * POINTS_OF_MM
_ABOVE, _BELOW = 0.95, 0.3
"""How far a line reaches above and below its foot, in type sizes."""
_APART = 4.0
"""Points up to which bars of neighbouring lines are one."""
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class PrintedPiece:
    """Text that stands in one line of a page: its foot and its type size, in points."""

    page: int
    foot: float
    size: float
    text: str


def with_bars(drawn: Drawn, before: Sequence[str], after: Sequence[str]) -> Drawn:
    """The sheet with bars beside what its lines, `after`, have that those of `before` had not. A
    leaf on which none of it is found gets one beside its first line."""
    pieces = tuple(printed_pieces(drawn))
    new = new_pieces(before, after, [piece.text for piece in pieces]) or {0}
    return _barred(drawn, map(pieces.__getitem__, sorted(new)))


def with_bars_at(drawn: Drawn, words: Iterable[str]) -> Drawn:
    """Drawn leaves with bars beside the lines in which one of these words stands alone."""
    wanted = set(map(bare, words))
    found = []
    for piece in printed_pieces(drawn):
        if bare(piece.text) in wanted:
            found.append(piece)
    return _barred(drawn, found)


def printed_pieces(drawn: Drawn) -> Iterator[PrintedPiece]:
    """The text of drawn pages in reading order, without running heads and feet."""
    for number, page in enumerate(drawn.opened.pages):
        reader = _PageReader(drawn, number)
        for instruction in pikepdf.parse_content_stream(page):
            operator, operands = str(instruction.operator), list(instruction.operands)
            reader.follow(operator, operands)
            if operator in ("TJ", "Tj"):
                yield from reader.shown(operands[0])


@dataclass
class _PageReader:
    """Follows the operators of a page's content."""

    drawn: Drawn
    page: int
    matrix: _Matrix = _PLAIN
    saved: list[_Matrix] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    line: _Matrix = _PLAIN
    glyphs: Mapping[int, str] = field(default_factory=dict)
    size: float = 0.0

    def follow(self, operator: str, operands: Sequence[object]) -> None:
        """Keep what the next operator sets: where and how text is shown, and what it is part of."""
        if operator in ("BMC", "BDC"):
            self.tags.append(str(operands[0]))
        elif operator == "EMC":
            self.tags.pop()
        elif operator == "Tf":
            face = self.drawn.typefaces.get(str(operands[0]).removeprefix("/"))
            self.glyphs = face.glyphs if face else {}
            self.size = float(str(operands[1]))
        else:
            self._place(operator, operands)

    def _place(self, operator: str, operands: Sequence[object]) -> None:
        if operator == "q":
            self.saved.append(self.matrix)
        elif operator == "Q":
            self.matrix = self.saved.pop()
        elif operator == "cm":
            self.matrix = _times(_numbers(operands), self.matrix)
        elif operator == "Tm":
            self.line = _numbers(operands)

    def shown(self, operand: object) -> Iterator[PrintedPiece]:
        """The text that is shown here, unless it is part of running heads and feet."""
        if "/Artifact" in self.tags:
            return
        strings = operand if isinstance(operand, pikepdf.Array) else [operand]
        said = []
        for string in strings:
            if isinstance(string, pikepdf.String):
                said.append(self._text(bytes(string)))
        _, _, _, scale, _, foot = _times(self.line, self.matrix)
        text = "".join(said)
        if text.strip():
            yield PrintedPiece(self.page, foot, abs(scale) * self.size, text)

    def _text(self, coded: bytes) -> str:
        """Glyphs of two bytes each, as text."""
        said = []
        for at in range(0, len(coded) - 1, 2):
            said.append(self.glyphs.get(coded[at] << 8 | coded[at + 1], ""))
        return "".join(said)


def _numbers(operands: Sequence[object]) -> _Matrix:
    a, b, c, d, e, f = (float(str(number)) for number in operands)
    return a, b, c, d, e, f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """What is set by `one` within `other`."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _barred(drawn: Drawn, pieces: Iterable[PrintedPiece]) -> Drawn:
    by_page: dict[int, list[tuple[float, float]]] = {}
    for piece in pieces:
        reach = (piece.foot - _BELOW * piece.size, piece.foot + _ABOVE * piece.size)
        by_page.setdefault(piece.page, []).append(reach)
    if not by_page:
        return drawn
    with pikepdf.open(io.BytesIO(drawn.data)) as pdf:
        for number, reaches in by_page.items():
            page = pdf.pages[number]
            page.contents_add(b"q", prepend=True)
            page.contents_add(_bars(number, page, reaches))
        data = io.BytesIO()
        pdf.save(data, deterministic_id=True)
    return replace(drawn, data=data.getvalue())


def _bars(number: int, page: pikepdf.Page, reaches: Iterable[tuple[float, float]]) -> bytes:
    """The content that prints the bars of a page, as an artifact. The first page of a sheet is the
    front of its leaf, whose outer margin is the right one."""
    left, _, right, _ = map(float, page.mediabox)
    x = left + _EDGE if number % 2 else right - _EDGE - _WIDTH
    lines = [b"Q", b"/Artifact BMC", b"q", b"0 g"]
    for bottom, top in _joined(reaches):
        lines.append(f"{x:.2f} {bottom:.2f} {_WIDTH:.2f} {top - bottom:.2f} re".encode())
    return b"\n".join((*lines, b"f", b"Q", b"EMC"))


def _joined(reaches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Bars from the foot of the page up; those that nearly touch are one."""
    joined: list[tuple[float, float]] = []
    for bottom, top in sorted(reaches):
        if joined and bottom - joined[-1][1] <= _APART:
            first, last = joined.pop()
            bottom, top = first, max(last, top)
        joined.append((bottom, top))
    return joined
