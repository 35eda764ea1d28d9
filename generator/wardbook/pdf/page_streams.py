"""What a drawn page shows, in streams: on short sheets in one; on long ones with its foot, and the
small code on leaves, in streams of their own, which pages share that print the same. A new check
word then changes two streams and no page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint import Document

from wardbook.pdf.drawn_sheets import FootPlace
from wardbook.pdf.leaf_codes import leaf_code
from wardbook.pdf.memory import LARGE
from wardbook.pdf.noted_boxes import Noted
from wardbook.pdf.page_starts import is_part, numbers_of
from wardbook.pdf.running_words import foot_words
from wardbook.pdf.short_feet import place_in


def finish_streams(code: str, document: Document, pdf: Any, noted: Noted) -> None:
    """Print the code on the front of each leaf, over all that the page has set, and set apart what
    changes with a sheet's check word. `pdf` is a pydyf document whose pieces are where they were
    drawn."""
    is_long = is_part(document) or len(document.pages) >= LARGE
    shared: dict[bytes, bytes] = {}
    pages = zip(numbers_of(document), document.pages, pdf.page_references, strict=True)
    for number, page, reference in pages:
        drawn = pdf.objects[int(reference.split()[0])]
        printed = leaf_code(code, page) if number % 2 == 0 else b""
        stream = pdf.objects[int(drawn["Contents"].split()[0])]
        foot = _foot(page, noted)
        if foot is not None and is_long:
            drawn["Contents"] = pydyf.Array(_apart(pdf, stream, foot, printed, shared))
            continue
        if printed:
            stream.stream[:] = [b"q", *stream.stream, b"Q", printed]
        if foot is not None:
            noted.feet.extend(_place(stream, foot, code=bool(printed)))
    if len(noted.feet) < len(document.pages):
        noted.feet.clear()


def _foot(page: Any, noted: Noted) -> tuple[int, int] | None:
    """Where the foot of a page begins and ends in its content; None where it takes not one line."""
    words = foot_words(page)
    return noted.places[id(words[0])] if len(words) == 1 else None


def _place(stream: Any, foot: tuple[int, int], *, code: bool) -> Iterator[FootPlace]:
    """Where a foot stands in the content of a short sheet's page, which is written for that.
    `code`: with the code on its leaf, which has all before it in brackets."""
    stream.stream[:] = map(pydyf._to_bytes, stream.stream)
    place = place_in(stream.stream, foot[0] + code, foot[1] + code, code=code)
    if place is not None:
        yield place


def _apart(
    pdf: Any, stream: Any, foot: tuple[int, int], printed: bytes, shared: dict[bytes, bytes]
) -> list[bytes]:
    """References to the streams of a page: before its foot, the foot, behind it, and its code."""
    begin, end = foot
    content = list(stream.stream)
    before, behind = content[:begin], content[end:]
    if printed:
        before, behind = [b"q", *before], [*behind, b"Q"]
    stream.stream[:] = before
    parts = [stream.reference, _shared(pdf, stream, content[begin:end], shared)]
    last = pydyf.Stream(behind, compress=stream.compress)
    pdf.add_object(last)
    parts.append(last.reference)
    if printed:
        parts.append(_shared(pdf, stream, [printed], shared))
    return parts


def _shared(pdf: Any, like: Any, content: list[Any], shared: dict[bytes, bytes]) -> bytes:
    """A reference to a stream with this content, which is made once."""
    made = pydyf.Stream(content, compress=like.compress)
    if made.data not in shared:
        pdf.add_object(made)
        shared[made.data] = made.reference
    return shared[made.data]
