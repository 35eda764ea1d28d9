"""Finds what holds nothing in the HTML of sheets and pages: a table without rows, a column without cells, a list without
items, a heading over nothing, a box without a word. What is filled in by hand, or by a script, is not empty."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import lxml.html

Element = Any
"""An element of a parsed document: xml.etree has no type for what lxml makes."""
BY_HAND = frozenset(
    (
        "sign", "tick", "blanks", "count", "done", "date", "gone", "sheet-mark", "serial-place", "wb-which", "wb-filter", "wb-narrow", "wb-numbers", "wb-words",
        "cover-facts", "sign-block", "form", "measured", "place",
    )
)  # fmt: skip
"""Classes of what is empty on purpose: somebody writes into it, a script fills it, or it is a mark that nobody sees."""
BOXES = frozenset(
    ("p", "li", "dt", "dd", "div", "section", "header", "nav", "figcaption", "caption", "span", "b")
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SEEN = frozenset(("img", "svg", "input", "button", "select"))
"""What shows something without words."""


def parse(html: str) -> Element:
    """The element that holds a piece of HTML."""
    return lxml.html.document_fromstring(f"<html><body>{html}</body></html>").find("body")


def words_of(element: Element) -> str:
    """Everything that an element says, with single spaces."""
    return " ".join("".join(element.itertext()).split())


@lru_cache(maxsize=4000)  # most pages and sheets are alike for several audiences
def places_in(html: str) -> tuple[str, ...]:
    """The empty places of a whole page or sheet."""
    return tuple(empty_places(parse(html)))


def empty_places(root: Element) -> Iterator[str]:
    """What holds nothing below an element, as a line each."""
    for element in _looked_at(root):
        if element.tag == "table":
            yield from _in_table(element)
        elif element.tag in ("ul", "ol") and not _children(element, "li"):
            yield f"a list without items: {_name(element)}"
        elif element.tag == "dl" and element.find(".//dt") is None:
            yield f"a list without names: {_name(element)}"
        elif element.tag == "figure" and not _shows(element) and len(element) < 2:
            yield f"a figure without a picture: {_name(element)}"
        elif element.tag in BOXES and not words_of(element) and not _shows(element):
            yield f"a box without a word: {_name(element)}"
    yield from _bare_headings(root)


def _looked_at(root: Element) -> Iterator[Element]:
    """Every element below, but for those that are filled in by hand and what is in them."""
    for child in root:
        if not isinstance(child.tag, str) or _is_by_hand(child):
            continue
        yield child
        yield from _looked_at(child)


def _is_by_hand(element: Element) -> bool:
    return not BY_HAND.isdisjoint((element.get("class") or "").split())


def _shows(element: Element) -> bool:
    """Whether anything in it is seen without words, or filled in."""
    return any(inner.tag in _SEEN or _is_by_hand(inner) for inner in element.iter())


def _name(element: Element) -> str:
    return f"{element.tag}.{element.get('class') or ''} “{words_of(element)[:60]}”"


def _children(element: Element, tag: str) -> list[Element]:
    return [child for child in element if child.tag == tag]


def _in_table(table: Element) -> Iterator[str]:
    """Bodies without rows, and columns in which no row says anything."""
    bodies = _children(table, "tbody")
    if not bodies:
        yield f"a table without rows: {_name(table)}"
    rows: list[list[Element]] = []
    for body in bodies:
        own = _children(body, "tr")
        if not own:
            yield f"a table's body without rows: {_name(table)}"
        rows += _with_cells_above(own)
    for head in table.findall("thead/tr"):
        if not _is_caption(head):
            yield from _in_columns(table, head, rows)
            break


def _is_caption(head: Element) -> bool:
    """Whether a row of a table's head is one cell over all columns: it names none of them."""
    return head.get("class") == "caption" or (len(head) == 1 and head[0].get("colspan") is not None)


def _with_cells_above(body: list[Element]) -> list[list[Element]]:
    """The cells of each row of a body by column, with those of rows above that reach down into it."""
    reaching: dict[int, tuple[Element, int]] = {}
    rows = []
    for row in body:
        cells: list[Element] = []
        for cell in row:
            _reach_down(reaching, cells)
            more = int(cell.get("rowspan", 1)) - 1
            if more:
                reaching[len(cells)] = (cell, more)
            cells.append(cell)
        _reach_down(reaching, cells)
        rows.append(cells)
    return rows


def _reach_down(reaching: dict[int, tuple[Element, int]], cells: list[Element]) -> None:
    """Adds to a row's cells those of rows above that come next in it; they have one row less to go."""
    while len(cells) in reaching:
        at = len(cells)
        cell, more = reaching.pop(at)
        cells.append(cell)
        if more > 1:
            reaching[at] = (cell, more - 1)


def _in_columns(table: Element, head: Element, rows: list[list[Element]]) -> Iterator[str]:
    """Columns in which no row says anything; rows of cells that span several say nothing of them."""
    whole = [row for row in rows if len(row) == len(head)]
    if not whole:
        yield f"a table's head over no row: {_name(table)}"
    for at, heading in enumerate(head):
        if _is_by_hand(heading):
            continue
        if not any(words_of(row[at]) or _shows(row[at]) for row in whole):
            yield f"a column without a word: {_name(heading)} of {_name(table)}"


def _bare_headings(root: Element) -> Iterator[str]:
    """Headings with nothing between them and the next of the same level or a higher one."""
    last: tuple[int, str] | None = None
    for level, said in _flow(root):
        if not level:
            last = None
            continue
        if not said:
            yield "a heading without words"
        if last and level <= last[0]:
            yield f"a heading over nothing: {last[1]}"
        last = (level, said)
    if last:
        yield f"a heading over nothing: {last[1]}"


def _flow(element: Element) -> Iterator[tuple[int, str]]:
    """Headings with their levels, and what stands between them as level 0."""
    for child in element:
        if child.tag in _HEADINGS:
            yield _HEADINGS[child.tag], words_of(child)
        elif child.tag in _SEEN:
            yield 0, ""
        elif isinstance(child.tag, str):
            if (child.text or "").strip():
                yield 0, child.text
            yield from _flow(child)
        if (child.tail or "").strip():
            yield 0, child.tail
