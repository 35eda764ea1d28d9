"""Titles of plans: which line of a source is one, and where in a file one plan ends and the next
begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from wardbook.word.drafts import WentWhere
from wardbook.word.outline_tree import OutlineKind, OutlineNode
from wardbook.word.sources import Piece, SourceParagraph, SourceTable
from wardbook.word.written_marks import is_like_title, written_marks

_PLAN_WORDS = re.compile(
    r"(?:预案|流程|规程|方案|制度|办法|手册|规定|plans?|procedures?|playbook|runbook|policy|manual|"
    r"guidelines?|protocol)\s*(?:[（(].{1,12}[）)])?$",
    re.IGNORECASE,
)


def parts_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The plans that a file holds one behind the other: each begins with a title of its own."""
    starts: list[int] = []
    has_begun = False
    begins = _beginning(pieces)
    for at, piece in enumerate(pieces):
        if isinstance(piece, SourceTable) or _says_nothing(piece):
            continue
        if begins(piece) and (has_begun or not starts):
            starts.append(at)
            has_begun = False
        elif _begins_chapter(piece):
            has_begun = True
    if len(starts) < 2:
        return [list(pieces)]
    ends = [*starts[1:], len(pieces)]
    starts[0] = 0
    return [list(pieces[start:end]) for start, end in zip(starts, ends, strict=True)]


def _beginning(pieces: Sequence[Piece]) -> Callable[[SourceParagraph], bool]:
    """What tells the first line of a plan in a file."""
    if _has_plans_as_tops(pieces):
        return _is_top
    return _begins_plan


def _says_nothing(piece: SourceParagraph) -> bool:
    return piece.is_empty or piece.is_contents


def _begins_plan(piece: SourceParagraph) -> bool:
    """Whether a line is the title of a plan: it looks like one, and says that it is one."""
    if piece.number or piece.is_bullet or written_marks(piece.text) or piece.kind != "paragraph":
        return False
    looks = piece.is_title or (piece.is_centred and (piece.is_bold or piece.size >= 16))
    return (
        looks and is_like_title(piece.text) and _PLAN_WORDS.search(piece.text.strip()) is not None
    )


def _is_top(piece: SourceParagraph) -> bool:
    return piece.level == 1


def _begins_chapter(piece: SourceParagraph) -> bool:
    return piece.level > 0 or (bool(written_marks(piece.shown)) and is_like_title(piece.text))


def _has_plans_as_tops(pieces: Sequence[Piece]) -> bool:
    """Whether every heading of the first level is the title of a plan, and there are several."""
    tops = deeper = 0
    for piece in pieces:
        if isinstance(piece, SourceTable) or piece.is_empty:
            continue
        deeper += piece.level > 1
        if _is_top(piece):
            tops += 1
            if piece.number or not _PLAN_WORDS.search(piece.text.strip()):
                return False
    return 1 < tops <= deeper


def title_of(root: OutlineNode, went: WentWhere) -> SourceParagraph | None:
    """The title of a plan, taken out of its tree; None where no line is one."""
    sole = _sole_top(root)
    if sole is not None and sole.paragraph:
        at = root.inside.index(sole)
        root.inside[at : at + 1] = sole.inside
        went.put(sole.paragraph, "title")
        return sole.paragraph
    front = list(_front(root))
    for judge in (_is_title_style, _looks_like_plan, _stands_out):
        for paragraph in front:
            if judge(paragraph):
                _take_out(root, paragraph)
                went.put(paragraph, "title")
                return paragraph
    return None


def _sole_top(root: OutlineNode) -> OutlineNode | None:
    """The only heading of the first level, where all else stands below it: the title in Markdown,
    and in files whose title has a heading's style."""
    nodes = list(root.nodes())
    if len(nodes) != 1 or nodes[0].kind is not OutlineKind.STYLE or nodes[0].mark:
        return None
    has_style_below = any(node.kind is OutlineKind.STYLE for node in nodes[0].nodes())
    if not has_style_below:
        return None
    return nodes[0]


def _front(root: OutlineNode) -> Iterator[SourceParagraph]:
    """The paragraphs before the first heading; bold lines among them, too."""
    for inner in root.inside:
        if isinstance(inner, SourceParagraph):
            yield inner
        elif isinstance(inner, OutlineNode):
            if inner.kind is not OutlineKind.BOLD or inner.paragraph is None:
                return
            yield inner.paragraph


def _is_title_style(paragraph: SourceParagraph) -> bool:
    return paragraph.is_title and not paragraph.is_empty


def _looks_like_plan(paragraph: SourceParagraph) -> bool:
    said = paragraph.text.strip()
    return is_like_title(said) and _PLAN_WORDS.search(said) is not None


def _stands_out(paragraph: SourceParagraph) -> bool:
    stands_out = paragraph.is_centred and (paragraph.is_bold or paragraph.size >= 16)
    return stands_out and is_like_title(paragraph.text)


def _take_out(root: OutlineNode, paragraph: SourceParagraph) -> None:
    """Remove a paragraph from the front; what stood below a bold line stays."""
    for at, inner in enumerate(root.inside):
        if inner is paragraph:
            del root.inside[at]
            return
        if isinstance(inner, OutlineNode) and inner.paragraph is paragraph:
            root.inside[at : at + 1] = inner.inside
            return
