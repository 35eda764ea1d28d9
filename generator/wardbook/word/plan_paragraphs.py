"""The paragraphs of a plan as they print, each with where it is written: what a file of Word that
comes back is held against.

A bookmark's name says the chapter and the words as they were sent out. What the YAML says no longer
has moved on, wherever it stands now.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from wardbook.findings import Mark
from wardbook.plan.model.blocks.lists import ProcedureBlock
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.project import texts
from wardbook.plan.text import ANY_LANGUAGE, Text
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import Prose, text_of

_NAME = re.compile(r"wb_([0-9a-f]{8})_([0-9a-f]{12})_(\d{1,6})")
_BELOW = ("chapters", "at", "id")


@dataclass(frozen=True)
class ParagraphKey:
    """What a bookmark says: chapter and words, as digests, and which of several alike."""

    chapter: str
    words: str
    at: int

    def __str__(self) -> str:
        return f"wb_{self.chapter}_{self.words}_{self.at}"

    @classmethod
    def read(cls, name: str) -> ParagraphKey | None:
        """The key that a bookmark's name says; None for bookmarks of others."""
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        return cls(found[1], found[2], int(found[3]))


@dataclass(frozen=True)
class PlanParagraph:
    """A paragraph of a plan in one language: what it prints, and the text that it is one of."""

    key: ParagraphKey
    chapter: str
    printed: str
    text: Text
    language: str
    at: int
    """Which paragraph of its text it is, from 0."""

    @property
    def mark(self) -> Mark:
        """Where it is written."""
        return self.text.raw[self.language].mark


class KeyMaker:
    """Gives paragraphs their keys in the order in which they come."""

    def __init__(self, plan: str) -> None:
        self._plan = plan
        self._counts: dict[tuple[str, str], int] = {}

    def key(self, chapter: str, words: str) -> ParagraphKey:
        """The key of the next paragraph of a chapter that says this."""
        place = _digest(f"{self._plan}/{chapter}")[:8]
        said = _digest(words.strip())[:12]
        count = self._counts.get((place, said), 0)
        self._counts[place, said] = count + 1
        return ParagraphKey(place, said, count)


def paragraphs_of(localizer: Localizer, plan: Plan) -> Iterator[PlanParagraph]:
    """Every paragraph of a plan's chapters that somebody wrote, in the localizer's language."""
    localizer = replace(localizer, plan=str(plan.id))
    keys = KeyMaker(str(plan.id))
    for _, chapter in plan.outline():
        for text in _own_texts(chapter):
            place = str(chapter.id)
            yield from _lines(keys, place, text, localizer.prose(text), localizer.language)
    for procedure in _included(localizer.project.procedures, plan):
        place = place_of_procedure(str(procedure.id))
        for text, prose in _of_procedure(localizer, procedure):
            yield from _lines(keys, place, text, prose, localizer.language)


def place_of_procedure(id: str) -> str:
    """What stands for a chapter in the keys of a procedure that a plan includes."""
    return f"procedure {id}"


def _included(procedures: Mapping[str, Procedure], plan: Plan) -> Iterator[Procedure]:
    """The procedures whose steps stand in or follow a chapter of a plan, as often as they do: each
    copy has keys of its own."""
    for _, chapter in plan.outline():
        for block in chapter.every_block():
            if isinstance(block, ProcedureBlock) and block.procedure.id in procedures:
                yield procedures[block.procedure.id]


def _of_procedure(localizer: Localizer, procedure: Procedure) -> Iterator[tuple[Text, Prose]]:
    """The texts of a procedure that a plan's file holds, in its order, as they print."""
    if procedure.purpose:
        yield procedure.purpose, localizer.prose(procedure.purpose, within=procedure)
    for _, steps in procedure.phases.items():
        for step in steps:
            for text in filter(None, (step.do, step.stop, step.note)):
                yield text, localizer.step_prose(text, procedure)


def _lines(
    keys: KeyMaker, place: str, text: Text, prose: Prose, language: str
) -> Iterator[PlanParagraph]:
    """The paragraphs of a text, if it has words in the language."""
    code = _language_of(text, language)
    for at, line in enumerate(prose if code else ()):
        printed = text_of(line)
        yield PlanParagraph(keys.key(place, printed), place, printed, text, code, at)


def chapter_digests(plan: Plan, procedures: Iterable[Procedure]) -> dict[str, Mark]:
    """Chapters, and procedures that a plan may include, by what bookmarks call them."""
    found: dict[str, Mark] = {}
    for procedure in procedures:
        place = place_of_procedure(str(procedure.id))
        found[_digest(f"{plan.id}/{place}")[:8]] = procedure.at
    for _, chapter in plan.outline():
        found[_digest(f"{plan.id}/{chapter.id}")[:8]] = chapter.at
    return found


def _own_texts(chapter: Chapter) -> Iterator[Text]:
    """The texts of a chapter, without those of the chapters below."""
    for name in type(chapter).model_fields:
        if name not in _BELOW:
            yield from texts(getattr(chapter, name))


def _language_of(text: Text, language: str) -> str:
    """The language that a text prints in; empty where it has no words of its own in it."""
    for code in (language, ANY_LANGUAGE):
        if code in text.raw:
            return code
    return ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
