"""Whether two drawings of a sheet differ in nothing but what the streams of their pages show: then
one stands in a bound file as the other does."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Object, Stream

from wardbook.pdf.drawn_sheets import Drawn

_CHOSEN = frozenset(("/BaseFont", "/FontName", "/W", "/ToUnicode", "/Length"))
"""What binding gives a font anew, and what a stream's content decides."""
_NOT_BOUND = ("/Metadata", "/ObjStm", "/XRef")
"""Streams of a drawing that binding leaves out."""


def streams_of(page: Object) -> list[Object]:
    """The streams of a page."""
    contents = page.Contents
    return list(contents) if isinstance(contents, Array) else [contents]


def sharing(pdf: pikepdf.Pdf) -> Sequence[Sequence[int]]:
    """Which pages have which streams, by the order in which each is met first."""
    known: dict[tuple[int, int], int] = {}
    shared = []
    for page in pdf.pages:
        numbers: list[int] = []
        for stream in streams_of(page.obj):
            numbers.append(known.setdefault(stream.objgen, len(known)))
        shared.append(numbers)
    return shared


def same_frames(old: Drawn, new: Drawn) -> bool:
    """Whether two drawings differ in what the streams of their pages show, and in which glyphs they
    use, alone. Drawings that one program wrote number their objects alike."""
    # As they were written: binding changes what it opens
    with pikepdf.open(io.BytesIO(old.data)) as one, pikepdf.open(io.BytesIO(new.data)) as other:
        if len(one.objects) != len(other.objects) or sharing(one) != sharing(other):
            return False
        free = _free(one)
        if free != _free(other):
            return False
        for number in range(1, len(one.objects)):
            if number not in free:
                ours, theirs = (pdf.get_object(number, 0) for pdf in (one, other))
                if _told(ours) != _told(theirs):
                    return False
        return True


def _free(pdf: pikepdf.Pdf) -> set[int]:
    """The numbers of the objects that may differ: what pages show, what the glyphs of fonts stand
    for, and what a drawing says of itself."""
    free = {pdf.docinfo.objgen[0]}
    for page in pdf.pages:
        for stream in streams_of(page.obj):
            free.add(stream.objgen[0])
        for font in dict(page.obj.Resources.get("/Font", {}).items()).values():
            if "/ToUnicode" in font:
                free.add(font.ToUnicode.objgen[0])
    return free


def _told(thing: object) -> list[object]:
    """All that an object says that may not differ."""
    if not isinstance(thing, Object):  # nothing, where one was freed; a number
        return [thing]
    if not isinstance(thing, pikepdf.Dictionary | Stream):
        return [thing.unparse(resolved=True)]
    if isinstance(thing, pikepdf.Dictionary) and _CHOSEN.isdisjoint(thing.keys()):
        return [thing.unparse()]
    if str(thing.get("/Type")) in _NOT_BOUND:
        return []
    told: list[object] = []
    for key in sorted(set(thing.keys()) - _CHOSEN):
        value: object = thing[key]
        if isinstance(value, Object):
            value = value.unparse()
        told.append((key, repr(value)))
    if isinstance(thing, Stream):
        told.append(thing.read_raw_bytes())
    return told
