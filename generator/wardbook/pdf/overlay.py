"""What is printed on top of finished pages: letters of a font that they bring along, in content of
its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import uharfbuzz
from pikepdf import Array, Object

from wardbook.pdf.drawn_sheets import Typeface


@dataclass(frozen=True)
class Lettering:
    """Glyph of each letter that may be printed on top, and each glyph's advance in thousandths."""

    glyphs: Mapping[str, int]
    widths: Mapping[int, int]

    def width(self, text: str, size: float) -> float:
        """Points that `text` takes in a type of `size` points."""
        return sum(self.widths[self.glyphs[letter]] for letter in text) * size / 1000

    def codes(self, text: str) -> str:
        """`text` as a page's content names it, between `<` and `>`."""
        return "".join(f"{self.glyphs[letter]:04x}" for letter in text)

    def used_of(self, face: Typeface) -> Typeface:
        """`face`, the font that these glyphs are of, with these glyphs alone."""
        letters = {glyph: letter for letter, glyph in self.glyphs.items()}
        return Typeface(face.family, face.file, letters, self.widths)


def lettering(file: Path, letters: Iterable[str]) -> Lettering:
    """The glyphs of `letters` in a font file; a letter that it lacks gets its sign for that."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    font = uharfbuzz.Font(face)
    glyphs: dict[str, int] = {}
    widths: dict[int, int] = {}
    for letter in letters:
        glyph = int(font.get_nominal_glyph(ord(letter)) or 0)
        glyphs[letter] = glyph
        widths[glyph] = round(font.get_glyph_h_advance(glyph) * 1000 / face.upem)
    return Lettering(glyphs, widths)


def print_over(pdf: pikepdf.Pdf, page: Object, content: bytes) -> None:
    """Put `content` on top of a page of `pdf`, in the page's own points: what the page has set is
    put back before."""
    printed = [page.Contents]
    if isinstance(page.Contents, Array):
        printed = list(page.Contents)
    opening = pdf.make_stream(b"q")
    closing = pdf.make_stream(b"Q\n" + content)
    page.Contents = Array([opening, *printed, closing])
