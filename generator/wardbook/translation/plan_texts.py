"""Every text of a plan that has two languages: how it is called, where it stands, what it says, and
whether its translation still holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from wardbook.editions.plan_tree import Entry, Wording, plan_tree
from wardbook.editions.stale_texts import StaleText, is_urgent, stale_texts
from wardbook.editions.text_ids import digest, text_id
from wardbook.findings import Mark
from wardbook.plan.project import Project
from wardbook.plan.text import Text


class TextState(StrEnum):
    """How a text stands in the language that it is translated into."""

    MISSING = "missing"
    STALE = "stale"
    HOLDS = "holds"


@dataclass(frozen=True)
class SourceText:
    """A text that is translated from `source` to `words` (both as written; no words where they are
    missing). `told` are the names on the way to it, from the outside in; `before` is what the
    source said when a stale translation was made."""

    id: str
    text: Text
    source: str
    words: str
    told: tuple[str, ...]
    state: TextState
    before: str = ""
    urgent: bool = False

    @property
    def digest(self) -> str:
        """What stands for its words: whether they are still those that a file was made from."""
        return digest(self.words)

    @property
    def mark(self) -> Mark:
        """Where it is written."""
        return self.text.mark


Place = tuple[tuple[Entry, ...], str, Wording, bool]
"""Entries that lead to a text, the field of the last, the text, and whether it is one of a list."""


def plan_texts(project: Project, source: str, target: str) -> tuple[SourceText, ...]:
    """The texts of a plan that have words in `source`, those that guide action first."""
    stale: dict[Mark, StaleText] = {}
    for one in stale_texts(project):
        if one.language == target:
            stale[one.text.mark] = one
    found: list[SourceText] = []
    for path, field, wording, in_list in _places(project):
        words = wording.text.raw.get(source)
        if words:
            id = text_id(path, field, wording.said(source), in_list=in_list)
            made = SourceText(
                id=id,
                text=wording.text,
                source=str(words),
                words=str(wording.text.raw.get(target, "")),
                told=_told(path, field, source),
                state=TextState.HOLDS,
                urgent=is_urgent(path[-1], field),
            )
            found.append(_judged(made, stale))
    return tuple(sorted(_named_once(found), key=lambda text: not text.urgent))


def _judged(text: SourceText, stale: Mapping[Mark, StaleText]) -> SourceText:
    if not text.words:
        return replace(text, state=TextState.MISSING)
    known = stale.get(text.mark)
    if known:
        return replace(text, state=TextState.STALE, before=known.before)
    return text


def _named_once(texts: Sequence[SourceText]) -> Iterator[SourceText]:
    """The same texts with names of which none stands twice: those that say the same are counted."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen[text.id] += 1
        if seen[text.id] > 1:
            yield replace(text, id=f"{text.id}-{seen[text.id]}")
        else:
            yield text


def _places(project: Project) -> Iterator[Place]:
    for branch in plan_tree(project):
        for entry in branch.entries:
            yield from _in_entry((entry,), entry, "")


def _in_entry(path: tuple[Entry, ...], entry: Entry, above: str) -> Iterator[Place]:
    for name, value in entry.fields:
        field = above + name
        if isinstance(value, Wording):
            yield path, field, value, False
        elif isinstance(value, Entry):
            yield from _in_entry(path, value, f"{field}.")
        elif isinstance(value, tuple):
            yield from _in_list(path, value, field)


def _in_list(path: tuple[Entry, ...], items: tuple[object, ...], field: str) -> Iterator[Place]:
    for item in items:
        if isinstance(item, Entry):
            yield from _in_entry((*path, item), item, "")
        elif isinstance(item, Wording):
            yield path, field, item, True
        elif isinstance(item, tuple):
            yield from _in_list(path, item, field)


def _told(path: Sequence[Entry], field: str, language: str) -> tuple[str, ...]:
    """What people call the entries on the way, and the field."""
    names = []
    for entry in path:
        label = entry.name
        if entry.label and entry.label.said(language):
            label = entry.label.said(language)
        names.append(" ".join(filter(None, (entry.kind, label))))
    return (*filter(None, names), field)
