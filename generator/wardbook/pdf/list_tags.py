"""Lists in the tree of tags: items with a label and one body. WeasyPrint knows neither terms with
what they mean nor numbers that a template prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

Elements = Mapping[bytes, Any]
"""Structure elements of a pydyf document by reference."""
LABEL, _BODY, _ITEM, _LIST = "/Lbl", "/LBody", "/LI", "/L"
_IN_LISTS = (_ITEM, _LIST, "/Caption")


def mend_lists(elements: Elements) -> None:
    """Make what stands in a list its items, and give each item its label before one body."""
    for found in [element for element in elements.values() if element["S"] == _LIST]:
        for kid in found["K"]:
            if elements[kid]["S"] not in _IN_LISTS:
                elements[kid]["S"] = _ITEM
    for item in [element for element in elements.values() if element["S"] == _ITEM]:
        _mend_item(item, elements)


def _mend_item(item: Any, elements: Elements) -> None:
    bodies = [kid for kid in item["K"] if _kind(kid, elements) == _BODY]
    if not bodies:
        return
    labels: list[Any] = []
    rest: list[Any] = []
    for kid in _parts(item, elements):
        if _kind(kid, elements) == LABEL and not rest:
            labels.append(kid)
        else:
            rest.append(kid)
    body = elements[bodies[0]]
    body["K"], item["K"] = pydyf.Array(rest), pydyf.Array([*labels, body.reference])
    _place(labels, item, elements)
    _place(rest, body, elements)
    for kid in rest:
        if _kind(kid, elements) in (LABEL, _BODY):  # such as the box within an item's own
            elements[kid]["S"] = "/Div"


def _parts(item: Any, elements: Elements) -> Iterator[Any]:
    """What stands in an item: in its bodies, and beside them."""
    for kid in item["K"]:
        if _kind(kid, elements) == _BODY:
            for own in elements[kid]["K"]:
                yield from _with_its_label(own, elements)
        else:
            yield kid


def _with_its_label(kid: Any, elements: Elements) -> Iterator[Any]:
    """A part, behind the label that begins it: the first line of an item with a list below it is a
    block that layout makes."""
    if _kind(kid, elements) == "/NonStruct":
        inner = elements[kid]["K"]
        if inner and _kind(inner[0], elements) == LABEL:
            yield inner.pop(0)
    yield kid


def _place(kids: list[Any], parent: Any, elements: Elements) -> None:
    for kid in kids:
        if isinstance(kid, bytes) and kid in elements:
            elements[kid]["P"] = parent.reference


def _kind(kid: Any, elements: Elements) -> str:
    """The kind of a part; empty for a piece of a page."""
    if isinstance(kid, bytes) and kid in elements:
        return str(elements[kid]["S"])
    return ""
