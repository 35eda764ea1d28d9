"""Texts: every language present, nothing lost behind a `#`, no placeholder left, one word for one
thing, nothing unseen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from wardbook.checks.context import Context, together
from wardbook.checks.placeholder import MAY_BE_ONE, PLACEHOLDER
from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.data import Scalar
from wardbook.plan.model.form import Cell, Column, Form, GridHeading
from wardbook.plan.model.words import Term
from wardbook.plan.project import Project, scalars, texts, wordings
from wardbook.plan.report_forms import report_form_ids
from wardbook.plan.text import ANY_LANGUAGE, Text

_UNSEEN = ("Cf", "Co", "Cn")
"""Unicode categories of characters without a shape: formats, private use, unassigned."""


def languages(context: Context) -> Iterator[Finding]:
    """T301 a declared language is missing, T302 one that is not declared. A language that no text
    has is one finding; what a chapter of a draft lacks is one, too."""
    used = _used(context)
    wanted = context.project.languages
    nowhere = [language for language in wanted if language not in used]
    everywhere: list[Finding] = []
    drafted = _drafted_chapters(context)
    short = _short_labels(context)
    by_chapter: dict[Mark, list[Finding]] = {}
    for model, text in context.texts:
        missing = _missing(text, wanted)
        if missing and id(text) not in short:
            finding = context.hole("T301", text.mark, model=model, languages=", ".join(missing))
            if missing == nowhere:
                everywhere.append(finding)
            elif id(text) in drafted:
                by_chapter.setdefault(drafted[id(text)], []).append(finding)
            else:
                yield finding
    for found in by_chapter.values():
        yield from together(found)
    yield from together(everywhere)
    yield from together(_undeclared(context))


def _used(context: Context) -> set[str]:
    """Languages in which somebody has written something: of the form that the program makes for
    reporting it has the words of every language itself."""
    made = report_form_ids(context.project.plans.values())
    used: set[str] = set()
    for model, text in context.texts:
        if not (isinstance(model, Form) and model.id in made):
            used.update(text.languages)
    return used


def _drafted_chapters(context: Context) -> Mapping[int, Mark]:
    """The texts of plans that are drafts by themselves, by identity, with the place of the top
    chapter that holds each."""
    found: dict[int, Mark] = {}
    for plan in context.project.plans.values():
        if str(plan.status) != "draft":
            continue
        for chapter in plan.tops:
            for text in texts(chapter):
                found[id(text)] = chapter.at
    return found


def _short_labels(context: Context) -> frozenset[int]:
    """The short labels of forms, by identity: a language without one prints its label."""
    found: set[int] = set()
    for form in context.project.forms.values():
        for section in form.every_section:
            named: list[Cell | Column | GridHeading] = [*section.fields]
            if section.grid:
                named += [*section.grid.columns, *section.grid.headings]
            found.update(id(one.short) for one in named if one.short)
    return frozenset(found)


def _missing(text: Text, wanted: Iterable[str]) -> list[str]:
    """Languages that a text lacks."""
    if ANY_LANGUAGE in text.languages:
        return []
    return [language for language in wanted if not text.languages.get(language)]


def _undeclared(context: Context) -> Iterator[Finding]:
    declared = {*context.project.languages, *context.project.form_languages}
    named = ", ".join(sorted(declared))
    for _, text in context.texts:
        for language in sorted(set(text.raw) - declared - {ANY_LANGUAGE}):
            mark = text.raw[language].mark
            yield error("T302", mark, language=language, declared=named)
    for model in context.project.models():
        for language, words in _word_lists(model):
            if words and language not in declared:
                yield error("T302", words[0].mark, language=language, declared=named)


def _word_lists(model: BaseModel) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
    """Languages with words that stand in no text: for the search, or forbidden."""
    aliases = getattr(model, "aliases", None)
    if isinstance(aliases, Mapping):
        yield from aliases.items()
    if isinstance(model, Term):
        yield from model.forbidden.items()


def lost_comments(context: Context) -> Iterator[Finding]:
    """T303: a comment behind a sentence is usually text that YAML has cut off."""
    for _, text in context.texts:
        for scalar in text.raw.values():
            if scalar.commented:
                yield warning("T303", scalar.mark)


def placeholders(context: Context) -> Iterator[Finding]:
    """T304: a placeholder; an error in an issued plan. A text that has one in several languages is
    one finding, with a place on each line; so is one word in a whole file: a new file is full of
    them."""
    files: dict[str, list[Finding]] = {}
    for found in _holes(context):
        files.setdefault(found.marks[0].file, []).append(found)
    for in_file in files.values():
        yield from together(in_file)


def _holes(context: Context) -> Iterator[Finding]:
    """Each text with a placeholder."""
    for model in context.project.models():
        if not MAY_BE_ONE.search("\n".join(scalars(model))):  # most models have none
            continue
        for wording in wordings(model):
            marks: dict[int, Mark] = {}
            words = []
            for scalar in wording:
                found = PLACEHOLDER.search(scalar)
                if found:
                    words.append(found[0])
                    marks.setdefault(scalar.mark.line, scalar.mark)
            if words:
                yield context.hole("T304", *marks.values(), model=model, placeholder=words[0])


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


def unseen_characters(context: Context) -> Iterator[Finding]:
    """T306: a character that nobody sees (zero width, direction marks): search and comparison
    fail on it. One finding a character."""
    yield from together(_unseen(context))


def _unseen(context: Context) -> Iterator[Finding]:
    for model in context.project.models():
        letters: set[str] = set()
        letters.update(*scalars(model))
        if _first_unseen(letters) is None:  # most models have none
            continue
        for scalar in scalars(model):
            letter = _first_unseen(scalar)
            if letter:
                name = unicodedata.name(letter, "?")
                yield warning("T306", scalar.mark, point=f"U+{ord(letter):04X}", name=name)


def _first_unseen(letters: Iterable[str]) -> str | None:
    """The first character that nobody sees."""
    for letter in letters:
        if unicodedata.category(letter) in _UNSEEN:
            return letter
    return None


CHECKS = (languages, lost_comments, placeholders, forbidden_words, unseen_characters)
