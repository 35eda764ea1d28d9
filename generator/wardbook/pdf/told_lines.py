"""What the ends of lines and the edges of boxes do to what is told. An element that a line's end
cuts in two is told as one: WeasyPrint makes an item, a paragraph or a link of each of its lines.
Words of two boxes are told apart: between them stands a gap, and no space."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

from wardbook.fonts import NO_BREAK_HYPHEN
from wardbook.html.word_wrap import width_of
from wardbook.pdf.list_tags import Elements
from wardbook.pdf.noted_boxes import Noted

_HYPHENS = ("-", "–", "—", "/", NO_BREAK_HYPHEN)
"""Signs behind which a line breaks without a space."""
_WITHIN_TEXT = ("/Span", "/NonStruct", "/Link", "/Form")
"""Kinds of elements that stand in a line; others begin one."""
_CLOSING = frozenset(",.;:!?)]}，。；：！？、）》」』】”’…%")
"""Signs before which no space is told, whatever the edge of a box leaves before them."""
_BREAK = "\n"
"""Stands for a break that somebody set."""
_GAP = 0.25
"""The gap between two pieces of a line that is read as a space, in heights of the type."""
_Place = tuple[int, int, int]
"""Page, block and line of a piece of text."""


def join_lines(elements: Elements, noted: Noted, numbers: list[Any]) -> None:
    """Make one element of what lines made several of. `numbers` lead from links to theirs."""
    joined: dict[bytes, bytes] = {}
    for element in elements.values():
        kept: Any = None
        for kid in list(element["K"]):
            one = elements.get(kid) if isinstance(kid, bytes) else None
            if one is not None and kept is not None and _is_same(one, kept, noted):
                _take_over(kept, one, elements)
                element["K"].remove(kid)
                joined[kid] = kept.reference
            else:
                kept = one
    _lead_to(numbers, joined)


def join_links(elements: Elements, pdf: Any, numbers: list[Any]) -> None:
    """Make the elements that lead away links, and one of those that stand in each other: WeasyPrint
    gives a link to what stands in it, too, and it was told twice."""
    joined: dict[bytes, bytes] = {}
    for element in elements.values():
        held = [kid for kid in element["K"] if _is_link(kid, pdf)]
        if held and element["S"] != "/Form":
            outer = _link_around(element, elements)
            if outer is None:
                element["S"] = "/Link"
                continue
            for kid in held:
                element["K"].remove(kid)
            outer["K"].extend(held)
            element["S"] = "/Span"
            joined[element.reference] = outer.reference
    _lead_to(numbers, joined)


def _is_link(kid: Any, pdf: Any) -> bool:
    return isinstance(kid, bytes) and pdf.objects[int(kid.split()[0])].get("Type") == "/OBJR"


def _link_around(element: Any, elements: Elements) -> Any:
    """The link that an element stands in; None without one."""
    above = elements.get(element["P"])
    while above is not None and above["S"] != "/Link":
        above = elements.get(above["P"])
    return above


def _lead_to(numbers: list[Any], joined: Mapping[bytes, bytes]) -> None:
    """Have what led to elements that were joined lead to those that took them over."""
    for at, entry in enumerate(numbers):
        if isinstance(entry, bytes):
            numbers[at] = joined.get(entry, entry)


def _take_over(kept: Any, one: Any, elements: Elements) -> None:
    """Put what stands in an element into another, and write it no more."""
    for part in one["K"]:
        if isinstance(part, bytes) and part in elements:
            elements[part]["P"] = kept.reference
    kept["K"].extend(one["K"])
    one["K"].clear()
    one.free = "f"


def _is_same(one: Any, other: Any, noted: Noted) -> bool:
    """Whether two elements are of two lines of one."""
    mine, others = noted.in_lines.get(one.reference), noted.in_lines.get(other.reference)
    return mine is not None and mine is others and one["S"] == other["S"]


def ends_before_words(document: Any) -> Iterator[TextBox]:
    """The last pieces of lines that end with a space, which layout leaves out: without it the last
    word of a line and the first of the next are told as one."""
    for page in document.pages:
        for lines in _blocks(page):
            for line, following in pairwise(lines):
                ends, begins = list(_texts(line)), list(_texts(following))
                if ends and begins and _has_space(ends[-1].text, begins[0].text):
                    yield ends[-1]


def _blocks(page: Any) -> Iterator[list[LineBox]]:
    """The lines of each block of a page."""
    for box in page._page_box.descendants():
        lines = [child for child in getattr(box, "children", ()) if isinstance(child, LineBox)]
        if lines:
            yield lines


def _texts(line: LineBox) -> Iterator[TextBox]:
    """The pieces of text of a line, without those of blocks in it."""
    for box in line.children:
        if isinstance(box, TextBox):
            if box.text.strip():
                yield box
        elif isinstance(box, InlineBox):
            yield from _texts(box)


def _has_space(end: str, begin: str) -> bool:
    """Whether a space stood between the end of a line and the next: Chinese breaks without one."""
    if end.endswith(_HYPHENS):
        return False
    return width_of(end[-1]) == 1 and width_of(begin[0]) == 1


def ends_before_gaps(
    document: Any, root: Any, elements: Elements, pieces: Mapping[bytes, Any], noted: Noted
) -> Iterator[TextBox]:
    """The pieces of text before another with which they would be told as one word: one of another
    block, behind a gap, behind a break that somebody set. `pieces`: by the references of their
    elements."""
    places = _places(document)
    before: TextBox | None = None
    is_broken = False
    for thing in _in_order(root, elements, pieces, noted):
        if thing == _BREAK:
            is_broken = True
            continue
        if before is not None and thing is not None and not _needs_none(before, thing):
            if is_broken or _stand_apart(before, thing, places):
                yield before
        before, is_broken = thing, False


def _places(document: Any) -> dict[int, _Place]:
    """By the identity of a piece of text its page, block and line."""
    places = {}
    for page in document.pages:
        for block, lines in enumerate(_blocks(page)):
            for number, line in enumerate(lines):
                for text in _texts(line):
                    places[id(text)] = (id(page), block, number)
    return places


def _needs_none(one: TextBox, other: TextBox) -> bool:
    """Whether a space is told between two pieces as it is, or none may be."""
    begin = other.text[0]
    return bool(one.text[-1].isspace() or begin.isspace() or begin in _CLOSING)


def _in_order(
    element: Any, elements: Elements, pieces: Mapping[bytes, Any], noted: Noted
) -> Iterator[Any]:
    """What is told, in its order: pieces of text, breaks that somebody set, and None where a block
    begins or ends and where something else than words stands."""
    for kid in element["K"]:
        if not isinstance(kid, bytes) or kid not in elements:
            continue
        is_block = elements[kid]["S"] not in _WITHIN_TEXT
        if is_block:
            yield None
        if kid in pieces:
            yield _words(pieces[kid])
        elif kid in noted.breaks:
            yield _BREAK
        yield from _in_order(elements[kid], elements, pieces, noted)
        if is_block:
            yield None


def _words(box: Any) -> TextBox | None:
    return box if isinstance(box, TextBox) and box.text.strip() else None


def _stand_apart(one: TextBox, other: TextBox, places: Mapping[int, _Place]) -> bool:
    """Whether what is drawn leaves room between two pieces that are told one after the other."""
    here, there = places.get(id(one)), places.get(id(other))
    if here is None or there is None or here[:2] != there[:2]:
        return True
    gap = other.position_x - one.position_x - one.width
    return here == there and bool(gap > _GAP * one.style["font_size"])
