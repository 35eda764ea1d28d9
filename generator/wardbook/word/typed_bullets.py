"""Bullets that were typed: the signs that people put before items where Word counts none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wardbook.word.sources import Piece, SourceParagraph

_SPACE = r"[ \t\u3000\xa0]"
_BULLET = re.compile(
    rf"\s*([•●○◦▪■◆◇➢➤►▶\uf06c\uf0a7\uf0b7\uf0d8]|[-–—*·](?={_SPACE})){_SPACE}*(?=\S)"
)
"""A sign that begins an item: one that stands nowhere else in prose, or another with a space behind
it (-5 °C is a figure). Boxes to tick are none."""
_SIGNED = 2
"""Items of one sign from which they are a list: one alone may be a remark."""


def with_typed_bullets(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, in which paragraphs in a row that begin with a sign are items of a list, without
    the sign. Another sign below the first one is a level deeper."""
    found: list[Piece] = []
    for run in _runs(pieces):
        if isinstance(run, list):
            found += _as_items(run)
        else:
            found.append(run)
    return found


def _runs(pieces: Sequence[Piece]) -> Iterator[Piece | list[SourceParagraph]]:
    """The pieces, those in a row that begin with a sign together."""
    run: list[SourceParagraph] = []
    for piece in pieces:
        if isinstance(piece, SourceParagraph) and _is_signed(piece):
            run.append(piece)
            continue
        if run:
            yield run
            run = []
        yield piece
    if run:
        yield run


def _is_signed(piece: SourceParagraph) -> bool:
    is_listed = piece.number or piece.is_bullet or piece.level
    is_other = is_listed or piece.is_contents or piece.is_literal
    return not is_other and _BULLET.match(piece.text) is not None


def _as_items(run: Sequence[SourceParagraph]) -> list[SourceParagraph]:
    """Paragraphs that begin with signs as items; as they are where they make no list."""
    signs: list[str] = []
    items: list[SourceParagraph] = []
    for piece in run:
        match = _BULLET.match(piece.text)
        assert match is not None
        sign = match[1]
        if sign in signs:
            del signs[signs.index(sign) + 1 :]  # what stood deeper ends here
        else:
            signs.append(sign)
        depth = len(signs) - 1
        items.append(replace(piece, text=piece.text[match.end() :], is_bullet=True, depth=depth))
    if len(items) < _SIGNED:
        return list(run)
    return items
