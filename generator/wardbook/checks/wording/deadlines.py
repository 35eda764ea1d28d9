"""Deadlines in words: they are those of the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.checks.wording.numbers import said
from wardbook.findings import Finding, warning
from wardbook.plan.model.blocks import ActivationBlock
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Text

_WITHIN = {
    "zh": re.compile(
        r"(?<![\d.一二两三四五六七八九十半])[\d.一二两三四五六七八九十半]+\s?"
        r"(?:个?半?小时|分钟|秒钟?|天|日)\s?(?:之内|以内|内)(?![^，。；、]{0,5}的)"
    ),
    "en": re.compile(
        r"(?<!due )(?<!falling )\bwithin\s+[\w.]+(?:[ -](?:and a half |an )?[a-z]+)", re.IGNORECASE
    ),
}


def said_and_set(context: Context) -> Iterator[Finding]:
    """P613: the deadline in the words is not that in the field, or the card's not the step's."""
    for _, _, step in context.steps():
        yield from _contradiction(step.within, step.do, step.card)
    for block in context.project.blocks():
        if isinstance(block, ActivationBlock):
            for link in block.activation:
                yield from _contradiction(link.within, link.text)


def _contradiction(field: Duration | None, *written: Text | None) -> Iterator[Finding]:
    """Each text against the field, and against the texts before it; the first contradiction."""
    known: set[int] = set()
    if field:
        known = {field.minutes * 60}
    for text in written:
        if text is None:
            continue
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


CHECKS = (said_and_set,)
