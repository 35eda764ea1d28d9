"""Texts: every language present, nothing lost behind a `#`, no placeholder left, one word for one thing, nothing unseen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from wardbook.checks.context import Context, together
from wardbook.findings import Finding, error, warning
from wardbook.plan.data import Scalar
from wardbook.plan.model.registries import Term
from wardbook.plan.project import scalars
from wardbook.plan.text import ANY_LANGUAGE, Text

_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z])(?:TODO|FIXME|TBD|TBA|XXX+)(?![A-Za-z])"
    r"|待定(?![位点岗员期])|待补(?:充|全|填|写)?(?![液钾钠记录血])|待填|待完善"
    r"|\*\*+|[?？]{2,}|_{4,}(?=\s*$)|[×X]{3,}|\[(?:…|\.\.\.)\]|［…］"
)
"""What people write when they mean to come back. The Chinese words have neighbours that are medicine, not a hole."""

_UNSEEN = ("Cf", "Co", "Cn")


def languages(context: Context) -> Iterator[Finding]:
    """T301 a declared language is missing, T302 one that is not declared. A language that no text has is one finding."""
    declared = {*context.project.languages, *context.project.form_languages}
    used = {language for _, text in context.texts for language in text.languages}
    wanted = context.project.languages
    missing = [finding for model, text in context.texts if (finding := _missing(context, model, text, wanted))]
    nowhere = {", ".join(language for language in wanted if language not in used)}
    yield from (finding for finding in missing if dict(finding.arguments)["languages"] not in nowhere)
    yield from together(finding for finding in missing if dict(finding.arguments)["languages"] in nowhere)
    yield from together(_undeclared(context, declared))


def _missing(context: Context, model: BaseModel, text: Text, wanted: tuple[str, ...]) -> Finding | None:
    if ANY_LANGUAGE in text.languages:
        return None
    missing = [language for language in wanted if not text.languages.get(language)]
    return context.hole("T301", text.mark, model=model, languages=", ".join(missing)) if missing else None


def _undeclared(context: Context, declared: set[str]) -> Iterator[Finding]:
    named = ", ".join(sorted(declared))
    for _, text in context.texts:
        for language in sorted(set(text.raw) - declared - {ANY_LANGUAGE}):
            yield error("T302", text.raw[language].mark, language=language, declared=named)
    for model in context.project.models():
        for language, words in _word_lists(model):
            if words and language not in declared:
                yield error("T302", words[0].mark, language=language, declared=named)


def lost_comments(context: Context) -> Iterator[Finding]:
    """T303: a comment behind a sentence is usually text that YAML has cut off."""
    for _, text in context.texts:
        for scalar in text.raw.values():
            if scalar.commented:
                yield warning("T303", scalar.mark)


def placeholders(context: Context) -> Iterator[Finding]:
    """T304: a placeholder; an error in an issued plan."""
    for model in context.project.models():
        for scalar in scalars(model):
            if found := _PLACEHOLDER.search(scalar):
                yield context.hole("T304", scalar.mark, model=model, placeholder=found[0])


def forbidden_words(context: Context) -> Iterator[Finding]:
    """T305: a word that the glossary forbids, because another is the one word for it. English words match whole. One
    finding a word, with all its places."""
    yield from together(_forbidden(context))


def _forbidden(context: Context) -> Iterator[Finding]:
    patterns = [
        (term, language, word, _word_pattern(word))
        for term in context.project.terms.values()
        for language, words in term.forbidden.items()
        for word in words
    ]
    any_of = {
        language: re.compile("|".join(found.pattern for _, of, _, found in patterns if of == language), re.IGNORECASE)
        for language in {language for _, language, _, _ in patterns}
    }
    for _, text in context.texts if patterns else ():
        hit = {language for language, pattern in any_of.items() if pattern.search(text.raw.get(language, ""))}
        for term, language, word, pattern in patterns if hit else ():
            if language in hit and pattern.search(scalar := text.raw[language]):
                yield warning("T305", scalar.mark, word=word, right=term.term.words(language))


def unseen_characters(context: Context) -> Iterator[Finding]:
    """T306: a character that nobody sees (zero width, direction marks): search and comparison stumble over it. One finding
    a character."""
    yield from together(_unseen(context))


def _unseen(context: Context) -> Iterator[Finding]:
    seen: set[str] = set()
    for model in context.project.models():
        for scalar in scalars(model):
            strange = next((letter for letter in scalar if letter not in seen and _is_unseen(letter)), "")
            if strange:
                yield warning("T306", scalar.mark, point=f"U+{ord(strange):04X}", name=unicodedata.name(strange, "?"))
            else:
                seen.update(scalar)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN


def _word_pattern(word: str) -> re.Pattern[str]:
    edge = r"\b" if word.isascii() else ""
    return re.compile(edge + re.escape(word) + edge, re.IGNORECASE)


def _word_lists(model: BaseModel) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
    for value in (getattr(model, "aliases", {}), model.forbidden if isinstance(model, Term) else {}):
        if isinstance(value, Mapping):
            yield from value.items()


RULES = (languages, lost_comments, placeholders, forbidden_words, unseen_characters)
