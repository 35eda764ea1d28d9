"""The foot of a short sheet in a stream of its own, as those of long sheets are, while it is
exchanged: on paper and in the cache all that a page of it shows is one stream."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Name, Object

from wardbook.pdf.drawn_sheets import Drawn, FootPlace

_BETWEEN = b"\n"
"""Between the pieces of what a page shows."""
_GAP = len(_BETWEEN)


def place_in(content: Sequence[bytes], begin: int, end: int, *, code: bool) -> FootPlace | None:
    """Where a foot stands in a page's content, of which it is the pieces from `begin` to `end`, and
    the last is the code on its leaf, if it has one; None where nothing is before or behind it."""
    behind = len(content) - code
    if not 0 < begin < end < behind:
        return None
    first = len(_BETWEEN.join(content[:begin])) + _GAP
    last = first + len(_BETWEEN.join(content[begin:end]))
    return first, last, len(_BETWEEN.join(content[:behind])) + _GAP


def set_apart(sheet: Drawn) -> None:
    """Give each page of a short sheet streams as long sheets have them; equal ones are one."""
    pdf, known = sheet.opened, dict[bytes, Object]()
    for page, (begin, end, code) in zip(pdf.pages, sheet.feet, strict=True):
        content = page.Contents.read_bytes()
        before, foot = content[: begin - _GAP], content[begin:end]
        behind, printed = content[end + _GAP : code - _GAP], content[code:]
        for shared in filter(None, (foot, printed)):
            known.setdefault(shared, pdf.make_stream(shared))
        streams = [pdf.make_stream(before), known[foot], pdf.make_stream(behind)]
        page.Contents = Array([*streams, *filter(None, [known.get(printed)])])


def put_together(pdf: pikepdf.Pdf) -> tuple[FootPlace, ...]:
    """Give each page of a short sheet one stream again; where the feet stand in them."""
    feet: list[FootPlace] = []
    for page in pdf.pages:
        pieces = [stream.read_bytes() for stream in page.Contents]
        before, foot, behind, *_ = pieces
        begin = len(before) + _GAP
        end = begin + len(foot)
        feet.append((begin, end, end + _GAP + len(behind) + _GAP))
        page.Contents = pdf.make_stream(b"")
        page.Contents.write(compressed(_BETWEEN.join(pieces)), filter=Name.FlateDecode)
    return tuple(feet)


def compressed(content: bytes) -> bytes:
    """Content as the engine compresses it."""
    packer = zlib.compressobj(level=9)
    return packer.compress(content) + packer.flush()
