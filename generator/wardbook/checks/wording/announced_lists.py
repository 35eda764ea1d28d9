"""Sentences that announce how many things follow, beside the list that does: 分为以下八类, in four
steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wardbook.checks.context import Context
from wardbook.checks.number_words import ENGLISH_NUMBER, number
from wardbook.checks.wording.announced_counts import counts
from wardbook.findings import Finding, Mark
from wardbook.plan.model.blocks import (
    Block,
    CategoriesBlock,
    DutiesBlock,
    Item,
    LevelsBlock,
    ListBlock,
    PrinciplesBlock,
    TextBlock,
)
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.project import values
from wardbook.plan.text import Text

_COUNTED: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?P<number>(?<![零〇一二两三四五六七八九十百千第每前后])[一二两三四五六七八九十]+"
        r"|(?<![\d.第])\d{1,2}(?![\d.]))\s?(?:个\s?)?"
        r"(?P<counter>大?类|种|大?项|条(?!件)|点(?!钟)|阶段|方面|部分|环节|情形|原则|级别|等级|级"
        r"|步骤?|任务|措施|要求|(?:工作|应急|专业)?小?组(?!织)|预案)(?!以上|以下|之一|以内)"
    ),
    "en": re.compile(
        rf"\b(?P<number>{ENGLISH_NUMBER}|\d{{1,2}})\s+(?:(?!(?:of|the)\b)[\w-]+\s+){{0,2}}"
        r"(?P<counter>categories|kinds|types|classes|levels|grades|groups|teams|plans|steps|items"
        r"|points|principles|parts|phases|stages|cases|conditions|duties|rules|measures|tasks"
        r"|things|ways|reasons|questions|areas)\b",
        re.IGNORECASE,
    ),
}
_NOT_ALL: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"(?:至少|不少于|不超过|最多|任何|任意|其中|上述|前述|满足)$"),
    "en": re.compile(
        r"\b(?:at least|at most|any|each|every|up to|more than|fewer than|first|last|other|about"
        r"|these|those|one of the)\s+$",
        re.IGNORECASE,
    ),
}
"""What stands before a number that is not that of the list below."""
_LEADS_ON: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"[：:]$|(?:以下|下列)[^。；，]{1,6}[^。；]*$|如下[^。；]*$"),
    "en": re.compile(r":$|\bthe following\b[^.;]*$|\bas follows\b[^.;]*$", re.IGNORECASE),
}
"""How a sentence ends that a list continues."""
_LAST_SENTENCE: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"[^。；\n]+[。；]?\s*$"),
    "en": re.compile(r"(?:[^.;\n]|\.(?=\S))+[.;]?\s*$"),
}


def announced(context: Context) -> Iterator[Finding]:
    """V909 once a sentence: of a number that is neither that of the list behind it nor that of
    what the plan defines, only the list is said."""
    said: dict[Mark, list[str]] = {}
    for finding in announced_lists(context):
        said.setdefault(finding.marks[0], []).append(dict(finding.arguments)["words"])
        yield finding
    for finding in counts(context):
        words = dict(finding.arguments)["words"]
        if not _is_among(words, said.get(finding.marks[0], ())):
            yield finding


def _is_among(words: str, said: Iterable[str]) -> bool:
    """Whether these words of a text are, but for what stands around them, among those `said`."""
    for others in said:
        if words in others or others in words:
            return True
    return False


def announced_lists(context: Context) -> Iterator[Finding]:
    """V909: a sentence announces another number of things than the list behind it has; an error in
    an issued plan."""
    if context.lacks("plan"):
        return
    for plan in context.project.plans.values():
        for _, chapter in plan.outline():
            if chapter.truncated is None:  # a source that stops may stop within its list
                for text, length, mark in _followed(chapter):
                    yield from _compared(context, plan, text, length=length, mark=mark)


def _compared(
    context: Context, plan: Plan, text: Text, *, length: int, mark: Mark
) -> Iterator[Finding]:
    for language, words in text.raw.items():
        found = _announced(language.split("-")[0], words)
        if found and found[1] != length:
            yield context.missing_part(
                "V909", text.mark, mark, model=plan, words=found[0], actual=length
            )
            return  # the other languages say the same


def _followed(chapter: Chapter) -> Iterator[tuple[Text, int, Mark]]:
    """Each text that a list follows, with the length of the list and its place."""
    yield from _in_row(chapter.blocks)
    yield from _in_row(chapter.continued)
    if chapter.chapters and chapter.blocks and isinstance(chapter.blocks[-1], TextBlock):
        first = chapter.chapters[0]
        yield chapter.blocks[-1].text, len(chapter.chapters), first.at
    for block in chapter.every_block():
        for found in values(block):
            if isinstance(found, Item) and found.list:
                yield found.text, len(found.list), found.at


def _in_row(blocks: Sequence[Block]) -> Iterator[tuple[Text, int, Mark]]:
    for at, block in enumerate(blocks[1:], 1):
        before, length = blocks[at - 1], _length(block)
        if length and isinstance(before, TextBlock):
            yield before.text, length, block.at


def _length(block: Block) -> int:
    """How many things a block lists; 0 where it is no list."""
    match block:
        case ListBlock():
            return len(block.list)
        case PrinciplesBlock():
            return len(block.principles)
        case CategoriesBlock():
            return len(block.categories.items)
        case LevelsBlock():
            return len(block.levels.values)
        case DutiesBlock():
            return len(block.duties)
    return 0


def _announced(language: str, words: str) -> tuple[str, int] | None:
    """The words and the number with which the last sentence announces a list; None where it
    announces none, or counts several things."""
    if language not in _COUNTED:
        return None
    last = _LAST_SENTENCE[language].search(words.rstrip())
    if last is None or not _LEADS_ON[language].search(last[0].rstrip(" 。.")):
        return None
    found = []
    for match in _COUNTED[language].finditer(last[0]):
        worth = int(number(match["number"]))
        if _is_part(language, last[0], match):
            return None
        if worth > 1:
            found.append((match[0], worth))
    return found[0] if len(found) == 1 else None


def _is_part(language: str, sentence: str, match: re.Match[str]) -> bool:
    """Whether a number counts something else: at least two of the steps below, 三级响应."""
    before = sentence[: match.start()]
    if match["counter"] == "级" and "分" not in before:
        return True
    return _NOT_ALL[language].search(before) is not None


CHECKS = (announced,)
