"""Outlines: headings that say one thing and hold something, numbers that are computed, plans that stand in a tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from wardbook.checks.context import Context, cycles
from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.data import Scalar
from wardbook.plan.model.blocks import BodiesBlock
from wardbook.plan.model.outline import Entry
from wardbook.plan.model.plan import Chapter, Parent, Related
from wardbook.plan.text import Text

_HAN = "一二三四五六七八九十百"
_HAND = re.compile(
    rf"第\s?(?P<article>[{_HAN}\d]{{1,5}})\s?(?:部分|[编章节条])"
    rf"|附[件录]\s?(?P<annex>[{_HAN}\d]{{1,3}}|[A-Z]\b)"
    rf"|(?P<han>[{_HAN}]{{1,4}})[、．.]"
    rf"|[（(〔\[](?P<bracket>[{_HAN}]{{1,4}}|\d{{1,2}})[）)〕\]]"
    r"|(?P<point>\d{1,2})[、．.](?!\d)"
    r"|(?:\d{1,2}\.)+(?P<decimal>\d{1,2})[、．.]?(?=\s*[A-Z\u4e00-\u9fff])"
    r"|(?P<roman>[IVX]{1,6})[.、]\s?"
    r"|(?:Chapter|Article|Section|Part|Annex|Attachment|Appendix)\s(?P<word>\d{1,3}|[IVX]{1,6}|[A-Z])\b"
)
"""A number that somebody wrote before a title."""
_BARE = re.compile(r"(\d{1,2})\s+\S")
"""A number with a space: only one where the headings beside it begin in the same way (24 h duty is a title)."""
_ROMAN = {"I": 1, "V": 5, "X": 10}


def headings(context: Context) -> Iterator[Finding]:
    """O101 two headings that nobody can tell apart, O102 a heading without a body, O107 neither number nor title."""
    for plan in context.project.plans.values():
        tops = plan.entries()
        yield from _equal(context, tops)
        for at, top in enumerate(tops):
            for entry in top.all():
                chapter = entry.chapter
                if not (chapter.every_block() or chapter.chapters or chapter.truncated):
                    yield context.hole("O102", chapter.at, model=plan, id=chapter.id)
                if not (chapter.title or chapter.numbered or (at == 0 and entry is top)):
                    yield error("O107", chapter.at, id=chapter.id)


def _equal(context: Context, tops: Sequence[Entry]) -> Iterator[Finding]:
    """Equal titles below different chapters are usual (each has its “Duties”); side by side, or with a top's, they are not."""
    told: set[tuple[Mark, ...]] = set()
    for language in context.project.languages:
        found: dict[str, list[tuple[Chapter, tuple[Chapter, ...]]]] = {}
        for chapter, above in _placed([top.chapter for top in tops], ()):
            if chapter.title and (title := chapter.title.words(language).strip().casefold()):
                found.setdefault(title, []).append((chapter, above))
        for same in found.values():
            marks = tuple(chapter.at for chapter, _ in _alike(same))
            if marks and marks not in told:
                told.add(marks)
                yield warning("O101", *marks, title=same[0][0].title.words(language) if same[0][0].title else "")


def _placed(chapters: Iterable[Chapter], above: tuple[Chapter, ...]) -> Iterator[tuple[Chapter, tuple[Chapter, ...]]]:
    """Every chapter with those above it."""
    for chapter in chapters:
        yield chapter, above
        yield from _placed(chapter.chapters, (*above, chapter))


def _alike(same: Sequence[tuple[Chapter, tuple[Chapter, ...]]]) -> list[tuple[Chapter, tuple[Chapter, ...]]]:
    """Those of chapters with one title that a reader would confuse: tops, neighbours, and one above the other."""
    return [
        (one, above)
        for one, above in same
        if any(
            other is not one and (not above or not beyond or above[-1] is beyond[-1] or other in above or one in beyond)
            for other, beyond in same
        )
    ]


def hand_numbers(context: Context) -> Iterator[Finding]:
    """O103: a number that somebody wrote into a title, where the program numbers; O104: such numbers jump, as when a
    chapter was lost."""
    for plan in context.project.plans.values():
        yield from _by_hand(context, plan.chapters)
        yield from _by_hand(context, plan.attachments)


def _by_hand(context: Context, chapters: Sequence[Chapter]) -> Iterator[Finding]:
    written: dict[str, list[tuple[Chapter, Scalar, str, int]]] = {
        language: list(_written(chapters, language)) for language in context.project.languages
    }
    for chapter in chapters:
        found = [entry for entries in written.values() for entry in entries if entry[0] is chapter]
        if found:
            yield warning("O103", *dict.fromkeys(scalar.mark for _, scalar, _, _ in found), number=found[0][2])
    for entries in written.values():
        for (_, _, before, lower), (_, scalar, after, upper) in pairwise(entries):
            if upper != lower + 1:
                yield warning("O104", scalar.mark, before=before, after=after)
    for chapter in chapters:
        yield from _by_hand(context, chapter.chapters)


def _written(chapters: Sequence[Chapter], language: str) -> Iterator[tuple[Chapter, Scalar, str, int]]:
    """Chapters whose titles begin with a number: the title, the number as written, its value."""
    titles = [(chapter, _title(chapter.title, language)) for chapter in chapters]
    bare = sum(bool(title and _BARE.match(title)) for _, title in titles) > 1
    for chapter, title in titles:
        if title is None:
            continue
        match = _HAND.match(title) or (_BARE.match(title) if bare else None)
        if match:
            number = match[1] if match.re is _BARE else match[0].strip()
            yield chapter, title, number, _value(match[match.lastindex or 0])


def _title(text: Text | None, language: str) -> Scalar | None:
    return text.raw.get(language) if text else None


def _value(number: str) -> int:
    """What a number in any writing counts."""
    if number.isdigit():
        return int(number)
    if number[0] in _HAN:
        return _han_value(number)
    if len(number) == 1 and number not in _ROMAN:
        return ord(number) - ord("A") + 1
    digits = [_ROMAN.get(letter, 0) for letter in number]
    return sum(-one if one < following else one for one, following in pairwise((*digits, 0)))


def _han_value(number: str) -> int:
    total, ones = 0, 0
    for letter in number:
        if letter in "十百":
            total += (ones or 1) * (10 if letter == "十" else 100)
            ones = 0
        else:
            ones = _HAN.index(letter) + 1
    return total + ones


def other_plans(context: Context) -> Iterator[Finding]:
    """O105 plans that are above each other, O106 another plan that is named by nothing, or twice."""
    plans = context.project.plans
    graph = {id: [plan.parent.plan.id] if plan.parent and plan.parent.plan else [] for id, plan in plans.items()}
    for cycle in cycles(graph):
        marks = [plans[id].id.mark for id in cycle if id in plans]
        yield error("O105", *marks, cycle=" → ".join((*cycle, cycle[0])))
    for plan in plans.values():
        named: list[Parent | Related] = [*([plan.parent] if plan.parent else []), *plan.related]
        yield from (error("O106", other.at) for other in named if (other.plan is None) == (other.title is None))


def short_names(context: Context) -> Iterator[Finding]:
    """O108: one short name for two things, said once when it is so in both languages."""
    told: set[tuple[Mark, Mark]] = set()
    for language in context.project.languages:
        seen: dict[str, Text] = {}
        for short in _shorts(context):
            words = short.words(language).strip()
            places = (short.mark, seen[words].mark) if words in seen else None
            if words and places and places not in told:
                told.add(places)
                yield warning("O108", *places, short=words)
            seen.setdefault(words, short)


def _shorts(context: Context) -> Iterator[Text]:
    if context.project.site.short:
        yield context.project.site.short
    for plan in context.project.plans.values():
        if plan.short:
            yield plan.short
        for block in plan.blocks():
            if isinstance(block, BodiesBlock):
                yield from (body.short for body in block.bodies if body.short)


def histories(context: Context) -> Iterator[Finding]:
    """O109: the plan's version is not the last of its change history."""
    for plan in context.project.plans.values():
        if plan.version and plan.history and plan.history[-1].version != plan.version:
            last = plan.history[-1]
            yield warning("O109", last.version.mark, plan.version.mark, version=plan.version, last=last.version)


RULES = (headings, hand_numbers, other_plans, short_names, histories)
