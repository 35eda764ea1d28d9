"""Deadlines that texts state: they must be those of the fields, counted from the same moment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.checks.wording.numbers import said
from wardbook.findings import Finding, warning
from wardbook.plan.model.blocks import ActivationBlock
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Text
from wardbook.plan.timeline import due

_WITHIN = {
    "zh": re.compile(
        r"(?<![\d.一二两三四五六七八九十半])[\d.一二两三四五六七八九十半]+\s?"
        r"(?:个?半?小时|分钟|秒钟?|天|日)\s?(?:之内|以内|内)(?![^，。；、]{0,5}的)"
    ),
    "en": re.compile(
        r"(?<!due )(?<!falling )\bwithin\s+[\w.]+(?:[ -](?:and a half |an )?[a-z]+)", re.IGNORECASE
    ),
}


_ORIGINS = {
    "zh": {
        "noticed": "发现",
        "announced": "启动|接到?(?:启动)?通知",
        "manual": "T0|手工开始",
        "all_clear": "解除|应急结束|恢复",
    },
    "en": {
        "noticed": "discovery|discovering|noticing",
        "announced": "activation|notice",
        "manual": "T0|(?:the )?manual start|(?:the )?paper start",
        "all_clear": "all-clear|recovery",
    },
}
"""What the moments are called that a deadline in words may count from."""
_LENGTH = {
    "zh": r"(?:{names})(?:故障|事件|时间)?(?:之?后|起)[^，。；、]{{0,3}}"
    r"[\d一二两三四五六七八九十半]+\s?(?:个?半?小时|分钟|天|日)\s?(?:之内|以内|内)",
    "en": r"\bwithin\s+[\w.]+[ -][a-z]+\s+(?:of|from|after)\s+(?:the )?(?:{names})\b",
}
_FROM = {
    language: {
        since: re.compile(_LENGTH[language].format(names=names), re.IGNORECASE)
        for since, names in origins.items()
    }
    for language, origins in _ORIGINS.items()
}
"""By language and moment: a deadline that counts from it."""


def said_and_set(context: Context) -> Iterator[Finding]:
    """P613: the deadline in the words is not that in the field, or the card's not the step's.

    The words say what sheets print: a time that counts from the moment from which all count.
    """
    for _, phase, step in context.steps():
        moment = due(phase, step)
        limit = step.within if moment is None else moment.length
        yield from _contradiction(limit, step.do, step.card)
    for block in context.project.blocks():
        if isinstance(block, ActivationBlock):
            for link in block.activation:
                yield from _contradiction(link.within, link.text)


def counted_from(context: Context) -> Iterator[Finding]:
    """P621: the deadline in the words counts from another moment than that in the fields."""
    for _, phase, step in context.steps():
        moment = due(phase, step)
        if moment is None:
            continue
        for text in filter(None, (step.do, step.card, step.note)):
            said = _origins(text)
            if said and moment.since not in said:
                given = ", ".join(sorted(said))
                yield warning("P621", text.mark, step=step.id, given=given, wanted=moment.since)


def _origins(text: Text) -> set[str]:
    """Moments from which deadlines in a text count, in any of its languages."""
    found: set[str] = set()
    for language, words in text.raw.items():
        for since, pattern in _FROM.get(language.split("-")[0], {}).items():
            if pattern.search(str(words)):
                found.add(since)
    return found


def _contradiction(field: Duration | None, *written: Text | None) -> Iterator[Finding]:
    """Each text against the field, and against the texts before it; the first contradiction."""
    known: set[int] = set()
    if field:
        known = {field.minutes * 60}
    for text in filter(None, written):
        deadlines = _deadlines(text)
        if known and deadlines and known.isdisjoint(_lengths(text)):
            yield warning("P613", text.mark, given=_shown(deadlines), wanted=_shown(known))
            return
        known = known or deadlines


def _deadlines(text: Text) -> set[int]:
    """Deadlines of a text, in seconds: those that every language gives.

    The drugs of the next 2 hours look like a deadline in Chinese and not in English.
    """
    by_language = [_deadlines_in(str(words), language) for language, words in text.raw.items()]
    if not by_language:
        return set()
    return set.intersection(*by_language)


def _deadlines_in(words: str, language: str) -> set[int]:
    pattern = _WITHIN.get(language.split("-")[0])
    found: set[int] = set()
    if pattern is None:
        return found
    for match in pattern.finditer(words):
        found.update(said(match[0], language).lengths)
    return found


def _lengths(text: Text) -> set[int]:
    """Every length of time in a text, in seconds."""
    found: set[int] = set()
    for language, words in text.raw.items():
        found.update(said(str(words), language).lengths)
    return found


def _shown(lengths: set[int]) -> str:
    return ", ".join(map(_length, sorted(lengths)))


def _length(seconds: int) -> str:
    minutes = seconds // 60
    if minutes == 0:
        return f"{seconds} s"
    if minutes % 60 == 0:
        return f"{minutes // 60} h"
    return f"{minutes} min"


CHECKS = (said_and_set, counted_from)
