"""One typeface for a bound PDF instead of a subset in every sheet of it: the glyphs of all its
sheets, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import ascii_uppercase

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
_TAG_LETTERS = 6
_LINES = 100
"""Most entries that a group of a character map may hold (PDF 32000-1, 9.7.5.4)."""


@dataclass(frozen=True)
class FontStreams:
    """A font's program, as a PDF holds it, and the map of what its glyphs stand for. `is_bare`: the
    program is outlines alone."""

    program: bytes
    is_bare: bool
    character_map: bytes


def merged(faces: Sequence[Typeface]) -> Typeface:
    """The glyphs of several uses of one font. What a glyph stands for is what its first use says:
    a sign that two characters share is copied as the one that comes first."""
    glyphs: dict[int, str] = {}
    widths: dict[int, int] = {}
    for face in faces:
        for glyph, text in face.glyphs.items():
            glyphs.setdefault(glyph, text)
        widths.update(face.widths)
    return Typeface(faces[0].family, faces[0].file, glyphs, widths)


def font_object(pdf: pikepdf.Pdf, like: Object, face: Typeface, file: Path) -> Object:
    """A font of `pdf` with the glyphs of `face`, whose program is in `file`.

    It is named and measured as `like`, a font that a sheet brought along. Raises NotOutlines where
    the file's outlines are none that a PDF holds.
    """
    descendant = _copy(like.DescendantFonts[0])
    descriptor = _copy(descendant.FontDescriptor)
    made = font_streams(face, file)
    if made.is_bare:
        descriptor.FontFile3 = pdf.make_stream(made.program, Subtype=Name.CIDFontType0C)
    else:
        descriptor.FontFile2 = pdf.make_stream(made.program, Length1=len(made.program))
    descendant.FontDescriptor = pdf.make_indirect(descriptor)
    font = _copy(like)
    font.DescendantFonts = Array([pdf.make_indirect(descendant)])
    font.ToUnicode = pdf.make_stream(made.character_map)
    measure_by_glyphs(font, face)
    return pdf.make_indirect(font)


def font_streams(face: Typeface, file: Path) -> FontStreams:
    """What a font with the glyphs of `face` holds. Raises NotOutlines as `font_object` does."""
    program = _subset(file, tuple(sorted(face.glyphs)))
    is_bare = program.startswith(OPENTYPE)
    if is_bare:
        program = bare_outlines(program)
    return FontStreams(program, is_bare, _character_map(face.glyphs))


def measure_by_glyphs(font: Object, face: Typeface) -> None:
    """Give a font of a PDF the widths and the name of its glyphs."""
    font.DescendantFonts[0].W = _widths(face.widths)
    name_by_glyphs(font, face)


def name_by_glyphs(font: Object, face: Typeface) -> None:
    """Give a font of a PDF the name that its glyphs decide: two subsets of one font must have
    different tags in front of its name (ISO 32000-1, 9.6.4)."""
    if "/DescendantFonts" not in font:  # drawn by the page itself: no subset of a program
        return
    family = str(font.BaseFont).rpartition("+")[2]
    name = Name(f"/{_tag(face)}+{family.lstrip('/')}")
    font.BaseFont = name
    descendant = font.DescendantFonts[0]
    descendant.BaseFont = name
    descendant.FontDescriptor.FontName = name


def _tag(face: Typeface) -> str:
    """Six capital letters that stand for the glyphs of a subset."""
    number = int.from_bytes(sha256(repr(sorted(face.glyphs)).encode()).digest())
    letters = ""
    for _ in range(_TAG_LETTERS):
        number, rest = divmod(number, len(ascii_uppercase))
        letters += ascii_uppercase[rest]
    return letters


def _copy(thing: Object) -> Dictionary:
    return Dictionary({str(key): value for key, value in thing.items()})


def _subset(file: Path, glyphs: tuple[int, ...]) -> bytes:
    """The font's program with these glyphs under their own numbers. Two passes: the first leaves
    holes where glyphs are gone, the second drops those behind the last one."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    face = _cut(face, glyphs, _FLAGS | uharfbuzz.SubsetFlags.RETAIN_GIDS)
    face = _cut(face, range(glyphs[-1] + 1), _FLAGS | uharfbuzz.SubsetFlags.NO_HINTING)
    return bytes(face.blob.data)


def _cut(
    face: uharfbuzz.Face, glyphs: Iterable[int], flags: uharfbuzz.SubsetFlags
) -> uharfbuzz.Face:
    """The font with these glyphs alone, and without what a PDF has no use for."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(map(_tag_number, _NOT_IN_PDF))
    wanted.flags = flags
    return uharfbuzz.subset(face, wanted)


def _tag_number(tag: str) -> int:
    return int.from_bytes(tag.encode(), "big")


def _widths(widths: Mapping[int, int]) -> Array:
    """Runs of neighbouring glyphs: [first [width …] …]."""
    parts: list[object] = []
    for run in _runs(sorted(widths)):
        parts += [run[0], Array([widths[glyph] for glyph in run])]
    return Array(parts)


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Ascending numbers in groups of those that follow each other without a gap."""
    run: list[int] = []
    for number in numbers:
        if run and number > run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


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
        for glyph, text in group:
            yield f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>"
        yield "endbfchar"
    yield "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
