"""Stop lines of two procedures about one subject that say another number, or the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from wardbook.checks.context import Context
from wardbook.checks.number_words import ENGLISH_NUMBER
from wardbook.checks.wording.numbers import differences, said
from wardbook.checks.wording.translations import numbers_known
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.text import Text

_ALIKE = 0.6
"""Part of all words of two lines that they have in common, numbers and refusals left out: from here
on they are taken to be about one subject (tried on sixty-five stop lines)."""
_FEWEST = 4
"""Fewer words in common say too little of the subject."""
_HAN = re.compile(r"[\u3400-\u9fff]+")
_FILLING = frozenset(
    (
        "a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "and", "or", "is", "are",
        "be", "it", "its", "this", "that", "with", "from",
    )
)  # fmt: skip
_REFUSES = re.compile(
    r"\b(?:never|no|not|none|cannot|nobody|neither|without|refused?|unless)\b|n't\b|不|勿|禁|未|无|没|拒",
    re.IGNORECASE,
)
_REFUSING = frozenset(
    (
        "never", "no", "not", "none", "cannot", "nobody", "neither", "without", "refuse",
        "refused", "unless", "may", "must",
    )
)  # fmt: skip
_CONDITION = re.compile(
    r"(?:^|(?<=[，、：]))(?!不得|不准|不许|不可|不应|不能|不要|禁|严禁|切勿)[^，、：]*的"
)
"""What a Chinese rule is about, up to 的: 对不上的 refuses nothing, 不检 behind it does."""
_ENGLISH_NUMBER = re.compile(ENGLISH_NUMBER)
_END = re.compile(r"[。；;!！?？\n]|\.(?=\s|$)")


@dataclass(frozen=True)
class _Line:
    """A sentence of a stop line: whose, where, its words, and what it says as written."""

    owner: str
    mark: Mark
    language: str
    words: frozenset[str]
    text: str

    @property
    def refuses(self) -> bool:
        return _REFUSES.search(_CONDITION.sub("", self.text)) is not None


def one_rule_twice(context: Context) -> Iterator[Finding]:
    """P631: two stop lines about one subject, of two procedures or departments, that differ in a
    number, or of which one forbids what the other does not. A pair is one finding, whatever the
    language."""
    found: set[frozenset[Mark]] = set()
    for language in filter(numbers_known, context.project.languages):
        for one, other in combinations(_lines(context, language), 2):
            if one.owner == other.owner or not _one_subject(one, other):
                continue
            pair = frozenset((one.mark, other.mark))
            if pair not in found and _differ(one, other):
                found.add(pair)
                yield warning("P631", one.mark, other.mark, one=one.text, other=other.text)


def _lines(context: Context, language: str) -> Iterator[_Line]:
    for owner, mark, text in _stop_lines(context):
        for part in _END.split(text.words(language)):
            words = _words(part)
            if len(words) >= _FEWEST:
                yield _Line(owner, mark, language, words, part.strip())


def _stop_lines(context: Context) -> Iterator[tuple[str, Mark, Text]]:
    """Those of departments and of steps. A department's procedure says its department's rules."""
    for department in context.project.departments.values():
        if department.stop:
            yield str(department.id), department.at, department.stop
    for procedure, _, step in context.steps():
        if step.stop:
            owner = procedure.department.id if procedure.department else str(procedure.id)
            yield owner, step.at, step.stop


def _words(text: str) -> frozenset[str]:
    """What a sentence is about: English words, one nurse or two alike, and pairs of Chinese
    characters; neither numbers, words that refuse, nor small words."""
    found = set()
    for word in re.findall(r"[a-z]+", text.casefold()):
        is_number = _ENGLISH_NUMBER.fullmatch(word)
        if not is_number and word not in _FILLING and word not in _REFUSING:
            found.add(word.removesuffix("s"))
    for run in _HAN.findall(text):
        kept = _REFUSES.sub("", run)
        found.update(kept[at : at + 2] for at in range(len(kept) - 1))
    return frozenset(found)


def _one_subject(one: _Line, other: _Line) -> bool:
    shared = len(one.words & other.words)
    return shared >= _FEWEST and shared >= _ALIKE * len(one.words | other.words)


def _differ(one: _Line, other: _Line) -> bool:
    if one.refuses != other.refuses:
        return True
    here, there = differences(said(one.text, one.language), said(other.text, other.language))
    return bool(here and there)


CHECKS = (one_rule_twice,)
