"""Words that the glossary forbids: one word for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wardbook.checks.context import Context, together
from wardbook.findings import Finding, warning
from wardbook.plan.project import Project
from wardbook.plan.text import Text


@dataclass(frozen=True)
class _ForbiddenWord:
    """A word that nobody may write in a language, and the right one."""

    word: str
    right: str
    language: str
    pattern: re.Pattern[str]


def forbidden_words(context: Context) -> Iterator[Finding]:
    """T305: a word that the glossary forbids, because another is the one word for it. English words
    match whole. One finding a word, with all its places."""
    yield from together(_forbidden(context))


def _forbidden(context: Context) -> Iterator[Finding]:
    words = list(_forbidden_words(context.project))
    if not words:
        return
    any_of = _any_of(words)
    for _, text in context.texts:
        hit = _languages_hit(text, any_of)
        if not hit:
            continue
        for word in words:
            if word.language in hit and word.pattern.search(text.raw[word.language]):
                mark = text.raw[word.language].mark
                yield warning("T305", mark, word=word.word, right=word.right)


def _forbidden_words(project: Project) -> Iterator[_ForbiddenWord]:
    for term in project.terms.values():
        for language, words in term.forbidden.items():
            right = term.term.words(language)
            for word in words:
                yield _ForbiddenWord(word, right, language, _word_pattern(word))


def _word_pattern(word: str) -> re.Pattern[str]:
    edge = r"\b" if word.isascii() else ""
    return re.compile(edge + re.escape(word) + edge, re.IGNORECASE)


def _any_of(words: Iterable[_ForbiddenWord]) -> dict[str, re.Pattern[str]]:
    """One pattern a language for all its words: most texts have none, and are read only once."""
    patterns: dict[str, list[str]] = {}
    for word in words:
        patterns.setdefault(word.language, []).append(word.pattern.pattern)
    return {
        language: re.compile("|".join(found), re.IGNORECASE) for language, found in patterns.items()
    }


def _languages_hit(text: Text, any_of: Mapping[str, re.Pattern[str]]) -> set[str]:
    """Languages in which some forbidden word stands in a text."""
    hit: set[str] = set()
    for language, pattern in any_of.items():
        if pattern.search(text.raw.get(language, "")):
            hit.add(language)
    return hit


CHECKS = (forbidden_words,)
