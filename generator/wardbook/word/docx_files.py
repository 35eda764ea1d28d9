"""A file of Word → its pieces, in the order in which people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from wardbook.word.auto_numbers import AutoNumbers, ShownNumber
from wardbook.word.packages import (
    PARAGRAPHS_MOST,
    UnreadableWord,
    damaged,
    opened,
    too_large,
)
from wardbook.word.paragraph_text import PackageParts, ParagraphReader, ReadText
from wardbook.word.sources import Piece, SourceCell, SourceFile, SourceParagraph, SourceTable
from wardbook.word.word_styles import ParagraphFacts, WordStyles
from wardbook.word.word_xml import W, child, said, whole

if TYPE_CHECKING:
    from docx.document import Document

_NO_NUMBER = ShownNumber("", False)
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_GALLERY = ".//" + W + "docPartGallery"
_AROUND = ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")
"""What may stand around paragraphs without being one."""
_NESTED_MOST = 60


def read_docx(raw: bytes, file: str) -> SourceFile:
    """The pieces of a document. Raises `UnreadableWord`."""
    document = opened(raw, file)
    try:
        return _DocxReader(document, file).whole()
    except UnreadableWord:
        raise
    # What is damaged inside a part shows only where it is read
    except Exception as problem:
        raise damaged(file, type(problem).__name__) from problem


class _DocxReader:
    """Walks through a document."""

    def __init__(self, document: Document, file: str) -> None:
        self._document = document
        self._file = file
        self._styles = WordStyles(document.styles.element)
        self._numbers = AutoNumbers(_numbering_of(document))
        self._part = document.part
        self._count = 0
        self._parts = PackageParts(self._picture, self._address, dict(_notes_of(document)))

    def whole(self) -> SourceFile:
        """All that the document holds."""
        pieces = tuple(self._pieces(self._document.element.body, is_contents=False))
        return SourceFile(self._file, pieces, tuple(self._beside()))

    def _pieces(self, element: Any, *, is_contents: bool, nested: int = 0) -> Iterator[Piece]:
        """Paragraphs and tables below an element."""
        for inner in element:
            name = _name(inner)
            if name == "p":
                yield from self._paragraphs(inner, is_contents=is_contents)
            elif name == "tbl":
                yield self._table(inner)
            elif name in _AROUND and nested < _NESTED_MOST:
                inside = is_contents or _is_contents(inner)
                yield from self._pieces(inner, is_contents=inside, nested=nested + 1)

    def _paragraphs(self, element: Any, *, is_contents: bool) -> Iterator[SourceParagraph]:
        """A paragraph, and those in text boxes that hang on it."""
        facts = self._styles.facts(element)
        reader = ParagraphReader(self._parts, bold=facts.is_bold, size=facts.size)
        reader.take(element)
        paragraph = self._paragraph(facts, reader.read)
        yield replace(paragraph, is_contents=is_contents or facts.is_contents)
        for box in reader.read.boxes:
            for piece in self._pieces(box, is_contents=False):
                for boxed in _flat(piece):
                    yield replace(boxed, kind="box")

    def _paragraph(self, facts: ParagraphFacts, read: ReadText) -> SourceParagraph:
        number, depth = self._number(facts, read)
        self._count += 1
        if self._count > PARAGRAPHS_MOST:
            raise too_large(self._file)
        level, style = facts.level, facts.style
        if facts.is_title:
            level = 0
        if facts.is_caption:
            style = "caption"
        return SourceParagraph(
            place=self._count,
            text=read.text,
            number=number.text,
            is_bullet=number.is_bullet,
            depth=depth,
            level=level,
            style=style,
            is_title=facts.is_title,
            is_bold=read.is_bold,
            is_centred=facts.is_centred,
            size=read.size,
            pictures=tuple(read.pictures),
            notes=tuple(read.notes),
            lost=tuple(read.lost),
        )

    def _number(self, facts: ParagraphFacts, read: ReadText) -> tuple[ShownNumber, int]:
        """The number that Word counts for a paragraph, and its level. It counts empty ones, too,
        but shows nothing that anybody would miss."""
        if not facts.list_name:
            return _NO_NUMBER, 0
        depth = facts.list_level
        if depth is None:
            depth = self._numbers.level_of_style(facts.list_name, facts.style)
        shown = self._numbers.next(facts.list_name, depth)
        if shown is None or not (read.text.strip() or read.pictures):
            return _NO_NUMBER, depth
        return shown, depth

    def _table(self, element: Any) -> SourceTable:
        grid: list[list[_OpenCell]] = []
        has_head = False
        for row in _rows(element):
            if not grid:
                has_head = child(row, "trPr/tblHeader") is not None
            grid.append(self._row(row, grid))
        rows: list[tuple[SourceCell, ...]] = []
        for line in grid:
            rows.append(tuple(cell.closed() for cell in line if not cell.is_continued))
        return SourceTable(tuple(rows), has_head)

    def _row(self, row: Any, above: list[list[_OpenCell]]) -> list[_OpenCell]:
        """The cells of a row; one that continues a cell above lets that one reach down."""
        column = whole(said(row, "trPr/gridBefore"))
        cells: list[_OpenCell] = []
        if column:
            cells.append(_OpenCell((), 0, column))
        for element in _cells(row):
            across = whole(said(element, "tcPr/gridSpan"), 1)
            cell = _OpenCell((), column, max(1, across))
            merge = child(element, "tcPr/vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart":
                cell.start = _above(above, cell)
            paragraphs = tuple(self._in_cell(element))
            if cell.start is None:
                cell.paragraphs = paragraphs
            else:
                cell.start.down += 1
                cell.start.paragraphs += tuple(one for one in paragraphs if not one.is_empty)
            cells.append(cell)
            column += cell.across
        return cells

    def _in_cell(self, element: Any) -> Iterator[SourceParagraph]:
        """The paragraphs of a cell, those of tables inside it too."""
        for piece in self._pieces(element, is_contents=False):
            yield from _flat(piece)

    def _picture(self, relation: str) -> tuple[str, bytes]:
        part = self._part.related_parts.get(relation)
        if part is None:
            return "", b""
        return PurePosixPath(str(part.partname)).suffix.lstrip(".").lower(), part.blob

    def _address(self, relation: str) -> str:
        found = self._part.rels.get(relation)
        if found is None or not found.is_external:
            return ""
        return str(found.target_ref)

    def _beside(self) -> Iterator[SourceParagraph]:
        """Headers, footers and comments: what each says, once."""
        said: set[tuple[str, str]] = set()
        for kind, root in _roots_beside(self._document):
            for element in root.iter(f"{W}p"):
                reader = ParagraphReader(self._parts, bold=False, size=0)
                reader.take(element)
                text = reader.read.text.strip()
                if text and (kind, text) not in said:
                    said.add((kind, text))
                    self._count += 1
                    yield SourceParagraph(self._count, text, kind=kind)


class _OpenCell:
    """A cell while its table is read: rows below may continue it."""

    def __init__(self, paragraphs: tuple[SourceParagraph, ...], column: int, across: int) -> None:
        self.paragraphs = paragraphs
        self.column, self.across, self.down = column, across, 1
        self.start: _OpenCell | None = None

    @property
    def is_continued(self) -> bool:
        """Whether it is a part of a cell that begins above."""
        return self.start is not None

    def closed(self) -> SourceCell:
        return SourceCell(self.paragraphs, self.across, self.down)


def _above(above: list[list[_OpenCell]], cell: _OpenCell) -> _OpenCell | None:
    """The cell of the row above that this one continues; None where there is none as wide."""
    if not above:
        return None
    for other in above[-1]:
        if (other.column, other.across) == (cell.column, cell.across):
            return other.start or other
    return None


def _flat(piece: Piece) -> Iterator[SourceParagraph]:
    if isinstance(piece, SourceTable):
        yield from piece.paragraphs()
    else:
        yield piece


def _rows(table: Any) -> Iterator[Any]:
    yield from _through(table, "tr")


def _cells(row: Any) -> Iterator[Any]:
    yield from _through(row, "tc")


def _through(element: Any, wanted: str) -> Iterator[Any]:
    """Children of a name, those inside content controls and tracked insertions too."""
    for inner in element:
        name = _name(inner)
        if name == wanted:
            yield inner
        elif name in _AROUND:
            yield from _through(inner, wanted)


def _name(element: Any) -> str:
    """The local name of an element of the text; empty for any other."""
    if isinstance(element.tag, str) and element.tag.startswith(W):
        return element.tag[len(W) :]
    return ""


def _is_contents(element: Any) -> bool:
    """Whether a content control holds a table of contents."""
    gallery = element.find(_GALLERY)
    return gallery is not None and "Contents" in (gallery.get(f"{W}val") or "")


def _numbering_of(document: Document) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def related(document: Document, *endings: str) -> Iterator[tuple[str, Any]]:
    """Parts of the document by the kind of their relation, as XML."""
    # It comes with the library that reads Word
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.is_external:
            continue
        kind = relation.reltype.rpartition("/")[2]
        if kind in endings:
            yield kind, parse_xml(relation.target_part.blob)


def _notes_of(document: Document) -> Iterator[tuple[tuple[str, str], str]]:
    """Footnotes and endnotes: kind and number, and what they say."""
    for kind, root in related(document, "footnotes", "endnotes"):
        for note in root.iter(f"{W}{kind.removesuffix('s')}"):
            if note.get(f"{W}type") not in _SEPARATORS:
                yield (kind.removesuffix("s"), note.get(f"{W}id") or ""), _lines(note)


def _lines(element: Any) -> str:
    said: list[str] = []
    for paragraph in element.iter(f"{W}p"):
        words: Iterable[str] = (text.text or "" for text in paragraph.iter(f"{W}t"))
        said.append("".join(words).strip())
    return " ".join(filter(None, said))


def _roots_beside(document: Document) -> Iterator[tuple[str, Any]]:
    for kind, root in related(document, "header", "footer", "comments"):
        yield kind.removesuffix("s"), root
