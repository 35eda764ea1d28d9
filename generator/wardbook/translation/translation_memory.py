"""The translation memory: what was translated before and holds, for texts that say nearly the
same."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.translation.plan_texts import SourceText, TextState, plan_texts

_LIKE = 0.7
"""How much a text must have in common with an earlier one."""
_MOST = 3
_COMPARED = 20
"""Earlier texts that are compared sign by sign: those that share most pairs of signs."""


@dataclass(frozen=True)
class Suggestion:
    """An earlier text with its translation. `likeness` is 1.0 where the source says just that."""

    source: str
    words: str
    likeness: float


class TranslationMemory:
    """Texts with translations that hold, found by what they share with a new one."""

    def __init__(self, texts: Iterable[SourceText]) -> None:
        self._known: dict[tuple[str, str], None] = {}
        for text in texts:
            if text.state is TextState.HOLDS:
                self._known[text.source, text.words] = None
        self._by_pair: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for known in self._known:
            for pair in _pairs(known[0]):
                self._by_pair[pair].add(known)

    def suggestions(self, source: str) -> tuple[Suggestion, ...]:
        """What is near a text, the nearest first."""
        shared: Counter[tuple[str, str]] = Counter()
        for pair in _pairs(source):
            shared.update(self._by_pair.get(pair, ()))
        found = []
        for known, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_COMPARED]:
            matcher = difflib.SequenceMatcher(None, known[0], source, autojunk=False)
            if matcher.ratio() >= _LIKE:
                found.append(Suggestion(*known, matcher.ratio()))
        found.sort(key=lambda one: (-one.likeness, one.source, one.words))
        return tuple(found[:_MOST])


def memory_of(project: Project, source: str, target: str) -> TranslationMemory:
    """What the plan says in both languages, and what its editions said: an issued translation was
    confirmed."""
    return TranslationMemory(_confirmed(project, source, target))


def _confirmed(project: Project, source: str, target: str) -> Iterator[SourceText]:
    yield from plan_texts(project, source, target)
    for edition in project.editions:
        issued = load(edition.folder).project
        if issued:
            yield from plan_texts(issued, source, target)


def _pairs(words: str) -> frozenset[str]:
    """The signs of a text two by two."""
    found = set()
    for at in range(len(words) - 1):
        found.add(words[at : at + 2])
    return frozenset(found)
