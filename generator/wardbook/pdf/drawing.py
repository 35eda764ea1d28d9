"""Laid-out leaves → a tagged PDF of one sheet, and the facts of it that binding needs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import Document
from weasyprint.pdf import fonts, stream
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import get_hb_object_data

from wardbook.fonts import NO_BREAK_HYPHEN, NO_BREAK_SPACE, FontFault
from wardbook.pdf.drawn_sheets import Bookmark, Drawn, Typeface
from wardbook.pdf.form_blanks import blanks
from wardbook.pdf.measures import POINTS_OF_PIXEL
from wardbook.pdf.noted_boxes import Noted, noting_boxes
from wardbook.pdf.outlines import NotOutlines, bare_outlines
from wardbook.pdf.page_streams import finish_streams
from wardbook.pdf.shortcuts import program_size, program_start
from wardbook.pdf.tags import mend_tags

_SIDES = 2
"""Pages that a form has at most; nothing else is filled in on a PC."""
_MIXED = re.compile(rb"(\S+) (\S+) (\S+) (rg|RG)")
_GREY = {b"rg": b" g", b"RG": b" G"}
"""Operator for a colour mixed of three → for a grey."""
_KIND = slice(4)
"""The bytes of a font's program that tell CFF outlines from TrueType's: they stand for one that is
put in later."""


def draw(document: Document, identity: str, files: Mapping[int, Path], code: str = "") -> Drawn:
    """Write a document's pages.

    `identity` decides the file's identifier, `files` are the theme's fonts by size in bytes: their
    programs are left out. `code` is what the small code on leaves says. Raises FontFault where a
    font of the machine stands in that no PDF can hold.
    """
    identifier = sha256(identity.encode()).digest()[:16]
    with _without_programs(frozenset(files)), noting_boxes() as noted:
        data: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_identifier=identifier,
            finisher=partial(_finish, noted, code),
        )
    tree = document.make_bookmark_tree(POINTS_OF_PIXEL, transform_pages=True)
    return Drawn(
        data=data,
        pages=len(document.pages),
        bookmarks=tuple(_bookmarks(tree)),
        anchors=_anchors(document),
        typefaces=_typefaces(document, files),
        blanks=tuple(blanks(document.pages[:_SIDES])),
        feet=tuple(noted.feet),
    )


def _anchors(document: Document) -> dict[str, tuple[int, float, float]]:
    """Page and point of each anchor. One that stands on several pages is where it starts."""
    anchors: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            left, bottom = x * POINTS_OF_PIXEL, (page.height - y) * POINTS_OF_PIXEL
            anchors.setdefault(name, (number, left, bottom))
    return anchors


@contextmanager
def _without_programs(sizes: frozenset[int]) -> Iterator[None]:
    """Leave the theme's fonts out of the PDF: binding puts in one subset for all sheets of a
    manual. Making a subset for every sheet, and compressing it, took a third of drawing. WeasyPrint
    has no option for it."""

    class FontWithoutProgram(Font):  # type: ignore[misc]
        file_content: bytes

        def subset(self, to_unicode: Any, hinting: bool) -> None:
            if len(self.file_content) > _KIND.stop:
                super().subset(to_unicode, hinting)

    def read(face: Any, *glyph: Any) -> Any:
        if not glyph and program_size(face) in sizes:
            return program_start(face, _KIND.stop)
        return get_hb_object_data(face, *glyph)

    stream.Font, fonts.get_hb_object_data = FontWithoutProgram, read
    try:
        yield
    finally:
        stream.Font, fonts.get_hb_object_data = Font, get_hb_object_data


def _finish(noted: Noted, code: str, document: Document, pdf: Any) -> None:
    mend_tags(document, pdf, noted)
    _embed_bare(pdf)
    _write_greys(pdf)
    finish_streams(code, document, pdf, noted)


def _write_greys(pdf: Any) -> None:
    """Have colours without a hue written as grey: WeasyPrint mixes them from red, green and blue,
    and printers count and screen a page by the kind of its colours."""
    for thing in pdf.objects:
        content: list[Any] = getattr(thing, "stream", [])
        for at, operator in enumerate(content):
            if isinstance(operator, bytes) and (mixed := _MIXED.fullmatch(operator)):
                red, green, blue, kind = mixed.groups()
                if red == green == blue:
                    content[at] = red + _GREY[kind]


def _embed_bare(pdf: Any) -> None:
    """Fonts of the machine that stand in: WeasyPrint embeds the whole OpenType file, in which
    readers look up glyphs in two ways."""
    for thing in pdf.objects:
        extra = getattr(thing, "extra", {})  # what a stream says of itself
        if extra.get("Subtype") == "/OpenType":
            extra["Subtype"] = "/CIDFontType0C"
            (program,) = thing.stream
            if len(program) > _KIND.stop:
                thing.stream = [bare(program)]
        elif isinstance(thing, dict) and thing.get("Subtype") == "/CIDFontType0":
            thing.pop("CIDToGIDMap", None)  # has a meaning for TrueType only


def bare(program: bytes) -> bytes:
    """The outlines of a font of the machine, as a PDF holds them. Raises FontFault where no PDF
    can."""
    try:
        return bare_outlines(program)
    except NotOutlines as problem:  # a variable font, whose outlines no PDF can hold
        raise FontFault("fonts_machine", {"font": _name_of(program)}) from problem


def _name_of(program: bytes) -> str:
    with TTFont(io.BytesIO(program), lazy=True) as font:
        if "name" not in font:
            return "?"
        return str(font["name"].getDebugName(4))


def _bookmarks(tree: Sequence[Any], depth: int = 0) -> Iterator[Bookmark]:
    for title, (page, x, y), below, _state in tree:
        yield Bookmark(title.replace(NO_BREAK_HYPHEN, "-"), depth, page, x, y)
        yield from _bookmarks(below, depth + 1)


def _typefaces(document: Document, files: Mapping[int, Path]) -> dict[str, Typeface]:
    """The fonts by their names in the PDF, with all glyphs that are used of each.

    A face may come in several sizes, which share a name and a file.
    """
    faces: dict[str, Typeface] = {}
    for font in document.fonts.values():
        glyphs, widths = _read_as_written(font.to_unicode), dict(font.widths)
        if font.hash in faces:
            known = faces[font.hash]
            glyphs, widths = {**known.glyphs, **glyphs}, {**known.widths, **widths}
        file = files.get(program_size(font.hb_face))
        name = file.name if file else ""
        faces[font.hash] = Typeface(font.family, name, glyphs, widths)
    return faces


def _read_as_written(texts: Mapping[int, str]) -> dict[int, str]:
    """What glyphs stand for: a hyphen or a space, where one is set that does not break. All spaces
    of a file share a glyph, and its first use would decide how every one is copied."""
    read: dict[int, str] = {}
    for glyph, text in texts.items():
        read[glyph] = text.replace(NO_BREAK_HYPHEN, "-").replace(NO_BREAK_SPACE, " ")
    return read
