"""Two languages of one text say the same: the same numbers, times, units, codes, and the same references.

People compare the words when they translate and skip the numbers. A dose, a deadline or an extension that differs between
the Chinese and the English leaf is found by nobody until two people stand at one bed with two papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from wardbook.checks.context import Context
from wardbook.checks.wording.numbers import differences, may_count, said
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.text import ANY_LANGUAGE, Link, Reference, Text, Words

NUMBERS_IN = ("zh", "en")
"""Languages whose number words are known."""


def numbers(context: Context) -> Iterator[Finding]:
    """T307: numbers, times, units, codes or telephone numbers that stand in one language only."""
    for text, one, other in _pairs(context, numbers_known):
        words, others = _words(text, one), _words(text, other)
        if not (may_count(words) or may_count(others)):
            continue
        here, there = differences(said(words, one), said(others, other))
        if here or there:
            yield warning(
                "T307", *_marks(text, one, other), first=one, second=other, here=_list(here), there=_list(there)
            )


def targets(context: Context) -> Iterator[Finding]:
    """T308: what the text refers to in one language only."""
    for text, one, other in _pairs(context, lambda _: True):
        named = {language: {str(link): None for link in _links(text, language)} for language in (one, other)}
        here = [name for name in named[one] if name not in named[other]]
        there = [name for name in named[other] if name not in named[one]]
        resolved = all(context.project.find(link) for language in (one, other) for link in _links(text, language))
        if (here or there) and resolved:  # what does not resolve is reported already
            yield warning(
                "T308", *_marks(text, one, other), first=one, second=other, here=_list(here), there=_list(there)
            )


def numbers_known(language: str) -> bool:
    """Whether number words of a language are known."""
    return language.split("-")[0] in NUMBERS_IN


def _pairs(context: Context, wanted: Callable[[str], bool]) -> Iterator[tuple[Text, str, str]]:
    """Every text with each pair of its languages."""
    declared = dict.fromkeys((*context.project.languages, *context.project.form_languages))
    known = [language for language in declared if wanted(language)]
    for _, text in context.texts:
        if ANY_LANGUAGE not in text.raw:
            present = [language for language in known if language in text.raw]
            yield from ((text, one, other) for one, other in combinations(present, 2))


def _words(text: Text, language: str) -> str:
    """The words without references; what they name is compared by itself."""
    paragraphs = text.paragraphs(language)
    return "\n".join(
        "".join(inline.text if isinstance(inline, Words) else "\0" for inline in paragraph) for paragraph in paragraphs
    )


def _links(text: Text, language: str) -> Iterator[Link]:
    for paragraph in text.paragraphs(language):
        yield from (inline.link for inline in paragraph if isinstance(inline, Reference))


def _marks(text: Text, one: str, other: str) -> tuple[Mark, Mark]:
    return text.raw[one].mark, text.raw[other].mark


def _list(found: list[str]) -> str:
    return ", ".join(found) or "–"


RULES = (numbers, targets)
