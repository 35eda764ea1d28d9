"""The names in an index, and how well a query names what bears them."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wardbook.site.search.level import (
    NO_STOP_WORDS,
    StopWords,
    WordUnit,
    is_han,
    level,
    row_of,
    runs,
    units,
    without_empty,
)

WEAK = 0.45
"""What a word counts by which something is found beside its names."""
PHONE_NAME = 0.9
"""What a department's name counts for its number: less than a name of the number's own."""
_PREFIX, _SHORT_PREFIX, _TYPO, _ALIKE = 0.6, 0.25, 0.7, 0.8
_SHORT = 3
"""Letters up to which a known word counts whole only: LIS is not the beginning of list."""
_CODE = re.compile(r"([a-z]+)0*([0-9]+)([a-z]?)")


@dataclass(frozen=True)
class Name:
    """One name of an entry."""

    entry: int
    low: str
    """Levelled, without its empty words."""
    row: str
    """The same with Latin words folded."""
    whole: str
    """With its empty words, without a space."""
    share: float
    units: Mapping[str, float]
    """Unit → what it counts."""


@dataclass
class NameStore:
    """All names, found by their units."""

    words: StopWords
    plain: Mapping[str, str]
    pinyin: Mapping[str, str]
    alike: Mapping[str, Sequence[str]]
    """Unit → units that people say for the same: kid, child, paediatric."""
    all: list[Name] = field(default_factory=list)
    by_unit: dict[str, list[int]] = field(default_factory=dict)
    by_code: dict[str, list[int]] = field(default_factory=dict)
    bearers: dict[str, set[int]] = field(default_factory=dict)
    """Unit → the entries that bear it."""
    weights: dict[str, float] = field(default_factory=dict)
    """Unit → what it counts."""
    wholes: list[float] = field(default_factory=list)
    """What the units of each name count together."""

    def add(self, entry: int, name: str, share: float) -> None:
        """A name of the entry at that place."""
        whole = level(name, self.plain)
        low = without_empty(whole, self.words)
        made: dict[str, float] = {}
        for unit in units(low, self.words) or units(low, NO_STOP_WORDS):
            made[unit.text] = unit.share
        at = len(self.all)
        self.all.append(
            Name(entry, " ".join(runs(low)), row_of(low), "".join(runs(whole)), share, made)
        )
        for text in made:
            self.by_unit.setdefault(text, []).append(at)
            self.bearers.setdefault(text, set()).add(entry)
        code = code_of("".join(runs(low)))
        if code:
            self.by_code.setdefault(code, []).append(at)

    def settle(self, entries: int) -> None:
        """Weigh the units, once all names of so many entries are there."""
        for unit, bearers in self.bearers.items():
            self.weights[unit] = weight(len(bearers), entries)
        for name in self.all:
            whole = 0.0
            for unit, share in name.units.items():
                whole += self.weights[unit] * share
            self.wholes.append(whole)


def code_of(joined: str) -> str:
    """A code as it is compared, of a word without its separators: `op04b` and `op4b` are one. A
    number is its digits. Empty for what is neither."""
    found = _CODE.fullmatch(joined)
    if found:
        return "".join(found.groups())
    if joined.isascii() and joined.isdigit() and len(joined) > _SHORT:
        return joined
    return ""


def codes_in(low: str) -> list[str]:
    """Every code that neighbouring words of a query may be, as they are and with leading words
    taken together: `op 04 b`."""
    latin = [run for run in runs(low) if not is_han(run)]
    found: list[str] = []
    for start in range(len(latin)):
        for end in range(start + 1, min(start + 4, len(latin)) + 1):
            code = code_of("".join(latin[start:end]))
            if code and code not in found:
                found.append(code)
    return found


def weight(count: int, of: int) -> float:
    """What a unit counts that `count` of `of` entries hold: the rarer the more."""
    return math.floor(16 * math.log2(1 + of / max(count, 1)) + 0.5) / 16


@dataclass(frozen=True)
class Hit:
    """A unit of the index that a unit of the query means, and how surely."""

    unit: str
    asked: str
    share: float


def meant(names: NameStore, asked: Sequence[WordUnit], known: Collection[str]) -> list[Hit]:
    """The units of names that match the query's: the same ones, synonyms, words that begin with
    them and, of a word that is found nowhere (it is not `known`), those that are spelt most
    alike."""
    found: list[Hit] = []
    for unit in asked:
        exact = unit.text in names.by_unit
        if exact:
            found.append(Hit(unit.text, unit.text, unit.share))
        others = list(filter(names.by_unit.__contains__, names.alike.get(unit.text, ())))
        for other in others:
            found.append(Hit(other, unit.text, unit.share * _ALIKE))
        if not is_han(unit.text):
            is_known = unit.text in known or unit.text in names.words.trouble or bool(others)
            found += _likely(names, unit, exact=exact, known=is_known)
    return found


def _likely(names: NameStore, unit: WordUnit, *, exact: bool, known: bool) -> list[Hit]:
    """Other words that a Latin word may mean. A short one that is a name means itself only."""
    short = len(unit.text) <= _SHORT
    if (exact and short) or unit.text in names.words.empty:
        return []
    begins = _SHORT_PREFIX if short else _PREFIX
    found: list[Hit] = []
    for word in _beginning(names, unit.text):
        found.append(Hit(word, unit.text, unit.share * begins))
    if found or exact or known:
        return found
    return _misspelt(names, unit)


def _misspelt(names: NameStore, unit: WordUnit) -> list[Hit]:
    """Words of names that a word with a slip may be; else those that it may begin."""
    found: list[Hit] = []
    for word in _nearest(names, unit.text):
        found.append(Hit(word, unit.text, unit.share * _TYPO))
    return found or _begun_nearly(names, unit)


def _beginning(names: NameStore, word: str) -> Iterator[str]:
    """Longer words of names that begin with `word`."""
    if len(word) < 2:
        return
    for other in names.by_unit:
        if len(other) > len(word) and other.startswith(word):
            yield other


def _nearest(names: NameStore, word: str) -> list[str]:
    """Words of names that are written nearly so, the nearest only."""
    if len(word) <= _SHORT:
        return []
    best = 3 if len(word) > 6 else 2
    found: list[str] = []
    for other in names.by_unit:
        if is_han(other) or (other[0] != word[0] and other[1:2] != word[1:2]):
            continue
        far = distance(word, other, best)
        if far < best:
            best, found = far, []
            found.append(other)
        elif found and far == best:
            found.append(other)
    return found


def _begun_nearly(names: NameStore, unit: WordUnit) -> list[Hit]:
    """Words of names that begin nearly so, for a word with a slip that is not typed to its end."""
    word = unit.text
    found: list[Hit] = []
    if len(word) <= _SHORT:
        return found
    for other in names.by_unit:
        if len(other) > len(word) and other[0] == word[0] and not is_han(other):
            if distance(word, other[: len(word)], 1) == 1:
                found.append(Hit(other, word, unit.share * _TYPO * _PREFIX))
    return found


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or swap with their neighbour to make one the other; any
    number above `most` for what is further apart."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i in range(1, len(one) + 1):
        earlier, before, row = before, row, [i]
        for j in range(1, len(other) + 1):
            wrong = int(one[i - 1] != other[j - 1])
            step = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + wrong)
            if min(i, j) > 1 and one[i - 2 : i] == other[j - 1] + other[j - 2]:
                step = min(step, earlier[j - 2] + 1)
            row.append(step)
    return row[-1]
