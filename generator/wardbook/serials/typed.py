"""What a cell of a list means by a number: as typed, as scanned, as a spreadsheet has left it, and what was probably
meant where it is none that went out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from wardbook.serials.figures import is_rounded
from wardbook.serials.issued import IssuedNumbers, Places, key_of
from wardbook.serials.list_words import has_digit, is_date
from wardbook.serials.serial_numbers import is_valid, near

_MOST_GUESSED = 500
"""Mistyped numbers for which a likely one is looked for: each costs a thousand tries."""
_MOST_PARTS = 12
"""Words of a cell, or dashes in it, at which a number may end."""
_SHOWN = 60
"""Letters of a cell that are shown of one that is no number."""
_AS_TEXT = re.compile(r'="([^"]*)"')
"""The old trick that keeps a spreadsheet's hands off a number: ="0123"."""
_RANGE_SIGNS = re.compile(r"\s*(?:[-‐‑–—―−~～至到]|\bto\b)\s*")
_TAIL = re.compile(r"(.*?)([0-9]{1,18})", re.DOTALL)
_DASHED = re.compile(r"[0-9A-Z]+-[0-9A-Z]+-D?[0-9O]{6}-[0-9O]{2}")
_PLAIN = re.compile(r"[A-Z]+[0-9]+[A-Z]+[0-9]{9,}")


@dataclass(frozen=True)
class TypedRange:
    """Issued numbers from one to another: of `group`, by where they stand there. `last` before `first`: no range."""

    group: IssuedNumbers
    first: int
    last: int


@dataclass(frozen=True)
class Wrong:
    """A text that is no issued number. `likely` is the missing number that was probably meant, `why` a key of the
    messages where more is known: `rounded` by a spreadsheet."""

    text: str
    line: int
    likely: str = ""
    why: str = ""


def span_of(places: Places, serial: str, to: str) -> TypedRange | str | None:
    """The issued numbers that a line means: one, or a range in two cells or one. The text that is no issued number
    where there is none; None where the two ends are not of one group."""
    if not to and key_of(serial) not in places and (found := _range_in(places, serial)):
        return found
    first = _issued_in(places, serial)
    if first is None:
        return serial
    last = _issued_in(places, to) if to else first
    if last is None:
        return to
    one, other = places[first], places[last]
    if one[0] is not other[0] or other[1] < one[1]:
        return None
    return TypedRange(one[0], one[1], other[1])


def kind_of(text: str) -> str:
    """What is wrong with a text that is no issued number: `unknown` (well written, never issued), `mistyped` (like ours,
    with wrong check digits), or `strange`."""
    if is_valid(key_of(text)) or any(is_valid(key_of(start)) for start, _ in _starts(text)):
        return "unknown"
    shown = text.upper().strip()
    return "mistyped" if _DASHED.fullmatch(shown) or _PLAIN.fullmatch(key_of(text)) else "strange"


def unguarded(text: str) -> str:
    """A number without what keeps a spreadsheet from taking it for an amount, or shows that it did."""
    text = text.strip()
    if match := _AS_TEXT.fullmatch(text):
        text = match[1]
    text = text.strip('"').removeprefix("'")
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def _issued_in(places: Places, text: str) -> str | None:
    """The key of the issued number that a cell holds, alone or before a day, a time or words; None where there is none."""
    text = unguarded(text)
    if (key := key_of(text)) in places:
        return key
    for start, rest in _starts(text):
        key = key_of(start)
        if key in places and (is_valid(key) or is_date(rest) or not has_digit(rest)):
            return key
    return None


def _starts(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each gap in a cell and what behind it, the longest start first."""
    words = text[: _MOST_PARTS * _SHOWN].split()[:_MOST_PARTS]
    for count in range(len(words) - 1, 0, -1):
        yield " ".join(words[:count]), " ".join(words[count:])


def _range_in(places: Places, text: str) -> TypedRange | None:
    """A range that is written into one cell: MZ004504-MZ004506."""
    for at, sign in enumerate(_RANGE_SIGNS.finditer(text[: 4 * _SHOWN])):
        one = places.get(key_of(unguarded(text[: sign.start()])))
        other = places.get(key_of(unguarded(text[sign.end() :])))
        if one and other and one[0] is other[0] and one[1] <= other[1]:
            return TypedRange(one[0], one[1], other[1])
        if at >= _MOST_PARTS:
            break
    return None


@dataclass
class Guesses:
    """What was probably meant by numbers that are none: the one missing number that differs in one slip of the pen, or the
    one issued number of a pad that has the same digits but for zeros and letters in front."""

    places: Places
    missing: Mapping[str, str]
    """Key → number as printed."""
    left: int = _MOST_GUESSED
    _lengths: frozenset[int] = frozenset()
    _tails: dict[str, list[str]] = field(default_factory=dict)

    def all(self, wrong: Iterable[Wrong]) -> tuple[Wrong, ...]:
        """Each text with the number that it probably meant, if there is exactly one."""
        self._lengths = frozenset(map(len, self.missing))
        return tuple(self._guessed(one) for one in wrong)

    def _guessed(self, one: Wrong) -> Wrong:
        text = unguarded(one.text)
        key = key_of(text)
        shown = one.text if len(one.text) <= _SHOWN else f"{one.text[:_SHOWN]}…"
        if is_rounded(text):
            return Wrong(shown, one.line, "", "rounded")
        found: set[str] = set()
        if len(key) in self._lengths and self.left > 0:  # a slip of the pen changes no length
            self.left -= 1
            found = {other for other in near(key) if other in self.missing}
        found = found or self._same_digits(key)
        return Wrong(shown, one.line, self.missing[found.pop()] if len(found) == 1 else "")

    def _same_digits(self, key: str) -> set[str]:
        """Missing numbers with the same digits but for zeros in front: spreadsheets drop these, people the letters. None
        where more than one issued number has them."""
        match = _TAIL.fullmatch(key)
        if not match:
            return set()
        if not self._tails:
            for other in self.places:
                if tail := _TAIL.fullmatch(other):
                    self._tails.setdefault(tail[2].lstrip("0"), []).append(other)
        same = self._tails.get(match[2].lstrip("0"), [])
        meant = [other for other in same if not match[1] or other.startswith(match[1])]
        return {other for other in meant if other in self.missing} if len(meant) == 1 else set()
