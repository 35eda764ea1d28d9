"""What a cell of a list means by a number: as typed, as scanned, as a spreadsheet has left it, and
what was probably meant where it is none that went out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from wardbook.serials.figures import is_rounded
from wardbook.serials.issued import IssuedNumbers, Place, Places, key_of
from wardbook.serials.list_words import has_digit, is_date
from wardbook.serials.serial_numbers import is_valid, near

_MOST_GUESSED = 500
"""Mistyped numbers for which a likely one is looked for: each costs a thousand tries."""
_MOST_PARTS = 12
"""Words of a cell, or dashes in it, at which a number may end."""
_SHOWN = 60
"""Letters of a cell that are shown of one that is no number."""
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How a number is written so that a spreadsheet leaves it as it is: ="0123"."""
_RANGE_SIGNS = re.compile(r"\s*(?:[-‐‑–—―−~～至到]|\bto\b)\s*")
_TAIL = re.compile(r"(.*?)([0-9]{1,18})", re.DOTALL)
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", ",": None})
_GLUED_BEHIND = re.compile(r"[^0-9A-Z]+$")
_DASHED = re.compile(r"[0-9A-Z]+-[0-9A-Z]+-D?[0-9O]{6}-[0-9O]{2}")
_PLAIN = re.compile(r"[A-Z]+[0-9]+[A-Z]+[0-9]{9,}")


@dataclass(frozen=True)
class TypedRange:
    """Issued numbers from one to another: of `group`, by where they stand there. `last` is never
    before `first`."""

    group: IssuedNumbers
    first: int
    last: int


@dataclass(frozen=True)
class Wrong:
    """A text that is no issued number. `likely` is the missing number that was probably meant,
    `why` a key of the messages where more is known: `rounded` by a spreadsheet. Where it is one end
    of a range, `other` is the other end as written, and `lost` how many numbers count as missing
    for it."""

    text: str
    line: int
    likely: str = ""
    why: str = ""
    other: str = ""
    lost: int = 0


def span_of(places: Places, serial: str, to: str) -> TypedRange | str | None:
    """The issued numbers that a line means: one, or a range in two cells or one. The text that is
    no issued number where there is none; None where the two ends are not of one group."""
    if not to and key_of(serial) not in places:
        in_one_cell = _range_in(places, serial)
        if in_one_cell:
            return in_one_cell
    first = _issued_in(places, serial)
    if first is None:
        return serial
    last = _issued_in(places, to) if to else first
    if last is None:
        return to
    return _range_between(places[first], places[last])


def _range_between(first: Place, last: Place) -> TypedRange | None:
    """The numbers from one place to another; None where they are not of one group, in order."""
    if first.group is not last.group or last.at < first.at:
        return None
    return TypedRange(first.group, first.at, last.at)


def kind_of(text: str) -> str:
    """What is wrong with a text that is no issued number: `unknown` (well written, never issued),
    `mistyped` (like ours, with wrong check digits), or `strange`."""
    key = key_of(text)
    if is_valid(key):
        return "unknown"
    for start, _ in _starts(text):
        if is_valid(key_of(start)):
            return "unknown"
    if _DASHED.fullmatch(text.upper().strip()) or _PLAIN.fullmatch(key):
        return "mistyped"
    return "strange"


def unguarded(text: str) -> str:
    """A number without what keeps a spreadsheet from taking it for an amount, or shows that it
    did."""
    text = text.strip()
    as_text = _AS_TEXT.fullmatch(text)
    if as_text:
        text = as_text[1]
    text = text.strip('"').removeprefix("'")
    whole = text.removesuffix(".0")
    if whole.isdigit():
        return whole
    return text


def _issued_in(places: Places, text: str) -> str | None:
    """The key of the issued number that a cell holds, alone or before a day, a time or words; None
    where there is none."""
    text = unguarded(text)
    key = key_of(text)
    if key in places:
        return key
    for start, rest in _starts(text):
        key = key_of(start)
        if key not in places:
            continue
        if is_valid(key) or is_date(rest) or not has_digit(rest):
            return key
    return None


def _starts(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each gap in a cell and what behind it, the longest start first."""
    words = text[: _MOST_PARTS * _SHOWN].split()[:_MOST_PARTS]
    for count in range(len(words) - 1, 0, -1):
        yield " ".join(words[:count]), " ".join(words[count:])


def _range_in(places: Places, text: str) -> TypedRange | None:
    """A range that is written into one cell: MZ004504-MZ004506, MZ004504-004506."""
    for sign in islice(_RANGE_SIGNS.finditer(text[: 4 * _SHOWN]), _MOST_PARTS + 1):
        begins = key_of(unguarded(text[: sign.start()]))
        ends = key_of(unguarded(text[sign.end() :]))
        first = places.get(begins)
        last = places.get(ends) or places.get(_with_letters(ends, begins))
        if first is None or last is None:
            continue
        found = _range_between(first, last)
        if found:
            return found
    return None


def _with_letters(key: str, other: str) -> str:
    """Digits with the letters of another number before them, where it has as many: 004506 behind
    MZ004504."""
    tail = _TAIL.fullmatch(other)
    if tail and key.isdigit() and len(tail[2]) == len(key):
        return tail[1] + key
    return key


@dataclass
class Guesses:
    """What was probably meant by numbers that are none: the one missing number that differs in one
    slip of the pen, the one issued number of a pad that has the same digits but for zeros and
    letters in front, the one that looks alike, or the one that stands in the cell with words glued
    to it."""

    places: Places
    missing: Mapping[str, str]
    """Key → number as printed."""
    left: int = _MOST_GUESSED
    _lengths: frozenset[int] = frozenset()
    _tails: dict[str, list[str]] = field(default_factory=dict)
    """Last digits without zeros in front → keys of issued numbers; filled when first needed."""
    _alike: dict[str, list[str]] = field(default_factory=dict)
    """Missing numbers by how they look; filled when first needed."""

    def all(self, wrong: Iterable[Wrong]) -> tuple[Wrong, ...]:
        """Each text with the number that it probably meant, if there is exactly one."""
        self._lengths = frozenset(map(len, self.missing))
        return tuple(map(self._guessed, wrong))

    def _guessed(self, one: Wrong) -> Wrong:
        text = unguarded(one.text)
        shown = one.text
        if len(shown) > _SHOWN:
            shown = f"{shown[:_SHOWN]}…"
        if is_rounded(text):
            return replace(one, text=shown, why="rounded")
        key = key_of(text)
        found = (
            self._one_slip_away(key)
            or self._same_digits(key)
            or self._looks_alike(key)
            or self._with_more_around(key)
        )
        if len(found) != 1:
            return replace(one, text=shown)
        return replace(one, text=shown, likely=self.missing[found.pop()])

    def _one_slip_away(self, key: str) -> set[str]:
        """Missing numbers that differ in one character or in two that changed places; none once
        too many were looked for."""
        # A slip of the pen changes no length.
        if len(key) not in self._lengths or self.left <= 0:
            return set()
        self.left -= 1
        return {other for other in near(key) if other in self.missing}

    def _same_digits(self, key: str) -> set[str]:
        """The missing number with the same digits but for zeros in front: spreadsheets drop these,
        people the letters. None where more than one issued number has them."""
        typed = _TAIL.fullmatch(key)
        if not typed:
            return set()
        if not self._tails:
            self._tails = _by_tail(self.places)
        meant: list[str] = []
        for other in self._tails.get(typed[2].lstrip("0"), ()):
            start = other.rstrip("0123456789")
            if other.startswith(typed[1]) or start.endswith(typed[1]):
                meant.append(other)
        if len(meant) != 1 or meant[0] not in self.missing:
            return set()
        return {meant[0]}

    def _looks_alike(self, key: str) -> set[str]:
        """The missing number that is written alike: letters O, I and L for digits, commas between
        thousands."""
        if not self._alike:
            for other in self.missing:
                self._alike.setdefault(_alike(other), []).append(other)
        meant = self._alike.get(_alike(key), [])
        return set(meant) if len(meant) == 1 else set()

    def _with_more_around(self, key: str) -> set[str]:
        """The missing number that a cell holds with words glued to it: 第004501号."""
        bare = _GLUED_BEHIND.sub("", key[:_SHOWN])
        found: set[str] = set()
        for at in range(len(bare)):
            if bare[at:] in self.missing:
                found.add(bare[at:])
        return found


def _alike(key: str) -> str:
    """A number with digits for the letters that look like them, and without commas."""
    return key.translate(_LOOK_ALIKE)


def _by_tail(keys: Iterable[str]) -> dict[str, list[str]]:
    """Last digits without zeros in front → the numbers that have them."""
    found: dict[str, list[str]] = {}
    for key in keys:
        tail = _TAIL.fullmatch(key)
        if tail:
            found.setdefault(tail[2].lstrip("0"), []).append(key)
    return found
