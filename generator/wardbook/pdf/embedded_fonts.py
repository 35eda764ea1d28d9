"""One typeface for a bound PDF instead of a subset in every sheet of it: the glyphs of all its sheets, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name, Object

from wardbook.pdf.drawn_sheets import Typeface
from wardbook.pdf.outlines import OPENTYPE, bare_outlines

_FLAGS = uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | uharfbuzz.SubsetFlags.DESUBROUTINIZE
_NOT_IN_PDF = (
    "BASE",
    "DSIG",
    "EBDT",
    "EBLC",
    "EBSC",
    "GPOS",
    "GSUB",
    "JSTF",
    "LTSH",
    "PCLT",
    "SVG ",
)
"""Tables that a PDF has no use for."""
_LINES = 100
"""Most entries that a group of a character map may hold (PDF 32000-1, 9.7.5.4)."""


def merged(faces: Sequence[Typeface]) -> Typeface:
    """The glyphs of several uses of one font."""
    glyphs: dict[int, str] = {}
    widths: dict[int, int] = {}
    for face in faces:
        glyphs.update({glyph: text for glyph, text in face.glyphs.items() if glyph not in glyphs})
        widths.update(face.widths)
    return Typeface(faces[0].family, faces[0].file, glyphs, widths)


def font_object(pdf: pikepdf.Pdf, like: Object, face: Typeface, file: Path) -> Object:
    """A font of `pdf` with the glyphs of `face`, named and measured as `like`, a font that a sheet brought along."""
    descendant = _copy(like.DescendantFonts[0])
    descriptor = _copy(descendant.FontDescriptor)
    program = _subset(file, tuple(sorted(face.glyphs)))
    if program.startswith(OPENTYPE):
        descriptor.FontFile3 = pdf.make_stream(bare_outlines(program), Subtype=Name.CIDFontType0C)
    else:
        descriptor.FontFile2 = pdf.make_stream(program, Length1=len(program))
    descendant.FontDescriptor = pdf.make_indirect(descriptor)
    descendant.W = _widths(face.widths)
    font = _copy(like)
    font.DescendantFonts = Array([pdf.make_indirect(descendant)])
    font.ToUnicode = pdf.make_stream(_character_map(face.glyphs))
    return pdf.make_indirect(font)


def _copy(thing: Object) -> Dictionary:
    return Dictionary({str(key): value for key, value in thing.items()})


def _subset(file: Path, glyphs: tuple[int, ...]) -> bytes:
    """The font's program with these glyphs under their own numbers. Two passes: the first leaves holes where glyphs are
    gone, the second drops those behind the last one."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    for keep, flags in (
        (glyphs, _FLAGS | uharfbuzz.SubsetFlags.RETAIN_GIDS),
        (range(glyphs[-1] + 1), _FLAGS | uharfbuzz.SubsetFlags.NO_HINTING),
    ):
        wanted = uharfbuzz.SubsetInput()
        wanted.glyph_set.update(keep)
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _NOT_IN_PDF)
        wanted.flags = flags
        face = uharfbuzz.subset(face, wanted)
    return bytes(face.blob.data)


def _widths(widths: Mapping[int, int]) -> Array:
    """Runs of neighbouring glyphs: [first [width …] …]."""
    parts: list[object] = []
    for _, run in groupby(
        enumerate(sorted(widths)), key=lambda numbered: numbered[1] - numbered[0]
    ):
        glyphs = [glyph for _, glyph in run]
        parts += [glyphs[0], Array([widths[glyph] for glyph in glyphs])]
    return Array(parts)


def _character_map(glyphs: Mapping[int, str]) -> bytes:
    """What each glyph stands for: copying and searching text need it."""
    return "\n".join(_character_map_lines(sorted(glyphs.items()))).encode("ascii")


def _character_map_lines(glyphs: Sequence[tuple[int, str]]) -> Iterator[str]:
    yield "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap"
    yield "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"
    yield "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def"
    yield "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange"
    for start in range(0, len(glyphs), _LINES):
        group = glyphs[start : start + _LINES]
        yield f"{len(group)} beginbfchar"
        yield from (f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in group)
        yield "endbfchar"
    yield "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
