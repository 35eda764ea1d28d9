"""The terms of the plan's glossary that a text uses, for its translator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wardbook.plan.project import Project


@dataclass(frozen=True)
class TermPair:
    """A term in both languages. `forbidden` are the variants that nobody may write."""

    term: str
    words: str
    forbidden: tuple[str, ...]


def term_pairs(project: Project, source: str, target: str) -> tuple[TermPair, ...]:
    """The glossary, of which a term has both languages."""
    found = []
    for term in project.terms.values():
        forbidden = tuple(map(str, term.forbidden.get(target, ())))
        for name in (term.term, term.short):
            if name and name.words(source) and name.words(target):
                found.append(TermPair(name.words(source), name.words(target), forbidden))
    return tuple(found)


def terms_in(words: str, terms: tuple[TermPair, ...]) -> Iterator[TermPair]:
    """The terms that a text uses, whatever their capitals."""
    folded = words.casefold()
    for term in terms:
        if term.term.casefold() in folded:
            yield term
