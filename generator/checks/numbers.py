"""What a text says in numbers, whatever their writing: 三 and 3, 24 小时 and 24 h, 上午9点 and 9:00, 30％ and 30 percent.

A *fact* is what the other language must say too: numbers in digits, with their units. Numbers in words only answer the
other language's facts, because words make idioms (两面, a second opinion); of them, only those that count something in
both languages are compared (`spelled`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

MINUTE, HOUR, DAY = 60, 3600, 86400
_WEEK, _MONTH, _YEAR = 7 * DAY, 30 * DAY, 360 * DAY
_HAN = "零〇一二三四五六七八九"
_HAN_NUMBER = "[零〇一二两三四五六七八九十百千]+"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
_WORDS = {word: at for at, word in enumerate(_ONES)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
_ALSO = {
    "no": 0, "none": 0, "nil": 0, "a": 1, "an": 1, "single": 1, "once": 1, "first": 1, "both": 2, "pair": 2, "twice": 2,
    "double": 2, "second": 2, "duplicate": 2, "third": 3, "triple": 3, "triplicate": 3, "fourth": 4, "fifth": 5,
    "sixth": 6, "half": 0.5, "双": 2, "对": 2, "俩": 2, "半": 0.5, "仨": 3,
}  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SCALES = {"万": 1e4, "千": 1e3, "亿": 1e8, "thousand": 1e3, "million": 1e6}
_SPANS = {
    "秒": 1, "秒钟": 1, "分钟": MINUTE, "小时": HOUR, "个小时": HOUR, "钟头": HOUR, "个钟头": HOUR, "天": DAY, "昼夜": DAY,
    "周": _WEEK, "个星期": _WEEK, "个月": _MONTH, "周年": _YEAR, "s": 1, "sec": 1, "seconds": 1, "min": MINUTE,
    "mins": MINUTE, "minute": MINUTE, "minutes": MINUTE, "h": HOUR, "hr": HOUR, "hrs": HOUR, "hour": HOUR, "hours": HOUR,
    "d": DAY, "day": DAY, "days": DAY, "week": _WEEK, "weeks": _WEEK, "month": _MONTH, "months": _MONTH, "year": _YEAR,
    "years": _YEAR,
}  # fmt: skip
_MAYBE_SPANS = {"日": DAY, "月": _MONTH, "年": _YEAR}
"""A length of time or a part of a date: 3 日 are three days, 3月3日 is not."""
_BARE = {
    MINUTE: r"每分钟|一分钟|(?:a|per|each|every) minute",
    HOUR: r"每小时|每一小时|hourly|(?:an|per|each|every) hour",
    DAY: r"每天|每日|当日|当天|全天|昼夜|daily|(?:a|per|each|every|same|that) day|(?:a)?round[- ]the[- ]clock|day and night",
    _WEEK: r"每周|一周|每星期|weekly|(?:a|per|each|every) week",
    _MONTH: r"每月|一个月|monthly|(?:a|per|each|every) month",
    3 * _MONTH: r"每季度?|季度|quarterly|(?:a|per|each|every) quarter",
    _YEAR // 2: r"半年|half a year|half[- ]yearly|twice a year|每年两次",
    _YEAR: r"每年|一年|年度|yearly|annual(?:ly)?|(?:a|per|each|every) year",
    HOUR // 2: r"半(?:个)?(?:小时|钟头)|half an hour|half[- ]hour(?:ly)?",
    DAY // 2: r"半天|half a day",
    3 * HOUR // 2: r"an hour and a half",
}
"""Lengths of time that are said without a number; they only answer."""
_MEASURES = {
    "m": "米 m metre metres meter meters", "km": "公里 千米 km", "cm": "厘米 cm", "mm": "毫米 mm", "kg": "千克 公斤 kg",
    "g": "克 g", "mg": "毫克 mg", "µg": "微克 μg ug mcg", "ml": "毫升 ml mL", "l": "升 L litre litres liter liters",
    "°C": "摄氏度 °C", "yuan": "元 yuan RMB CNY", "kV": "千伏 kV", "V": "伏 V", "kW": "千瓦 kW", "GB": "GB", "MB": "MB",
    "TB": "TB",
}  # fmt: skip
_UNIT = {word: unit for unit, words in _MEASURES.items() for word in words.split()}
_COUNTED = "人名位份联次台套张本组层步类项条遍倍个种级"
"""What spelled numbers count in Chinese. A number before another character is a word (三甲, 四肢)."""


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
    facts: list[Fact] = field(default_factory=list)
    spelled: list[Fact] = field(default_factory=list)
    values: set[float] = field(default_factory=set)
    """Every number in any writing."""
    plain: set[float] = field(default_factory=set)
    """Those without a unit that is known."""
    seconds: set[int] = field(default_factory=set)
    clocks: set[int] = field(default_factory=set)
    percents: set[float] = field(default_factory=set)
    units: dict[float, set[str]] = field(default_factory=dict)

    def answers(self, fact: Fact) -> bool:
        """Whether this text says what `fact` of the other language says."""
        return _ANSWERS[fact.kind](self, fact)


@lru_cache(maxsize=4096)
def said(text: str, language: str) -> Said:
    """The numbers of `text`, which holds words only (no references). `language` is zh or en, with or without a region."""
    rest = unicodedata.normalize("NFKC", text).replace("⁄", "/")
    rest = re.sub(r"7\s*[×xX*]\s*24\s*(?:小时|h\b)?|24/7", " 24 h ", rest)
    found = Said(rest)
    for take in (_codes, _phones, _dates, _clocks, _percents, _bare, _lengths, _numbers):
        rest = take(rest, found)
    _words(rest, found, language)
    return found


def differences(one: Said, other: Said) -> tuple[list[str], list[str]]:
    """What stands in one text and not in the other, each as written."""
    here = [fact.written for fact in one.facts if not other.answers(fact)]
    there = [fact.written for fact in other.facts if not one.answers(fact)]
    if not (here or there):
        here = [fact.written for fact in one.spelled if not other.answers(fact)]
        there = [fact.written for fact in other.spelled if not one.answers(fact)]
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
    rf"(?:(?P<h>\d{{1,2}}):(?P<m>\d\d)(?!\d)|(?P<hz>\d{{1,2}}|{_HAN_NUMBER})点(?P<mz>半|\d{{1,2}}分|[零整])?"
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
    rf"(?P<v>{_DIGITS})\s?(?:%|per ?cent\b)|百分之(?P<z>{_DIGITS}|{_HAN_NUMBER})|(?P<c>[一二三四五六七八九])成"
)


def _percents(rest: str, found: Said) -> str:
    def take(match: re.Match[str]) -> None:
        value = number(match["v"] or match["z"]) if not match["c"] else number(match["c"]) * 10
        found.percents.add(value)
        if any(letter.isdigit() for letter in match[0]):
            found.facts.append(Fact("percent", match[0], value))

    return _cut(_PERCENT, rest, take)


_BARE_PATTERNS = {seconds: re.compile(pattern, re.IGNORECASE) for seconds, pattern in _BARE.items()}


def _bare(rest: str, found: Said) -> str:
    found.seconds.update(seconds for seconds, pattern in _BARE_PATTERNS.items() if pattern.search(rest))
    return rest


def _choice(words: Iterable[str]) -> str:
    """Any of `words`, the longest first; Latin ones only as whole words."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(rf"{word}(?![A-Za-z])" if word[-1].isascii() else word for word in longest)


_SPELLED = rf"(?:(?:{'|'.join(_TENS[:-1])})-[a-z]+|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_ANY_NUMBER = rf"{_DIGITS}|{_HAN_NUMBER}|(?<![A-Za-z]){_SPELLED}(?![A-Za-z])"
_LENGTH = re.compile(
    rf"(?:(?P<from>{_DIGITS}|{_HAN_NUMBER})\s?(?:-|–|—|~|至|到|to|or|或)\s?)?(?P<v>{_ANY_NUMBER})(?P<half>个半)?[\s-]?"
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
    return _LENGTH.sub("\0", rest)


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
    rf"(?<![A-Za-z])(?P<v>{_DIGITS})(?:st|nd|rd|th)?\s?(?P<scale>万|千(?![克米伏瓦])|亿|thousand|million)?"
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


_HAN_RUN = re.compile(rf"{_HAN_NUMBER}(?:万)?")
_COUNTS = re.compile(rf"(?<!第)({_HAN_NUMBER})(?=[{_COUNTED}])")
_LATIN = re.compile(r"[A-Za-z]+")
_ROMAN = re.compile(r"(?<![A-Za-z])[IVX]{1,5}(?![A-Za-z])")


def _words(rest: str, found: Said, language: str) -> None:
    """Numbers in words: they answer; those in what is left that count something are compared with their like."""
    text = found.text
    found.values.update(number(match[0]) for match in _HAN_RUN.finditer(text))
    found.values.update(number(letter) for letter in text if letter in _HAN or letter == "两" or letter == "十")
    found.values.update(float(value) for word, value in _ALSO.items() if not word.isascii() and word in text)
    latin = [word.lower() for word in _LATIN.findall(text)]
    found.values.update(float(_WORDS[word]) for word in latin if word in _WORDS)
    found.values.update(float(_ALSO[word]) for word in latin if word in _ALSO)
    found.values.update(float(_MONTHS.index(word) + 1) for word in latin if word in _MONTHS)
    found.values.update(_tens(latin))
    found.values.update(_roman(match[0]) for match in _ROMAN.finditer(text))
    if language.startswith("zh"):
        counted = [match[1] for match in _COUNTS.finditer(rest)]
    else:
        counted = [word for word in _LATIN.findall(rest) if word.lower() in _WORDS and word.lower() != "hundred"]
    found.spelled += [Fact("number", word, value) for word in counted if (value := number(word)) >= 2]


def _tens(latin: list[str]) -> Iterator[float]:
    """twenty-four → 24; three hundred → 300."""
    for before, behind in pairwise(latin):
        first, second = _WORDS.get(before, 0), _WORDS.get(behind, 0)
        if first >= 20 and 0 < second < 10:
            yield float(first + second)
        elif behind == "hundred":
            yield float(first * 100)


def number(written: str) -> float:
    """What a number is worth: 12, 1,200, 十二, twelve; 0 for none."""
    if written[0].isdigit():
        return float(written.replace(",", "")[:15])
    if written.isascii():
        tens, _, ones = written.lower().partition("-")
        return float(_WORDS.get(tens, 0) + _WORDS.get(ones, 0))
    return _han(written)


def _han(written: str) -> float:
    if len(written) > 1 and all(letter in _HAN for letter in written):  # 二〇二六
        return float("".join(str(max(0, _HAN.index(letter) - 1)) for letter in written)[:15])
    total, section, ones = 0, 0, 0
    for letter in written:
        if letter == "万":
            total, section, ones = (section + ones) * 10_000, 0, 0
        elif letter in "十百千":
            section += (ones or 1) * {"十": 10, "百": 100, "千": 1000}[letter]
            ones = 0
        else:
            ones = 2 if letter == "两" else max(0, _HAN.index(letter) - 1)
    return float(total + section + ones)


def _roman(written: str) -> float:
    worth = {"I": 1, "V": 5, "X": 10}
    digits = [*(worth[letter] for letter in written), 0]
    return float(sum(-one if one < two else one for one, two in pairwise(digits)))


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).upper()


def _answers_number(there: Said, fact: Fact) -> bool:
    if fact.unit and fact.value in there.units:
        return fact.unit in there.units[fact.value]
    return fact.value in there.values or fact.value == 1 or (fact.seconds > 0 and fact.seconds in there.seconds)


_ANSWERS: dict[str, Callable[[Said, Fact], bool]] = {
    "code": lambda there, fact: _squeezed(fact.written) in _squeezed(there.text),
    "phone": lambda there, fact: _squeezed(fact.written)[-7:] in _squeezed(there.text),
    "number": _answers_number,
    "clock": lambda there, fact: (
        round(fact.value) % 720 in there.clocks
        or (fact.value % 60 == 0 and bool({fact.value / 60, fact.value / 60 - 12} & there.plain))
    ),
    "percent": lambda there, fact: fact.value in there.percents or fact.value / 100 in there.values,
    "length": lambda there, fact: fact.seconds in there.seconds or fact.value in there.plain,
}
