"""What a file of Word, Markdown or plain text holds, piece by piece in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class SourcePicture:
    """A picture of the source: its bytes, empty where there are none to be had. `kind` is how its
    file ends (png, jpeg, emf), `alt` what the source says of it."""

    kind: str
    content: bytes
    alt: str = ""


@dataclass(frozen=True)
class SourceNote:
    """A footnote or endnote, called in a paragraph by `label`."""

    label: str
    text: str


@dataclass(frozen=True)
class LostThing:
    """Something of the source that no plan can hold: `kind` is a word of the account, `said` what
    stood there."""

    kind: str
    said: str


@dataclass(frozen=True)
class SourceParagraph:
    """A paragraph. `place` counts all paragraphs of the file, those in cells too, from 1."""

    place: int
    text: str
    number: str = ""
    """Its automatic number, as Word shows it."""
    is_bullet: bool = False
    depth: int = 0
    """Level of its automatic list, from 0."""
    level: int = 0
    """Level of heading by its style or its outline level, from 1; 0: no heading."""
    style: str = ""
    is_title: bool = False
    is_bold: bool = False
    is_centred: bool = False
    is_contents: bool = False
    """A line of a table of contents."""
    is_literal: bool = False
    """A line to be read as it stands, between the fences of Markdown: what looks like a number or a
    sign of a list is none."""
    size: float = 0
    """Of its letters, in points; 0 where the file does not say so."""
    kind: str = "paragraph"
    """paragraph, box (in a text box), header, footer, comment."""
    pictures: tuple[SourcePicture, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    lost: tuple[LostThing, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it could be lost."""
        return not (self.text.strip() or self.pictures or self.notes)

    @property
    def shown(self) -> str:
        """What a reader of the source sees: its automatic number, then its words."""
        if not self.number:
            return self.text
        return f"{self.number} {self.text}"


@dataclass(frozen=True)
class SourceCell:
    """A cell of a table, where it begins: the rows and columns that it reaches over."""

    paragraphs: tuple[SourceParagraph, ...]
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        """Its paragraphs, a line each."""
        lines: list[str] = []
        for paragraph in self.paragraphs:
            if paragraph.shown.strip():
                lines.append(paragraph.shown.strip())
        return "\n".join(lines)


@dataclass(frozen=True)
class SourceTable:
    """A table, row by row, without the places that a cell of a row above reaches into."""

    rows: tuple[tuple[SourceCell, ...], ...]
    has_head: bool = False
    """Whether the file says that the first row is a head."""
    caption: SourceParagraph | None = None

    def cells(self) -> Iterator[SourceCell]:
        """Every cell, in reading order."""
        for row in self.rows:
            yield from row

    def paragraphs(self) -> Iterator[SourceParagraph]:
        """Every paragraph of it, its caption first."""
        if self.caption:
            yield self.caption
        for cell in self.cells():
            yield from cell.paragraphs


Piece = SourceParagraph | SourceTable


@dataclass(frozen=True)
class SourceFile:
    """A whole file. `beside` is what stands outside of its text: headers, footers, comments."""

    name: str
    pieces: tuple[Piece, ...]
    beside: tuple[SourceParagraph, ...] = ()

    def paragraphs(self) -> Iterator[SourceParagraph]:
        """Every paragraph of the text, those in cells too."""
        for piece in self.pieces:
            if isinstance(piece, SourceTable):
                yield from piece.paragraphs()
            else:
                yield piece
