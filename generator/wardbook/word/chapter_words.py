"""What a drafted chapter says, part by part: items of its lists, its paragraphs, its chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardbook.findings import Mark
from wardbook.plan.data import Data, Scalar
from wardbook.word.draft_data import Entry

_NAMED = re.compile(r"\s*([^：:。.；;，,、]{1,24})\s*[：:]\s*(\S.*)", re.DOTALL)
_SENTENCE = re.compile(r"\s*([^：:。.；;，,]{2,16})[。.]\s*(\S.*)", re.DOTALL)


@dataclass(frozen=True)
class NamedPart:
    """A name and what is said of it; `lines` are items of lists below it."""

    name: Scalar
    text: Scalar
    lines: tuple[Scalar, ...] = ()


@dataclass(frozen=True)
class ChapterWords:
    """A chapter as data, and in which language it speaks."""

    entry: Entry
    language: str

    @property
    def name(self) -> Scalar | None:
        """Its title with its place; None without one."""
        return self._words(self.entry.get("title"))

    @property
    def title(self) -> str:
        """Its title; empty without one."""
        return str(self.name or "")

    def blocks(self) -> Iterator[Entry]:
        """Its blocks."""
        for key in ("blocks", "continued"):
            yield from _entries(self.entry.get(key))

    def chapters(self) -> Iterator[ChapterWords]:
        """The chapters below it."""
        for below in _entries(self.entry.get("chapters")):
            yield ChapterWords(below, self.language)

    def attachments(self) -> Iterator[ChapterWords]:
        """Of a whole plan, its attachments."""
        for attachment in _entries(self.entry.get("attachments")):
            yield ChapterWords(attachment, self.language)

    def all(self) -> Iterator[ChapterWords]:
        """It and every chapter below it."""
        yield self
        for below in self.chapters():
            yield from below.all()

    def items(self, block: Entry) -> list[Scalar]:
        """The items of a list's outermost level, each with those below it on its own lines."""
        found: list[Scalar] = []
        for item in _list(block.get("list")):
            text: Data | Mark = item
            if isinstance(item, dict):
                text = item.get("text", item)
            words = self._words(text)
            if words is not None:
                found.append(words)
        return found

    def has_deeper(self, block: Entry) -> bool:
        """Whether an item of a list has a list below it."""
        for item in _list(block.get("list")):
            if isinstance(item, dict) and "list" in item:
                return True
        return False

    def texts(self) -> list[Scalar]:
        """Its paragraphs of prose."""
        found: list[Scalar] = []
        for block in self.blocks():
            words = self._words(block.get("text"))
            if words is not None:
                found.append(words)
        return found

    def every_word(self) -> list[Scalar]:
        """Its paragraphs, and the items of its lists."""
        found: list[Scalar] = []
        for block in self.blocks():
            words = self._words(block.get("text"))
            if words is not None:
                found.append(words)
            found += self.items(block)
        return found

    def is_plain(self) -> bool:
        """Whether it holds paragraphs and flat lists alone, and no chapters."""
        if self.entry.get("chapters"):
            return False
        for block in self.blocks():
            if not ("text" in block or "list" in block) or self.has_deeper(block):
                return False
        return True

    def _words(self, text: Data | Mark | None) -> Scalar | None:
        said = text
        if isinstance(text, dict):
            said = text.get(self.language)
        if isinstance(said, Scalar):
            return said
        return None


def named_parts(words: Sequence[Scalar]) -> list[NamedPart] | None:
    """Names and what is said of each: 患者为先：…, or a short sentence and what follows it. None
    where one of them names nothing."""
    found: list[NamedPart] = []
    for said in words:
        match = _NAMED.fullmatch(said) or _SENTENCE.fullmatch(said)
        if match is None:
            return None
        found.append(NamedPart(Scalar(match[1], said.mark), Scalar(match[2], said.mark)))
    return found


def titled_parts(chapter: ChapterWords) -> list[NamedPart] | None:
    """The same where each stands in a chapter of its own below."""
    found: list[NamedPart] = []
    for below in chapter.chapters():
        name = below.name
        if name is None or not below.is_plain():
            return None
        texts = below.texts()
        lines: list[Scalar] = []
        for block in below.blocks():
            lines += below.items(block)
        text = Scalar("\n".join(texts), name.mark)
        if texts:
            text = Scalar(text, texts[0].mark)
        found.append(NamedPart(name, text, tuple(lines)))
    return found


def _entries(value: Data | Mark | None) -> Iterator[Entry]:
    for entry in _list(value):
        if isinstance(entry, dict):
            yield entry


def _list(value: Data | Mark | None) -> Sequence[Data]:
    """A list; an empty one for anything else."""
    if isinstance(value, list):
        return value
    return ()
