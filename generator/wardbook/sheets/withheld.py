"""The values of a plan that an audience may not see.

They are found as far as they can be told from everything else that the audience reads.

What is evidence, and its limit. A value counts when nobody could have written it by chance, and
when it stands nowhere in what the audience may see, nor in the words that come with the program:

- a number (all digits, signs of telephone numbers aside) of at least four digits that is no year;
  one of at least six that is no day either, in whatever groups it is written, and a telephone
  number with or without +86 and the zero of its area;
- a sentence of a text, or a word, code or id that is kept as written, of at least four Han
  characters or, where it has fewer, eight letters and digits;
- but no sentence whose every clause is open: it may be put together again where its parts stand
  side by side;
- and no id that an open one is a part of: names of sheets and files are put together from ids
  (`plan-` and `linxi`).

Shorter values, dates, counts, lengths of time, words of a choice (`law`, `always`) and relations
(who has the key of what) can't be told from what is rightly there: that they are left out is proven
by tests, not by looking for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache

from pydantic import BaseModel

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model.scalars import Parsed
from wardbook.plan.project import Project
from wardbook.plan.text import Link, Text, Words
from wardbook.sheets.audience import AUDIENCES, for_audience
from wardbook.sheets.written_numbers import (
    GROUPED_LEAST,
    is_range,
    joined,
    may_be_grouped,
    normal,
    runs,
    spellings,
)

DIGITS_LEAST, HAN_LEAST, LETTERS_LEAST = 4, 4, 8
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_NUMBER = re.compile(r"[0-9 +()./\-‐‑–*#]+")
_LONGEST = 20
"""Digits of the longest number whose groups are put together."""
_SPELLED = re.compile(r"[!-~]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[。！？；!?;\n]|\.(?=\s|$)")
_CLAUSE_END = re.compile(r"[，、：,:（）()]")
_NOT_SHOWN = ("root", "audience", "editions", "said", "stale")


@dataclass(frozen=True)
class Value:
    """A value that is withheld and where it is written.

    `folded` is it as `fold` or `digits` makes it; it is never printed.
    """

    folded: str = field(repr=False)
    mark: Mark
    number: bool = False
    grouped: bool = False
    """A number that is looked for in groups too: it is written so (0571 8888), or is a long one."""
    clauses: tuple[str, ...] = field(default=(), repr=False)
    """What a sentence consists of, folded."""
    spelled: str = field(default="", repr=False)
    """An id, code or path, which stands for itself only as it is spelled.

    `wards-en` is not `wards/en`.
    """


def fold(text: str) -> str:
    """Letters and digits alone, without case and width.

    Line breaks, hyphens and punctuation differ by medium.
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def digits(text: str) -> str:
    """The digits alone."""
    return "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", text)))


def withheld(project: Project, audience: str, known: Iterable[str] = ()) -> tuple[Value, ...]:
    """The values of the whole `project` that `audience` may not see.

    `known` are texts that come with the program.
    """
    if audience == AUDIENCES[-1]:
        return ()
    open_texts = [text for text, _ in _said(for_audience(project, audience))]
    open_texts += known
    opened, as_written = _Opened.from_texts(open_texts), frozenset(open_texts)
    found: dict[tuple[str, Mark], Value] = {}
    for text, mark in _said(project):
        if text in as_written:
            continue
        for value in _evidence(text, mark):
            if not opened.holds(value):
                found.setdefault((value.folded, mark), value)
    return tuple(found.values())


@dataclass(frozen=True)
class _Opened:
    """What an audience reads: all texts, folded, as a set and one a line; the numbers and the ids
    in them."""

    texts: frozenset[str]
    folded: str
    numbers: frozenset[str]
    ids: frozenset[str]

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> _Opened:
        folded = []
        numbers: set[str] = set()
        ids = set()
        for text in texts:
            folded.append(fold(text))
            numbers.update(_numbers(text))
            if _SPELLED.fullmatch(text):
                ids.add(text.casefold())
        texts = frozenset(folded)
        return cls(texts, "\n".join(texts), frozenset(numbers), frozenset(ids))

    def holds(self, value: Value) -> bool:
        """Whether the value, or an id that it is put together from, can be read there."""
        if value.number:
            return not self.numbers.isdisjoint(spellings(value.folded))
        # Most values are whole texts: those need no search through all that is read
        if value.folded in self.texts or value.folded in self.folded:
            return True
        if self._holds_clauses(value):
            return True
        return not self.ids.isdisjoint(_parts(value.spelled))

    def _holds_clauses(self, value: Value) -> bool:
        if not value.clauses:
            return False
        return all(clause in self.folded for clause in value.clauses)


def _numbers(text: str) -> Iterator[str]:
    """Every number in a text: as it stands, and its groups together."""
    plain = normal(text)
    yield from re.findall(r"[0-9]+", plain)
    for grouped in _NUMBER.findall(plain):
        yield digits(grouped)
    for groups in runs(plain):
        for number in joined(groups, _LONGEST):
            if len(number) >= GROUPED_LEAST:
                yield number


def _parts(spelled: str) -> Iterator[str]:
    """What stands between hyphens of an id, single or together."""
    if not spelled:
        return
    pieces = spelled.split("-")
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            yield "-".join(pieces[start:end])


def _evidence(text: str, mark: Mark) -> Iterator[Value]:
    """What of a text would be evidence if it were found."""
    said = normal(text).strip()
    if _NUMBER.fullmatch(said):
        number = digits(said)
        if len(number) >= DIGITS_LEAST and not _YEAR.fullmatch(number):
            in_groups = not said.isdecimal() and not is_range(said)
            grouped = may_be_grouped(number) or in_groups
            yield Value(number, mark, number=True, grouped=grouped)
    elif _SPELLED.fullmatch(said):
        whole = fold(said)
        if _is_long(whole):
            yield Value(whole, mark, spelled=said.casefold())
    else:
        for sentence in _sentences(text):
            clauses = filter(None, map(fold, _CLAUSE_END.split(sentence)))
            yield Value(fold(sentence), mark, clauses=tuple(clauses))


def _sentences(text: str) -> list[str]:
    """The long sentences of a text; the text itself where it is long but none of them is."""
    sentences = []
    for sentence in _SENTENCE_END.split(text):
        if _is_long(fold(sentence)):
            sentences.append(sentence)
    if not sentences and _is_long(fold(text)):
        sentences.append(text)
    return sentences


def _is_long(folded: str) -> bool:
    return len(_HAN.findall(folded)) >= HAN_LEAST or len(folded) >= LETTERS_LEAST


def _said(value: object) -> Iterator[tuple[str, Mark]]:
    """Every text and word below a project or a part of it, with its place.

    A text is said without its references, which are printed as something else.
    """
    if isinstance(value, Scalar):
        yield str(value), value.mark
    elif isinstance(value, Text):
        yield from _said_in(value)
    elif isinstance(value, Link):
        yield value.id, value.mark
    else:
        for part in _below(value):
            yield from _said(part)


def _said_in(text: Text) -> Iterator[tuple[str, Mark]]:
    for language, paragraphs in text.languages.items():
        mark = text.raw[language].mark
        for paragraph in paragraphs:
            for inline in paragraph:
                if isinstance(inline, Words):
                    yield inline.text, mark


def _below(value: object) -> Iterable[object]:
    """What a project, a model, a registry or a list holds; nothing of any other value."""
    if isinstance(value, Project):
        return _project_fields(value)
    if isinstance(value, BaseModel):
        return _model_fields(value)
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, (tuple, list)):
        return value
    return ()


def _project_fields(project: Project) -> Iterator[object]:
    for one in fields(project):
        if one.name not in _NOT_SHOWN:
            yield getattr(project, one.name)


def _model_fields(model: BaseModel) -> Iterator[object]:
    """The values of a model's fields, but for words of a closed list."""
    choices = _choices(type(model))
    for name in type(model).model_fields:
        if name not in choices:
            yield getattr(model, name)


@cache
def _choices(model: type[BaseModel]) -> frozenset[str]:
    """Fields of a model that hold a word of a closed list."""
    names = set()
    for name, info in model.model_fields.items():
        for parsed in info.metadata:
            if isinstance(parsed, Parsed) and "enum" in parsed.schema:
                names.add(name)
    return frozenset(names)
