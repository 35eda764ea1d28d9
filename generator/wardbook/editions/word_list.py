"""The check words of a department's leaves as a list for its wall or the lid of its box: which leaf
is current, told at the shelf without a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.check_words import CheckWord, WordState
from wardbook.sheets.manuals import Manual
from wardbook.sheets.procedures.cards import Dial
from wardbook.sheets.project_localizer import localizer_for

_ENDED = (WordState.REPLACED, WordState.WITHDRAWN)
_EARLIER = 3
"""How many words that are no longer valid stand beside the one that is."""


@dataclass(frozen=True)
class LeafWords:
    """A leaf, its check word, and the latest of those that it bore before. Without `word` the leaf
    was withdrawn."""

    code: str
    title: str
    word: str
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class WordList:
    """The list of a department, as its manual holds leaves."""

    department: str
    """Its id."""
    name: str
    posted: str
    edition: str
    desk: Dial | None
    rows: tuple[LeafWords, ...]


def word_list(project: Project, book: Book, department: Department) -> WordList | None:
    """The list in the words of `book`'s language; None where the department has no manual in it."""
    for manual in book.manuals:
        if manual.department == department.id:
            localizer = localizer_for(project, book.language)
            return WordList(
                department=str(department.id),
                name=localizer.words(department.name),
                posted=localizer.words(department.posted),
                edition=book.edition,
                desk=book.home.desk,
                rows=(*_current(book, manual), *_withdrawn(project, book, manual)),
            )
    return None


def _current(book: Book, manual: Manual) -> Iterator[LeafWords]:
    for id in manual.sheets:
        stamped = book.sheets[id]
        sheet, word = stamped.sheet, stamped.stamp.short
        ended = [old for old in _ended(book, id, sheet.key.language) if old.word != word]
        yield LeafWords(sheet.code, sheet.title, word, _latest(ended))


def _withdrawn(project: Project, book: Book, manual: Manual) -> Iterator[LeafWords]:
    """Leaves that the manual held in an earlier edition and holds no more."""
    gone: dict[tuple[str, str], None] = {}
    for edition in project.editions:
        for leaf in edition.manuals:
            if (leaf.manual, leaf.language) == (manual.id, manual.language):
                gone[leaf.sheet, leaf.sheet_language] = None
    for id, language in gone:
        ended = _ended(book, id, language)
        if ended and id not in manual.sheets:
            yield LeafWords(ended[-1].code, ended[-1].title, "", _latest(ended))


def _ended(book: Book, id: str, language: str) -> list[CheckWord]:
    """The words that a sheet for the book's audience bore and bears no more, the oldest first."""
    ended = []
    for word in book.check_words:
        if word.key == (id, language, book.audience) and word.state in _ENDED:
            ended.append(word)
    return ended


def _latest(words: Sequence[CheckWord]) -> tuple[str, ...]:
    return tuple(word.word for word in words[-_EARLIER:])
