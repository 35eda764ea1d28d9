"""Headings in first letters of their sound, as databases of hospitals in China name columns: KSMC
for 科室名称, LXDH for 联系电话."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, product

from wardbook.spreadsheets.heading_words import HeadingSense, sense_of, words_of
from wardbook.spreadsheets.headings import chinese_headings

_LETTERS = re.compile(r"[A-Za-z]{2,8}")
_OWNERS = ("department", "service", "person", "manual")
_THINGS = ("name", "code", "phone", "place", "number", "money", "unit", "spec", "note", "count")
_LONG = 2


def sense_by_sound(heading: str) -> HeadingSense:
    """What a heading speaks of that is made of first letters; nothing for any other."""
    if not _LETTERS.fullmatch(heading.strip()):
        return HeadingSense()
    return _by_letters().get(heading.strip().casefold(), HeadingSense())


@cache
def _by_letters() -> Mapping[str, HeadingSense]:
    """First letters → what the headings that have them speak of."""
    # Its dictionaries load slowly, and few lists have such headings
    from pypinyin import Style, lazy_pinyin

    found: dict[str, set[str]] = {}
    for heading in _headings():
        letters = "".join(lazy_pinyin(heading, style=Style.FIRST_LETTER)).casefold()
        found.setdefault(letters, set()).update(sense_of(heading).heads)
    made: dict[str, HeadingSense] = {}
    for letters, kinds in found.items():
        made[letters] = HeadingSense(frozenset(kinds), frozenset(), frozenset(kinds))
    return made


def _headings() -> Iterator[str]:
    """Chinese headings: those that are known, words of headings, and two of them together."""
    yield from chinese_headings()
    whose = list(chain.from_iterable(map(_long, _OWNERS)))
    things = list(chain.from_iterable(map(_long, _THINGS)))
    yield from (*whose, *things)
    yield from map("".join, product(whose, things))


def _long(kind: str) -> Iterator[str]:
    """The Chinese words of a kind that are more than a character."""
    for word in words_of(kind):
        if len(word) >= _LONG and not word.isascii():
            yield word
