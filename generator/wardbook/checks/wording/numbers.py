"""What a text says in numbers, whatever their writing: 三 and 3, 24 小时 and 24 h, 上午9点 and
9:00, 30％ and 30 percent.

A *fact* is what the other language must say too: numbers in digits, with their units. Numbers in
words only answer the other language's facts, because words make idioms (两面, a second opinion); of
them, only those that count something in both languages are compared (`counted`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from wardbook.checks.wording.facts import Fact, TextNumbers
from wardbook.checks.wording.number_readers import read_numbers

_MAY_COUNT = re.compile(r"\d|[二两三四五六七八九十百千]")
_ALL_DAY = re.compile(r"7\s*[×xX*]\s*24\s*(?:小时|h\b)?|24/7")


@lru_cache(maxsize=4096)
def said(text: str, language: str) -> TextNumbers:
    """The numbers of `text`, which holds words only (no references). `language` is zh or en, with
    or without a region."""
    # NFKC turns ½ into 1⁄2, with a slash of its own
    plain = unicodedata.normalize("NFKC", text).replace("⁄", "/")
    found = TextNumbers(_ALL_DAY.sub(" 24 h ", plain), language)
    read_numbers(found)
    return found


def may_count(text: str) -> bool:
    """Whether a text can hold a fact: digits, or a Chinese number that counts. English words alone
    have nothing against them."""
    return _MAY_COUNT.search(text) is not None


def differences(one: TextNumbers, other: TextNumbers) -> tuple[list[str], list[str]]:
    """What stands in `one` and not in `other`, and the reverse, each as written."""
    here = _unanswered(one.facts, other)
    there = _unanswered(other.facts, one)
    if here or there:
        return here, there
    here = _unanswered(one.counted, other)
    there = _unanswered(other.counted, one)
    if here and there:
        return here, there
    return [], []  # a number in words with nothing against it is a way of speaking


def _unanswered(facts: Iterable[Fact], other: TextNumbers) -> list[str]:
    """Facts that the other text does not say, as written, each once."""
    return list(dict.fromkeys(fact.written for fact in facts if not other.answers(fact)))


CHECKS = ()
"""None: this module reads numbers for others."""
