"""How wide the columns of a table are on paper: as keeps the table lowest. A browser goes by the
longest line of each column, and squeezes those with most words between short ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial
from itertools import chain, permutations
from math import ceil
from unicodedata import east_asian_width

from wardbook.sheets.sheet import Prose, text_of

_ROOM = 100
"""Percent. A Chinese character takes two in a table as wide as a page, a Latin letter less than
one."""
_LATIN = 7 / 8
_GAP = 2
"""Percent that the space between two columns takes."""
_LEAST, _MOST = 7, 26
"""Percent of the narrowest column; and of a word at most that its column is as wide as."""
_NAME = range(8, 17)
"""Widths of a name read at once (信息中心主任): two that break are as bad as a line more."""
_STEPS = (8, 4, 2, 1)
"""Percent that one column gives to another, the large ones first."""
_WORD = re.compile(r"[!-~\u00a0-\u02af\u2010-\u2015]+")
"""What a line does not break in."""

Widths = tuple[int, ...]
"""Of the paragraphs of a cell."""


def column_shares(heads: Sequence[str], rows: Sequence[Sequence[Prose]]) -> tuple[int, ...]:
    """Percent of the width for each column; none where every cell stands on one line all the
    same."""
    columns: list[list[Widths]] = []
    room, least = _ROOM, list[int]()
    for at, cells in enumerate(zip(*rows, strict=True)):
        texts = [tuple(map(text_of, cell)) for cell in cells]
        texts.append(tuple(heads[at : at + 1]))
        widths = [tuple(map(_width, cell)) for cell in texts]
        columns.append(widths)
        least.append(_least(texts))
        room -= max(chain.from_iterable(widths), default=0) + _GAP
    if len(columns) == 1 or room >= 0:
        return ()
    return _lowest(columns, least)


def _width(text: str) -> int:
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return ceil(2 * wide + _LATIN * (len(text) - wide))


def _least(texts: Sequence[Sequence[str]]) -> int:
    """Percent that a column takes at least: its longest word stands on one line."""
    words = _WORD.findall("\n".join(chain.from_iterable(texts)))
    return max(_LEAST, min(_MOST, max(map(_width, words), default=0)) + _GAP)


def _lines(room: int, cell: Widths) -> int:
    """Lines of a cell."""
    count = 0
    for width in cell:
        count += -(-width // room)
    return count


def _broken(room: int, cell: Widths) -> int:
    """Names of a cell that stand on two lines."""
    return sum(width > room for width in cell if width in _NAME)


def _lowest(columns: Sequence[Sequence[Widths]], least: Sequence[int]) -> tuple[int, ...]:
    """The widths with the fewest lines of rows and of names that break, found step by step."""

    @cache
    def lines(column: int, share: int) -> tuple[tuple[int, ...], int]:
        room = max(1, share - _GAP)
        broken = sum(map(partial(_broken, room), columns[column]))
        return tuple(map(partial(_lines, room), columns[column])), broken

    def height(shares: Sequence[int]) -> tuple[int, int, int]:
        """Lines of the rows and names that break; names alone and lines of all cells, by which
        widths are chosen that the rows leave."""
        found = [lines(at, share) for at, share in enumerate(shares)]
        cells = [counted for counted, _ in found]
        names = sum(broken for _, broken in found)
        return 2 * sum(map(max, *cells)) + names, names, sum(map(sum, cells))

    found = _first(columns, least)
    best = height(found)
    for step in _STEPS:
        while True:
            tried = _moved(found, step, least)
            lowest = min(tried, key=height, default=found)
            if height(lowest) >= best:
                break
            found, best = lowest, height(lowest)
    return found


def _first(columns: Sequence[Sequence[Widths]], least: Sequence[int]) -> tuple[int, ...]:
    """Widths by how much each column says."""
    said = [sum(map(sum, column)) or 1 for column in columns]
    room = max(0, _ROOM - sum(least))
    return tuple(few + room * much // sum(said) for few, much in zip(least, said, strict=True))


def _moved(shares: tuple[int, ...], step: int, least: Sequence[int]) -> Sequence[tuple[int, ...]]:
    """Each way in which one column gives so much to another."""
    found = []
    for giver, taker in permutations(range(len(shares)), 2):
        if shares[giver] - step >= least[giver]:
            moved = list(shares)
            moved[giver] -= step
            moved[taker] += step
            found.append(tuple(moved))
    return found
