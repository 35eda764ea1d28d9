"""Outlines: headings that say one thing and hold something, plans that stand in a tree, short names
that name one thing, histories that end with the present version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wardbook.checks.context import Context, cycles
from wardbook.checks.placeholder import PLACEHOLDER
from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.model.blocks import BodiesBlock
from wardbook.plan.model.outline import OutlineEntry, flat
from wardbook.plan.model.plan import Chapter, Parent, Plan, Related
from wardbook.plan.text import Text


def headings(context: Context) -> Iterator[Finding]:
    """O101 two headings that nobody can tell apart, O102 a heading without a body, O107 neither
    number nor title."""
    for plan in context.project.plans.values():
        tops, at_the_ends = plan.entries(), _at_the_ends(plan)
        yield from _equal_titles(context, tops)
        for entry in flat(tops):
            chapter = entry.chapter
            if not (chapter.every_block() or chapter.chapters or chapter.truncated):
                yield context.missing_part("O102", chapter.at, model=plan, id=chapter.id)
            needs_neither = chapter.id in at_the_ends
            if not (chapter.title or chapter.numbered or needs_neither):
                yield error("O107", chapter.at, id=chapter.id)


def _at_the_ends(plan: Plan) -> set[str]:
    """Ids of the top chapters without title and number before the first that has one, and behind
    the last: a preamble, closing paragraphs."""
    found = set()
    for chapters in (plan.chapters, plan.chapters[::-1]):
        for chapter in chapters:
            if chapter.title or chapter.numbered:
                break
            found.add(str(chapter.id))
    return found


@dataclass(frozen=True)
class _Heading:
    """A chapter with its title in one language, and the chapters above it from the top down."""

    chapter: Chapter
    title: str
    above: tuple[Chapter, ...]

    def looks_like(self, other: _Heading) -> bool:
        """Whether a reader would take one for the other, given that their titles are equal: one is
        a top, they stand side by side, or one is above the other. Below different chapters equal
        titles are usual: each has its “Duties”."""
        if self.chapter is other.chapter:
            return False
        if not self.above or not other.above:
            return True
        if self.above[-1] is other.above[-1]:
            return True
        return other.chapter in self.above or self.chapter in other.above


def _equal_titles(context: Context, tops: Sequence[OutlineEntry]) -> Iterator[Finding]:
    told: set[tuple[Mark, ...]] = set()
    for language in context.project.languages:
        for same in _by_title(tops, language):
            confused = [heading for heading in same if any(map(heading.looks_like, same))]
            marks = tuple(heading.chapter.at for heading in confused)
            if marks and marks not in told:
                told.add(marks)
                yield warning("O101", *marks, title=same[0].title)


def _by_title(tops: Iterable[OutlineEntry], language: str) -> Iterable[list[_Heading]]:
    """Headings with one title in a language; case makes no other title. Titles still to be written
    are T304's."""
    found: dict[str, list[_Heading]] = {}
    for top in tops:
        for heading in _headings((top.chapter,), (), language):
            title = heading.title.strip().casefold()
            if title and not PLACEHOLDER.search(heading.title):
                found.setdefault(title, []).append(heading)
    return found.values()


def _headings(
    chapters: Iterable[Chapter], above: tuple[Chapter, ...], language: str
) -> Iterator[_Heading]:
    """Every chapter that has a title, with those above it."""
    for chapter in chapters:
        if chapter.title:
            yield _Heading(chapter, chapter.title.words(language), above)
        yield from _headings(chapter.chapters, (*above, chapter), language)


def other_plans(context: Context) -> Iterator[Finding]:
    """O105 plans that are above each other, O106 another plan that is named by nothing, or
    twice."""
    plans = context.project.plans
    for cycle in cycles(_parents(plans.values())):
        marks = [plans[id].id.mark for id in cycle]
        yield error("O105", *marks, cycle=" → ".join((*cycle, cycle[0])))
    for plan in plans.values():
        for other in _plans_named(plan):
            if (other.plan is None) == (other.title is None):
                yield error("O106", other.at)


def _parents(plans: Iterable[Plan]) -> dict[str, list[str]]:
    """Plans that have a parent in the project, by id, each with the parent's id."""
    found: dict[str, list[str]] = {}
    for plan in plans:
        if plan.parent and plan.parent.plan:
            found[str(plan.id)] = [plan.parent.plan.id]
    return found


def _plans_named(plan: Plan) -> Iterator[Parent | Related]:
    if plan.parent:
        yield plan.parent
    yield from plan.related


def short_names(context: Context) -> Iterator[Finding]:
    """O108: one short name for two things, said once when it is so in both languages."""
    told: set[tuple[Mark, Mark]] = set()
    for language in context.project.languages:
        seen: dict[str, Text] = {}
        for short in _short_names(context):
            words = short.words(language).strip()
            first = seen.setdefault(words, short)
            if not words or first is short:
                continue
            places = (short.mark, first.mark)
            if places not in told:
                told.add(places)
                yield warning("O108", *places, short=words)


def _short_names(context: Context) -> Iterator[Text]:
    """Short names of the organisation, of its plans and of their bodies."""
    if context.project.site.short:
        yield context.project.site.short
    for plan in context.project.plans.values():
        if plan.short:
            yield plan.short
        for block in plan.blocks():
            if isinstance(block, BodiesBlock):
                for body in block.bodies:
                    if body.short:
                        yield body.short


def histories(context: Context) -> Iterator[Finding]:
    """O109: the plan's version is not the last of its change history."""
    for plan in context.project.plans.values():
        if not (plan.version and plan.history):
            continue
        last = plan.history[-1].version
        if last != plan.version:
            yield warning("O109", last.mark, plan.version.mark, version=plan.version, last=last)


CHECKS = (headings, other_plans, short_names, histories)
