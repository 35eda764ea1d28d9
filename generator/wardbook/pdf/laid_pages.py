"""How long sheets were laid out, kept for the next time: where each of their pages begins, and what
stands on it. An edit that moves no line has a few of them laid out again. What was kept is held
against the new pages: it decides how long drawing takes, and never what comes of it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from weasyprint import Document

from wardbook.kept_files import KeptFiles
from wardbook.pdf.fitting import Fit
from wardbook.pdf.memory import LARGE
from wardbook.pdf.page_starts import Course, course_of
from wardbook.pdf.remembered_fits import fit_of, places_of
from wardbook.sheets.sheet import Stamped

LAID = "laid"
"""Folder of its records in the cache."""
_TAGS = re.compile(r"(?=<)")
_MUCH = 4_000
"""Characters of HTML of a short sheet that take longer to lay out than its foot alone."""
_LEVEL = 1
"""Records are read seldom, and written for each long sheet that is drawn."""

Span = tuple[int, int]
"""First and last page, from 0."""


@dataclass(frozen=True)
class Attempt:
    """A long sheet as it was laid out in a setting. `spans`: on which pages each element of its
    sheets stands, by their ids and in their order, None for one that prints nothing; `places`: a
    digest of where everything with a name stands on each page."""

    fit: Fit
    spans: Mapping[str, Sequence[Span | None]]
    places: Sequence[str]
    course: Course


@dataclass(frozen=True)
class Settled:
    """How a sheet was laid out in the end. `key` says what decides how it fits (see
    remembered_fits.py), `parts` is the HTML of its sheets by their ids. `at_once`: its first
    setting was the best."""

    key: str
    at_once: bool
    fit: Fit
    parts: Mapping[str, str]
    document: Document
    origins: Mapping[str, str]
    """What that HTML was made of (see frames.py)."""
    others: Sequence[Attempt] = ()
    """All settings besides in which the same HTML was tried; none where that was not all."""


@dataclass(frozen=True)
class LaidPages:
    """A sheet's pages as they were laid out. `parts`: the HTML of its sheets by their ids, and
    `origins` what that was made of; `spans`:
    on which pages each of their elements stands, in their order, None for one that prints nothing,
    and nothing at all of a short sheet, which is no unit;
    `places`: a digest of where everything with a name stands on each page; `drawing`: the key of
    what was drawn of it."""

    key: str
    at_once: bool
    fit: Fit
    parts: Mapping[str, str]
    origins: Mapping[str, str]
    spans: Mapping[str, Sequence[Span | None]]
    places: Sequence[str]
    course: Course
    drawing: str
    others: Sequence[Attempt] = ()
    """All other settings that were tried until this one was found; none where they are not
    known."""

    def changed(self, parts: Mapping[str, str]) -> set[int] | None:
        """The pages on which words stand that are others now; None where more than words is."""
        pages: set[int] = set()
        if list(parts) != list(self.parts):
            return None
        if not self.spans and parts != self.parts:
            return set(range(len(self.places)))
        for id, html in parts.items():
            if html != self.parts[id]:
                changed = _pages_changed(self.parts[id], html, self.spans[id])
                if changed is None:
                    return None
                pages |= changed
        return pages

    def standing_on(self, pages: Sequence[int]) -> set[str]:
        """The ids of the sheets that stand on any of these pages."""
        found = set()
        for id, (whole, *_) in self.spans.items():
            if whole and not set(pages).isdisjoint(range(whole[0], whole[1] + 1)):
                found.add(id)
        return found

    def as_tried(self) -> Iterator[LaidPages]:
        """The same sheet in each other setting that was tried."""
        for other in self.others:
            yield replace(self, **vars(other), others=())

    @property
    def known(self) -> Mapping[str, str]:
        """The HTML of its sheets by what it was made of."""
        return {origin: self.parts[id] for id, origin in self.origins.items()}

    def with_parts(
        self, key: str, parts: Mapping[str, str], origins: Mapping[str, str], drawing: str
    ) -> LaidPages:
        """The same pages of a sheet whose parts have this HTML, made of that, and of which
        `drawing` was made."""
        return replace(self, key=key, parts=parts, origins=origins, drawing=drawing)


def _pages_changed(old: str, new: str, spans: Sequence[Span | None]) -> set[int] | None:
    """The pages on which the words of a sheet differ from what they were: words stand where the
    element before them stands, or between it and the next. None where tags differ."""
    pages: set[int] = set()
    pieces, others = _TAGS.split(old)[1:], _TAGS.split(new)[1:]
    if len(pieces) != len(others):
        return None
    element = -1
    for before, after in zip(pieces, others, strict=True):
        element += _begins_element(before)
        if before != after:
            if before.partition(">")[0] != after.partition(">")[0]:
                return None
            near = [*_nearest(spans, range(element, -1, -1))]
            near += _nearest(spans, range(element + 1, len(spans)))
            pages.update(range(min(near), max(near) + 1))
    return pages


def _begins_element(piece: str) -> bool:
    return not piece.startswith("</")


def _nearest(spans: Sequence[Span | None], numbers: Sequence[int]) -> Span | tuple[()]:
    """The pages of the first element with these numbers that prints something."""
    for number in numbers:
        span = spans[number]
        if span is not None:
            return span
    return ()


def attempts(tried: Mapping[Fit, Document], last: Fit, parts: Mapping[str, str]) -> list[Attempt]:
    """All settings in which a unit was tried until the `last` was found, as plain data: documents
    take much memory. None where they are not all of the same `parts`, or there is one alone."""
    found: list[Attempt] = []
    for fit, document in tried.items():
        if fit.apart != last.apart or len(document.pages) < LARGE:
            return []
        spans = _spans(document, parts)
        if spans is None:
            return []
        if fit != last:
            places = tuple(map(places_of, document.pages))
            found.append(Attempt(fit, spans, places, course_of(document)))
    return found


def laid_pages(settled: Settled, drawing: str) -> LaidPages | None:
    """What is worth keeping of a sheet that was laid out whole: of a long part of the complete
    plan, and of a short sheet with much on it. None where more decides than can be seen."""
    document, is_unit = settled.document, bool(settled.origins)
    if not settled.key or is_unit != (len(document.pages) >= LARGE):
        return None
    if not is_unit and sum(map(len, settled.parts.values())) < _MUCH:
        return None
    spans = _spans(document, {id: settled.parts[id] for id in settled.origins})
    if spans is None:
        return None
    places = tuple(map(places_of, document.pages))
    decided = (settled.key, settled.at_once, settled.fit, settled.parts, settled.origins)
    course = course_of(document)
    return LaidPages(*decided, spans, places, course, drawing, settled.others)


def _spans(
    document: Document, parts: Mapping[str, str]
) -> Mapping[str, Sequence[Span | None]] | None:
    """On which pages the elements of a sheet's parts stand; None where they are not those of their
    HTML, as it is written."""
    stands: dict[int, list[int]] = {}
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants(placeholders=True):
            if box.element is not None:
                stands.setdefault(id(box.element), [number, number])[1] = number
    spans: dict[str, Sequence[Span | None]] = {}
    for part in document._html.etree_element.iter("section"):
        html = parts.get(part.get("id", ""))
        if html is not None:
            elements = _as_written(part, html)
            if elements is None:
                return None
            spans[part.get("id")] = [_span(stands.get(id(element))) for element in elements]
    return spans if spans.keys() == parts.keys() else None


def _as_written(part: Any, html: str) -> list[Any] | None:
    """The elements of a part that its HTML writes, in their order: bodies of tables may go without
    saying. None where they are others."""
    names = [piece[1:] for piece in _TAGS.split(html)[1:] if _begins_element(piece)]
    elements: list[Any] = []
    for element in part.iter():
        name = element.tag.rpartition("}")[2]
        written = len(elements) < len(names) and names[len(elements)].startswith(name)
        if written:
            elements.append(element)
        elif name != "tbody":
            return None
    return elements if len(elements) == len(names) else None


def _span(pages: Sequence[int] | None) -> Span | None:
    return (pages[0], pages[1]) if pages else None


class KeptCourses:
    """Records of laid-out pages in a folder, one for each sheet: the last. `look` is a digest of
    all that decides how content is drawn."""

    def __init__(self, folder: Path, look: str, *, draft: bool) -> None:
        self._store = KeptFiles(folder, "pages")
        self._decides = (look, draft)

    def find(self, stamped: Stamped) -> LaidPages | None:
        """What was kept; None where nothing was, or it is not as it was written."""
        kept = self._store.find(self._key(stamped))
        if kept is None:
            return None
        try:
            return _from_json(zlib.decompress(kept[1]))
        except (ValueError, KeyError, TypeError, zlib.error):
            return None

    def keep(self, stamped: Stamped, laid: LaidPages) -> None:
        """Keep a record. Where the cache has no room the sheet is laid out whole the next time."""
        facts = {**vars(laid), **_plain(laid), "others": list(map(_plain, laid.others))}
        text = json.dumps(facts, ensure_ascii=False)
        with contextlib.suppress(OSError):
            self._store.keep(self._key(stamped), b"", zlib.compress(text.encode(), _LEVEL))

    def prune(self) -> None:
        """Forget what nothing has used for a fortnight."""
        self._store.prune()

    def _key(self, stamped: Stamped) -> str:
        told = repr((self._decides, stamped.sheet.key))
        return hashlib.sha256(told.encode()).hexdigest()[:40]


def _plain(laid: LaidPages | Attempt) -> dict[str, Any]:
    """A setting in which a sheet was laid out, for JSON."""
    told = {"spans": laid.spans, "places": laid.places}
    return {**told, "fit": asdict(laid.fit), "course": asdict(laid.course)}


def _from_json(written: bytes) -> LaidPages:
    """A record as `keep` wrote it."""
    facts: dict[str, Any] = json.loads(written)
    others = tuple(Attempt(**_tried(other)) for other in facts["others"])
    return LaidPages(**{**facts, **_tried(facts), "others": others})


def _tried(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A setting as `_plain` told it: JSON has lists for tuples, and words for numbers of pages."""
    strings = {}
    for name, pages in facts["course"]["strings"].items():
        strings[name] = {int(page): values for page, values in pages.items()}
    course = Course(**{**facts["course"], "strings": strings})
    told = {"spans": facts["spans"], "places": facts["places"]}
    return {**told, "fit": fit_of(facts["fit"]), "course": course}
