"""What stands last on the pages of a document: nothing that announces what follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import Document, Page
from weasyprint.formatting_structure import boxes

ANNOUNCE = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "figcaption",
        "thead",
        "dt",
        "sheet-head",
        "li.start",
        "caller",
        "task",
        "group",
        "first-line",
        "purpose",
        "systems",
        "stop-line",
        "intro",
        "source",
    ]
)
"""Elements, or classes of elements, behind which something of theirs stands."""
CLOSES = "box-list"
"""A sheet whose `intro` says something of the table above it."""


def announced_at_end(document: Document) -> Iterator[str]:
    """Of each page but the last, its last words where they announce what stands on the next. What
    stands before a procedure's phases may stand with its drawing alone."""
    for number, page in enumerate(document.pages[:-1], 1):
        texts = list(_texts(page._page_box, frozenset()))
        if not texts:
            continue
        words, inside = texts[-1]
        own_drawing = has_foot(page) and "procedure" in inside and "phase" not in inside
        if inside & ANNOUNCE and CLOSES not in inside and not own_drawing:
            yield f"page {number}: {words}"


def has_foot(page: Page) -> bool:
    """Whether a drawing stands at the foot of a page."""
    areas = (box for box in page._page_box.children if isinstance(box, boxes.FootnoteAreaBox))
    return any(area.children for area in areas)


def _texts(box: Any, inside: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Texts and drawings of a page in their order, each with the names and classes of the elements
    that it stands in; without its margins, and drawings at its foot."""
    for child in box.children:
        if isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            continue
        own = inside
        if child.element is not None:
            tag, classes = child.element_tag, child.element.get("class", "").split()
            own = own | {tag, *classes, *(f"{tag}.{name}" for name in classes)}
        if isinstance(child, boxes.ParentBox):
            yield from _texts(child, own)
        elif isinstance(child, boxes.ReplacedBox):
            yield "", own - ANNOUNCE
        elif isinstance(child, boxes.TextBox) and child.text.strip():
            yield child.text.strip(), own
