"""Walks the tree of tags of a PDF and says what a screen reader would stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

_CODE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_IN_LISTS = {
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
    "/Table": {"/THead", "/TBody", "/TFoot", "/TR", "/Caption"},
}
_BLOCKS = {
    "/P",
    "/H1",
    "/H2",
    "/H3",
    "/H4",
    "/Div",
    "/TD",
    "/TH",
    "/LI",
    "/Lbl",
    "/LBody",
    "/Part",
    "/Figure",
    "/Caption",
}
_ONLY_IN = {"/LI": {"/L"}, "/Lbl": {"/LI"}, "/LBody": {"/LI"}}


@dataclass
class Walked:
    """What a PDF tells: its words in reading order, the kinds of its elements with those that they
    stand in, and what is wrong."""

    words: list[str] = field(default_factory=list)
    elements: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words)


def walk(file: Path) -> Walked:
    with pikepdf.open(file) as pdf:
        found = Walked()
        if not pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked"):
            found.faults.append("it is not tagged")
            return found
        if "/Lang" not in pdf.Root:
            found.faults.append("it has no language")
        pages = {page.obj.objgen: _Page(page, found) for page in pdf.pages}
        root = pdf.Root.StructTreeRoot
        for kid in root.K:
            _element(kid, root, [], pages, found)
        for page in pages.values():
            page.close()
        return found


class _Page:
    """The pieces of a page: which are told, which only seen."""

    def __init__(self, page: pikepdf.Page, found: Walked) -> None:
        self.found = found
        self.number = page.index + 1
        self.box = [float(value) for value in page.mediabox]
        self.pieces: dict[int, str] = {}
        self.told: set[int] = set()
        self._read(page)

    def _read(self, page: pikepdf.Page) -> None:
        if "/Contents" not in page.obj:
            return
        fonts = {}
        for name, font in page.obj.get("/Resources", {}).get("/Font", {}).items():
            fonts[name] = _letters(font)
        inside: list[object] = []
        letters: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BDC", "BMC"):
                inside.append(self._opened(operands))
            elif str(operator) == "EMC":
                inside.pop()
            elif str(operator) == "Tf":
                letters = fonts.get(str(operands[0]), {})
            elif str(operator) in ("Tj", "TJ"):
                self._shown(_codes(operands[0]), letters, inside)

    def _opened(self, operands: list[Object]) -> int | str:
        """The number of a piece that begins; of an artifact its kind."""
        if len(operands) > 1 and "/MCID" in operands[1]:
            piece = int(operands[1].MCID)
            self.pieces[piece] = ""
            return piece
        return str(operands[0])

    def _shown(self, codes: list[int], letters: dict[int, str], inside: list[object]) -> None:
        if not inside:
            self.found.faults.append(
                f"page {self.number}: words that are neither told nor artifacts"
            )
        for place in reversed(inside):
            if isinstance(place, int):
                self.pieces[place] += "".join(letters.get(code, "") for code in codes)
                return

    def tell(self, piece: int, instead: str | None) -> None:
        if piece in self.told or piece not in self.pieces:
            self.found.faults.append(
                f"page {self.number}: piece {piece} is told twice or not there"
            )
        self.told.add(piece)
        said = self.pieces.get(piece, "")
        self.found.words.append(said if instead is None else instead)

    def close(self) -> None:
        for piece in sorted(set(self.pieces) - self.told):
            said = self.pieces[piece]
            self.found.faults.append(f"page {self.number}: {said!r} is not in the tree")


def _codes(shown: object) -> list[int]:
    parts = shown if isinstance(shown, Array) else [shown]
    codes = []
    for part in parts:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            codes += [int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2)]
    return codes


def _letters(font: Object) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    pairs = _CODE.findall(font.ToUnicode.read_bytes())
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "ignore")
        for code, text in pairs
    }


def _element(
    element: Object,
    parent: Object,
    above: list[str],
    pages: dict[tuple[int, int], _Page],
    found: Walked,
) -> None:
    kind = str(element.S)
    found.elements.append((kind, tuple(above)))
    if kind in _BLOCKS:
        found.words.append("\n")
    _check(element, kind, parent, above, found)
    page = element.get("/Pg")
    told = element.get("/ActualText", element.get("/Alt"))
    instead = None if told is None else str(told)
    for kid in _kids(element):
        if isinstance(kid, int):
            pages[page.objgen].tell(kid, instead)
        elif kid.get("/Type") == Name.OBJR:
            wanted = "/Form" if kid.Obj.Subtype == Name.Widget else "/Link"
            if kind != wanted:
                found.faults.append(f"{wanted} stands in {kind}")
        else:
            _element(kid, element, [*above, kind], pages, found)
    if kind in _BLOCKS:
        found.words.append("\n")


def _check(element: Object, kind: str, parent: Object, above: list[str], found: Walked) -> None:
    over = above[-1] if above else ""
    wrong = {
        "an unknown kind": not re.fullmatch(r"/[A-Z][A-Za-z0-9]*", kind),
        "its parent is another": element.P.objgen != parent.objgen,
        "it stands in another": kind == "/Link" and "/Link" in above,
        f"it stands in {over}": over not in _ONLY_IN.get(kind, {over}),
        f"{over} holds it": kind not in _IN_LISTS.get(over, {kind}),
        "a heading without a scope": kind == "/TH" and "/Scope" not in element.get("/A", {}),
        "a figure without name or place": kind == "/Figure" and not _is_whole(element),
    }
    found.faults += [f"{kind}: {said}" for said, is_so in wrong.items() if is_so]


def _is_whole(figure: Object) -> bool:
    left, bottom, right, top = map(float, figure.A.BBox)
    return bool(str(figure.get("/Alt", ""))) and left < right and bottom < top


def _kids(element: Object) -> Iterator[Object | int]:
    kids = element.get("/K", ())
    yield from kids if isinstance(kids, Array) else (kids,)
