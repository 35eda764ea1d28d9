"""Where the pages of a document begin, noted while WeasyPrint lays them out; and pages laid out
again from there, without those before them. WeasyPrint has no option for it."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from weasyprint import document as documents
from weasyprint.layout import layout_document
from weasyprint.layout import page as paging
from weasyprint.layout.background import layout_backgrounds

_STRINGS = "strings"
"""Class of the element that sets what stands in the margins of all pages."""
_REMADE = paging.remake_page
_NOWHERE: tuple[Any, ...] = (None,) * 4
"""Where a page begins that is not laid out again, nor the one behind such a page."""


class PageMoved(Exception):
    """A page that was laid out again does not end where it did."""


@dataclass(frozen=True)
class Course:
    """How the pages of a document follow each other, as plain data.

    `starts`: of each page, and of the one behind the last, what WeasyPrint knows where it begins,
    as a literal of Python's: few are read again. `clean`: whether nothing that began before runs
    on there beside its text. `strings`: by name and number of the page, from 1, what its margins
    are told.
    """

    starts: Sequence[str]
    clean: Sequence[bool]
    strings: Mapping[str, Mapping[int, Sequence[str]]]


@dataclass(frozen=True)
class Again:
    """Which pages of a document, from 0, are laid out again, and its course. `bare`: without what
    stands on them, for what stands in their margins."""

    pages: Sequence[int]
    course: Course
    bare: bool = False


def course_of(document: Any) -> Course:
    """The course of a document that was laid out whole."""
    course: Course = document._html.course
    return course


def is_part(document: Any) -> bool:
    """Whether these are some pages of a document, laid out again."""
    return _again(document) is not None


def numbers_of(document: Any) -> Sequence[int]:
    """The places of a document's pages in the whole, from 0."""
    again = _again(document)
    return again.pages if again else range(len(document.pages))


def _again(document: Any) -> Again | None:
    again: Again | None = getattr(getattr(document, "_html", None), "again", None)
    return again


@cache
def note_courses() -> None:
    """Have WeasyPrint note the course of what it lays out, in this process."""
    documents.layout_document, paging.remake_page = _lay_out, _remake


def _remake(index: int, context: Any, root: Any, html: Any) -> Any:
    made = _REMADE(index, context, root, html)
    runs_on = context.__dict__.setdefault("runs_on", {})
    runs_on[index + 1] = bool(context.reported_footnotes or context.broken_out_of_flow)
    return made


def _lay_out(html: Any, root: Any, context: Any, *rest: Any) -> Iterator[Any]:
    """WeasyPrint's own way for a whole document; else the pages that are wanted again."""
    again: Again | None = getattr(html, "again", None)
    if again is not None:
        yield from _lay_out_again(html, root, context, again)
        return
    yield from layout_document(html, root, context, *rest)
    starts = [repr(entry[:4]) for entry in context.page_maker]
    clean = [not context.runs_on.get(index) for index in range(len(starts))]
    strings = {}
    for name, pages in context.string_set.items():
        strings[name] = {page: list(values) for page, values in pages.items() if values}
    html.course = Course(starts, clean, strings)


def _lay_out_again(html: Any, root: Any, context: Any, again: Again) -> Iterator[Any]:
    """Some pages of a document. Raises PageMoved where one of them does not end as it did."""
    pages: list[Any] = []
    context.rendered_notes = []
    context.page_maker = list(_starts(again))
    for index in again.pages:
        following = context.page_maker[index + 1]
        page, _ = paging.remake_page(index, context, root, html)
        moved = _has_moved(context, index) or following is not context.page_maker[index + 1]
        moved = moved or (context.runs_on[index + 1] and index + 1 not in again.pages)
        if moved and not again.bare:
            raise PageMoved
        pages.append(page)
    _tell_strings(context, root, again, pages)
    _drop_bookmarks(root, again, pages)
    for index, page in zip(again.pages, pages, strict=True):
        if page.fixed_boxes:
            raise PageMoved
        yield _with_margins(context, index, page)


def _starts(again: Again) -> Iterator[tuple[Any, ...]]:
    """What WeasyPrint knows where pages begin: those that are laid out, and those behind them."""
    for index in range(len(again.course.starts)):
        known = _NOWHERE
        if index in again.pages or index - 1 in again.pages:
            known = _start(again.course, index)
        yield (*known, _nothing_left())


def _start(course: Course, index: int) -> tuple[Any, ...]:
    """What WeasyPrint knows where a page begins, to be changed at will."""
    start: tuple[Any, ...] = literal_eval(course.starts[index])
    return start


def _nothing_left() -> dict[str, Any]:
    """What WeasyPrint notes of a page that needs not be made once more."""
    return {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}


def _has_moved(context: Any, index: int) -> bool:
    """Whether a page asks to be made once more."""
    state = context.page_maker[index][-1]
    return bool(state["content_changed"] or state["pages_wanted"])


def _tell_strings(context: Any, root: Any, again: Again, pages: Sequence[Any]) -> None:
    """What the margins of pages are told: those that are made again say it themselves."""
    for name, by_page in again.course.strings.items():
        for number, values in by_page.items():
            if number - 1 not in again.pages:
                context.string_set[name][number] = list(values)
    if 0 not in again.pages:
        for name, text in _strings_of_all(root):
            context.string_set[name].setdefault(1, [text])[0] = text
    for index, page in zip(again.pages, pages, strict=True):
        for name, text in _strings_on(page):
            context.string_set[name][index + 1].append(text)


def _strings_of_all(root: Any) -> Sequence[tuple[str, str]]:
    for box in root.descendants():
        if box.element is not None and box.element.get("class") == _STRINGS:
            return _strings_of(box)
    return ()


def _strings_on(page: Any) -> Iterator[tuple[str, str]]:
    for box in page.descendants():
        if box.missing_link:  # says on which page something else stands
            raise PageMoved
        yield from _strings_of(box)


def _strings_of(box: Any) -> Sequence[tuple[str, str]]:
    strings: Any = box.string_set
    return strings if strings and strings != "none" else ()


def _drop_bookmarks(root: Any, again: Again, pages: Sequence[Any]) -> None:
    """An element has its bookmark where it begins."""
    begun: set[int] = set()
    for index, page in zip(again.pages, pages, strict=True):
        begun.update(_open_at(root, _start(again.course, index)[0]))
        for box in page.descendants():
            if box.bookmark_label:
                if id(box.element) in begun:
                    box.bookmark_label = ""
                begun.add(id(box.element))


def _open_at(root: Any, resume_at: Mapping[int, Any] | None) -> Iterator[int]:
    """The elements that have begun before a page and go on there."""
    box = root
    while resume_at:
        yield id(box.element)
        ((at, resume_at),) = resume_at.items()
        if at >= len(getattr(box, "children", ())):
            return
        box = box.children[at]
    # What the page begins with is on none before it


def _with_margins(context: Any, index: int, page: Any) -> Any:
    """A page with what stands in its margins, as WeasyPrint adds it in the end."""
    root, footnotes, notes = page.children
    context.current_page = index + 1
    children = [root, *(area for area in (footnotes, notes) if area.children)]
    children += paging.make_margin_boxes(context, page, context.page_maker[index + 1][3])
    page.children = tuple(children)
    layout_backgrounds(page, context.get_image_from_uri)
    return page
