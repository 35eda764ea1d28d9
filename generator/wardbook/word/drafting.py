"""The tree of a source → chapters and blocks of a draft: what numbers a heading and what an item of
a list, and how nothing gets lost between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TypeGuard

from wardbook.word.drafts import (
    DraftBlock,
    DraftChapter,
    DraftFigure,
    DraftItem,
    DraftList,
    DraftNote,
    DraftTable,
    DraftText,
    WentWhere,
    clean,
    on_one_line,
)
from wardbook.word.outline_tree import OutlineKind, OutlineNode
from wardbook.word.sources import (
    Piece,
    SourceCell,
    SourceParagraph,
    SourcePicture,
    SourceTable,
)
from wardbook.word.written_marks import is_like_title

_TABLE_CAPTION = re.compile(r"\s*(?:续?表|Table)\s*[\d一二三四五六七八九十A-Z]", re.IGNORECASE)
_FIGURE_CAPTION = re.compile(r"\s*(?:图|Figure|Fig\.)\s*[\d一二三四五六七八九十A-Z]", re.IGNORECASE)
_MOSTLY = 0.8
"""Share of title-like lines from which all numbers of a kind are headings."""

Place = SourceParagraph | SourceTable | OutlineNode
PictureFile = Callable[[SourcePicture], str]
"""The name under which a picture will lie in the project; empty where it can't."""


@dataclass
class Drafting:
    """Makes chapters of a tree. `file_of` keeps pictures, `went` says where everything went."""

    file_of: PictureFile
    went: WentWhere
    _heads: dict[int, bool] = field(default_factory=dict)

    def chapters(self, root: OutlineNode) -> tuple[list[DraftChapter], list[DraftChapter]]:
        """Chapters and attachments of a whole tree."""
        attached = [node for node in root.nodes() if node.is_attachment]
        inside = [inner for inner in root.inside if inner not in attached]
        top = DraftChapter(None, None, "")
        self._fill(top, inside)
        found = list(top.chapters)
        if top.blocks:
            found.insert(0, DraftChapter(None, None, "", blocks=top.blocks))
        if top.continued:
            found.append(DraftChapter(None, None, "", blocks=top.continued))
        return found, [self._chapter(node) for node in attached]

    def _chapter(self, node: OutlineNode) -> DraftChapter:
        assert node.paragraph is not None
        paragraph = node.title or node.paragraph
        title = on_one_line(node.text)
        words: list[DraftBlock] = []
        if title and not self._is_title(node):
            title = ""
            words.append(DraftText(paragraph, clean(node.text)))
        self.went.put(node.paragraph, "heading", paragraph)
        self.went.put(paragraph, "heading")
        if words:
            self.went.put(paragraph, "text")
        chapter = DraftChapter(paragraph, node.mark, title, blocks=words)
        chapter.blocks += self._beside(node.paragraph)
        self._fill(chapter, node.inside)
        return chapter

    def _is_title(self, node: OutlineNode) -> bool:
        """Whether the words behind a number are a title, not the first sentence."""
        if node.title or node.is_attachment or node.kind is OutlineKind.BOLD:
            return True
        if node.kind is OutlineKind.STYLE:
            return is_like_title(node.text) or "。" not in node.text
        is_article = node.mark is not None and node.mark.is_article
        return is_like_title(node.text) and (bool(node.inside) or not is_article)

    def _fill(self, chapter: DraftChapter, inside: Sequence[Place]) -> None:
        """Put what stands below a heading into its chapter: blocks, chapters, blocks again."""
        for run in _runs(inside):
            if isinstance(run, NodeGroup) and self._is_heading(run.nodes):
                self._make_way(chapter)
                chapter.chapters += [self._chapter(node) for node in run.nodes]
                continue
            target = chapter.blocks
            if chapter.chapters:
                target = chapter.continued
            if isinstance(run, NodeGroup):
                target += self._list_blocks(run)
            else:
                target += self._blocks(run)

    def _make_way(self, chapter: DraftChapter) -> None:
        """What stands between two rows of chapters becomes one without title and number."""
        if chapter.continued:
            chapter.chapters.append(DraftChapter(None, None, "", blocks=chapter.continued))
            chapter.continued = []

    def _is_heading(self, nodes: Sequence[OutlineNode]) -> bool:
        """Whether numbers of one kind in a row are headings, not items of a list."""
        key = id(nodes[0])
        if key not in self._heads:
            self._heads[key] = self._judged(nodes)
        return self._heads[key]

    def _judged(self, nodes: Sequence[OutlineNode]) -> bool:
        first = nodes[0]
        if first.kind in (OutlineKind.STYLE, OutlineKind.BOLD):
            return True
        if first.mark and first.mark.heads:
            return True
        for node in nodes:
            if not self._is_item(node, is_last=node is nodes[-1]):
                return True
        return first.kind is not OutlineKind.BULLET and _look_like_heads(nodes)

    def _is_item(self, node: OutlineNode, *, is_last: bool) -> bool:
        """Whether a list can hold a node: words, then one list, and pictures or tables only behind
        the last item."""
        assert node.paragraph is not None
        if node.paragraph.pictures:
            return False
        lists = 0
        for run in _runs(node.inside):
            if isinstance(run, NodeGroup):
                lists += 1
                if lists > 1 or self._is_heading(run.nodes):
                    return False
            elif not is_last and (lists or not _is_prose(run)):
                return False
        return True

    def _list_blocks(self, group: NodeGroup) -> list[DraftBlock]:
        """A list, and what stands behind its last item."""
        notes: list[DraftBlock] = []
        spilt: list[SourceParagraph | SourceTable] = []
        made = self._list(group.nodes, notes, spilt)
        return [made, *notes, *self._blocks(spilt)]

    def _list(
        self,
        nodes: Sequence[OutlineNode],
        notes: list[DraftBlock],
        spilt: list[SourceParagraph | SourceTable],
    ) -> DraftList:
        """A list of nodes; their footnotes go into `notes`, what stands behind the last of them
        into `spilt`."""
        example = nodes[0].example
        items: list[DraftItem] = []
        for node in nodes:
            assert node.paragraph is not None
            self.went.put(node.paragraph, "item")
            item = DraftItem(node.paragraph, node.mark, clean(node.text))
            notes += self._beside(node.paragraph)
            for run in _runs(node.inside):
                if isinstance(run, NodeGroup):
                    item.below = self._list(run.nodes, notes, spilt)
                elif node is nodes[-1] and not self._belongs(run, node):
                    spilt += run
                else:
                    self._join(item, run, notes)
            items.append(item)
        return DraftList(items, example, is_typed=not _is_countable(nodes))

    def _belongs(self, run: Sequence[SourceParagraph | SourceTable], node: OutlineNode) -> bool:
        """Whether prose behind the last item is its own: where the item announces something."""
        announces = node.text.endswith(("：", ":")) and not list(node.nodes())
        return announces and _is_prose(run)

    def _join(
        self,
        item: DraftItem,
        run: Sequence[SourceParagraph | SourceTable],
        notes: list[DraftBlock],
    ) -> None:
        """Further paragraphs of an item."""
        for paragraph in run:
            assert isinstance(paragraph, SourceParagraph)
            item.text += f"\n{clean(paragraph.shown)}"
            self.went.put(paragraph, "item", item.paragraph)
            notes += self._beside(paragraph)

    def _blocks(self, run: Sequence[SourceParagraph | SourceTable]) -> list[DraftBlock]:
        """Prose, tables and pictures, with their captions."""
        found: list[DraftBlock] = []
        taken = False
        for piece, after in zip_longest(run, run[1:]):
            if taken:
                taken = False
            elif isinstance(piece, SourceTable):
                found += self._table(piece)
            elif isinstance(after, SourceTable) and _is_caption(piece, _TABLE_CAPTION):
                found += self._table(SourceTable(after.rows, after.has_head, piece))
                taken = True
            elif piece.pictures and _is_figure_caption(after):
                found += self._paragraph(piece, after)
                taken = True
            else:
                found += self._paragraph(piece, None)
        return found

    def _paragraph(
        self, paragraph: SourceParagraph, caption: SourceParagraph | None
    ) -> Iterator[DraftBlock]:
        """A paragraph with what hangs on it."""
        if paragraph.is_contents:
            self.went.put(paragraph, "contents")
            return
        words = clean(paragraph.shown)
        self.went.put(paragraph, "figure")
        if words:
            self.went.put(paragraph, "text")
            yield DraftText(paragraph, words)
        if caption:
            self.went.put(caption, "caption")
        yield from self._beside(paragraph, caption)

    def _beside(
        self, paragraph: SourceParagraph, caption: SourceParagraph | None = None
    ) -> Iterator[DraftBlock]:
        """Pictures and footnotes of a paragraph."""
        said = caption
        for picture in paragraph.pictures:
            yield from self._figure(paragraph, picture, said)
            said = None
        if caption and said:  # there was no picture that can be kept
            yield DraftText(caption, clean(caption.shown))
        for note in paragraph.notes:
            yield DraftNote(paragraph, clean(f"{note.label} {note.text}"))

    def _figure(
        self,
        paragraph: SourceParagraph,
        picture: SourcePicture,
        caption: SourceParagraph | None,
    ) -> Iterator[DraftBlock]:
        file = self.file_of(picture)
        if not file:
            self.went.remark(paragraph, "picture_lost")
            if caption:
                yield DraftText(caption, clean(caption.shown))
            return
        name = file.rpartition("/")[2].rpartition(".")[0]
        alt, words = on_one_line(picture.alt), ""
        if caption:
            words = on_one_line(caption.shown)
        if not (caption and alt):
            self.went.remark(paragraph, "picture_words")
        yield DraftFigure(caption or paragraph, file, words, alt or words or name)

    def _table(self, table: SourceTable) -> Iterator[DraftBlock]:
        for paragraph in table.paragraphs():
            self.went.put(paragraph, _kind_in_table(paragraph, table))
        cells = list(table.cells())
        if len(cells) == 1 and not table.caption:
            yield from _boxed(cells[0])
        elif any(cell.text for cell in cells):
            yield DraftTable(table, _has_head(table))
        for paragraph in table.paragraphs():
            yield from self._beside(paragraph)


def _look_like_heads(nodes: Sequence[OutlineNode]) -> bool:
    """Whether most of some numbered lines are titles, all in bold or with something below."""
    titled = bold = 0
    for node in nodes:
        titled += is_like_title(node.text)
        bold += node.paragraph is not None and node.paragraph.is_bold
    if titled < _MOSTLY * len(nodes):
        return False
    return bold == len(nodes) or _hold_much(nodes)


def _hold_much(nodes: Sequence[OutlineNode]) -> bool:
    """Whether prose or a table stands below one of some numbered lines, or lists below half."""
    for node in nodes:
        if not all(isinstance(inner, OutlineNode) for inner in node.inside):
            return True
    return 0 < len(nodes) <= 2 * sum(bool(node.inside) for node in nodes)


def _kind_in_table(paragraph: SourceParagraph, table: SourceTable) -> str:
    if paragraph is table.caption:
        return "caption"
    if paragraph.is_empty:
        return "empty"
    return "cell"


def _boxed(cell: SourceCell) -> Iterator[DraftBlock]:
    """What stands in a frame: a table of one cell."""
    for paragraph in cell.paragraphs:
        if paragraph.text.strip():
            yield DraftNote(paragraph, clean(paragraph.shown))


@dataclass(frozen=True)
class NodeGroup:
    """Nodes of one kind in a row."""

    nodes: tuple[OutlineNode, ...]


Run = NodeGroup | list[SourceParagraph | SourceTable]


def _runs(inside: Sequence[Place]) -> Iterator[Run]:
    """What stands below a node: rows of nodes of one kind, and prose between them."""
    plain: list[SourceParagraph | SourceTable] = []
    nodes: list[OutlineNode] = []
    for inner in inside:
        if isinstance(inner, OutlineNode):
            if plain:
                yield plain
                plain = []
            if nodes and not _are_alike(nodes[-1], inner):
                yield NodeGroup(tuple(nodes))
                nodes = []
            nodes.append(inner)
        else:
            if nodes:
                yield NodeGroup(tuple(nodes))
                nodes = []
            plain.append(inner)
    if nodes:
        yield NodeGroup(tuple(nodes))
    if plain:
        yield plain


def _are_alike(one: OutlineNode, next_one: OutlineNode) -> bool:
    """Whether a node belongs to the same list as the one before it."""
    if one.kind is not next_one.kind:
        return False
    if one.kind is not OutlineKind.MARK or one.mark is None or next_one.mark is None:
        return True
    if one.mark.heads or next_one.mark.heads:
        return True
    begins_anew = next_one.mark.value == 1 and one.mark.value != 0
    return one.example == next_one.example and not begins_anew


def _is_countable(nodes: Sequence[OutlineNode]) -> bool:
    """Whether a plan counts items as they are numbered: one after the other from the first."""
    for at, node in enumerate(nodes, 1):
        mark = node.mark
        if mark and (mark.value != at or not mark.is_shown_by_plans):
            return False
    return True


def _is_prose(run: Sequence[SourceParagraph | SourceTable]) -> bool:
    """Whether a run is words alone."""
    for piece in run:
        if isinstance(piece, SourceTable) or piece.pictures or piece.is_contents:
            return False
    return True


def _is_caption(piece: SourceParagraph, looks: re.Pattern[str]) -> bool:
    if piece.pictures or not piece.text.strip():
        return False
    return piece.style == "caption" or (looks.match(piece.text) is not None and _is_short(piece))


def _is_figure_caption(piece: Piece | None) -> TypeGuard[SourceParagraph]:
    return isinstance(piece, SourceParagraph) and _is_caption(piece, _FIGURE_CAPTION)


def _is_short(piece: SourceParagraph) -> bool:
    return is_like_title(piece.text.strip())


def _has_head(table: SourceTable) -> bool:
    """Whether the first row can be the head: it says what each column is."""
    if len(table.rows) < 2:
        return False
    for cell in table.rows[0]:
        if (cell.across, cell.down) != (1, 1) or not cell.text:
            return False
    return len(table.rows[0]) == max(_width(row) for row in table.rows)


def _width(row: Sequence[object]) -> int:
    return sum(getattr(cell, "across", 1) for cell in row)
