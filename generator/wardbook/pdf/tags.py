"""Mends the tags of a finished PDF: what a screen reader is told of tables. WeasyPrint tags every
HTML table as one; the cells of a form are no table of data, and a table's headings must say what
they head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Elements = Mapping[bytes, dict[str, Any]]
"""Structure elements by reference."""
_OF_TABLES = ("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD")


def mend_tags(pdf: Any) -> None:
    """Give headings their scope; make tables without data groups of plain blocks. `pdf` is a pydyf
    document."""
    elements: dict[bytes, dict[str, Any]] = {}
    for thing in pdf.objects:
        reference = thing.reference
        if isinstance(thing, dict):
            elements[reference] = thing
    # The list is made first: what was a table is none afterwards
    for table in [element for element in elements.values() if element.get("S") == "/Table"]:
        _mend_table(table, elements)


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
