"""Reads the numbers of a text kind by kind: codes, telephone numbers, dates, clocks, percentages,
lengths of time, then what is left. Each reader takes its numbers out of the text, so that no digit
is read twice; the order decides what 0571-88881234 or 9:00 is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from wardbook.checks.number_words import (
    DAY,
    DIGITS,
    HAN_NUMBER,
    HOUR,
    MINUTE,
    MONTH,
    SPELLED,
    WEEK,
    YEAR,
    number,
)
from wardbook.checks.wording.facts import Fact, TextNumbers

_TAKEN = "\0"
"""Stands where a number was taken out: nothing joins over it."""
_SCALES = {"万": 1e4, "千": 1e3, "亿": 1e8, "thousand": 1e3, "million": 1e6}
_SPANS = {
    "秒": 1, "秒钟": 1, "分钟": MINUTE, "小时": HOUR, "个小时": HOUR, "钟头": HOUR, "个钟头": HOUR,
    "天": DAY, "昼夜": DAY, "周": WEEK, "个星期": WEEK, "个月": MONTH, "周年": YEAR,
    "s": 1, "sec": 1, "seconds": 1, "min": MINUTE, "mins": MINUTE, "minute": MINUTE,
    "minutes": MINUTE, "h": HOUR, "hr": HOUR, "hrs": HOUR, "hour": HOUR, "hours": HOUR,
    "d": DAY, "day": DAY, "days": DAY, "week": WEEK, "weeks": WEEK, "month": MONTH,
    "months": MONTH, "year": YEAR, "years": YEAR,
}  # fmt: skip
"""Units of time in seconds."""
_MAYBE_SPANS = {"日": DAY, "月": MONTH, "年": YEAR}
"""A length of time or a part of a date: 3 日 are three days, 3月3日 is not."""
_FIRST_YEAR = 1000
"""From here on a number before 年 is a date."""
_MEASURES = {
    "m": "米 m metre metres meter meters", "km": "公里 千米 km", "cm": "厘米 cm", "mm": "毫米 mm",
    "kg": "千克 公斤 kg", "g": "克 g", "mg": "毫克 mg", "µg": "微克 μg ug mcg", "ml": "毫升 ml mL",
    "l": "升 L litre litres liter liters", "°C": "摄氏度 °C", "yuan": "元 yuan RMB CNY",
    "kV": "千伏 kV", "V": "伏 V", "kW": "千瓦 kW", "GB": "GB", "MB": "MB", "TB": "TB",
}  # fmt: skip
_UNIT = {word: unit for unit, words in _MEASURES.items() for word in words.split()}


def read_numbers(found: TextNumbers) -> None:
    """Fill `found` with the numbers of its text; what is left of the text is its `rest`."""
    rest = found.text
    for pattern, read in _BEFORE_LENGTHS:
        rest = _take(pattern, rest, found, read)
    rest = _take_lengths(rest, found)
    found.rest = _take(_NUMBER, rest, found, _read_number)


_Reader = Callable[[TextNumbers, re.Match[str]], None]


def _take(pattern: re.Pattern[str], rest: str, found: TextNumbers, read: _Reader) -> str:
    """Read every match into `found`, and take it out of the text."""

    def replace(match: re.Match[str]) -> str:
        read(found, match)
        return _TAKEN

    return pattern.sub(replace, rest)


_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?!(?:CO|O|N|H)2)"
    r"(?:(?:GB|GA|WS|YY|ISO|IEC|SP|RFC)(?:/[A-Z])? ?\d[\d.]*(?:[-—–]\d+)*"
    r"|[A-Z]{1,5}(?:/[A-Z])?-?\d[\d.-]*\d|[A-Z]{1,5}-?\d)(?![A-Za-z0-9])"
)


def _read_code(found: TextNumbers, match: re.Match[str]) -> None:
    found.facts.append(Fact("code", match[0]))
    found.values.update(map(float, re.findall(r"\d{1,9}", match[0])))


_PHONE = re.compile(
    r"(?<![\d.])(?:\+\d{1,3}[ -])?(?:\d{3,4}[- ]\d{3,4}(?:[- ]\d{3,4})*|\d{7,})(?!\d|[.:]\d|年)"
)


def _read_phone(found: TextNumbers, match: re.Match[str]) -> None:
    found.facts.append(Fact("phone", match[0]))
    found.values.update(map(float, re.findall(r"\d+", match[0])))


_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")


def _read_date(found: TextNumbers, match: re.Match[str]) -> None:
    for part in map(float, match.groups()):
        found.facts.append(Fact("number", match[0], part))
        found.values.add(part)


_CLOCK = re.compile(
    r"(?P<part>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜间|夜里|早|晚)?\s?"
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d\d)(?!\d)"
    rf"|(?P<hour_zh>\d{{1,2}}|{HAN_NUMBER})(?:点|(?<=\d)时(?![间长限段候刻]))"
    r"(?P<minute_zh>半|\d{1,2}分|[零整])?"
    r"|(?P<hour_en>\d{1,2})(?=\s?(?:[ap]\.?m\b|o'clock)))"
    r"(?:\s?[ap]\.?m\b\.?|\s?o'clock)?",
    re.IGNORECASE,
)


def _read_clock(found: TextNumbers, match: re.Match[str]) -> None:
    hour = number(match["hour"] or match["hour_zh"] or match["hour_en"])
    minute = _minute(match["minute"] or match["minute_zh"] or "")
    written = match[0].strip()
    found.keep_clock(hour * 60 + minute)
    found.values.update((hour, float(minute)))
    if not match["hour_zh"] or match["part"] or match["minute_zh"]:
        found.facts.append(Fact("clock", written, hour * 60 + minute))
    elif match["hour_zh"].isdigit():
        # 3点 is three o'clock or three points, and compared as a number; 三点要求 are points
        found.facts.append(Fact("number", written, hour))


def _minute(written: str) -> int:
    if written == "半":
        return 30
    digits = re.sub(r"\D", "", written)
    return int(digits or 0)


_PERCENT = re.compile(
    rf"(?P<value>{DIGITS})\s?(?:%|per ?cent\b)|百分之(?P<value_zh>{DIGITS}|{HAN_NUMBER})"
    r"|(?P<tenths>[一二三四五六七八九])成"
)


def _read_percent(found: TextNumbers, match: re.Match[str]) -> None:
    value = number(match["value"] or match["value_zh"] or match["tenths"])
    if match["tenths"]:
        value *= 10
    found.percents.add(value)
    if any(map(str.isdigit, match[0])):
        found.facts.append(Fact("percent", match[0], value))


_BEFORE_LENGTHS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_CODE, _read_code),
    (_PHONE, _read_phone),
    (_DATE, _read_date),
    (_CLOCK, _read_clock),
    (_PERCENT, _read_percent),
)


def _choice(words: Iterable[str]) -> str:
    """A pattern of any of `words`, the longest first; Latin ones only as whole words."""
    patterns: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        patterns.append(rf"{word}(?![A-Za-z])" if word[-1].isascii() else word)
    return "|".join(patterns)


_ANY_NUMBER = rf"{DIGITS}|{HAN_NUMBER}|(?<![A-Za-z]){SPELLED}(?![A-Za-z])"
_LENGTH = re.compile(
    # where a number can begin: at other places nothing is tried
    rf"(?=\d|{HAN_NUMBER}|(?<![A-Za-z])[efnostz])"
    rf"(?:(?P<from>{DIGITS}|{HAN_NUMBER})\s?(?:-|–|—|~|至|到|to|or|或)\s?)?"
    rf"(?P<value>{_ANY_NUMBER})(?P<half>\s?个半)?[\s-]?(?P<unit>{_choice(_SPANS)})(?P<behind>半)?",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:and|又|零)?\s*", re.IGNORECASE)


def _take_lengths(rest: str, found: TextNumbers) -> str:
    """Lengths of time; 1 h 30 min is one."""
    matches = list(_LENGTH.finditer(rest))
    group: list[re.Match[str]] = []
    for match in matches:
        if group and not _goes_on(rest, group[-1], match):
            _read_length(rest, group, found)
            group = []
        group.append(match)
    if group:
        _read_length(rest, group, found)
    return _without(rest, matches)


def _without(rest: str, matches: Sequence[re.Match[str]]) -> str:
    """The text without the matches; looking for them a second time would take as long as the
    first."""
    kept: list[str] = []
    end = 0
    for match in matches:
        kept.append(rest[end : match.start()])
        end = match.end()
    kept.append(rest[end:])
    return _TAKEN.join(kept)


def _goes_on(rest: str, one: re.Match[str], following: re.Match[str]) -> bool:
    """Whether two lengths are one, in a larger and a smaller unit."""
    between = rest[one.end() : following.start()]
    smaller = _seconds_of_unit(following) < _seconds_of_unit(one)
    return smaller and not following["from"] and _JOIN.fullmatch(between) is not None


def _seconds_of_unit(match: re.Match[str]) -> int:
    return _SPANS[match["unit"].lower()]


def _read_length(rest: str, group: Sequence[re.Match[str]], found: TextNumbers) -> None:
    """One length, given in one or more units. 30 至 60 分钟 says two: its beginning too."""
    written = rest[group[0].start() : group[-1].end()]
    total = 0
    for match in group:
        unit = _seconds_of_unit(match)
        value = number(match["value"])
        if match["half"] or match["behind"]:
            value += 0.5
        seconds = round(value * unit)
        total += seconds
        if match["from"]:
            begin = number(match["from"])
            _keep_length(found, written, value=begin, seconds=round(begin * unit))
        found.seconds.add(seconds)
        found.values.add(value)
    # a length in several units has no number that could be compared without its unit
    value = number(group[0]["value"]) if len(group) == 1 else -1
    _keep_length(found, written, value=value, seconds=total)


def _keep_length(found: TextNumbers, written: str, *, value: float, seconds: int) -> None:
    fact = Fact("length", written.strip(), value, seconds)
    if re.search(r"\d", written):
        found.facts.append(fact)
    else:
        found.spelled.append(fact)
    found.values.add(value)
    found.seconds.add(seconds)


_NUMBER = re.compile(
    rf"(?<![A-Za-z])(?P<value>{DIGITS})(?:st|nd|rd|th)?"
    r"\s?(?P<scale>万|千(?![克米伏瓦])|亿|thousand|million)?"
    rf"\s?(?P<unit>{_choice(_UNIT)})?"
    r"(?P<maybe>[日月年])?"
)


def _read_number(found: TextNumbers, match: re.Match[str]) -> None:
    value = number(match["value"]) * _SCALES.get(match["scale"], 1)
    unit = _UNIT.get(match["unit"], "")
    seconds = 0
    if match["maybe"] and value < _FIRST_YEAR:
        seconds = round(value * _MAYBE_SPANS[match["maybe"]])
        if seconds:
            found.seconds.add(seconds)
    found.facts.append(Fact("number", match[0].strip(), value, seconds, unit))
    found.values.add(value)
    if unit:
        found.units.setdefault(value, set()).add(unit)
    else:
        found.plain.add(value)


CHECKS = ()
"""None: this module reads numbers for others."""
