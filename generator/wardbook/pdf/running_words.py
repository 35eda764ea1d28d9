"""Running heads and feet in the tree of tags. Page numbers and heads are told to no reader; what
says which paper this is (draft or drill, edition, check word) is told once, on the first page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from weasyprint.formatting_structure.boxes import MarginBox, TextBox

from wardbook.pdf.page_starts import numbers_of

Element = Any
_BANNER, _FOOT, _CODE = "@top-center", "@bottom-left", "@bottom-right"
"""Where "draft" or "drill" stands, which paper this is, and its code with the page number. A form
has no head: there the banner stands before the code."""
_HIDDEN = b"null"


def mend_running_words(document: Any, pdf: Any, elements: Mapping[bytes, Element]) -> None:
    """Tell the first page's banner and foot as paragraphs, the banner first, and make all other
    running words artifacts."""
    root = _root_of(elements)
    loose = _loose(root, pdf, elements)
    pages = zip(document.pages, numbers_of(document), pdf.page_references, strict=True)
    for at, (page, number, reference) in enumerate(pages):
        told = _told(page) if number == 0 else set()
        hidden: set[int] = set()
        for keyword, element in _running(page, loose[reference]):
            if keyword in told:
                _tell(root, element, first=keyword == _BANNER)
            else:
                hidden.update(_pieces(element, elements))
        _hide(pdf, at, hidden)


def foot_words(page: Any) -> list[Any]:
    """The pieces of text at the foot of a page that say which paper it is."""
    words = []
    for box in _margin_boxes(page):
        if box.at_keyword == _FOOT:
            words += [one for one in box.descendants() if isinstance(one, TextBox)]
    return words


def _root_of(elements: Mapping[bytes, Element]) -> Element:
    """The element of the whole document."""
    for element in elements.values():
        if element.get("S") == "/Document":
            return element
    raise LookupError("no element of the whole document")


def _loose(root: Element, pdf: Any, elements: Mapping[bytes, Element]) -> Mapping[bytes, Any]:
    """For each page the elements that belong to the document and stand nowhere in its order:
    running words."""
    linked = set(root["K"])
    loose: dict[bytes, list[Element]] = {page: [] for page in pdf.page_references}
    for reference, element in elements.items():
        if element.get("P") == root.reference and reference not in linked:
            loose[element["Pg"]].append(element)
    return loose


def _running(page: Any, loose: Iterable[Element]) -> Iterator[tuple[str, Element]]:
    """The running words of a page, each with the name of its margin box."""
    running = iter(loose)
    for box in _margin_boxes(page):
        for _ in box.children:
            yield box.at_keyword, next(running)


def _margin_boxes(page: Any) -> Iterator[MarginBox]:
    for box in page._page_box.children:
        if isinstance(box, MarginBox):
            yield box


def _told(page: Any) -> set[str]:
    """The margin boxes of a page that say which paper it is."""
    said = {box.at_keyword for box in _margin_boxes(page)}
    if _BANNER in said:
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
    page = pdf.objects[int(pdf.page_references[number].split()[0])]
    content = pdf.objects[int(page["Contents"].split()[0])].stream
    for at, thing in enumerate(content):
        if isinstance(thing, dict) and thing.get("MCID") in hidden:
            content[at - 1], content[at] = "/Artifact", type(thing)({"Type": "/Pagination"})
    tree = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    numbers = pdf.objects[int(tree["ParentTree"].split()[0])]["Nums"]
    pieces = numbers[numbers.index(number) + 1]
    for piece in hidden:
        pieces[piece] = _HIDDEN
