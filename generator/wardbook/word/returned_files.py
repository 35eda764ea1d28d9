"""A file of Word that came back: what was changed and remarked in each paragraph of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wardbook.word.docx_files import related
from wardbook.word.packages import damaged, opened
from wardbook.word.plan_paragraphs import ParagraphKey
from wardbook.word.word_xml import W

_SAME, _ADDED, _REMOVED = "same", "added", "removed"
_MARKED = {f"{W}ins": _ADDED, f"{W}moveTo": _ADDED, f"{W}del": _REMOVED, f"{W}moveFrom": _REMOVED}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True)
class ReviewedPiece:
    """Words of a paragraph that stayed, were added or were removed, and by whom."""

    kind: str
    text: str
    author: str = ""


@dataclass(frozen=True)
class ReviewComment:
    """A comment, and the words that it hangs on."""

    author: str
    date: str
    text: str


@dataclass
class ReturnedParagraph:
    """A paragraph of the file. `key` is None for one that is not of the plan."""

    key: ParagraphKey | None
    pieces: list[ReviewedPiece] = field(default_factory=list)
    comments: list[ReviewComment] = field(default_factory=list)

    @property
    def before(self) -> str:
        """What it said before the tracked changes."""
        return "".join(piece.text for piece in self.pieces if piece.kind != _ADDED)

    @property
    def now(self) -> str:
        """What it says with them."""
        return "".join(piece.text for piece in self.pieces if piece.kind != _REMOVED)

    @property
    def authors(self) -> tuple[str, ...]:
        """Who changed it, as Word noted."""
        return tuple(dict.fromkeys(piece.author for piece in self.pieces if piece.author))

    @property
    def is_added(self) -> bool:
        """Whether all of it is new, as Word noted."""
        return bool(self.pieces) and all(piece.kind == _ADDED for piece in self.pieces)

    @property
    def is_tracked(self) -> bool:
        """Whether Word noted changes in it."""
        return any(piece.kind != _SAME for piece in self.pieces)


def read_returned(raw: bytes, file: str) -> list[ReturnedParagraph]:
    """Every paragraph of a file that says something. Raises `UnreadableWord`."""
    document = opened(raw, file)
    try:
        comments = dict(_comments(document))
        found: list[ReturnedParagraph] = []
        for paragraph in document.element.body.iter(f"{W}p"):
            found += _ReturnedParts(comments).read(paragraph)
        return found
    # What is damaged inside a part shows only where it is read
    except Exception as problem:
        raise damaged(file, type(problem).__name__) from problem


class _ReturnedParts:
    """Reads one paragraph of Word: what stands in our bookmark, and what was added beside it."""

    def __init__(self, comments: Mapping[str, ReviewComment]) -> None:
        self._comments = comments
        self._key: ParagraphKey | None = None
        self._bookmark = ""
        self._is_inside = False
        self._inside: list[ReviewedPiece] = []
        self._all: list[ReviewedPiece] = []
        self._said: dict[str, ReviewComment] = {}

    def read(self, paragraph: Any) -> Iterator[ReturnedParagraph]:
        """The paragraph, unless it is empty or a line of the contents, which Word writes."""
        self._take(paragraph, _SAME, "")
        comments = list(self._said.values())
        if self._key:
            yield ReturnedParagraph(self._key, self._inside, comments)
            return
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        is_contents = style is not None and (style.get(f"{W}val") or "").startswith("TOC")
        if comments or (self._all and not is_contents):
            yield ReturnedParagraph(None, self._all, comments)

    def _take(self, element: Any, kind: str, author: str) -> None:
        for inner in element:
            name = inner.tag
            if name == f"{W}bookmarkStart":
                self._begin(inner)
            elif name == f"{W}bookmarkEnd":
                if inner.get(f"{W}id") == self._bookmark:
                    self._is_inside = False
            elif name in _MARKED:
                self._take(inner, _MARKED[name], inner.get(f"{W}author") or "")
            elif name == f"{W}r":
                self._run(inner, kind, author)
            elif name not in (f"{W}pPr", f"{W}rPr"):
                self._take(inner, kind, author)

    def _begin(self, element: Any) -> None:
        key = ParagraphKey.read(element.get(f"{W}name") or "")
        if key and self._key is None:
            self._key, self._is_inside = key, True
            self._bookmark = element.get(f"{W}id") or ""

    def _run(self, run: Any, kind: str, author: str) -> None:
        words = ""
        for inner in run:
            if inner.tag in (f"{W}t", f"{W}delText"):
                words += inner.text or ""
            elif inner.tag == f"{W}commentReference":
                id = inner.get(f"{W}id") or ""
                if id in self._comments:
                    self._said[id] = self._comments[id]
            else:
                words += _SIGNS.get(inner.tag, "")
        if not words:
            return
        piece = ReviewedPiece(kind, words, author)
        self._all.append(piece)
        if self._is_inside or kind == _ADDED:
            self._inside.append(piece)


def _comments(document: Any) -> Iterator[tuple[str, ReviewComment]]:
    for _, root in related(document, "comments"):
        for comment in root.iter(f"{W}comment"):
            lines: list[str] = []
            for paragraph in comment.iter(f"{W}p"):
                lines.append("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
            author, date = comment.get(f"{W}author") or "", comment.get(f"{W}date") or ""
            said = ReviewComment(author, date, "\n".join(lines).strip())
            yield comment.get(f"{W}id") or "", said
