"""What a file for a translator holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wardbook.plan.project import Project
from wardbook.sheets.audience import for_audience
from wardbook.sheets.project_localizer import localizer_for
from wardbook.translation.glossary import TermPair, term_pairs, terms_in
from wardbook.translation.plan_texts import SourceText, TextState, plan_texts
from wardbook.translation.translation_memory import Suggestion, memory_of


@dataclass(frozen=True)
class WorkItem:
    """A text to be translated, with what helps: terms of the glossary and earlier translations."""

    text: SourceText
    terms: tuple[TermPair, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True)
class TranslatorsWork:
    """A file: its languages, its day, its texts, and what each reference prints in the source
    language."""

    source: str
    target: str
    day: str
    items: tuple[WorkItem, ...]
    shown: Mapping[str, str]


def translators_work(
    project: Project, source: str, target: str, *, audience: str, every: bool
) -> TranslatorsWork:
    """The texts that have no translation or a stale one; `every`: all others, too. What `audience`
    may not read goes to no translator."""
    visible = for_audience(project, audience)
    terms = term_pairs(visible, source, target)
    memory = memory_of(visible, source, target)
    items = []
    for text in plan_texts(visible, source, target):
        open_ = text.state is not TextState.HOLDS
        if open_ or every:
            near: tuple[Suggestion, ...] = ()
            if open_:
                near = memory.suggestions(text.source)
            items.append(WorkItem(text, tuple(terms_in(text.source, terms)), near))
    shown = dict(_shown(visible, source, items))
    return TranslatorsWork(
        source, target, visible.site.edition.date.isoformat(), tuple(items), shown
    )


def _shown(project: Project, language: str, items: list[WorkItem]) -> Iterator[tuple[str, str]]:
    """What the references of the texts print. Those without a name print as they are written."""
    localizer = localizer_for(project, language)
    for item in items:
        for reference in item.text.text.references():
            written = str(reference.link)
            if reference.view:
                written += f"|{reference.view}"
            if project.find(reference.link) is not None:
                name = "".join(s.text for s in localizer.spans(reference.link, reference.view))
                yield f"<{written}>", name
