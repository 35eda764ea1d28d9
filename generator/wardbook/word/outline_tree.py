"""Pieces of a source → a tree: which paragraph stands below which, by styles, by numbers that were
typed or counted, and by bold lines that act as headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from wardbook.word.sources import Piece, SourceParagraph, SourceTable
from wardbook.word.typed_bullets import with_typed_bullets
from wardbook.word.written_marks import (
    WrittenMark,
    follows,
    is_like_title,
    is_uncounted,
    written_marks,
)

_BOLD_MOST = 0.5
"""Share of bold paragraphs from which bold says nothing."""
_UNKNOWN_RANK = 9
_TABLE = re.compile(r"表|\b(?:table|below|following)\b", re.IGNORECASE)
"""Words by which an item announces a table."""


class OutlineKind(Enum):
    """What made a paragraph the head of what stands below it."""

    ROOT = "root"
    STYLE = "style"
    MARK = "mark"
    BOLD = "bold"
    BULLET = "bullet"


@dataclass(eq=False)
class OutlineNode:
    """A paragraph with what stands below it, in its order."""

    kind: OutlineKind
    paragraph: SourceParagraph | None = None
    mark: WrittenMark | None = None
    level: int = 0
    """Level of its style, or depth of its bullet."""
    title: SourceParagraph | None = None
    """Where its title is a paragraph of its own: 附件1, and the title a line below."""
    inside: list[SourceParagraph | SourceTable | OutlineNode] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words behind the number."""
        if self.title:
            return self.title.text.strip()
        if self.mark:
            return self.mark.rest.strip()
        assert self.paragraph is not None
        return self.paragraph.text.strip()

    @property
    def example(self) -> str:
        """What the first number of its kind looks like; empty without a number."""
        if self.mark is None:
            return ""
        return self.mark.example

    @property
    def is_attachment(self) -> bool:
        """Whether it is an attachment of the plan."""
        return self.mark is not None and self.mark.is_attachment

    def nodes(self) -> Iterator[OutlineNode]:
        """Those that stand below it, one level deep."""
        for inner in self.inside:
            if isinstance(inner, OutlineNode):
                yield inner


def outline_of(pieces: Sequence[Piece]) -> OutlineNode:
    """The tree of a source."""
    pieces = with_typed_bullets(pieces)
    growing = _Growing(_bold_heads(pieces), _real_attachments(pieces))
    for piece in pieces:
        growing.add(piece)
    return growing.root


class _Growing:
    """A tree while its pieces come. `open` are the nodes from the root to the last one."""

    def __init__(self, bold: frozenset[int], attachments: frozenset[int]) -> None:
        self.root = OutlineNode(OutlineKind.ROOT)
        self._open = [self.root]
        self._bold = bold
        self._attachments = attachments
        self._held: set[tuple[str, str]] = set()
        """Kinds of numbers that stood below others: outer and inner."""

    def add(self, piece: Piece) -> None:
        """Take the next piece."""
        if isinstance(piece, SourceTable) or piece.is_contents or piece.is_literal:
            self._close_list()
            self._open[-1].inside.append(piece)
            return
        if piece.is_empty:
            return
        if piece.level:
            self._styled(piece)
        elif piece.is_bullet:
            self._bullet(piece)
        elif not self._names_attachment(piece) and not self._marked(piece):
            self._unmarked(piece)

    def _names_attachment(self, piece: SourceParagraph) -> bool:
        """Whether it is the title of an attachment whose number stands a line above."""
        last = self._open[-1]
        stands_out = piece.is_centred or piece.is_bold or piece.is_title
        if last.is_attachment and not (last.text or last.inside) and stands_out:
            if is_like_title(piece.text):
                last.title = piece
                return True
        return False

    def _styled(self, piece: SourceParagraph) -> None:
        mark = next(iter(self._marks(piece)), None)
        if mark and mark.is_attachment:
            self._open = [self.root]
        else:
            while len(self._open) > 1 and not self._holds_style(self._open[-1], piece.level):
                self._open.pop()
        self._push(OutlineNode(OutlineKind.STYLE, piece, mark, piece.level))

    def _holds_style(self, node: OutlineNode, level: int) -> bool:
        if node.is_attachment and node.kind is OutlineKind.MARK:
            return True
        return node.kind is OutlineKind.STYLE and node.level < level

    def _bullet(self, piece: SourceParagraph) -> None:
        while self._open[-1].kind is OutlineKind.BULLET and self._open[-1].level >= piece.depth:
            self._open.pop()
        self._push(OutlineNode(OutlineKind.BULLET, piece, level=piece.depth))

    def _marks(self, piece: SourceParagraph) -> list[WrittenMark]:
        """The numbers that a paragraph may have. What Word counted is a number, whatever it looks
        like."""
        if not piece.number:
            return written_marks(piece.text)
        found: list[WrittenMark] = []
        for mark in written_marks(f"{piece.number} {piece.text}"):
            if mark.text.strip() == piece.number:
                found.append(mark)
        if not found:
            rank = _UNKNOWN_RANK + piece.depth
            found.append(WrittenMark(piece.number, "", (0,), piece.text.strip(), rank))
        return found

    def _marked(self, piece: SourceParagraph) -> bool:
        """Take a paragraph with a number; False where it has none that makes sense here."""
        if is_uncounted(piece.text):
            return False
        for mark in self._marks(piece):
            if mark.is_attachment and piece.place not in self._attachments:
                continue
            at = self._sibling(mark, piece)
            if at:
                del self._open[at:]
            elif self._may_begin(mark, piece):
                self._make_room(mark)
            else:
                continue
            self._push(OutlineNode(OutlineKind.MARK, piece, mark, piece.depth))
            return True
        return False

    def _sibling(self, mark: WrittenMark, piece: SourceParagraph) -> int:
        """Where in `open` stands the one that a number comes behind; 0: nowhere."""
        if mark.is_attachment:
            return min(1, len(self._open) - 1)
        for at in range(len(self._open) - 1, 0, -1):
            other = self._open[at].mark
            if other is None or not _are_of_a_kind(self._open[at], mark, piece):
                continue
            if self._open[at].kind is OutlineKind.STYLE and not _comes_next(piece, mark, other):
                continue
            if piece.number or follows(mark, other.counts) or mark.value == 1:
                return at
        return 0

    def _may_begin(self, mark: WrittenMark, piece: SourceParagraph) -> bool:
        """Whether a number may be the first of its kind here: one that Word counted, 第二章, or the
        number one."""
        if piece.number or mark.heads:
            return True
        if mark.value != 1 and not self._is_below(mark):
            return False
        return len(mark.counts) == 1 or self._fits(mark)

    def _is_below(self, mark: WrittenMark) -> bool:
        """Whether a number begins with that of an open heading: 2.3 in 2."""
        for node in self._open:
            if node.mark and node.mark.counts == mark.counts[:-1]:
                return True
        return False

    def _fits(self, mark: WrittenMark) -> bool:
        """Whether no open heading says another number above it: 3.1 is not in 2."""
        for node in self._open:
            if node.mark and len(node.mark.counts) == len(mark.counts) - 1:
                if node.mark.counts != mark.counts[:-1]:
                    return False
        return True

    def _make_room(self, mark: WrittenMark) -> None:
        """Close what a number stands further out than, unless such ones have stood below it, or the
        one above has just begun."""
        if mark.is_attachment:
            self._open = [self.root]
        while self._open[-1].kind is OutlineKind.BULLET and mark.rank < _UNKNOWN_RANK:
            self._open.pop()
        while self._stands_deeper(self._open[-1], mark):
            self._open.pop()

    def _stands_deeper(self, last: OutlineNode, mark: WrittenMark) -> bool:
        """Whether a node is an item that ends where a number begins."""
        if last.kind is not OutlineKind.MARK or last.mark is None or last.is_attachment:
            return False
        if last.mark.rank <= mark.rank or (last.example, mark.example) in self._held:
            return False
        announces = is_like_title(last.text) or last.text.endswith(("：", ":"))
        return bool(last.inside) or not announces

    def _unmarked(self, piece: SourceParagraph) -> None:
        while self._open[-1].kind is OutlineKind.BULLET:
            self._open.pop()
        if piece.place not in self._bold:
            self._open[-1].inside.append(piece)
            return
        for at, node in enumerate(self._open):
            if node.kind is OutlineKind.BOLD:
                del self._open[at:]
                break
        else:
            self._close_items()
        self._push(OutlineNode(OutlineKind.BOLD, piece))

    def _close_items(self) -> None:
        """Close what is an item of a list rather than a heading."""
        while self._open[-1].kind is OutlineKind.MARK and not is_like_title(self._open[-1].text):
            if self._open[-1].is_attachment:
                return
            self._open.pop()

    def _close_list(self) -> None:
        """Close a list of letters or small Roman numbers in front of a table: it is not the last
        item's, unless that announces it."""
        while self._is_listed(self._open[-1]):
            self._open.pop()

    def _is_listed(self, last: OutlineNode) -> bool:
        """Whether a node stands behind others of its kind that hold nothing."""
        if last.mark is None or last.is_attachment or last.mark.rank <= _UNKNOWN_RANK:
            return False
        beside = [node for node in self._open[-2].nodes() if node.example == last.example]
        announces = last.text.endswith(("：", ":")) or _TABLE.search(last.text)
        return len(beside) > 1 and not announces and not any(node.inside for node in beside[:-1])

    def _push(self, node: OutlineNode) -> None:
        last = self._open[-1]
        if last.mark and node.mark:
            self._held.add((last.example, node.example))
        last.inside.append(node)
        self._open.append(node)


def _are_of_a_kind(node: OutlineNode, mark: WrittenMark, piece: SourceParagraph) -> bool:
    """Whether a number looks like that of a node; numbers that plans can't count by their depth."""
    if node.is_attachment or node.example != mark.example:
        return False
    return bool(mark.example) or node.level == piece.depth


def _comes_next(piece: SourceParagraph, mark: WrittenMark, before: WrittenMark) -> bool:
    """Whether a number without a style may go on behind a styled heading of its kind. One that is
    counted must be the next: a list begins anew below the heading 4."""
    return not piece.number or mark.value == before.value + 1


def _bold_heads(pieces: Sequence[Piece]) -> frozenset[int]:
    """Places of bold lines that act as headings: short, no list, something else behind them."""
    found: list[int] = []
    several = 0
    for at, piece in enumerate(pieces):
        if isinstance(piece, SourceTable) or piece.is_empty:
            continue
        several += 1
        if piece.is_bold and _stands_as_head(piece) and _is_followed(pieces[at + 1 :]):
            found.append(piece.place)
    if len(found) > several * _BOLD_MOST:
        return frozenset()
    return frozenset(found)


def _stands_as_head(piece: SourceParagraph) -> bool:
    is_listed = piece.number or piece.is_bullet or piece.level or piece.is_title
    is_plain = piece.kind == "paragraph" and not piece.is_contents and piece.style != "caption"
    return is_plain and not is_listed and is_like_title(piece.text)


def _is_followed(behind: Iterable[Piece]) -> bool:
    """Whether the next thing that says anything is no bold line."""
    for piece in behind:
        if isinstance(piece, SourceTable):
            return True
        if not piece.is_empty:
            return not (piece.is_bold and _stands_as_head(piece) and not piece.level)
    return False


def _real_attachments(pieces: Sequence[Piece]) -> frozenset[int]:
    """Places where attachments begin. The end of a plan often lists them first: the last line that
    names one is its heading."""
    last: dict[tuple[str, int], int] = {}
    for piece in pieces:
        if isinstance(piece, SourceTable) or piece.is_contents:
            continue
        for mark in written_marks(piece.text):
            if mark.is_attachment and (not mark.rest or is_like_title(mark.rest)):
                last[mark.example, mark.value] = piece.place
    return frozenset(last.values())
