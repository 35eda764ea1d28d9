"""What a plan announces of itself in words: how many categories, levels, groups and plans there
are, and which lengths of time a level holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wardbook.checks.context import Context
from wardbook.checks.wording.numbers import said
from wardbook.findings import Finding, warning
from wardbook.plan.model.blocks import BodiesBlock, CategoriesBlock, Level, LevelsBlock
from wardbook.plan.model.plan import Plan
from wardbook.plan.project import texts
from wardbook.plan.text import Text

_ZH = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_EN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS: Mapping[str, int] = {**_ZH, **{word: at for at, word in enumerate(_EN, 1)}}

_CLAUSES: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?:分为|分成|划分为|分(?=[一二两三四五六七八九十\d])|下设|共有|共设|包括)[^。；]*"
    ),
    "en": re.compile(
        r"(?:divided into|fall into|falls into|there are|consists? of|grouped into)[^.;]*",
        re.IGNORECASE,
    ),
}
"""Where a plan announces numbers. Elsewhere 三级 is the third level, or the grade of a hospital."""
_COUNTED: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?P<number>(?<![一二三四五六七八九十第])[一二两三四五六七八九十]|(?<!\d)\d{1,2})\s?个?"
        r"(?:(?P<categories>大?类|种)|(?P<levels>级别|等级|级)|(?P<groups>(?:工作|应急|专业)?小?组)"
        r"|(?P<plans>份?(?:专项)?预案))"
    ),
    "en": re.compile(
        rf"\b(?P<number>{'|'.join(_EN)}|\d{{1,2}})\s+(?:\w+\s+)?"
        r"(?:(?P<categories>categories|kinds|types)|(?P<levels>levels|grades)"
        r"|(?P<groups>groups)|(?P<plans>plans))\b",
        re.IGNORECASE,
    ),
}
_AT_MOST = {
    "zh": re.compile(
        r"[\d.一二两三四五六七八九十半]+\s?(?:个?半?小时|分钟|天|日)\s?(?:之内|以内|内|以下)"
        r"|(?:不足|少于|不超过|小于)\s?[\d.一二两三四五六七八九十半]+\s?(?:个?半?小时|分钟|天|日)"
    ),
    "en": re.compile(
        r"\b(?:within|less than|under|below|up to|at most)\s+[\w.]+[ -](?:and a half )?[a-z]+",
        re.IGNORECASE,
    ),
}
_ABOUT_WORK = re.compile(r"报|通知|总结|report|notif|inform|review", re.IGNORECASE)
"""Sentences of a level that set a deadline for people, not a length for the outage."""


def counts(context: Context) -> Iterator[Finding]:
    """V909: a sentence announces another number of categories, levels, groups or plans than there
    are; an error in an issued plan. Compared is what a plan defines in one place."""
    if context.lacks("plan"):
        return
    for plan in context.project.plans.values():
        actual = {**_defined(plan), "plans": len(context.project.plans)}
        for text in texts(plan):
            wrong: dict[str, str] = {}
            for kind, words, number in _announced(text):
                if actual.get(kind, number) != number:
                    wrong.setdefault(kind, words)  # the other languages say the same
            for kind, words in wrong.items():
                found = {"words": words, "actual": actual[kind]}
                yield context.hole("V909", text.mark, model=plan, **found)


def _defined(plan: Plan) -> dict[str, int]:
    """How many categories, levels and groups a plan defines; only what stands in one list."""
    found: dict[str, list[int]] = {"categories": [], "levels": [], "groups": []}
    for block in plan.blocks():
        if isinstance(block, CategoriesBlock):
            found["categories"].append(len(block.categories.items))
        elif isinstance(block, LevelsBlock):
            found["levels"].append(len(block.levels.values))
        elif isinstance(block, BodiesBlock):
            found["groups"].append(_groups(block))
    defined = {}
    for kind, numbers in found.items():
        if len(numbers) == 1 and numbers[0]:
            defined[kind] = numbers[0]
    return defined


def _groups(block: BodiesBlock) -> int:
    """How many of the bodies are groups of another."""
    count = 0
    for body in block.bodies:
        if body.stands == "group":
            count += 1
    return count


def _announced(text: Text) -> Iterator[tuple[str, str, int]]:
    """What a text announces: kind, words and number."""
    for language, words in text.raw.items():
        clause = _CLAUSES.get(language.split("-")[0])
        if clause is None:
            continue
        for part in clause.finditer(words):
            for found in _COUNTED[language.split("-")[0]].finditer(part[0]):
                number = _NUMBERS.get(found["number"].casefold())
                yield str(found.lastgroup), found[0], number or int(found["number"])


def level_times(context: Context) -> Iterator[Finding]:
    """V910: the words of a level name a longer time than its interval holds: within 6 hours beside
    0–4 h."""
    for block in context.project.blocks():
        if isinstance(block, LevelsBlock):
            for level in block.levels.values:
                yield from _in_level(level)


def _in_level(level: Level) -> Iterator[Finding]:
    if level.end is None:
        return
    for text in (level.label, level.text, *level.criteria):
        if text is None:
            continue
        for words, seconds in _at_most(text):
            if seconds > level.end.minutes * 60:
                yield warning("V910", text.mark, level=level.id, words=words)
                return


def _at_most(text: Text) -> Iterator[tuple[str, int]]:
    """Lengths of time, in seconds, that a text says something stays below."""
    for language, words in text.raw.items():
        pattern = _AT_MOST.get(language.split("-")[0])
        if pattern is None or _ABOUT_WORK.search(words):
            continue
        for found in pattern.finditer(words):
            for seconds in said(found[0], language).lengths:
                yield found[0], seconds


CHECKS = (counts, level_times)
