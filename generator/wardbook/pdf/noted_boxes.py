"""What WeasyPrint forgets while it writes tags: which box a piece of text was, what a place to fill
in was called, which item of a list of terms was the term. WeasyPrint has no option for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from wardbook.pdf.drawn_sheets import FootPlace

IN = "@"
"""Between the kind of an element and the number of its box, until they are mended."""
_KINDS = {"dt": "Lbl", "dd": "LBody", "a": "Span"}
"""Kinds of the parts of a list of terms, of which WeasyPrint makes two items each; and of a link,
until it is known to lead somewhere: its words are pieces of their own, as those of other text."""


@dataclass(frozen=True)
class Noted:
    """The boxes of a document's pieces of text, by their numbers."""

    boxes: list[Any] = field(default_factory=list)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By the identity of its box where a piece begins and ends in the content of its page."""
    feet: list[FootPlace] = field(default_factory=list)
    """Where the feet of a short sheet stand that take one line."""
    in_lines: dict[bytes, Any] = field(default_factory=dict)
    """By the reference of an element that stands in a line: what of the HTML it is."""
    breaks: set[bytes] = field(default_factory=set)
    """The elements of breaks that somebody set."""

    def note(self, element: Any, box: Any) -> None:
        """Keep what of the HTML an element of the tree is, where a line's end may cut it in two."""
        if box.element is None or "::" in box.element_tag:
            return
        if isinstance(box, InlineBox):
            self.in_lines[element.reference] = box.element
        if box.element_tag == "br":
            self.breaks.add(element.reference)


@contextmanager
def noting_boxes() -> Iterator[Noted]:
    """Have the kind of each piece of text name its box, and each element that is filled in (see
    form_blanks.py) bear the name of what goes in as its title."""
    noted = Noted()
    marked, kind_of, build = Stream.marked, tags._get_pdf_tag, tags._build_box_tree
    titled: set[int] = set()

    @contextmanager
    def noting(self: Any, box: Any, tag: str) -> Iterator[None]:
        with marked(self, box, tag):
            if self._tags is not None:
                self._tags[box]["tag"] = f"{tag}{IN}{len(noted.boxes)}"
                noted.boxes.append(box)
            begin = len(self.stream)
            yield
            noted.places[id(box)] = begin, len(self.stream)

    def kinds(tag: str | None) -> str:
        return _KINDS.get(tag or "") or str(kind_of(tag))

    def built(box: Any, *rest: Any) -> Iterator[Any]:
        title = blank_title(box.element)
        for element in build(box, *rest):
            noted.note(element, box)
            if title and id(box.element) not in titled:
                titled.add(id(box.element))
                element["T"] = tags.pydyf.String(title)
            yield element

    Stream.marked, tags._get_pdf_tag, tags._build_box_tree = noting, kinds, built
    try:
        yield noted
    finally:
        Stream.marked, tags._get_pdf_tag, tags._build_box_tree = marked, kind_of, build


def blank_title(element: Any) -> str:
    """What an element that is filled in is called in the tree of tags; empty for others."""
    if element is None or element.get("data-blank") is None or element.get("data-kind") == "mark":
        return ""
    return title_of(element.get("data-blank"), element.get("data-part") or "")


def title_of(name: str, part: str) -> str:
    """The title of the place of a blank."""
    return f"{name} {part}".strip()
