"""What a text says in numbers, whatever their writing: 三 and 3, 24 小时 and 24 h, 上午9点 and 9:00, 30％ and 30 percent.

A *fact* is what the other language must say too: numbers in digits, with their units. Numbers in words only answer the
other language's facts, because words make idioms (两面, a second opinion); of them, only those that count something in
both languages are compared (`counted`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from wardbook.checks.wording.number_words import (
    DAY,
    DIGITS,
    HAN_NUMBER,
    HOUR,
    MINUTE,
    MONTH,
    SPELLED,
    WEEK,
    YEAR,
    bare_spans,
    counted,
    number,
    worded,
)

_SCALES = {"万": 1e4, "千": 1e3, "亿": 1e8, "thousand": 1e3, "million": 1e6}
_SPANS = {
    "秒": 1, "秒钟": 1, "分钟": MINUTE, "小时": HOUR, "个小时": HOUR, "钟头": HOUR, "个钟头": HOUR, "天": DAY, "昼夜": DAY,
    "周": WEEK, "个星期": WEEK, "个月": MONTH, "周年": YEAR, "s": 1, "sec": 1, "seconds": 1, "min": MINUTE,
    "mins": MINUTE, "minute": MINUTE, "minutes": MINUTE, "h": HOUR, "hr": HOUR, "hrs": HOUR, "hour": HOUR, "hours": HOUR,
    "d": DAY, "day": DAY, "days": DAY, "week": WEEK, "weeks": WEEK, "month": MONTH, "months": MONTH, "year": YEAR,
    "years": YEAR,
}  # fmt: skip
_MAYBE_SPANS = {"日": DAY, "月": MONTH, "年": YEAR}
"""A length of time or a part of a date: 3 日 are three days, 3月3日 is not."""
_MEASURES = {
    "m": "米 m metre metres meter meters", "km": "公里 千米 km", "cm": "厘米 cm", "mm": "毫米 mm", "kg": "千克 公斤 kg",
    "g": "克 g", "mg": "毫克 mg", "µg": "微克 μg ug mcg", "ml": "毫升 ml mL", "l": "升 L litre litres liter liters",
    "°C": "摄氏度 °C", "yuan": "元 yuan RMB CNY", "kV": "千伏 kV", "V": "伏 V", "kW": "千瓦 kW", "GB": "GB", "MB": "MB",
    "TB": "TB",
}  # fmt: skip
_UNIT = {word: unit for unit, words in _MEASURES.items() for word in words.split()}


_MAY_COUNT = re.compile(r"\d|[二两三四五六七八九十百千]")


@dataclass(frozen=True)
class Fact:
    """A number that the other language must say too: as written, and what it is worth in its kind."""

    kind: str
    written: str
    value: float = 0
    seconds: int = 0
    unit: str = ""


@dataclass
class Said:
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
    clocks: set[int] = field(default_factory=set)
    percents: set[float] = field(default_factory=set)
    units: dict[float, set[str]] = field(default_factory=dict)

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
        return (*self.spelled, *(Fact("number", word, number(word)) for word in counted(self.rest, self.language)))

    def answers(self, fact: Fact) -> bool:
        """Whether this text says what `fact` of the other language says."""
        return _ANSWERS[fact.kind](self, fact)


@lru_cache(maxsize=4096)
def said(text: str, language: str) -> Said:
    """The numbers of `text`, which holds words only (no references). `language` is zh or en, with or without a region."""
    rest = unicodedata.normalize("NFKC", text).replace("⁄", "/")
    rest = re.sub(r"7\s*[×xX*]\s*24\s*(?:小时|h\b)?|24/7", " 24 h ", rest)
    found = Said(rest, language)
    for take in (_codes, _phones, _dates, _clocks, _percents, _lengths, _numbers):
        rest = take(rest, found)
    found.rest = rest
    return found


def may_count(text: str) -> bool:
    """Whether a text can hold a fact: digits, or a Chinese number that counts. English words alone have nothing against
    them."""
    return _MAY_COUNT.search(text) is not None


def differences(one: Said, other: Said) -> tuple[list[str], list[str]]:
    """What stands in one text and not in the other, each as written."""
    here = [fact.written for fact in one.facts if not other.answers(fact)]
    there = [fact.written for fact in other.facts if not one.answers(fact)]
    if not (here or there):
        here = [fact.written for fact in one.counted if not other.answers(fact)]
        there = [fact.written for fact in other.counted if not one.answers(fact)]
        if not (here and there):  # a number in words with nothing against it is a way of speaking
            return [], []
    return list(dict.fromkeys(here)), list(dict.fromkeys(there))


_Take = Callable[[re.Match[str]], None]


def _cut(pattern: re.Pattern[str], rest: str, take: _Take) -> str:
    """Hand every match to `take` and blank it, so that no digit is read twice."""

    def replace(match: re.Match[str]) -> str:
        take(match)
        return "\0"

    return pattern.sub(replace, rest)


_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?!(?:CO|O|N|H)2)"
    r"(?:(?:GB|GA|WS|YY|ISO|IEC|SP|RFC)(?:/[A-Z])? ?\d[\d.]*(?:[-—–]\d+)*"
    r"|[A-Z]{1,5}(?:/[A-Z])?-?\d[\d.-]*\d|[A-Z]{1,5}-?\d)(?![A-Za-z0-9])"
)


def _codes(rest: str, found: Said) -> str:
    def take(match: re.Match[str]) -> None:
        found.facts.append(Fact("code", match[0]))
        found.values.update(float(digits) for digits in re.findall(r"\d{1,9}", match[0]))

    return _cut(_CODE, rest, take)


_PHONE = re.compile(r"(?<![\d.])(?:\+\d{1,3}[ -])?(?:\d{3,4}[- ]\d{3,4}(?:[- ]\d{3,4})*|\d{7,})(?!\d|[.:]\d|年)")


def _phones(rest: str, found: Said) -> str:
    def take(match: re.Match[str]) -> None:
        found.facts.append(Fact("phone", match[0]))
        found.values.update(float(digits) for digits in re.findall(r"\d+", match[0])[:9])

    return _cut(_PHONE, rest, take)


_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")


def _dates(rest: str, found: Said) -> str:
    def take(match: re.Match[str]) -> None:
        for part in match.groups():
            found.facts.append(Fact("number", match[0], float(part)))
            found.values.add(float(part))

    return _cut(_DATE, rest, take)


_CLOCK = re.compile(
    r"(?P<early>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜间|夜里|早|晚)?\s?"
    rf"(?:(?P<h>\d{{1,2}}):(?P<m>\d\d)(?!\d)|(?P<hz>\d{{1,2}}|{HAN_NUMBER})点(?P<mz>半|\d{{1,2}}分|[零整])?"
    r"|(?P<he>\d{1,2})(?=\s?(?:[ap]\.?m\b|o'clock)))"
    r"(?:\s?(?P<late>[ap])\.?m\b\.?|\s?o'clock)?",
    re.IGNORECASE,
)


def _clocks(rest: str, found: Said) -> str:
    def take(match: re.Match[str]) -> None:
        hour = number(match["h"] or match["hz"] or match["he"])
        minutes = match["m"] or match["mz"] or "0"
        minute = 30 if minutes == "半" else int(re.sub(r"\D", "", minutes) or 0)
        plain = match["hz"] and not match["early"] and not match["mz"]  # 三点要求 are three points, not three o'clock
        found.clocks.add(round(hour * 60 + minute) % 720)
        found.values.update((hour, float(minute)))
        if plain and not match["hz"].isdigit():
            return
        found.facts.append(
            Fact("number" if plain else "clock", match[0].strip(), hour if plain else hour * 60 + minute)
        )

    return _cut(_CLOCK, rest, take)


_PERCENT = re.compile(
    rf"(?P<v>{DIGITS})\s?(?:%|per ?cent\b)|百分之(?P<z>{DIGITS}|{HAN_NUMBER})|(?P<c>[一二三四五六七八九])成"
)


def _percents(rest: str, found: Said) -> str:
    def take(match: re.Match[str]) -> None:
        value = number(match["v"] or match["z"]) if not match["c"] else number(match["c"]) * 10
        found.percents.add(value)
        if any(letter.isdigit() for letter in match[0]):
            found.facts.append(Fact("percent", match[0], value))

    return _cut(_PERCENT, rest, take)


def _choice(words: Iterable[str]) -> str:
    """Any of `words`, the longest first; Latin ones only as whole words."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(rf"{word}(?![A-Za-z])" if word[-1].isascii() else word for word in longest)


_ANY_NUMBER = rf"{DIGITS}|{HAN_NUMBER}|(?<![A-Za-z]){SPELLED}(?![A-Za-z])"
_LENGTH = re.compile(
    rf"(?=\d|{HAN_NUMBER}|(?<![A-Za-z])[efnostz])"  # where a number can begin: at other places nothing is tried
    rf"(?:(?P<from>{DIGITS}|{HAN_NUMBER})\s?(?:-|–|—|~|至|到|to|or|或)\s?)?(?P<v>{_ANY_NUMBER})(?P<half>个半)?[\s-]?"
    rf"(?P<unit>{_choice(_SPANS)})(?P<behind>半)?",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:and|又|零)?\s*", re.IGNORECASE)


def _lengths(rest: str, found: Said) -> str:
    """Lengths of time; 1 h 30 min is one."""
    matches = list(_LENGTH.finditer(rest))
    at = 0
    while at < len(matches):
        group = [matches[at]]
        while at + 1 < len(matches) and _goes_on(rest, group[-1], matches[at + 1]):
            at += 1
            group.append(matches[at])
        at += 1
        _length(rest, group, found)
    return _without(rest, matches)


def _without(rest: str, matches: Sequence[re.Match[str]]) -> str:
    """The text with the matches blanked; looking for them a second time would take as long as the first."""
    ends = (0, *(match.end() for match in matches))
    starts = (*(match.start() for match in matches), len(rest))
    return "\0".join(rest[end:start] for end, start in zip(ends, starts, strict=True))


def _goes_on(rest: str, one: re.Match[str], following: re.Match[str]) -> bool:
    between = rest[one.end() : following.start()]
    shorter = _SPANS[following["unit"].lower()] < _SPANS[one["unit"].lower()]
    return shorter and not following["from"] and _JOIN.fullmatch(between) is not None


def _length(rest: str, group: list[re.Match[str]], found: Said) -> None:
    total, written = 0, rest[group[0].start() : group[-1].end()]
    for match in group:
        value = number(match["v"]) + (0.5 if match["half"] or match["behind"] else 0)
        unit = _SPANS[match["unit"].lower()]
        total += round(value * unit)
        if match["from"]:
            _keep_length(found, written, number(match["from"]), round(number(match["from"]) * unit))
        found.seconds.add(round(value * unit))
        found.values.add(value)
    _keep_length(found, written, number(group[-1]["v"]) if len(group) == 1 else -1, total)


def _keep_length(found: Said, written: str, value: float, seconds: int) -> None:
    fact = Fact("length", written.strip(), value, seconds)
    (found.facts if re.search(r"\d", written) else found.spelled).append(fact)
    found.values.add(value)
    found.seconds.add(seconds)


_NUMBER = re.compile(
    rf"(?<![A-Za-z])(?P<v>{DIGITS})(?:st|nd|rd|th)?\s?(?P<scale>万|千(?![克米伏瓦])|亿|thousand|million)?"
    rf"\s?(?P<unit>{_choice(_UNIT)})?"
    r"(?P<maybe>[日月年])?"
)


def _numbers(rest: str, found: Said) -> str:
    def take(match: re.Match[str]) -> None:
        value = number(match["v"]) * _SCALES.get(match["scale"] or "", 1)
        unit = _UNIT.get(match["unit"] or "", "")
        seconds = round(value * _MAYBE_SPANS[match["maybe"]]) if match["maybe"] and value < 1000 else 0
        found.facts.append(Fact("number", match[0].strip(), value, seconds, unit))
        found.values.add(value)
        if seconds:
            found.seconds.add(seconds)
        if unit:
            found.units.setdefault(value, set()).add(unit)
        else:
            found.plain.add(value)

    return _cut(_NUMBER, rest, take)


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).upper()


def _answers_number(there: Said, fact: Fact) -> bool:
    if fact.unit and fact.value in there.units:
        return fact.unit in there.units[fact.value]
    if fact.value in there.values or fact.value == 1 or fact.value in there.worded:
        return True
    return fact.seconds > 0 and _lasts(there, fact.seconds)


def _lasts(there: Said, seconds: int) -> bool:
    return seconds in there.seconds or seconds in there.lengths


_ANSWERS: dict[str, Callable[[Said, Fact], bool]] = {
    "code": lambda there, fact: _squeezed(fact.written) in _squeezed(there.text),
    "phone": lambda there, fact: _squeezed(fact.written)[-7:] in _squeezed(there.text),
    "number": _answers_number,
    "clock": lambda there, fact: (
        round(fact.value) % 720 in there.clocks
        or (fact.value % 60 == 0 and bool({fact.value / 60, fact.value / 60 - 12} & there.plain))
    ),
    "percent": lambda there, fact: fact.value in there.percents or fact.value / 100 in there.values | there.worded,
    "length": lambda there, fact: _lasts(there, fact.seconds) or fact.value in there.plain,
}
