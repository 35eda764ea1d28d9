"""Numbers as people write them: whole or in groups, with the code of the country or without it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

GROUPED_LEAST = 6
"""Digits of the shortest number that is known again in groups other than its own: shorter ones
stand side by side by chance."""
_RANGE = re.compile(r"([0-9]{1,2})[-–~～]([0-9]{1,2})")

_BETWEEN = r"[ \t\r\n+()\[\]./\-‐‑‒–—−·]{1,4}"
"""What stands between groups of one number, in NFKC."""
_RUN = re.compile(rf"[0-9]+(?:{_BETWEEN}[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
_GROUPS_MOST = 15
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, spaces of no width and marks of direction."""
_LETTER = re.compile(r"[A-Za-z]")
_DAY = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])?")
_ABROAD = re.compile(r"(?:00)?86([0-9]{9,11})")
"""A Chinese number with the code of the country; that of an area stands without its zero then."""
_NATIONAL_LEAST = 9
"""Digits of the shortest number with the code of its area, whose zero is left out."""


def normal(text: str) -> str:
    """The text with digits, spaces and brackets of one width, and nothing that nobody sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Groups of digits that stand side by side in a `normal` text. One beside a letter is a part of
    something else and is left out."""
    for match in _RUN.finditer(text):
        groups = _GROUP.findall(match[0])
        if _LETTER.match(text[match.end() : match.end() + 1]):
            groups.pop()
        if groups and _LETTER.match(text[match.start() - 1 : match.start()]):
            groups.pop(0)
        if groups:
            yield tuple(groups)


def joined(groups: Sequence[str], longest: int) -> Iterator[str]:
    """Neighbouring groups as one number, of at most `longest` digits."""
    for start, first in enumerate(groups):
        number = first
        for group in groups[start + 1 : start + _GROUPS_MOST]:
            number += group
            if len(number) > longest:
                break
            yield number


def may_be_grouped(number: str) -> bool:
    """Whether a number that is written whole is known again in groups: it is long enough, and no
    day or month, which stands written in groups everywhere."""
    return len(number) >= GROUPED_LEAST and _DAY.fullmatch(number) is None


def is_range(said: str) -> bool:
    """Whether digits are written as a range of small numbers, such as copies 16-19: the two stand
    beside each other on any page."""
    ends = _RANGE.fullmatch(said.strip())
    return ends is not None and int(ends[1]) < int(ends[2])


def spellings(number: str) -> tuple[str, ...]:
    """The digits under which a number may stand: its own, and those with and without the code of
    the country and the zero before that of an area."""
    abroad = _ABROAD.fullmatch(number)
    national = number
    if abroad:
        national = abroad[1]
    national = national.removeprefix("0")
    if len(national) < _NATIONAL_LEAST:
        return (number,)
    forms = (number, national, f"0{national}", f"86{national}", f"0086{national}")
    return tuple(dict.fromkeys(forms))
