"""A form's PDF → the copy that is filled in on a PC: fields over the same page, and a mark that
tells it from the form that is filled in by hand. What is typed is set in a font that every viewer
has, and Chinese in one of the PC's: to bring along all that might be typed would make 16 MB of each
form."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from wardbook.fonts import FAMILY
from wardbook.pdf.description import no_archive
from wardbook.pdf.drawn_sheets import Blank, Drawn, Typeface
from wardbook.pdf.embedded_fonts import font_object
from wardbook.pdf.noted_boxes import title_of
from wardbook.pdf.overlay import lettering, print_over

_TYPED_FONT, _MARK_FONT = "/WbTyped", "/WbMark"
_TYPED = String(f"{_TYPED_FONT} 8 Tf 0 g")
"""How typed text is set: black and of 8 points, which is read on paper. Where a viewer chooses the
size, it shrinks type to 4."""
_TWO_LINES = 24.0
"""Points of height from which text takes several lines of 8 pt. A lower box takes what a line
holds: what runs out is cut off."""
_DIGIT, _EDGES = 4.45, 4.0
"""Points of a digit of 8 pt, and of the edges that a viewer keeps free in a box."""
_FEWEST, _MOST = 2, 4
"""Digits of the smallest gap of a date, and of a year."""
_MULTILINE = 1 << 12
"""Field flag. Firefox misjudges a single line that mixes Chinese and Latin and cuts off its end;
several it breaks."""
_FULL = 1 << 23
"""Field flag: nothing more can be typed than is seen."""
_PRINTED = 4
"""Annotation flag: printed with the page."""
_CROSS = b"q 1.2 w 1.5 1.5 m 8.5 8.5 l 1.5 8.5 m 8.5 1.5 l S Q"
"""A ticked box of ten by ten, which viewers scale to its place."""
_MARK = 8.0
"""Points of the mark's type."""
_FROM_FORM = 2.7
"""Points between the mark and what the form prints."""


@dataclass(frozen=True)
class _Copy:
    """The copy that is being made, its pages, what a tick box looks like when it is ticked or not,
    and the elements of the tree of tags that are filled in, by title."""

    pdf: pikepdf.Pdf
    pages: tuple[Object, ...]
    ticked: Object
    empty: Object
    places: dict[str, list[Object]]


def fillable(bound: bytes, drawn: Drawn, fonts: Mapping[str, Path], form: str) -> bytes:
    """The copy for a PC of a form: `bound` as a PDF, and as it was `drawn`. `fonts` are
    the theme's by file name. Names of fields begin with `form`: merged copies keep their answers
    apart."""
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        pages = tuple(page.obj for page in pdf.pages)
        for page in pages:
            page.Annots = Array([*page.get("/Annots", ())])
            page.Tabs = Name.S
        places: dict[str, list[Object]] = defaultdict(list)
        for element in _titled(pdf.Root.StructTreeRoot.K[0]):
            places[str(element.T)].append(element)
        crossed, empty = _look(pdf, _CROSS), _look(pdf, b"q Q")
        copy = _Copy(pdf, pages, ticked=crossed, empty=empty, places=places)
        fields = Array([])
        for name, group in _by_field(drawn.blanks).items():
            fields.append(_field(copy, f"{form}_{name}", group))
        face = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
        resources = Dictionary(Font=Dictionary({_TYPED_FONT: pdf.make_indirect(face)}))
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=fields, DR=resources, DA=_TYPED))
        for blank in drawn.blanks:
            if blank.kind == "mark":
                _print_mark(copy, blank, drawn, fonts)
        no_archive(pdf)
        data = io.BytesIO()
        pdf.save(data, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return data.getvalue()


def _titled(element: Object) -> Iterator[Object]:
    """Elements that are filled in, below one, in reading order."""
    for kid in element.get("/K", ()):
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            if "/T" in kid:
                yield kid
            yield from _titled(kid)


def _look(pdf: pikepdf.Pdf, drawing: bytes) -> Object:
    """What a tick box of ten by ten shows."""
    box = Array([0, 0, 10, 10])
    return pdf.make_stream(drawing, Type=Name.XObject, Subtype=Name.Form, BBox=box)


def _by_field(blanks: Sequence[Blank]) -> dict[str, list[Blank]]:
    """Blanks by the name of their field. The boxes of a choice are one field; any other name that
    comes again (boxes of which several may be ticked, two grids with one column) gets a number."""
    fields: dict[str, list[Blank]] = {}
    for blank in blanks:
        if blank.kind == "mark":
            continue
        name, at = blank.name, 1
        while name in fields and blank.kind != "choice":
            at += 1
            name = f"{blank.name}_{at}"
        fields.setdefault(name, []).append(blank)
    return fields


def _field(copy: _Copy, name: str, group: Sequence[Blank]) -> Object:
    """A field with its boxes on the page."""
    first = group[0]
    if first.kind == "choice":
        return _choice(copy, name, group)
    if first.kind == "tick":
        own = _box(copy, "1")
        own.FT, own.V = Name.Btn, Name.Off
    else:
        own = _text_field(first)
    own.T = String(name)
    return _widget(copy, first, own)


def _choice(copy: _Copy, name: str, group: Sequence[Blank]) -> Object:
    """One field with a box for each of its choices."""
    label = String(group[0].label)
    field = Dictionary(FT=Name.Btn, T=String(name), TU=label, V=Name.Off)
    parent = copy.pdf.make_indirect(field)
    boxes = []
    for number, blank in enumerate(group, 1):
        box = _widget(copy, blank, _box(copy, str(number)))
        box.Parent = parent
        boxes.append(box)
    parent.Kids = Array(boxes)
    return parent


def _text_field(blank: Blank) -> Dictionary:
    """A field for text or digits, with the number of characters that a low box takes."""
    own = Dictionary(FT=Name.Tx, DA=_TYPED, Ff=_FULL)
    if blank.kind == "text":
        own.Ff = _MULTILINE | _FULL
    if blank.height < _TWO_LINES:
        digits = max(_FEWEST, int((blank.width - _EDGES) / _DIGIT))
        if blank.kind == "digits":
            own.MaxLen = min(_MOST, digits)
        else:
            own.MaxLen = digits
    return own


def _box(copy: _Copy, state: str) -> Dictionary:
    """A tick box. Boxes of one choice have states of their own: ticking one clears the others, and
    a second click clears it."""
    looks = Dictionary({f"/{state}": copy.ticked, "/Off": copy.empty})
    return Dictionary(AS=Name.Off, AP=Dictionary(N=looks))


def _widget(copy: _Copy, blank: Blank, own: Dictionary) -> Object:
    """A box on the page, which screen readers find in the tree of tags."""
    numbers = copy.pdf.Root.StructTreeRoot.ParentTree.Nums
    beside = copy.places[title_of(blank.name, blank.part)].pop(0)
    page = copy.pages[blank.page]
    own.Type, own.Subtype, own.F, own.P = Name.Annot, Name.Widget, _PRINTED, page
    own.Rect = Array([blank.left, blank.bottom, blank.right, blank.top])
    label = blank.label
    if blank.part:
        label = f"{label}: {blank.part}"
    own.TU = String(label)
    own.StructParent = len(numbers) // 2
    box = copy.pdf.make_indirect(own)
    place = Dictionary(Type=Name.OBJR, Obj=box, Pg=page)
    element = copy.pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Form, P=beside, K=place)
    )
    numbers.append(own.StructParent)
    numbers.append(element)
    beside.K.append(element)
    page.Annots.append(box)
    return box


def _print_mark(copy: _Copy, mark: Blank, drawn: Drawn, fonts: Mapping[str, Path]) -> None:
    """Print the mark in the margin: above a form that is wider than high, else upwards at its left,
    where it is bound."""
    name, face = _regular(drawn)
    letters = lettering(fonts[face.file], mark.label)
    page = copy.pages[mark.page]
    faces = page.Resources.Font
    used = letters.used_of(face)
    faces[_MARK_FONT] = font_object(copy.pdf, faces[f"/{name}"], used, fonts[face.file])
    if mark.width > mark.height:
        at = f"1 0 0 1 {mark.left:.2f} {mark.top + _FROM_FORM:.2f}"
    else:
        length = letters.width(mark.label, _MARK)
        at = f"0 1 -1 0 {mark.left - _FROM_FORM:.2f} {mark.top - length:.2f}"
    shown = letters.codes(mark.label)
    words = f"/Artifact BMC BT 0 g {_MARK_FONT} {_MARK:g} Tf {at} Tm <{shown}> Tj ET EMC"
    print_over(copy.pdf, page, words.encode("ascii"))


def _regular(drawn: Drawn) -> tuple[str, Typeface]:
    """The theme's regular face, which every form uses, and its name in the PDF."""
    for name, face in drawn.typefaces.items():
        is_ours = face.file and face.family == FAMILY
        if is_ours and "Bold" not in face.file:
            return name, face
    raise AssertionError("a form is set in the theme's regular face")
