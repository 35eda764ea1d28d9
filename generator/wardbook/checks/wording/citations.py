"""Citations: what is replaced says by what, nobody rests on what is no longer in force, and what is
cited was issued and, where an article is given, read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, info, warning
from wardbook.plan.model.words import Citation
from wardbook.plan.project import links
from wardbook.rules.instrument_numbers import document_year, standard_numbers

_OUT_OF_FORCE = ("replaced", "withdrawn")
_ARTICLE = re.compile(
    r"第[0-9〇零一二三四五六七八九十百]+条|\b[Aa]rticles? \d|\b[Ss]ections? \d|§ ?\d"
)
"""The number of an article of an instrument."""
_SENTENCE = re.compile(r"[。；;]|\. ")
_DISTINCT = 8
"""Characters of a number that no other words are taken for: 第12号 may be a window."""


def citations(context: Context) -> Iterator[Finding]:
    """Z111: a citation that is replaced, without what replaced it; Z112: one that is cited though
    no longer in force."""
    known = context.project.citations
    for id, citation in known.items():
        if citation.status == "replaced" and citation.replaced_by is None:
            yield warning("Z111", citation.at, citation=id)
    for id, marks in _places_cited(context).items():
        found = known.get(id)
        if found and found.status in _OUT_OF_FORCE:
            yield warning("Z112", *marks, citation=id, status=found.status)


def _places_cited(context: Context) -> dict[str, list[Mark]]:
    """Where each citation is named, by its id. What citations say of each other does not count."""
    places: dict[str, list[Mark]] = {}
    for model in context.project.models():
        if isinstance(model, Citation):
            continue
        for link in links(model):
            if link.kinds == ("citation",):
                places.setdefault(link.id, []).append(link.mark)
    return places


def years(context: Context) -> Iterator[Finding]:
    """Z115: a citation whose number and `year:` give two years."""
    for id, citation in context.project.citations.items():
        if citation.number is None or citation.year is None:
            continue
        for written in citation.number.raw.values():
            year = _year_in(written)
            if year and year != citation.year:
                yield warning("Z115", written.mark, citation=id, number=year, year=citation.year)
                break


def _year_in(number: str) -> int:
    """The year that a number ends in or gives in brackets; 0 without one."""
    for standard in standard_numbers(number):
        return standard.year
    return document_year(number)


def never_looked_up(context: Context) -> Iterator[Finding]:
    """Z116: citations from outside whose status nobody has looked up; all as one finding. One that
    is `unverified` claims none."""
    marks = []
    for citation in context.project.citations.values():
        claimed = str(citation.status) != "unverified" and str(citation.kind) != "internal"
        if claimed and citation.checked is None:
            marks.append(citation.at)
    if marks:
        yield info("Z116", *marks, count=len(marks))


def articles_unread(context: Context) -> Iterator[Finding]:
    """Z118: a sentence that gives an article of a citation which is `unverified`; one finding a
    citation. What its own note says counts too."""
    for id, citation in context.project.citations.items():
        if str(citation.status) != "unverified":
            continue
        marks = []
        for scalar in context.written:
            if f"<citation:{id}>" in scalar and _gives_article(scalar, f"<citation:{id}>"):
                marks.append(scalar.mark)
        for note in citation.note.raw.values() if citation.note else ():
            if _ARTICLE.search(note):
                marks.append(note.mark)
        if marks:
            yield warning("Z118", *dict.fromkeys(marks), citation=id)


def _gives_article(text: str, cited: str) -> bool:
    """Whether a sentence of the text names both the citation and an article."""
    for sentence in _SENTENCE.split(text):
        if cited in sentence and _ARTICLE.search(sentence):
            return True
    return False


def typed_numbers(context: Context) -> Iterator[Finding]:
    """Z117: the number of a standard, or of an entry of citations.yml, that is typed into a text.
    One finding a number, with all its places."""
    found: dict[str, list[Mark]] = {}
    for number, mark in context.typed_standards:
        found.setdefault(str(number), []).append(mark)
    for written, mark in _typed_entries(context):
        found.setdefault(written, []).append(mark)
    for written, marks in found.items():
        yield warning("Z117", *dict.fromkeys(marks), number=written)


def _typed_entries(context: Context) -> Iterator[tuple[str, Mark]]:
    """Numbers of entries that are no standards: 国务院令第147号, 45 CFR 164.308(a)(7)."""
    names: dict[str, str] = {}
    for citation in context.project.citations.values():
        numbers = list(citation.number.raw.values()) if citation.number else []
        for written in numbers:
            if len(written) >= _DISTINCT and not any(standard_numbers(written)):
                names[str(written)] = str(numbers[0])
    if not names:
        return
    pattern = re.compile("|".join(map(re.escape, names)))
    if not pattern.search(context.all_written):
        return
    for scalar in context.written:
        for match in pattern.finditer(scalar):
            yield names[match[0]], scalar.mark


CHECKS = (citations, years, never_looked_up, articles_unread, typed_numbers)
