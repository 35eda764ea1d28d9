"""Mends the tags of a finished PDF: what a screen reader is told of tables, lists, languages and
lines. WeasyPrint tags every HTML table as one; the cells of a form are no table of data, and a
table's headings must say what they head. Nor does it say which words are in another language: a
form that prints two would be read aloud in the voice of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import TextBox

from wardbook.fonts import NO_BREAK_HYPHEN, NO_BREAK_SPACE
from wardbook.pdf.description import language_tag
from wardbook.pdf.list_tags import LABEL, Elements, mend_lists
from wardbook.pdf.measures import POINTS_OF_PIXEL
from wardbook.pdf.noted_boxes import IN, Noted
from wardbook.pdf.running_words import mend_running_words
from wardbook.pdf.told_lines import ends_before_gaps, ends_before_words, join_lines, join_links

_OF_TABLES = ("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD")
_NUMBERS = ("step-number", "item-number")
"""Classes of the numbers of steps and items."""


def mend_tags(document: Any, pdf: Any, noted: Noted) -> None:
    """Give headings their scope, words in another language than the sheet's theirs, steps and items
    their numbers, figures their place, lines the space that they end with; make tables without data
    groups of plain blocks, and running heads artifacts. `pdf` is a pydyf document."""
    elements = {thing.reference: thing for thing in pdf.objects if _is_element(thing)}
    pieces = _pieces(elements, noted)
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    numbers = pdf.objects[int(root["ParentTree"].split()[0])]["Nums"]
    join_lines(elements, noted, numbers)
    gaps = ends_before_gaps(document, root, elements, pieces, noted)
    spaced = {id(box) for box in (*ends_before_words(document), *gaps)}
    for reference, box in pieces.items():
        _say_of_box(elements[reference], box, elements, document.metadata.lang, spaced)
    mend_running_words(document, pdf, elements)
    # The lists are made first: what was a table is none afterwards
    for table in list(elements.values()):
        if table["S"] == "/Table":
            _mend_table(table, elements)
    mend_lists(elements)
    heights = _heights(document, pdf)
    for element in elements.values():
        if element["S"] == "/Figure":
            _place(element, heights[element["Pg"]])
    join_links(elements, pdf, numbers)


def _heights(document: Any, pdf: Any) -> dict[Any, float]:
    """Reference of a page → its height in points."""
    heights = {}
    for reference, page in zip(pdf.page_references, document.pages, strict=True):
        heights[reference] = page.height * POINTS_OF_PIXEL
    return heights


def _is_element(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


def _pieces(elements: Elements, noted: Noted) -> dict[bytes, Any]:
    """The boxes of pieces of a page, by the references of their elements, of which the kinds no
    longer name them."""
    pieces = {}
    for reference, element in elements.items():
        kind, found, number = str(element["S"]).partition(IN)
        if found:
            element["S"] = kind
            pieces[reference] = noted.boxes[int(number)]
    return pieces


def _say_of_box(element: Any, box: Any, elements: Elements, usual: str, spaced: set[int]) -> None:
    """What the box of a piece of text tells: its language, that a space follows it, and whether it
    is the number of a step or an item."""
    language = box.style["lang"]
    if language and language != usual:
        element["Lang"] = f"({language_tag(language)})"
    told = _told(box, ends_with_space=id(box) in spaced)
    if told:
        element["ActualText"] = pydyf.String(told)
    if box.element is not None and box.element.get("class") in _NUMBERS:
        elements[element["P"]]["S"] = LABEL


def _told(box: Any, *, ends_with_space: bool) -> str:
    """What a piece of text says, where that is more than it prints: WeasyPrint draws no space at
    the beginning or the end of a piece. Empty where it prints all."""
    if not isinstance(box, TextBox):
        return ""
    text = box.text.replace(NO_BREAK_HYPHEN, "-").replace(NO_BREAK_SPACE, " ")
    if ends_with_space:
        text += " "
    return text if text != text.strip() else ""


def _place(figure: dict[str, Any], height: float) -> None:
    """Give a figure its place in points from the bottom of a page `height` points high; WeasyPrint
    says it in pixels from the top."""
    left, top, right, bottom = figure["A"]["BBox"]
    across = (left * POINTS_OF_PIXEL, right * POINTS_OF_PIXEL)
    low, high = height - bottom * POINTS_OF_PIXEL, height - top * POINTS_OF_PIXEL
    figure["A"]["BBox"] = pydyf.Array(
        round(value, 2) for value in (across[0], low, across[1], high)
    )


def _mend_table(table: dict[str, Any], elements: Elements) -> None:
    within = list(_below(table, elements))
    rows = [element for element in within if element["S"] == "/TR"]
    if any(_is_heading(row, elements) for row in rows):
        _give_scopes(rows, elements)
        return
    for element in (table, *within):
        _make_plain(element)


def _is_heading(row: dict[str, Any], elements: Elements) -> bool:
    """Whether a row holds headings alone."""
    cells = list(_cells(row, elements))
    return bool(cells) and all(cell["S"] == "/TH" for cell in cells)


def _give_scopes(rows: list[dict[str, Any]], elements: Elements) -> None:
    for row in rows:
        scope = "/Column" if _is_heading(row, elements) else "/Row"
        for cell in _cells(row, elements):
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope


def _make_plain(element: dict[str, Any]) -> None:
    if element["S"] in _OF_TABLES:
        element["S"] = "/Div"
        element.pop("A", None)
        element.pop("ID", None)


def _cells(row: dict[str, Any], elements: Elements) -> Iterator[dict[str, Any]]:
    for kid in row["K"]:
        element = elements.get(kid, {})
        if element.get("S") in ("/TH", "/TD"):
            yield element


def _below(element: dict[str, Any], elements: Elements) -> Iterator[dict[str, Any]]:
    """Structure elements below one, in reading order. Kids that are numbers are pieces of a
    page."""
    for kid in element.get("K", ()):
        if not isinstance(kid, bytes):
            continue
        below = elements.get(kid, {})
        if below.get("Type") == "/StructElem":
            yield below
            yield from _below(below, elements)
