"""A plan as it is drafted from a source: chapters, blocks, and what its cover says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from wardbook.plan.data import Data
from wardbook.plan.reader import forbidden_control
from wardbook.sheets.numbering import joined
from wardbook.word.sources import SourceParagraph, SourceTable
from wardbook.word.written_marks import WrittenMark

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile("[\t\xa0]")
_LIKE_REFERENCE = re.compile(r"<(?=[a-z]+:[a-z0-9-]+)")


def clean(text: str) -> str:
    """Words as a plan can hold them: without what nobody sees, on one line for each line."""
    said = _SPACES.sub(" ", _UNSEEN.sub("", text))
    while forbidden_control(said):
        said = said.replace(forbidden_control(said), "")
    said = _LIKE_REFERENCE.sub("< ", said)
    lines = (line.strip() for line in said.split("\n"))
    return "\n".join(filter(None, lines))


def on_one_line(text: str) -> str:
    """The same as a title: it is one line."""
    return " ".join(clean(text).split("\n"))


@dataclass(frozen=True)
class DraftText:
    """Prose: a paragraph."""

    paragraph: SourceParagraph
    text: str


@dataclass(frozen=True)
class DraftNote:
    """What stands apart: a footnote, the words of a box."""

    paragraph: SourceParagraph
    text: str


@dataclass(eq=False)
class DraftItem:
    """An item of a list, with the paragraphs behind its first and a list below it."""

    paragraph: SourceParagraph
    mark: WrittenMark | None
    text: str
    below: DraftList | None = None


@dataclass(eq=False)
class DraftList:
    """A list. `example` is what the first number of it looks like; empty for one without numbers.
    `is_typed`: the plan can't count as the source does, so that numbers stand in the words."""

    items: list[DraftItem]
    example: str = ""
    is_typed: bool = False

    @property
    def counts(self) -> bool:
        """Whether the plan counts its items."""
        return bool(self.example) and not self.is_typed

    def words(self, item: DraftItem) -> str:
        """What is written for an item."""
        if item.mark and not self.counts:
            return joined(item.mark.text, item.text)
        return item.text


@dataclass(frozen=True)
class DraftTable:
    """A table, with the first row as its head, or without one."""

    table: SourceTable
    has_head: bool


@dataclass(frozen=True)
class DraftFigure:
    """A picture that lies in the project as `file`."""

    paragraph: SourceParagraph
    file: str
    caption: str
    alt: str


DraftBlock: TypeAlias = "DraftText | DraftNote | DraftList | DraftTable | DraftFigure"


@dataclass(eq=False)
class DraftChapter:
    """A chapter. `paragraph` is its heading; one without a title begins with its first words."""

    paragraph: SourceParagraph | None
    mark: WrittenMark | None
    title: str
    id: str = ""
    is_typed: bool = False
    """Whether its number stands in its title, because the plan would count another."""
    levels: tuple[str, ...] = ()
    blocks: list[DraftBlock] = field(default_factory=list)
    chapters: list[DraftChapter] = field(default_factory=list)
    continued: list[DraftBlock] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether the plan counts it."""
        return self.mark is not None and not self.is_typed

    @property
    def is_section(self) -> bool:
        """Whether it is a section of articles."""
        return self.counts and self.mark is not None and self.mark.is_section

    def heading(self) -> str:
        """What is written as its title."""
        if self.mark and not self.counts:
            return joined(self.mark.text.strip(), self.title)
        return self.title

    def every_block(self) -> Iterator[DraftBlock]:
        """Its own blocks, those behind the chapters below too."""
        yield from self.blocks
        yield from self.continued

    def all(self) -> Iterator[DraftChapter]:
        """It and everything below, in reading order."""
        yield self
        for chapter in self.chapters:
            yield from chapter.all()


@dataclass(eq=False)
class PlanDraft:
    """A whole plan. `fields` are those of the plan that its cover says, as plain data."""

    id: str
    code: str
    language: str
    title: SourceParagraph
    chapters: list[DraftChapter]
    attachments: list[DraftChapter]
    fields: Mapping[str, Data] = field(default_factory=dict)
    style: str = "chinese"
    levels: tuple[str, ...] = ()
    section: str = ""
    attachment: str = ""

    def every_chapter(self) -> Iterator[DraftChapter]:
        """Every chapter and attachment, in reading order."""
        for top in (*self.chapters, *self.attachments):
            yield from top.all()


@dataclass
class WentWhere:
    """Where each paragraph of a source went, by its place."""

    kinds: dict[int, str] = field(default_factory=dict)
    """heading, text, item, cell, caption, note, figure, cover, history, contents, empty, beside."""
    joined: dict[int, int] = field(default_factory=dict)
    """Paragraphs that stand in the words of another: place → place of that."""
    remarks: dict[int, list[str]] = field(default_factory=dict)
    """Keys of what an author should look at."""

    def put(
        self, paragraph: SourceParagraph, kind: str, into: SourceParagraph | None = None
    ) -> None:
        """Note where a paragraph went; `into` another, if it stands in its words."""
        self.kinds[paragraph.place] = kind
        if into is not None and into.place != paragraph.place:
            self.joined[paragraph.place] = into.place

    def remark(self, paragraph: SourceParagraph, key: str) -> None:
        """Note something to look at."""
        self.remarks.setdefault(paragraph.place, []).append(key)
