"""What was read from a text: its numbers by their kinds, and whether they answer a number of the
text in the other language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from wardbook.checks.number_words import bare_spans, counted, number, worded

_HALF_DAY = 12 * 60
"""Clocks are compared on a dial of twelve hours: 下午2点 is 2 p.m. and 14:00. In minutes."""
_PHONE_END = 7
"""Digits at the end of a telephone number that are compared: area and country codes differ."""


@dataclass(frozen=True)
class Fact:
    """A number that the other language must say too: as written, and what it is worth in its
    kind. `value` of a clock is in minutes after midnight; `seconds` is 0 for what is no length of
    time."""

    kind: str
    written: str
    value: float = 0
    seconds: int = 0
    unit: str = ""


@dataclass
class TextNumbers:
    """All numbers of a text."""

    text: str
    language: str
    rest: str = ""
    """The text without the numbers in digits and the lengths of time."""
    facts: list[Fact] = field(default_factory=list)
    spelled: list[Fact] = field(default_factory=list)
    """Lengths of time in words."""
    values: set[float] = field(default_factory=set)
    """Every number in digits, and those of lengths of time."""
    plain: set[float] = field(default_factory=set)
    """Those without a unit that is known."""
    seconds: set[int] = field(default_factory=set)
    """Lengths of time."""
    clocks: set[int] = field(default_factory=set)
    """Times of day in minutes, on a dial of twelve hours."""
    percents: set[float] = field(default_factory=set)
    units: dict[float, set[str]] = field(default_factory=dict)
    """Units that each number stands before."""

    @cached_property
    def worded(self) -> frozenset[float]:
        """Numbers in words; looked for only where digits give no answer."""
        return worded(self.text)

    @cached_property
    def bare_spans(self) -> frozenset[int]:
        """Lengths of time that are said without a number."""
        return bare_spans(self.text)

    @property
    def lengths(self) -> frozenset[int]:
        """Every length of time in seconds, with a number or without."""
        return self.bare_spans | self.seconds

    @cached_property
    def counted(self) -> tuple[Fact, ...]:
        """Numbers in words that count something."""
        words = counted(self.rest, self.language)
        return (*self.spelled, *(Fact("number", word, number(word)) for word in words))

    def keep_clock(self, minutes: float) -> None:
        """Keep a time of day, given in minutes after midnight."""
        self.clocks.add(_on_dial(minutes))

    def answers(self, fact: Fact) -> bool:
        """Whether this text says what `fact` of the other language says."""
        return _ANSWERS[fact.kind](self, fact)


def _on_dial(minutes: float) -> int:
    return round(minutes) % _HALF_DAY


def _has_code(there: TextNumbers, fact: Fact) -> bool:
    return _letters_of(fact.written) in _letters_of(there.text)


def _has_phone(there: TextNumbers, fact: Fact) -> bool:
    return _letters_of(fact.written)[-_PHONE_END:] in _letters_of(there.text)


def _letters_of(text: str) -> str:
    """Letters and digits only, in capitals: a code may be set with other signs between them."""
    return "".join(filter(str.isalnum, text)).upper()


def _has_number(there: TextNumbers, fact: Fact) -> bool:
    if fact.unit and fact.value in there.units:
        return fact.unit in there.units[fact.value]
    if fact.value == 1 or fact.value in there.values or fact.value in there.worded:
        return True
    return fact.seconds > 0 and _has_seconds(there, fact)


def _has_clock(there: TextNumbers, fact: Fact) -> bool:
    if _on_dial(fact.value) in there.clocks:
        return True
    if fact.value % 60:
        return False
    hour = fact.value / 60  # 8 至 20 点: the first hour stands without a word for the time
    return hour in there.plain or hour - 12 in there.plain


def _has_percent(there: TextNumbers, fact: Fact) -> bool:
    if fact.value in there.percents:
        return True
    part = fact.value / 100
    return part in there.values or part in there.worded


def _has_length(there: TextNumbers, fact: Fact) -> bool:
    return _has_seconds(there, fact) or fact.value in there.plain


def _has_seconds(there: TextNumbers, fact: Fact) -> bool:
    # `lengths` looks for words too, which takes longer
    return fact.seconds in there.seconds or fact.seconds in there.lengths


_ANSWERS: dict[str, Callable[[TextNumbers, Fact], bool]] = {
    "code": _has_code,
    "phone": _has_phone,
    "number": _has_number,
    "clock": _has_clock,
    "percent": _has_percent,
    "length": _has_length,
}


CHECKS = ()
"""None: this module reads numbers for others."""
