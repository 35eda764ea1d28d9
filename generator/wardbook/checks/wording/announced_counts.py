"""What a plan announces of itself in words: how many categories, levels, groups and plans there
are, and which lengths of time a level holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from wardbook.checks.context import Context
from wardbook.checks.number_words import ENGLISH_NUMBER, number
from wardbook.checks.wording.numbers import said
from wardbook.findings import Finding, warning
from wardbook.plan.model.blocks import (
    Block,
    BodiesBlock,
    CategoriesBlock,
    Level,
    LevelsBlock,
)
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.project import texts
from wardbook.plan.text import Text

_CLAUSES: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?:分为|分成|划分为|分(?=[一二两三四五六七八九十\d])|区分为|归为|下设|设立|设置?(?=[一二两三四五六七八九十\d])"
        r"|成立|组建|共有|共设|共(?=[一二两三四五六七八九十\d])|包括|包含|含(?:有)?(?=[一二两三四五六七八九十\d])"
        r"|收录|收入|汇编了?|由(?=[^。；]*组成)).*"
    ),
    "en": re.compile(
        r"(?:(?:divided|classified|grouped|split|organi[sz]ed) into|falls? into|there are"
        r"|consists? of|comprises?|made up of|distinguish(?:es)?|sets? up|holds?|contains?).*",
        re.IGNORECASE,
    ),
}
"""Where a sentence announces numbers. Elsewhere 三级 is the third level, or the grade of a
hospital."""
_SENTENCE: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"[^。；\n]+"),
    "en": re.compile(r"(?:[^.;\n]|\.(?=\S))+"),
}
_COUNTED: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?P<number>(?<![零〇一二两三四五六七八九十百千第])[一二两三四五六七八九十]+|(?<!\d)\d{1,2})\s?个?"
        r"(?:(?P<categories>大?类|种)|(?P<levels>级别|等级|级)|(?P<groups>(?:工作|应急|专业)?小?组)"
        r"|(?P<plans>份?(?:专项|应急|处置|现场处置)*(?:预案|方案)))"
    ),
    "en": re.compile(
        rf"\b(?P<number>{ENGLISH_NUMBER}|\d{{1,2}})\s+(?:\w+\s+){{0,2}}?"
        r"(?:(?P<categories>categories|classes|kinds|types)|(?P<levels>levels|grades)"
        r"|(?P<groups>groups|teams)|(?P<plans>plans))\b",
        re.IGNORECASE,
    ),
}
_SUBJECT: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"事件|故障|中断|突发|应急|响应|预警|停用|停机|瘫痪"),
    "en": re.compile(
        r"event|incident|fault|fail|outage|downtime|emergenc|disruption|response|alert|warning",
        re.IGNORECASE,
    ),
}
"""What the categories and levels of a plan are those of. Colours of paper come in kinds, too: a
sentence without such a word counts only in the chapter that holds the list."""
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
_GROUP_NAME = re.compile(r"组$|\b(?:group|team)$", re.IGNORECASE)
_LEADS = re.compile(r"领导|指挥|\b(?:lead|steering|command|management)", re.IGNORECASE)
"""The group that has the others below it."""
_OF_PLANS = ("groups", "plans")
"""What only plans have."""
_ABOUT_WORK = re.compile(r"报|通知|总结|report|notif|inform|review", re.IGNORECASE)
"""Sentences of a level that set a deadline for people, not a length for the outage."""


def counts(context: Context) -> Iterator[Finding]:
    """V909: a sentence announces another number of categories, levels, groups or plans than there
    are; an error in an issued plan. Compared is what a plan defines in one place."""
    if context.lacks("plan"):
        return
    for plan in context.project.plans.values():
        actual = {**_defined(plan.blocks()), "plans": _plans_of(plan, context.project.plans)}
        for chapter, text in _texts_of(plan):
            near = _defined(chapter.every_block()) if chapter else {}
            wrong: dict[str, str] = {}
            for kind, words, count in _announced(text, near):
                if actual.get(kind, count) != count:
                    wrong.setdefault(kind, words)  # the other languages say the same
            for kind, words in wrong.items():
                found = {"words": words, "actual": actual[kind]}
                yield context.missing_part("V909", text.mark, model=plan, **found)


def _plans_of(plan: Plan, plans: Mapping[str, Plan]) -> int:
    """How many plans a plan speaks of: those below it, else all that are not the first pages of a
    volume, which have neither titles nor numbers."""
    below = 0
    for other in plans.values():
        if other.parent and other.parent.plan and other.parent.plan.id == str(plan.id):
            below += 1
    return below or sum(not other.is_front() for other in plans.values())


def _texts_of(plan: Plan) -> Iterator[tuple[Chapter | None, Text]]:
    """Every text of a plan with the chapter in whose blocks it stands; None outside of them."""
    held: set[int] = set()
    for _, chapter in plan.outline():
        for text in texts(chapter.every_block()):
            held.add(id(text))
            yield chapter, text
    for text in texts(plan):
        if id(text) not in held:
            yield None, text


def _defined(blocks: Iterable[Block]) -> dict[str, int]:
    """How many categories, levels and groups some blocks define; only what stands in one list."""
    found: dict[str, list[int]] = {"categories": [], "levels": [], "groups": []}
    for block in blocks:
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
    """How many of the bodies are groups of another: those that say so, or else are called so. Where
    no body says what it belongs to, that which leads is not counted."""
    said, called = 0, 0
    has_parents = any(body.parent for body in block.bodies)
    for body in block.bodies:
        is_below = body.parent if has_parents else not _is_called(_LEADS, body.name)
        if body.stands == "group":
            said += 1
        elif is_below and not body.stands and _is_called(_GROUP_NAME, body.name):
            called += 1
    return said or called


def _is_called(pattern: re.Pattern[str], name: Text) -> bool:
    return any(pattern.search(words) for words in name.raw.values())


def _announced(text: Text, near: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    """What a text announces: kind, words and number. `near` is what its chapter defines."""
    for language, words in text.raw.items():
        spoken = language.split("-")[0]
        if spoken not in _CLAUSES:
            continue
        for sentence in _SENTENCE[spoken].finditer(words):
            clause = _CLAUSES[spoken].search(sentence[0])
            if clause is None:
                continue
            has_subject = _SUBJECT[spoken].search(sentence[0]) is not None
            for found in _COUNTED[spoken].finditer(clause[0]):
                kind, count = str(found.lastgroup), int(number(found["number"]))
                if count and (has_subject or kind in near or kind in _OF_PLANS):
                    yield kind, found[0], count


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


CHECKS = (level_times,)
"""`counts` is asked by what compares sentences with the lists behind them."""
