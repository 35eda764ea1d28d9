"""What a heading that nobody knows says by the words of which it is made: Ext. (24h), 内线号,
DEPT_NAME, Department/科室, Telefonnummer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from wardbook.spreadsheets.headings import simplified

_FILE = Path(__file__).with_name("heading_words.yml")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_SIDES = re.compile(r"[/|]|(?<=[㐀-鿿])\s+(?=[a-z])|(?<=[a-z.])\s+(?=[㐀-鿿])")
"""Between what a heading says twice: Department/科室, Room 房号."""
_PIECE = re.compile(r"[㐀-鿿]+|[^\W\d_㐀-鿿]+(?:'[^\W\d_㐀-鿿]+)?|[#$¥€£&]")
_HAN = re.compile("[㐀-鿿]")
_VOWELS = frozenset("aeiou")
_NUMBER = "number"
_DOMINANT = ("other_line", "other_code", "other_money")
"""Kinds that decide wherever they stand: a fax number, a cost centre's name, an old price."""
_MONEY = "money"
_OF_MONEY = ("other_money",)
"""The same of prices: that of inpatients (IP) or of private ones is a price."""
_OF_CODES = ("department", "person", "service", "system", "name")
"""Whose number is no telephone number: Dept no."""
_NUMBERED = ("phone", "mobile", "other_line", "other_code", "count", "row", "floor", "code")
"""Kinds of which a number is what they are themselves: Tel. no., 房号, number of beds."""
_OTHERS = "others"
_SHIFT = frozenset({"shift"})
_WHEN = frozenset({"when"})
_BESIDE = frozenset((_OTHERS, "zh", "en"))
"""Kinds of words that say no more than which of several."""
_SHORTEST = 4
"""Letters of a part that is enough to tell a word: desc for description."""
_LONGEST_HAN = 6


@dataclass(frozen=True)
class HeadingSense:
    """What a heading speaks of. `heads` are the kinds of its main word, `whose` those of the words
    before it, `kinds` all that it names; empty where no word is known."""

    heads: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    @property
    def is_firm(self) -> bool:
        """Whether it says for certain what the column holds: a date, a room, a quantity."""
        return bool(self.heads) and self.heads <= _firm()


@dataclass(frozen=True)
class FieldWords:
    """By which kinds a field is headed, the likeliest first; whose name or code it may be."""

    kinds: tuple[str, ...]
    names: frozenset[str] | None

    def rank(self, sense: HeadingSense) -> int | None:
        """How likely a heading is that of the field, 0 the most; None where it is not. What is of a
        nation or an insurance comes behind what is of the house."""
        for at, kind in enumerate(self.kinds):
            if kind in sense.heads and self._may_be_of(kind, sense):
                return 2 * at + (_OTHERS in sense.kinds)
        return None

    def _may_be_of(self, kind: str, sense: HeadingSense) -> bool:
        if self.names is None or not sense.whose or kind not in ("name", "code"):
            return True
        whose = sense.whose - _BESIDE
        return not whose or not whose.isdisjoint(self.names)


@cache
def field_words(name: str) -> Mapping[str, FieldWords]:
    """Field → the words by which it is headed, on the list `name`."""
    found: dict[str, FieldWords] = {}
    for field, said in _words()["fields"].get(name, {}).items():
        whose = frozenset(said["names"]) if "names" in said else None
        found[field] = FieldWords(tuple(said["kinds"]), whose)
    return found


def words_of(kind: str) -> Sequence[str]:
    """The words that speak of a kind."""
    found: Sequence[str] = _words()["kinds"][kind]
    return found


@lru_cache(maxsize=1024)
def sense_of(heading: str) -> HeadingSense:
    """What a heading speaks of. Where its sides (Name / Ward) speak of different things, that is
    all of them; another line, code or price is none of ours, whatever stands beside it."""
    plain = unicodedata.normalize("NFKC", _CAMEL.sub(" ", heading)).casefold()
    plain = simplified(plain)
    said: list[HeadingSense] = []
    for side in _SIDES.split(_BRACKETS.sub(" ", plain) or plain):
        sense = _sense_of_side(_PIECE.findall(side))
        if sense.kinds:
            said.append(sense)
    kinds = frozenset(chain.from_iterable(one.kinds for one in said))
    heads = frozenset(chain.from_iterable(one.heads for one in said))
    dominant = heads.intersection(_OF_MONEY if heads == {_MONEY} else _DOMINANT)
    whose = frozenset(chain.from_iterable(one.whose for one in said))
    return HeadingSense(dominant or heads, whose, kinds)


def _sense_of_side(pieces: Sequence[str]) -> HeadingSense:
    """What one side says. Its last word is the main one (Charge desc, 科室编码), that before a
    preposition where one stands there (Area of cover)."""
    main: list[frozenset[str]] = []
    more: list[frozenset[str]] = []
    into = main
    for piece in pieces:
        if piece in _words()["behind"] and main:
            into = more
        elif piece not in _words()["empty"]:
            into += filter(None, _kinds_in(piece))
    kinds = frozenset(chain.from_iterable([*main, *more]))
    main = _without_shifts(main)
    if not main:
        return HeadingSense(kinds=kinds)
    heads = main[-1]
    whose = frozenset(chain.from_iterable(main[:-1]))
    if heads == {_NUMBER}:
        heads = _of_number(main[:-1] or more)
    deciding = _OF_MONEY if _MONEY in heads else _DOMINANT
    dominant = frozenset(chain.from_iterable(main)).intersection(deciding)
    return HeadingSense(dominant or heads, whose, kinds)


def _without_shifts(main: list[frozenset[str]]) -> list[frozenset[str]]:
    """Words without those for day and night: of what, the others say; alone they say when."""
    left = [kinds for kinds in main if kinds != _SHIFT]
    return left or [_WHEN] * len(main)


def _of_number(others: Sequence[frozenset[str]]) -> frozenset[str]:
    """What a number is, by the nearest word that says it: Tel. no., Book #, Dept no."""
    for kinds in reversed(others):
        if kinds.intersection(("manual", "copy")):
            return frozenset({"copy"})
        if kinds.intersection(_OF_CODES):
            return frozenset({"code"})
        if not kinds.isdisjoint(_NUMBERED):
            return kinds
    return frozenset({_NUMBER})


def _kinds_in(piece: str) -> Iterator[frozenset[str]]:
    """The kinds of the words in a piece: Chinese ones the longest first, Latin ones also
    abbreviated, in the plural, or two as one."""
    if not _HAN.match(piece):
        yield from _kinds_of_latin(piece)
        return
    at = 0
    while at < len(piece):
        for length in range(min(_LONGEST_HAN, len(piece) - at), 0, -1):
            found = _lexicon().get(piece[at : at + length])
            if found:
                yield found
                break
        at += length


@lru_cache(maxsize=1024)
def _kinds_of_latin(word: str) -> tuple[frozenset[str], ...]:
    known = _lexicon()
    bare = word.removesuffix("'s").rstrip("'")
    for form in (bare, bare.removesuffix("s"), bare.removesuffix("es")):
        if form in known:
            return (known[form],)
    for at in range(len(bare) - 2, 1, -1):
        if bare[:at] in known and bare[at:] in known:
            return (known[bare[:at]], known[bare[at:]])
    return (_abbreviated(bare) or _ending(bare),)


def _abbreviated(short: str) -> frozenset[str]:
    """The kinds of the words that something is short for, where all of them are of one kind."""
    found: set[frozenset[str]] = set()
    for word, kinds in _lexicon().items():
        if word.isascii() and _is_short_for(short, word):
            found.add(kinds)
    if len(found) == 1:
        return found.pop()
    return frozenset()


def _is_short_for(short: str, word: str) -> bool:
    """Whether letters begin a word (equip), or are its consonants, first and last among them
    (mgr)."""
    if len(short) >= _SHORTEST and word.startswith(short):
        return True
    if len(short) < _SHORTEST - 1 or len(short) >= len(word) or short[0] != word[0]:
        return False
    if not _VOWELS.isdisjoint(short[1:]) or short[-1] != _last_consonant(word):
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)


def _last_consonant(word: str) -> str:
    consonants = [letter for letter in word if letter not in _VOWELS]
    return consonants[-1] if consonants else ""


def _ending(word: str) -> frozenset[str]:
    """The kinds of the word with which a longer one ends: Einzelpreis."""
    for at in range(2, len(word) - _SHORTEST):
        if word[at:] in _lexicon():
            return _lexicon()[word[at:]]
    return frozenset()


@cache
def _lexicon() -> Mapping[str, frozenset[str]]:
    """Word → the kinds that it may speak of."""
    found: dict[str, frozenset[str]] = {}
    for kind, words in _words()["kinds"].items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {kind}
    return found


@cache
def _firm() -> frozenset[str]:
    return frozenset(_words()["firm"])


@cache
def _words() -> Mapping[str, Any]:
    """What `heading_words.yml` says."""
    found: Mapping[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=_LOADER)
    return found
