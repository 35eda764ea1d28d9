"""Numbers that somebody wrote into titles by hand, where the program counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wardbook.checks.context import Context
from wardbook.checks.number_words import roman
from wardbook.findings import Finding, warning
from wardbook.plan.data import Scalar
from wardbook.plan.model.plan import Chapter

_HAN = "一二三四五六七八九十百"
_HAN_SCALES = {"十": 10, "百": 100}
_BEFORE_A_TITLE = re.compile(
    rf"第\s?(?P<article>[{_HAN}\d]{{1,5}})\s?(?:部分|[编章节条])"
    rf"|附[件录]\s?(?P<annex>[{_HAN}\d]{{1,3}}|[A-Z]\b)"
    rf"|(?P<han>[{_HAN}]{{1,4}})[、．.]"
    rf"|[（(〔\[](?P<bracket>[{_HAN}]{{1,4}}|\d{{1,2}})[）)〕\]]"
    r"|(?P<point>\d{1,2})[、．.](?!\d)"
    r"|(?:\d{1,2}\.)+(?P<decimal>\d{1,2})[、．.]?(?=\s*[A-Z\u4e00-\u9fff])"
    r"|(?P<roman>[IVX]{1,6})[.、]\s?"
    r"|(?:Chapter|Article|Section|Part|Annex|Attachment|Appendix)\s"
    r"(?P<word>\d{1,3}|[IVX]{1,6}|[A-Z])\b"
)
"""A number that somebody wrote before a title. One group matches: what is counted."""
_BARE = re.compile(r"(\d{1,2})\s+\S")
"""A number with a space: only one where the headings beside it begin in the same way (24 h duty is
a title)."""


@dataclass(frozen=True)
class _HandNumber:
    """A number that stands before a title: as written, and what it counts."""

    title: Scalar
    written: str
    value: int


def hand_numbers(context: Context) -> Iterator[Finding]:
    """O103: a number that somebody wrote into a title, where the program numbers; O104: such
    numbers jump, as when a chapter was lost."""
    for plan in context.project.plans.values():
        yield from _in_chapters(context, plan.chapters)
        yield from _in_chapters(context, plan.attachments)


def _in_chapters(context: Context, chapters: Sequence[Chapter]) -> Iterator[Finding]:
    """Findings of chapters that stand side by side, then of those below each."""
    by_language = [_numbers(chapters, language) for language in context.project.languages]
    yield from _one_a_chapter(len(chapters), by_language)
    for numbers in by_language:
        for lower, upper in pairwise(numbers.values()):
            if upper.value != lower.value + 1:
                yield warning("O104", upper.title.mark, before=lower.written, after=upper.written)
    for chapter in chapters:
        yield from _in_chapters(context, chapter.chapters)


def _one_a_chapter(
    count: int, by_language: Sequence[Mapping[int, _HandNumber]]
) -> Iterator[Finding]:
    """One finding for each of `count` chapters, whichever languages have the number."""
    for at in range(count):
        found = [numbers[at] for numbers in by_language if at in numbers]
        if found:
            marks = dict.fromkeys(number.title.mark for number in found)
            yield warning("O103", *marks, number=found[0].written)


def _numbers(chapters: Sequence[Chapter], language: str) -> dict[int, _HandNumber]:
    """Numbers before titles in a language, by the chapter's place among those beside it."""
    titles: dict[int, Scalar] = {}
    for at, chapter in enumerate(chapters):
        title = chapter.title.raw.get(language) if chapter.title else None
        if title is not None:
            titles[at] = title
    several_bare = sum(map(_is_bare, titles.values())) > 1
    found: dict[int, _HandNumber] = {}
    for at, title in titles.items():
        number = _number_before(title, bare=several_bare)
        if number:
            found[at] = number
    return found


def _is_bare(title: str) -> bool:
    return _BARE.match(title) is not None


def _number_before(title: Scalar, *, bare: bool) -> _HandNumber | None:
    """The number before a title, or None. `bare`: one without a point counts too."""
    match = _BEFORE_A_TITLE.match(title)
    if match:
        counted = match[match.lastindex or 0]
        return _HandNumber(title, match[0].strip(), _value(counted))
    match = _BARE.match(title)
    if match and bare:
        return _HandNumber(title, match[1], _value(match[1]))
    return None


def _value(number: str) -> int:
    """What a number in any writing counts: 12, 十二, XII; letters count from A."""
    if number.isdigit():
        return int(number)
    if number[0] in _HAN:
        return _han_value(number)
    if len(number) == 1 and number not in "IVX":
        return ord(number) - ord("A") + 1
    return roman(number)


def _han_value(number: str) -> int:
    total, ones = 0, 0
    for letter in number:
        scale = _HAN_SCALES.get(letter)
        if scale is None:
            ones = _HAN.index(letter) + 1
        else:
            total += max(ones, 1) * scale  # 十 alone is one ten
            ones = 0
    return total + ones


CHECKS = (hand_numbers,)
