"""Numbers in words, Chinese and English: what they are worth, and which of them count something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

MINUTE, HOUR, DAY = 60, 3600, 86400
WEEK, MONTH, YEAR = 7 * DAY, 30 * DAY, 360 * DAY
_HAN_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000}
HAN_NUMBER = "(?<![零〇一二两三四五六七八九十百千])[零〇一二两三四五六七八九十百千]+"
"""A run from its beginning: trying each of its characters would take the square of its length."""
DIGITS = r"(?<!\d)(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_MOST_DIGITS = 15
"""More are not compared: a float holds no more of them exactly."""
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
)  # fmt: skip
ENGLISH_NUMBER = (
    rf"(?:(?:{'|'.join(_TENS[:-1])})-(?:{'|'.join(_ONES[1:10])})|{'|'.join(_TENS[:-1])}"
    rf"|{'|'.join(reversed(_ONES))})"
)
"""Up to ninety-nine, the longer words first."""
_WORDS = {
    **dict(zip(_ONES, range(20), strict=True)),
    **dict(zip(_TENS, range(20, 101, 10), strict=True)),
}
_COUNTING = _WORDS.keys() - {"hundred"}
"""A hundred counts only behind another number."""
_ALSO_ENGLISH = {
    "no": 0, "none": 0, "nil": 0, "half": 0.5,
    "a": 1, "an": 1, "single": 1, "once": 1, "first": 1,
    "both": 2, "pair": 2, "twice": 2, "double": 2, "second": 2, "duplicate": 2,
    "third": 3, "triple": 3, "triplicate": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
_ALSO_HAN = {"双": 2, "对": 2, "俩": 2, "半": 0.5, "仨": 3}
_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_LONGEST_FIRST = sorted(_WORDS, key=len, reverse=True)
SPELLED = rf"(?:(?:{'|'.join(_TENS[:-1])})-[a-z]+|{'|'.join(_LONGEST_FIRST)})"
"""A number in English words: twenty-four, twelve."""
_BARE = {
    MINUTE: r"每分钟|一分钟|(?:a|per|each|every) minute",
    HOUR: r"每小时|每一小时|hourly|(?:an|per|each|every) hour",
    DAY: (
        r"每天|每日|当日|当天|全天|昼夜|daily|(?:a|per|each|every|same|that) day"
        r"|(?:a)?round[- ]the[- ]clock|day and night"
    ),
    WEEK: r"每周|一周|每星期|weekly|(?:a|per|each|every) week",
    MONTH: r"每月|一个月|monthly|(?:a|per|each|every) month",
    3 * MONTH: r"每季度?|季度|quarterly|(?:a|per|each|every) quarter",
    YEAR // 2: r"半年|half a year|half[- ]yearly|twice a year|每年两次",
    YEAR: r"每年|一年|年度|yearly|annual(?:ly)?|(?:a|per|each|every) year",
    HOUR // 2: r"半(?:个)?(?:小时|钟头)|half an hour|half[- ]hour(?:ly)?",
    DAY // 2: r"半天|half a day",
    3 * HOUR // 2: r"an hour and a half",
}
"""Lengths of time that are said without a number; they only answer."""
_COUNTED = "人名位份联次台套张本组层步类项条遍倍个种级"
"""What numbers in words count in Chinese. Before another character they make words: 三甲, 四肢."""

_BARE_PATTERNS = {seconds: re.compile(pattern, re.IGNORECASE) for seconds, pattern in _BARE.items()}
_HAN_RUN = re.compile(rf"{HAN_NUMBER}(?:万)?")
_COUNTS = re.compile(rf"(?<!第)({HAN_NUMBER})(?=[{_COUNTED}])")
_LATIN = re.compile(r"[A-Za-z]+")
_ROMAN = re.compile(r"(?<![A-Za-z])[IVX]{1,5}(?![A-Za-z])")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def worded(text: str) -> frozenset[float]:
    """Every number that some word of `text` may stand for. Generous: they only answer what the
    other language says."""
    return frozenset((*_in_han(text), *_in_latin(text)))


def _in_han(text: str) -> Iterator[float]:
    for match in _HAN_RUN.finditer(text):
        yield number(match[0])
        yield from map(number, match[0])
    for word, value in _ALSO_HAN.items():
        if word in text:
            yield float(value)


def _in_latin(text: str) -> Iterator[float]:
    words = list(map(str.lower, _LATIN.findall(text)))
    for meanings in (_WORDS, _ALSO_ENGLISH, _MONTHS):
        for word in words:
            if word in meanings:
                yield float(meanings[word])
    yield from _compounds(words)
    for match in _ROMAN.finditer(text):
        yield float(roman(match[0]))


def _compounds(words: list[str]) -> Iterator[float]:
    """Numbers of two words: twenty-four → 24; three hundred → 300."""
    for before, behind in pairwise(words):
        first, second = _WORDS.get(before, 0), _WORDS.get(behind, 0)
        if first >= 20 and 0 < second < 10:
            yield float(first + second)
        elif first and behind == "hundred":
            yield float(first * 100)


def bare_spans(text: str) -> frozenset[int]:
    """Lengths of time, in seconds, that `text` gives without a number: daily, half an hour."""
    return frozenset(seconds for seconds, pattern in _BARE_PATTERNS.items() if pattern.search(text))


def counted(text: str, language: str) -> list[str]:
    """Words that count two or more of something."""
    pattern = _COUNTS if language.startswith("zh") else _LATIN
    return list(filter(_counts_several, pattern.findall(text)))


def _counts_several(word: str) -> bool:
    if word.isascii() and word.lower() not in _COUNTING:
        return False
    return number(word) >= 2


def number(written: str) -> float:
    """What a number is worth: 12, 1,200, 十二, twelve; 0 for none."""
    if written[0].isdigit():
        return float(written.replace(",", "")[:_MOST_DIGITS])
    if written.isascii():
        tens, _, ones = written.lower().partition("-")
        return float(_WORDS.get(tens, 0) + _WORDS.get(ones, 0))
    return _han(written)


def _han(written: str) -> float:
    if _HAN_DIGITS.keys() >= set(written):  # digit by digit: 二〇二六
        digits = "".join(str(_HAN_DIGITS[letter]) for letter in written)
        return float(digits[:_MOST_DIGITS])
    total, section, ones = 0, 0, 0
    for letter in written:
        if letter == "万":
            total, section, ones = (section + ones) * 10_000, 0, 0
        elif letter in _HAN_SCALES:
            section += max(ones, 1) * _HAN_SCALES[letter]  # 十 alone is one ten
            ones = 0
        elif letter == "两":
            ones = 2
        else:
            ones = _HAN_DIGITS[letter]
    return float(total + section + ones)


def roman(written: str) -> int:
    """The value of a Roman number of I, V and X: a digit before a larger one is subtracted."""
    total, following = 0, 0
    for letter in reversed(written):
        digit = _ROMAN_DIGITS[letter]
        if digit < following:
            total -= digit
        else:
            total += digit
        following = digit
    return total
