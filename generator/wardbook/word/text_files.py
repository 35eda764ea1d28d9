"""Files of Markdown and of plain text → pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from wardbook.findings import Mark, error
from wardbook.plan.folding import HAN
from wardbook.plan.reader import with_newlines
from wardbook.text_encoding import decoded
from wardbook.word.packages import PARAGRAPHS_MOST, TEXT_MOST, UnreadableWord, too_large
from wardbook.word.sources import (
    LostThing,
    Piece,
    SourceCell,
    SourceFile,
    SourceParagraph,
    SourcePicture,
    SourceTable,
)

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_BULLET = re.compile(r"(\s*)[-*+]\s+(.*)")
_ORDERED = re.compile(r"(\s*)(\d{1,9})([.)])\s+(.*)")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_UNDERLINE = re.compile(r"(=+|-+)\s*")
_TABLE_LINE = re.compile(r"\s*\|.*\|\s*")
_BELOW_HEAD = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^)\s]+)[^)]*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^)\s]+)[^)]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"`([^`]+)`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])")
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_LINE_MOST = 30_000
"""Letters of a line: what marks words is looked for all along it."""
_INDENT = 2
"""Spaces from which a list stands one level deeper."""

Pictures = Callable[[str], bytes]
"""The bytes of a picture by its path in the text; empty where there is none."""


def read_text_file(raw: bytes, file: str, pictures: Pictures, *, is_markdown: bool) -> SourceFile:
    """The pieces of a text. Raises `UnreadableWord` where its encoding can't be told, or where it
    is longer than any plan."""
    if len(raw) > TEXT_MOST:
        raise too_large(file)
    found = decoded(raw)
    if found is None or "\0" in found.text:
        raise UnreadableWord(error("X624", Mark(file)))
    lines = with_newlines(found.text).split("\n")
    if max(map(len, lines)) > _LINE_MOST:
        raise too_large(file)
    pieces = _Markdown(pictures).pieces(lines) if is_markdown else _plain(lines)
    found_pieces = tuple(islice(pieces, PARAGRAPHS_MOST + 1))
    if len(found_pieces) > PARAGRAPHS_MOST:
        raise too_large(file)
    return SourceFile(file, found_pieces)


def _plain(lines: list[str]) -> Iterator[SourceParagraph]:
    """A line is a paragraph: so editors and exports write them."""
    place = 0
    for line in lines:
        if line.strip():
            place += 1
            yield SourceParagraph(place, line.strip())


@dataclass
class _Markdown:
    """Reads Markdown line by line. `counts` are those of the ordered list at each depth."""

    pictures: Pictures
    place: int = 0
    waiting: list[str] = field(default_factory=list)
    """Lines of the paragraph that is not at its end yet."""
    counts: dict[int, int] = field(default_factory=dict)
    item: SourceParagraph | None = None
    """The list item that the waiting lines belong to."""

    def pieces(self, lines: list[str]) -> Iterator[Piece]:
        at = 0
        while at < len(lines):
            line = lines[at]
            if _FENCE.match(line):
                yield from self._paragraph()
                at = yield from self._fenced(lines, at + 1)
            elif _is_table(lines, at):
                yield from self._paragraph()
                at = yield from self._table(lines, at)
            else:
                yield from self._line(line)
                at += 1
        yield from self._paragraph()

    def _line(self, line: str) -> Iterator[Piece]:
        heading = _HEADING.fullmatch(line)
        underline = _UNDERLINE.fullmatch(line)
        if heading:
            yield from self._paragraph()
            yield self._heading(heading[2], len(heading[1]))
        elif underline and self.waiting and self.item is None:
            title = " ".join(self.waiting)
            self.waiting = []
            yield self._heading(title, 1 + line.startswith("-"))
        elif not line.strip() or _RULE.fullmatch(line):
            yield from self._paragraph()
        elif _BULLET.fullmatch(line) or _ORDERED.fullmatch(line):
            yield from self._paragraph()
            self._begin_item(line)
        else:
            self._words(line)

    def _words(self, line: str) -> None:
        """A line of a paragraph; one that begins at the margin ends the lists above it."""
        if not self.waiting and not line.startswith(" "):
            self.counts.clear()
        self.waiting.append(line.strip().removeprefix("> ").strip())

    def _heading(self, text: str, level: int) -> SourceParagraph:
        self.counts.clear()
        return replace(self._said(text), level=level)

    def _begin_item(self, line: str) -> None:
        ordered = _ORDERED.fullmatch(line)
        found = ordered or _BULLET.fullmatch(line)
        assert found is not None
        depth = len(found[1].expandtabs(4)) // _INDENT
        for deeper in [other for other in self.counts if other > depth]:
            del self.counts[deeper]
        number = ""
        if ordered:
            count = self.counts.get(depth, int(ordered[2]) - 1) + 1
            self.counts[depth] = count
            number = f"{count}{ordered[3]}"
        self.item = SourceParagraph(0, "", number, is_bullet=not ordered, depth=depth)
        self.waiting = [found[found.re.groups]]

    def _paragraph(self) -> Iterator[SourceParagraph]:
        """The paragraph that the waiting lines make, if there are any."""
        if self.waiting:
            said = self._said(_BETWEEN_HAN.sub("", " ".join(self.waiting)))
            if self.item:
                item = self.item
                said = replace(said, number=item.number, is_bullet=item.is_bullet, depth=item.depth)
            yield said
        self.waiting, self.item = [], None

    def _said(self, text: str) -> SourceParagraph:
        """A paragraph without the marks of Markdown."""
        self.place += 1
        shown: list[SourcePicture] = []
        lost: list[LostThing] = []
        for alt, path in _PICTURE.findall(text):
            shown.append(SourcePicture(path.rpartition(".")[2].lower(), self.pictures(path), alt))
        for said, address in _LINK.findall(text):
            if said != address:
                lost.append(LostThing("link", address))
        words = _LINK.sub(r"\1", _PICTURE.sub("", text))
        strong = _STRONG.fullmatch(words.strip()) is not None
        words = _CODE.sub(r"\1", _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", words)))
        words = _ESCAPED.sub(r"\1", words).strip()
        return SourceParagraph(
            self.place, words, is_bold=strong, pictures=tuple(shown), lost=tuple(lost)
        )

    def _fenced(self, lines: list[str], at: int) -> Generator[Piece, None, int]:
        """The lines between fences, each a paragraph; where they end."""
        while at < len(lines) and not _FENCE.match(lines[at]):
            if lines[at].strip():
                self.place += 1
                yield SourceParagraph(self.place, lines[at].rstrip(), is_literal=True)
            at += 1
        return at + 1

    def _table(self, lines: list[str], at: int) -> Generator[Piece, None, int]:
        rows: list[tuple[SourceCell, ...]] = []
        while at < len(lines) and _TABLE_LINE.fullmatch(lines[at]):
            if not _BELOW_HEAD.fullmatch(lines[at]):
                cells: list[SourceCell] = []
                for cell in re.split(r"(?<!\\)\|", lines[at].strip()[1:-1]):
                    cells.append(SourceCell((self._said(cell.strip()),)))
                rows.append(tuple(cells))
            at += 1
        yield SourceTable(tuple(rows), has_head=True)
        return at


def _is_table(lines: list[str], at: int) -> bool:
    if at + 1 >= len(lines) or not _TABLE_LINE.fullmatch(lines[at]):
        return False
    return _BELOW_HEAD.fullmatch(lines[at + 1]) is not None
