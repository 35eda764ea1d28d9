"""Pages that are laid out once and printed many times, each with something of its own on top: what
they share is stored once."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from wardbook.fonts import FAMILY
from wardbook.pdf.binding import new_tags, write_tags
from wardbook.pdf.description import describe_alike
from wardbook.pdf.drawn_sheets import Drawn, Typeface
from wardbook.pdf.embedded_fonts import font_object
from wardbook.pdf.overlay import Lettering, lettering, print_over

FONT = "/WbSerial"
"""Name of the font that the theme's heaviest face has on every page."""


@dataclass(frozen=True)
class Master:
    """A form as drawn, of one page or of two sides, with its fonts bound in. Places: name → left
    and top in points from the page's bottom left corner, of what the template left free."""

    data: bytes
    drawn: Drawn
    places: Mapping[str, tuple[float, float]]

    @property
    def pages(self) -> int:
        """One, or two sides."""
        return self.drawn.pages


def shown(letters: Lettering, text: str, at: tuple[float, float], size: float) -> str:
    """`text` as it stands in a page's content: from the point `at` on its line, in a type of `size`
    points."""
    x, y = at
    return f"BT {FONT} {size:g} Tf {x:.2f} {y:.2f} Td <{letters.codes(text)}> Tj ET"


def master(bound: bytes, drawn: Drawn, sheet: str) -> Master:
    """A form, `bound` as a PDF, for printing over; its places are the anchors of the
    sheet with the id `sheet`."""
    start = f"{sheet}--"
    places = {}
    for name, (_, x, y) in drawn.anchors.items():
        if name.startswith(start):
            places[name.removeprefix(start)] = (x, y)
    return Master(bound, drawn, places)


class Overprint:
    """A document of pages that share what their masters hold. `letters` are all that may be printed
    on top."""

    def __init__(self, masters: Sequence[Master], fonts: Mapping[str, Path], letters: str) -> None:
        self._pdf = pikepdf.new()
        self._first = pikepdf.open(io.BytesIO(masters[0].data))
        self._tags = new_tags(self._pdf)
        self._pieces: list[list[int]] = []
        for one in masters:
            with pikepdf.open(io.BytesIO(one.data)) as source:
                self._pieces += _pieces_of(source)
                self._pdf.pages.extend(source.pages)
        _, bold = _bold(masters[0].drawn)
        self.lettering = lettering(fonts[bold.file], letters)
        self._masters: list[dict[str, Object]] = []
        of_pages = [one for one in masters for _ in range(one.pages)]
        for page, one in zip(self._pdf.pages, of_pages, strict=True):
            self._prepare(page, one, fonts)
            shared = dict(page.obj.items())
            del shared["/Parent"]  # the tree of pages, which each copy gets a place of its own in
            self._masters.append(shared)
        del self._pdf.pages[:]

    def add(self, at: int, content: bytes) -> None:
        """The page `at` of the masters, one behind the other, with `content` on top, in the page's
        own points; the words in it are the piece of the page that `piece` names."""
        page = Dictionary(dict(self._masters[at]))
        print_over(self._pdf, page, b"q " + content + b"\nQ")
        page.StructParents = len(self._tags.numbered)
        placed = self._pdf.make_indirect(page)
        self._pdf.pages.append(pikepdf.Page(placed))
        self._tag(placed, [*self._pieces[at], self.piece(at)])

    def piece(self, at: int) -> int:
        """The number of the piece that is printed on top of the page `at` of the masters."""
        return max(self._pieces[at], default=-1) + 1

    def _tag(self, page: Object, pieces: Sequence[int]) -> None:
        """Tell a page as one section, in the order in which it is printed: a tree of its own for
        each of a thousand pages would be larger than they are."""
        section = Dictionary(
            Type=Name.StructElem, S=Name.Sect, P=self._tags.document, Pg=page, K=Array(pieces)
        )
        told = self._pdf.make_indirect(section)
        self._tags.document.K.append(told)
        led: list[Object | None] = [None] * (max(pieces) + 1)
        for piece in pieces:
            led[piece] = told
        self._tags.numbered.append(self._pdf.make_indirect(Array(led)))

    @property
    def count(self) -> int:
        """Pages so far."""
        return len(self._pdf.pages)

    def data(self) -> bytes:
        """The document, printed at its own size."""
        self._pdf.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True, PrintScaling=Name("/None")
        )
        write_tags(self._pdf, self._tags)
        describe_alike(self._pdf, self._first)
        data = io.BytesIO()
        self._pdf.save(
            data, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
        )
        return data.getvalue()

    def _prepare(self, page: pikepdf.Page, one: Master, fonts: Mapping[str, Path]) -> None:
        """Leave out what a print job has no use for (links, tags), and add the font of what is
        printed on top."""
        for key in ("/Annots", "/StructParents", "/Tabs"):
            if key in page:
                del page[key]
        name, bold = _bold(one.drawn)
        used = self.lettering.used_of(bold)
        like: Object = page.Resources.Font[f"/{name}"]
        page.Resources.Font[FONT] = font_object(self._pdf, like, used, fonts[bold.file])


def _pieces_of(source: pikepdf.Pdf) -> list[list[int]]:
    """For each page of a form the numbers of its pieces that are told to a reader."""
    numbers = list(source.Root.StructTreeRoot.ParentTree.Nums)
    led = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    found = []
    for page in source.pages:
        pieces = led[int(page.StructParents)]
        found.append([at for at, element in enumerate(pieces) if element is not None])
    return found


def _bold(drawn: Drawn) -> tuple[str, Typeface]:
    """The theme's heaviest face that the form uses, and its name in the PDF: codes and titles are
    set in it."""
    ours = []
    for name, face in drawn.typefaces.items():
        if face.file and face.family == FAMILY:
            ours.append((name, face))
    return max(ours, key=_weight)


def _weight(named: tuple[str, Typeface]) -> tuple[bool, str]:
    _, face = named
    return "Bold" in face.file, face.file
