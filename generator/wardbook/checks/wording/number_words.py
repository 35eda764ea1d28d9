"""Numbers in words, Chinese and English: what they are worth, and which of them count something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

MINUTE, HOUR, DAY = 60, 3600, 86400
WEEK, MONTH, YEAR = 7 * DAY, 30 * DAY, 360 * DAY
_HAN = "零〇一二三四五六七八九"
HAN_NUMBER = "(?<![零〇一二两三四五六七八九十百千])[零〇一二两三四五六七八九十百千]+"
"""A run from its beginning: trying each of its characters would take the square of its length."""
DIGITS = r"(?<!\d)(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
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
_MONTHS = {
    name: at for at, name in enumerate((
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ), 1)
}  # fmt: skip
SPELLED = rf"(?:(?:{'|'.join(_TENS[:-1])})-[a-z]+|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_BARE = {
    MINUTE: r"每分钟|一分钟|(?:a|per|each|every) minute",
    HOUR: r"每小时|每一小时|hourly|(?:an|per|each|every) hour",
    DAY: r"每天|每日|当日|当天|全天|昼夜|daily|(?:a|per|each|every|same|that) day|(?:a)?round[- ]the[- ]clock|day and night",
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
"""What spelled numbers count in Chinese. A number before another character is a word (三甲, 四肢)."""


_BARE_PATTERNS = {seconds: re.compile(pattern, re.IGNORECASE) for seconds, pattern in _BARE.items()}
_HAN_RUN = re.compile(rf"{HAN_NUMBER}(?:万)?")
_COUNTS = re.compile(rf"(?<!第)({HAN_NUMBER})(?=[{_COUNTED}])")
_LATIN = re.compile(r"[A-Za-z]+")
_ROMAN = re.compile(r"(?<![A-Za-z])[IVX]{1,5}(?![A-Za-z])")


def worded(text: str) -> frozenset[float]:
    """Every number that some word of `text` may stand for. Generous: they only answer what the other language says."""
    return frozenset((*_in_han(text), *_in_latin(text)))


def _in_han(text: str) -> Iterator[float]:
    for match in _HAN_RUN.finditer(text):
        yield number(match[0])
        yield from (number(letter) for letter in match[0])
    yield from (float(value) for word, value in _ALSO.items() if not word.isascii() and word in text)


def _in_latin(text: str) -> Iterator[float]:
    words = [word.lower() for word in _LATIN.findall(text)]
    for meanings in (_WORDS, _ALSO, _MONTHS):
        yield from (float(meanings[word]) for word in words if word in meanings)
    yield from _tens(words)
    yield from (_roman(match[0]) for match in _ROMAN.finditer(text))


def bare_spans(text: str) -> frozenset[int]:
    """Lengths of time, in seconds, that `text` gives without a number: daily, half an hour."""
    return frozenset(seconds for seconds, pattern in _BARE_PATTERNS.items() if pattern.search(text))


def counted(text: str, language: str) -> list[str]:
    """Words that count two or more of something."""
    if language.startswith("zh"):
        found = [match[1] for match in _COUNTS.finditer(text)]
    else:
        found = [word for word in _LATIN.findall(text) if word.lower() in _WORDS and word.lower() != "hundred"]
    return [word for word in found if number(word) >= 2]


def _tens(words: list[str]) -> Iterator[float]:
    """twenty-four → 24; three hundred → 300."""
    for before, behind in pairwise(words):
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
