"""Running heads and feet in the tree of tags. Page numbers and heads are told to no reader; what
says which paper this is (draft or drill, edition, check word) is told once, on the first page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from weasyprint.formatting_structure.boxes import MarginBox

Element = Any
_BANNER, _FOOT, _CODE = "@top-center", "@bottom-left", "@bottom-right"
"""Where "draft" or "drill" stands, which paper this is, and its code with the page number. A form
has no head: there the banner stands before the code."""
_HIDDEN = b"null"


def mend_running_words(document: Any, pdf: Any, elements: Mapping[bytes, Element]) -> None:
    """Tell the first page's banner and foot as paragraphs, the banner first, and make all other
    running words artifacts."""
    root = pdf.objects[_number(_root_of(pdf))]
    loose = _loose(root, pdf, elements)
    for number, page in enumerate(document.pages):
        told = _told(page) if number == 0 else set()
        running = iter(loose[pdf.page_references[number]])
        hidden: set[int] = set()
        for keyword in _margins(page):
            element = next(running)
            if keyword in told:
                _tell(root, element, first=keyword == _BANNER)
            else:
                hidden.update(_pieces(element, elements))
        _hide(pdf, number, hidden)


def _root_of(pdf: Any) -> bytes:
    """The reference of the element that holds all others."""
    (root,) = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]["K"]
    return bytes(root)


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _loose(
    root: Element, pdf: Any, elements: Mapping[bytes, Element]
) -> dict[bytes, list[Element]]:
    """Elements that are not in the tree, by the page that they stand on: WeasyPrint leaves those of
    running words out."""
    linked = set(root["K"])
    loose: dict[bytes, list[Element]] = {}
    for page in pdf.page_references:
        loose[page] = []
    for reference, element in elements.items():
        if element.get("P") == root.reference and reference not in linked:
            loose[element["Pg"]].append(element)
    return loose


def _margins(page: Any) -> Iterator[str]:
    """The margin box of each running line of a page, in the order of its elements."""
    for box in page._page_box.children:
        if isinstance(box, MarginBox):
            for _ in box.children:
                yield box.at_keyword


def _told(page: Any) -> set[str]:
    """The margin boxes of a page that say which paper it is."""
    if _BANNER in set(_margins(page)):
        return {_BANNER, _FOOT}
    return {_FOOT, _CODE}


def _tell(root: Element, element: Element, *, first: bool) -> None:
    element["S"] = "/P"
    at = 0 if first else len(root["K"])
    root["K"].insert(at, element.reference)


def _pieces(element: Element, elements: Mapping[bytes, Element]) -> Iterator[int]:
    """The numbers of the pieces of a page below an element."""
    for kid in element["K"]:
        if isinstance(kid, int):
            yield kid
        elif kid in elements:
            yield from _pieces(elements[kid], elements)


def _hide(pdf: Any, number: int, hidden: set[int]) -> None:
    """Make pieces of a page artifacts: in its content, and in the list that leads from its pieces
    to their elements."""
    if not hidden:
        return
    page = pdf.objects[_number(pdf.page_references[number])]
    content = pdf.objects[_number(page["Contents"])].stream
    for at, thing in enumerate(content):
        if isinstance(thing, dict) and thing.get("MCID") in hidden:
            content[at - 1], content[at] = "/Artifact", type(thing)({"Type": "/Pagination"})
    tree = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    numbers = pdf.objects[_number(tree["ParentTree"])]["Nums"]
    pieces = numbers[numbers.index(number) + 1]
    for piece in hidden:
        pieces[piece] = _HIDDEN
