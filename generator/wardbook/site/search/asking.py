"""An index laid out to be asked, and a query taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wardbook.site.search.level import (
    NO_STOP_WORDS,
    WordUnit,
    alike,
    capitals,
    fold,
    hyphened,
    is_han,
    joined,
    level,
    parted,
    row_of,
    says,
    unit_of,
    units,
    without_empty,
    words_of,
)
from wardbook.site.search.name_store import PHONE_NAME, WEAK, Hit, NameStore, meant, weight
from wardbook.site.search.texts import Texts

_BESIDE_NAME = 0.3
"""What a word for telephone counts beside the name of who has a number."""
_PARTED_WORD = 5
"""Letters of a word that people may part: hand over."""


@dataclass(frozen=True)
class Asked:
    """A query, taken apart."""

    whole: str
    """Levelled."""
    low: str
    """Without its empty words."""
    units: Sequence[WordUnit]
    hits: Sequence[Hit]
    lines: Mapping[str, Sequence[int]]
    """Unit → the lines that hold it."""
    weights: Mapping[str, float]
    """Unit → what it counts, the rarer the more."""
    telephone: frozenset[str]
    """Its units that are words for telephone."""
    named: frozenset[str]
    """Its units that mean something in a name: the others are what else people say."""


class SearchIndex:
    """What an index holds, by what a query asks for."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        said = index["said"]
        self.entries: Sequence[Mapping[str, Any]] = index["entries"]
        self.plain = dict(zip(index["plain"][::2], index["plain"][1::2], strict=True))
        self.words = words_of(said["empty"], said["trouble"])
        self.telephone = frozenset(map(unit_of, said["telephone"]))
        self.kinds: Mapping[str, frozenset[str]] = {
            kind: frozenset(map(unit_of, said_of)) for kind, said_of in said["kinds"].items()
        }
        """Kind of entry → the units that ask for one of it: sheet, slip."""
        self.phrases: Sequence[tuple[str, str]] = said["phrases"]
        self.names = NameStore(self.words, self.plain, index["pinyin"], alike(said["alike"]))
        self.texts = Texts(index, self.plain)
        for at, entry in enumerate(self.entries):
            for name in entry["names"]:
                self.names.add(at, name, 1.0)
            for name in (*entry.get("words", ()), *said["kinds"].get(entry["kind"], ())):
                self.names.add(at, name, WEAK)
            for name in entry.get("phone_names", ()):
                self.names.add(at, name, PHONE_NAME)
        self.names.settle(len(self.entries))

    def ask(self, query: str) -> Asked:
        """Take a query apart. One of empty words alone is looked for among names: or, it."""
        whole = level(query, self.plain)
        low = without_empty(whole, self.words)
        for word in self._further(whole):
            low += f" {word}"
        found = self._units(query, low)
        lines = self._lines(found)
        if not found:
            found = units(low, NO_STOP_WORDS)
            lines = {unit.text: () for unit in found}
        known: set[str] = set()
        weights: dict[str, float] = {}
        for unit in found:
            if lines[unit.text]:
                known.add(unit.text)
            weights[unit.text] = self._weight(unit.text, lines[unit.text])
        hits = meant(self.names, found, frozenset(known))
        for hit in hits:
            # A word with a slip stands nowhere: it counts what the likeliest meant one does
            if hit.asked not in known and hit.asked not in self.names.weights:
                counts = max(weights[hit.asked], self.names.weights[hit.unit])
                weights[hit.asked] = counts
        telephone = self.telephone & weights.keys()
        named = frozenset(hit.asked for hit in hits)
        return Asked(whole, low, found, hits, lines, weights, telephone, named)

    def _further(self, whole: str) -> Iterator[str]:
        """Words that a query says in other pieces: 挂不了号, hand over, x-ray, how much."""
        yield from filter(self.names.by_unit.__contains__, parted(whole))
        for word in joined(whole):
            if len(word) >= _PARTED_WORD and fold(word) in self.names.by_unit:
                yield word
        yield from filter(self._is_word, hyphened(whole))
        row = row_of(whole)
        for phrase, meaning in self.phrases:
            if says(row, row_of(phrase)):
                yield meaning

    def _is_word(self, word: str) -> bool:
        """Whether names hold a word, or words for the same are known."""
        unit = fold(word)
        return unit in self.names.by_unit or unit in self.names.alike

    def _units(self, query: str, low: str) -> Sequence[WordUnit]:
        """The units of a query whose levelled text is `low`, without empty words that name
        nothing."""
        named = capitals(query)
        found = units(low, replace(self.words, empty=self.words.empty - named))
        if found and all(unit.text in self.telephone for unit in found):
            named |= self._called_like_empty(low)
            found = units(low, replace(self.words, empty=self.words.empty - named))
        return self._with_faint_telephone(found)

    def _called_like_empty(self, low: str) -> frozenset[str]:
        """Empty words that are a name beside a word for telephone: call it."""
        spoken = {unit.text for unit in units(low, NO_STOP_WORDS)} & self.words.empty
        return frozenset(word for word in spoken if self._is_rung(word))

    def _is_rung(self, word: str) -> bool:
        """Whether a word is a whole name of a department with a number."""
        for at in self.names.by_unit.get(word, ()):
            name = self.names.all[at]
            if name.share == PHONE_NAME and name.units.keys() == {word}:
                return True
        return False

    def _with_faint_telephone(self, found: Sequence[WordUnit]) -> Sequence[WordUnit]:
        """Units of which words for telephone count little where the others name who has a number:
        who adds "phone" to a name does not want the list of all numbers."""
        if not any(self._names_number(unit) for unit in found):
            return found
        faint: list[WordUnit] = []
        for unit in found:
            is_faint = unit.text in self.telephone
            faint.append(replace(unit, share=unit.share * _BESIDE_NAME) if is_faint else unit)
        return faint

    def _names_number(self, unit: WordUnit) -> bool:
        """Whether a unit, no word for telephone, stands in a name of a number."""
        if unit.text in self.telephone or unit.share < 1.0:
            return False
        for at in self.names.by_unit.get(unit.text, ()):
            if self.entries[self.names.all[at].entry]["kind"] == "contact":
                return True
        return False

    def _lines(self, found: Sequence[WordUnit]) -> Mapping[str, Sequence[int]]:
        """Unit → the lines that hold it; none of what texts are not searched for."""
        lines: dict[str, Sequence[int]] = {}
        for unit in found:
            lines[unit.text] = ()
            if unit.text in self.words.empty:
                continue
            if is_looked_for(unit) or unit.text not in self.names.weights:
                lines[unit.text] = self._lines_with(unit.text)
        return lines

    def _lines_with(self, unit: str) -> Sequence[int]:
        """The lines that hold a unit; where nothing does, those with a word for the same."""
        lines = tuple(self.texts.lines_with(unit))
        if lines or unit in self.names.by_unit:
            return lines
        found: set[int] = set()
        for other in self.names.alike.get(unit, ()):
            found.update(self.texts.lines_with(other))
        return tuple(sorted(found))

    def _weight(self, unit: str, lines: Sequence[int]) -> float:
        """What a unit counts: by the names that hold it, else by the texts."""
        if unit in self.names.weights:
            return self.names.weights[unit]
        holders: set[int] = set()
        for line in lines:
            holders.update(entry for entry, _ in self.texts.uses[line])
        return weight(len(holders), len(self.entries)) if holders else 0.0


def is_looked_for(unit: WordUnit) -> bool:
    """Single signs of a run stand everywhere: texts are not searched for them."""
    return len(unit.text) > 1 or unit.share == 1.0 or not is_han(unit.text)
