"""Pages that are laid out once and printed many times, each with something of its own on top: what they share is stored once."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name, Object

from wardbook.fonts import FAMILY
from wardbook.pdf.drawn_sheets import Drawn, Typeface
from wardbook.pdf.embedded_fonts import font_object

FONT = "/WbSerial"
"""Name of the font that the theme's heaviest face has on every page."""


@dataclass(frozen=True)
class Master:
    """A one-page form as drawn, with its fonts bound in. Places: name → left and top in points from the page's bottom left
    corner, of what the template left free."""

    data: bytes
    drawn: Drawn
    places: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Lettering:
    """Glyph of each letter that may be printed on top, and each glyph's advance in thousandths."""

    glyphs: Mapping[str, int]
    widths: Mapping[int, int]

    def width(self, text: str, size: float) -> float:
        """Points that `text` takes."""
        return sum(self.widths[self.glyphs[letter]] for letter in text) * size / 1000

    def shown(self, text: str, at: tuple[float, float], size: float) -> str:
        """`text` from the point `at` on its line, as it stands in a page's content."""
        codes = "".join(f"{self.glyphs[letter]:04x}" for letter in text)
        return f"BT {FONT} {size:g} Tf {at[0]:.2f} {at[1]:.2f} Td <{codes}> Tj ET"


def master(bound: bytes, drawn: Drawn, sheet: str) -> Master:
    """A bound one-page form; its places are the sheet's anchors."""
    start = f"{sheet}--"
    places = {
        name.removeprefix(start): (x, y)
        for name, (_, x, y) in drawn.anchors.items()
        if name.startswith(start)
    }
    return Master(bound, drawn, places)


class Overprint:
    """A document of pages that share what their masters hold. `letters` are all that may be printed on top."""

    def __init__(self, masters: Sequence[Master], fonts: Mapping[str, Path], letters: str) -> None:
        self._pdf = pikepdf.new()
        for one in masters:
            with pikepdf.open(io.BytesIO(one.data)) as source:
                self._pdf.pages.extend(source.pages)
        self.lettering = _lettering(fonts[_bold(masters[0].drawn).file], letters)
        for page, one in zip(list(self._pdf.pages), masters, strict=True):
            self._prepare(page, one, fonts)
        self._masters = [
            {key: value for key, value in page.obj.items() if key != "/Parent"}
            for page in self._pdf.pages
        ]
        del self._pdf.pages[:]

    def add(self, at: int, content: bytes) -> None:
        """A page of the master `at` with `content` on top, in the page's own points."""
        page = Dictionary(dict(self._masters[at]))
        before = list(page.Contents) if isinstance(page.Contents, Array) else [page.Contents]
        opening, closing = (
            self._pdf.make_stream(b"q"),
            self._pdf.make_stream(b"Q\nq " + content + b"\nQ"),
        )
        page.Contents = Array([opening, *before, closing])
        self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(page)))

    @property
    def count(self) -> int:
        """Pages so far."""
        return len(self._pdf.pages)

    def data(self) -> bytes:
        """The document, printed at its own size."""
        self._pdf.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True, PrintScaling=Name("/None")
        )
        self._pdf.docinfo[Name.Producer] = pikepdf.String("Wardbook")
        data = io.BytesIO()
        self._pdf.save(
            data, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
        )
        return data.getvalue()

    def _prepare(self, page: pikepdf.Page, one: Master, fonts: Mapping[str, Path]) -> None:
        """Leave out what a print job has no use for (links, tags), and add the font of what is printed on top."""
        for key in ("/Annots", "/StructParents", "/Tabs"):
            if key in page:
                del page[key]
        bold = _bold(one.drawn)
        name = next(name for name, face in one.drawn.typefaces.items() if face is bold)
        used = {glyph: letter for letter, glyph in self.lettering.glyphs.items()}
        face = Typeface(bold.family, bold.file, used, dict(self.lettering.widths))
        like: Object = page.Resources.Font[f"/{name}"]
        page.Resources.Font[FONT] = font_object(self._pdf, like, face, fonts[bold.file])


def _bold(drawn: Drawn) -> Typeface:
    """The theme's heaviest face that the form uses: codes and titles are set in it."""
    ours = [face for face in drawn.typefaces.values() if face.file and face.family == FAMILY]
    return max(ours, key=lambda face: ("Bold" in face.file, face.file))


def _lettering(file: Path, letters: str) -> Lettering:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    font = uharfbuzz.Font(face)
    glyphs = {
        letter: int(font.get_nominal_glyph(ord(letter)) or 0) for letter in dict.fromkeys(letters)
    }
    return Lettering(
        glyphs,
        {
            glyph: round(font.get_glyph_h_advance(glyph) * 1000 / face.upem)
            for glyph in glyphs.values()
        },
    )
