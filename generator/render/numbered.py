"""A run of numbered forms: the form is laid out once for each copy of its set, and each page gets its number on top, as words,
Code 128 and QR. A thousand sets cost little more than one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pikepdf
import segno
import uharfbuzz
from barcode.codex import Code128
from pikepdf import Array, Dictionary, Name, Object

from generator.records.serials import Serial
from generator.render.drawn import Drawn, Typeface
from generator.render.typefaces import font_object

_MM = 72 / 25.4
"""Points of a millimetre."""
_PLACE = (82 * _MM, 13.4 * _MM)
"""Width and height of the place that the form keeps free; theme/print/form.css says the same."""
_QUIET, _MOST_VERSION = 4, 3
"""Light modules around a QR code, and the largest version whose modules a 200 dpi scan still tells apart."""
_QR = 13.2 * _MM
"""Side of the QR code with its quiet zone: modules of 0.4 mm in version 2, three dots of a 200 dpi scan."""
_BAR, _BARS_HIGH, _BARS_QUIET = 0.27 * _MM, 5.6 * _MM, 10
"""Largest width of a Code 128 module and height of its bars in points; light modules at both ends."""
_TEXT = 12.5
"""Points of the serial in words."""
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
_FONT = "/WbSerial"


@dataclass(frozen=True)
class Base:
    """The form as drawn for one copy of its set, with its fonts bound in. Place: left and top of the free place, in
    points from the page's bottom left corner."""

    data: bytes
    drawn: Drawn
    left: float
    top: float


def base(bound: bytes, drawn: Drawn, anchor: str) -> Base:
    """A bound one-page form whose `anchor` names the free place."""
    _, left, top = drawn.anchors[anchor]
    return Base(bound, drawn, left, top)


def payload(serial: Serial, edition: str) -> str:
    """What the QR code says: the serial, which names form and department, and the edition. Never anything of a patient."""
    return f"{serial}/{edition}"


def print_run(bases: Sequence[Base], serials: Sequence[Serial], edition: str, fonts: Mapping[str, Path]) -> bytes:
    """One PDF with a page for each copy of each set, collated by serial. `fonts` are the theme's by file name."""
    with pikepdf.new() as pdf:
        for one in bases:
            with pikepdf.open(io.BytesIO(one.data)) as source:
                pdf.pages.extend(source.pages)
        for page, one in zip(list(pdf.pages), bases, strict=True):
            _prepare(pdf, page, one, fonts)
        masters = [{key: value for key, value in page.obj.items() if key != "/Parent"} for page in pdf.pages]
        del pdf.pages[:]
        glyphs = _glyphs(fonts[_bold(bases[0].drawn).file])[0]
        for serial in serials:
            marks = _drawn(serial, edition, glyphs)
            for master, one in zip(masters, bases, strict=True):
                pdf.pages.append(_stamped(pdf, master, one, marks))
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
        pdf.docinfo[Name.Producer] = pikepdf.String("Wardbook")
        data = io.BytesIO()
        pdf.save(data, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return data.getvalue()


def _prepare(pdf: pikepdf.Pdf, page: pikepdf.Page, one: Base, fonts: Mapping[str, Path]) -> None:
    """Leave out what a print job has no use for (links, tags), and add the font of the number."""
    for key in ("/Annots", "/StructParents", "/Tabs"):
        if key in page:
            del page[key]
    bold = _bold(one.drawn)
    glyphs, widths = _glyphs(fonts[bold.file])
    name = next(name for name, face in one.drawn.typefaces.items() if face is bold)
    face = Typeface(bold.family, bold.file, {glyph: letter for letter, glyph in glyphs.items()}, widths)
    page.Resources.Font[_FONT] = font_object(pdf, page.Resources.Font[f"/{name}"], face, fonts[bold.file])


def _bold(drawn: Drawn) -> Typeface:
    """The theme's heaviest face that the form uses: codes and titles are set in it."""
    ours = [face for face in drawn.typefaces.values() if face.file]
    return max(ours, key=lambda face: ("Bold" in face.file, face.file))


def _glyphs(file: Path) -> tuple[dict[str, int], dict[int, int]]:
    """Glyph of each letter of a serial, and each glyph's advance in thousandths."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    font = uharfbuzz.Font(face)
    glyphs = {letter: int(font.get_nominal_glyph(ord(letter))) for letter in _LETTERS}
    return glyphs, {glyph: round(font.get_glyph_h_advance(glyph) * 1000 / face.upem) for glyph in glyphs.values()}


def _stamped(pdf: pikepdf.Pdf, master: Mapping[str, Object], one: Base, marks: bytes) -> pikepdf.Page:
    """A page that shares all of the master's content and adds the number."""
    page = Dictionary(dict(master))
    before = list(page.Contents) if isinstance(page.Contents, Array) else [page.Contents]
    placed = b"q 1 0 0 1 %.3f %.3f cm\n%s\nQ" % (one.left, one.top - _PLACE[1], marks)
    opening, closing = pdf.make_stream(b"q"), pdf.make_stream(b"Q\n" + placed)
    page.Contents = Array([opening, *before, closing])
    return pikepdf.Page(pdf.make_indirect(page))


def _drawn(serial: Serial, edition: str, glyphs: Mapping[str, int]) -> bytes:
    """The number in its place, whose bottom left corner is the origin: words over bars, the QR code at the right."""
    shown = "".join(f"{glyphs[letter]:04x}" for letter in str(serial))
    left = _BARS_QUIET * _BAR
    words = f"BT {_FONT} {_TEXT} Tf {left:.2f} {_BARS_HIGH + 3 * _MM:.2f} Td <{shown}> Tj ET"
    bars = [f"{x:.3f} {0.6 * _MM:.2f} {width:.3f} {_BARS_HIGH:.2f} re" for x, width in _bars(serial.plain)]
    squares = [f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re" for x, y, width, height in _squares(serial, edition)]
    return "\n".join(("/Artifact BMC 0 g", words, *bars, *squares, "f EMC")).encode("ascii")


def _bars(text: str) -> Iterator[tuple[float, float]]:
    """Left edge and width of each dark bar. A long number has narrower bars, so that the QR code keeps its place."""
    modules = Code128(text).build()[0]
    bar = min(_BAR, (_PLACE[0] - _QR) / (len(modules) + 2 * _BARS_QUIET))
    x = _BARS_QUIET * bar
    for dark, group in groupby(modules):
        width = len(list(group)) * bar
        if dark == "1":
            yield x, width
        x += width


def _squares(serial: Serial, edition: str) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, width and height of each dark run of modules of the QR code, at the right end of the place. An edition
    that would make the modules too small is left out: the record of the run names it."""
    code = segno.make_qr(payload(serial, edition), error="m", boost_error=False)
    if int(code.version) > _MOST_VERSION:
        code = segno.make_qr(str(serial), error="m", boost_error=False)
    side = _QR / (len(code.matrix) + 2 * _QUIET)
    left = _PLACE[0] - _QR + _QUIET * side
    for row, modules in enumerate(code.matrix):
        y = _PLACE[1] - (row + _QUIET + 1) * side
        x = left
        for dark, group in groupby(modules):
            width = len(list(group)) * side
            if dark:
                yield x, y, width, side
            x += width
