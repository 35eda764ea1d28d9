"""Languages: every text in every declared one, and in no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from wardbook.checks.context import Context, together
from wardbook.findings import Finding, Mark, error
from wardbook.plan.data import Scalar
from wardbook.plan.model.form import Cell, Column, Form, GridHeading
from wardbook.plan.model.words import Term
from wardbook.plan.project import texts
from wardbook.plan.report_forms import report_form_ids
from wardbook.plan.text import ANY_LANGUAGE, Text


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
            finding = context.missing_part(
                "T301", text.mark, model=model, languages=", ".join(missing)
            )
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


def named_twice(context: Context) -> Iterator[Finding]:
    """T313: a language that stands twice in a list of site.yml: each page would be made twice."""
    site = context.project.site
    for field, named in (("languages", site.languages), ("form_languages", site.form_languages)):
        firsts: dict[str, Scalar] = {}
        for language in named:
            first = firsts.setdefault(language, language)
            if first is not language:
                marks = (language.mark, first.mark)
                yield error("T313", *marks, language=language, field=field)


CHECKS = (languages, named_twice)
