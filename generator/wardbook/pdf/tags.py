"""Mends the tags of a finished PDF: what a screen reader is told of tables and languages.
WeasyPrint tags every HTML table as one; the cells of a form are no table of data, and a table's
headings must say what they head. Nor does it say which words are in another language: a form that
prints two would be read aloud in the voice of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from weasyprint.pdf.stream import Stream

Elements = Mapping[bytes, dict[str, Any]]
"""Structure elements by reference."""
_LANGUAGE_TAGS = {"zh": "zh-Hans"}
"""What a PDF says of a language where its code is too short: MuPDF has a font for Chinese that is
typed into a form only where the script is said."""
_IN = "@"
"""Between the kind of an element and the language of its words, until they are mended."""
_OF_TABLES = ("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD")


def language_tag(language: str) -> str:
    """What a PDF says of a language."""
    return _LANGUAGE_TAGS.get(language, language)


@contextmanager
def noting_languages() -> Iterator[None]:
    """Have the kind of each piece of text say its language, too, until `mend_tags` takes it from
    there: a finished PDF no longer knows which box a piece was. WeasyPrint has no option for it."""
    marked = Stream.marked

    @contextmanager
    def noted(self: Any, box: Any, tag: str) -> Iterator[None]:
        with marked(self, box, tag):
            language = box.style["lang"]
            if self._tags is not None and language:
                self._tags[box]["tag"] = f"{tag}{_IN}{language}"
            yield

    Stream.marked = noted
    try:
        yield
    finally:
        Stream.marked = marked


def mend_tags(pdf: Any, language: str) -> None:
    """Give headings their scope, and words in another language than the sheet's `language` theirs;
    make tables without data groups of plain blocks. `pdf` is a pydyf document."""
    elements: dict[bytes, dict[str, Any]] = {}
    for thing in pdf.objects:
        reference = thing.reference
        if isinstance(thing, dict):
            elements[reference] = thing
            _say_language(thing, language)
    # The list is made first: what was a table is none afterwards
    for table in [element for element in elements.values() if element.get("S") == "/Table"]:
        _mend_table(table, elements)


def _say_language(element: dict[str, Any], usual: str) -> None:
    kind, noted, language = str(element.get("S", "")).partition(_IN)
    if not noted:
        return
    element["S"] = kind
    if language != usual:
        element["Lang"] = f"({language_tag(language)})"


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
