"""Two languages of one text say the same: the same numbers, times, units, codes, and the same
references.

People compare the words when they translate and skip the numbers. A dose, a deadline or an
extension that differs between the Chinese and the English leaf is found by nobody until two people
stand at one bed with two papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from wardbook.checks.context import Context
from wardbook.checks.wording.numbers import differences, may_count, said
from wardbook.findings import Finding, warning
from wardbook.plan.text import ANY_LANGUAGE, Inline, Link, Reference, Text, Words

NUMBERS_IN = ("zh", "en")
"""Languages whose number words are known."""


def numbers(context: Context) -> Iterator[Finding]:
    """T307: numbers, times, units, codes or telephone numbers that stand in one language only."""
    known = [language for language in _declared(context) if numbers_known(language)]
    for text, one, other in _pairs(context, known):
        words, others = _words(text, one), _words(text, other)
        if not (may_count(words) or may_count(others)):
            continue
        here, there = differences(said(words, one), said(others, other))
        if here or there:
            yield _finding("T307", text, {one: here, other: there})


def targets(context: Context) -> Iterator[Finding]:
    """T308: what the text refers to in one language only."""
    for text, one, other in _pairs(context, _declared(context)):
        links, others = _links(text, one), _links(text, other)
        here = [name for name in links if name not in others]
        there = [name for name in others if name not in links]
        if not (here or there):
            continue
        every = (*links.values(), *others.values())
        if all(map(context.project.find, every)):  # what does not resolve is reported already
            yield _finding("T308", text, {one: here, other: there})


def _finding(code: str, text: Text, only: Mapping[str, list[str]]) -> Finding:
    """A finding at both languages of a text. `only`: what stands in each of the two alone."""
    (one, here), (other, there) = only.items()
    return warning(
        code,
        text.raw[one].mark,
        text.raw[other].mark,
        first=one,
        second=other,
        here=", ".join(here) or "–",
        there=", ".join(there) or "–",
    )


def numbers_known(language: str) -> bool:
    """Whether number words of a language are known."""
    return language.split("-")[0] in NUMBERS_IN


def _declared(context: Context) -> tuple[str, ...]:
    """Languages of the site and of forms, each once."""
    project = context.project
    return tuple(dict.fromkeys((*project.languages, *project.form_languages)))


def _pairs(context: Context, languages: Iterable[str]) -> Iterator[tuple[Text, str, str]]:
    """Every text with each pair of `languages` that it has."""
    for _, text in context.texts:
        if ANY_LANGUAGE in text.raw:
            continue
        present = [language for language in languages if language in text.raw]
        for one, other in combinations(present, 2):
            yield text, one, other


def _words(text: Text, language: str) -> str:
    """The words without references; what they name is compared by itself."""
    paragraphs: list[str] = []
    for paragraph in text.paragraphs(language):
        paragraphs.append("".join(map(_as_words, paragraph)))
    return "\n".join(paragraphs)


def _as_words(inline: Inline) -> str:
    """Words as they are. A reference as a character that joins nothing to a number beside it."""
    if isinstance(inline, Words):
        return inline.text
    return "\0"


def _links(text: Text, language: str) -> dict[str, Link]:
    """What a text refers to in a language: links by what they name."""
    found: dict[str, Link] = {}
    for paragraph in text.paragraphs(language):
        for inline in paragraph:
            if isinstance(inline, Reference):
                found.setdefault(str(inline.link), inline.link)
    return found


CHECKS = (numbers, targets)
