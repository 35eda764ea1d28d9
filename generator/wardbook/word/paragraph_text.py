"""What a paragraph of Word says: its words as a reader sees them, pictures, notes, and what no
plan can hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wardbook.word.sources import LostThing, SourceNote, SourcePicture
from wardbook.word.word_styles import is_bold, size_of
from wardbook.word.word_xml import W
from wardbook.word.word_xml import child as child_of

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIGNS: Mapping[str, str] = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_SYMBOLS: Mapping[tuple[str, int], str] = {
    ("wingdings", 0xF0FE): "☒",
    ("wingdings", 0xF0FC): "✓",
    ("wingdings", 0xF0A8): "□",
    ("wingdings", 0xF06F): "□",
    ("wingdings", 0xF0E0): "→",
    ("wingdings 2", 0xF052): "☑",
    ("wingdings 2", 0xF0A3): "□",
    ("symbol", 0xF0B0): "°",
    ("symbol", 0xF0B3): "≥",
    ("symbol", 0xF0A3): "≤",
    ("symbol", 0xF0B1): "±",
    ("symbol", 0xF0B4): "×",
}
"""Signs of fonts that have no letters of their own."""
_POINT = re.compile("[0-9A-F]{1,6}")
_REFERENCES = ("REF", "PAGEREF", "NOTEREF", "STYLEREF")
_NO_TEXT = (f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr")


@dataclass
class PackageParts:
    """What paragraphs lead to: pictures and addresses by relation, the text of notes by number."""

    picture: Callable[[str], tuple[str, bytes]]
    address: Callable[[str], str]
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    """Labels that were given to notes, in their order."""


@dataclass
class ReadText:
    """What was read of a paragraph."""

    words: list[str] = field(default_factory=list)
    pictures: list[SourcePicture] = field(default_factory=list)
    notes: list[SourceNote] = field(default_factory=list)
    lost: list[LostThing] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    """Text boxes that hang on it, as XML."""
    bold: int = 0
    plain: int = 0
    size: float = 0

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(self.words)

    @property
    def is_bold(self) -> bool:
        """Whether all of its words are bold."""
        return self.bold > 0 and not self.plain


class ParagraphReader:
    """Reads one paragraph. Fields of Word show what they showed last; what they say to Word is no
    text."""

    def __init__(self, parts: PackageParts, *, bold: bool, size: float) -> None:
        self._parts = parts
        self._bold, self._size = bold, size
        self._fields: list[list[str]] = []
        """Of each field that is open: its code, until its result begins."""
        self._in_code: list[bool] = []
        self.read = ReadText()
        self._takers: Mapping[str, Callable[[Any], None]] = {
            f"{W}r": self._run,
            f"{W}hyperlink": self._link,
            f"{W}fldSimple": self._simple_field,
            f"{W}del": self._deleted,
            f"{W}moveFrom": self._deleted,
            f"{W}ruby": self._ruby,
            f"{_M}oMath": self._formula,
            f"{_M}oMathPara": self._formula,
        }
        self._objects: Mapping[str, Callable[[Any], None]] = {
            f"{W}br": self._break,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            f"{W}sym": self._symbol,
            f"{_MC}AlternateContent": self._alternative,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._embedded,
            f"{W}ruby": self._ruby,
            f"{_M}oMath": self._formula,
            f"{_M}oMathPara": self._formula,
        }

    def take(self, element: Any) -> None:
        """Read what stands below an element."""
        for child in element:
            self._one(child)

    def _one(self, element: Any) -> None:
        if not isinstance(element.tag, str):  # a comment
            return
        name = element.tag
        if name in self._takers:
            self._takers[name](element)
        elif name not in _NO_TEXT:
            self.take(element)

    def _simple_field(self, element: Any) -> None:
        self._reference(element.get(f"{W}instr") or "", element)
        self.take(element)

    def _deleted(self, element: Any) -> None:
        self._lose("deleted", _all_text(element, f"{W}delText", f"{W}t"))

    def _ruby(self, element: Any) -> None:
        """Characters with their reading above them: the characters."""
        self.take(element.find(f"{W}rubyBase"))

    def _run(self, run: Any) -> None:
        bold, size = is_bold(run, self._bold), size_of(run, self._size)
        is_hidden = child_of(run, "rPr/vanish") is not None
        before = len(self.read.text)
        for child in run:
            self._in_run(child)
        said = self.read.text[before:].strip()
        if not said:
            return
        if is_hidden:
            self._lose("hidden", said)
        self.read.size = max(self.read.size, size)
        if bold:
            self.read.bold += len(said)
        else:
            self.read.plain += len(said)

    def _in_run(self, child: Any) -> None:
        name = child.tag
        if name == f"{W}fldChar":
            self._field(child.get(f"{W}fldCharType") or "")
        elif name == f"{W}instrText":
            self._code(child.text or "")
        elif any(self._in_code):
            return
        elif name == f"{W}t":
            self.read.words.append(child.text or "")
        elif name in _SIGNS:
            self.read.words.append(_SIGNS[name])
        elif name in self._objects:
            self._objects[name](child)

    def _code(self, text: str) -> None:
        """What a field says to Word."""
        if self._in_code and self._in_code[-1]:
            self._fields[-1].append(text)

    def _break(self, element: Any) -> None:
        if element.get(f"{W}type") not in ("page", "column"):
            self.read.words.append("\n")

    def _embedded(self, element: Any) -> None:
        self._lose("object", _title(element))
        self._drawing(element)

    def _alternative(self, element: Any) -> None:
        """What newer programs show; where there is no such thing, what older ones do."""
        for name in ("Choice", "Fallback"):
            chosen = element.find(f"{_MC}{name}")
            if chosen is not None:
                for inner in chosen:
                    self._in_run(inner)
                return

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append([])
            self._in_code.append(True)
        elif self._fields and kind == "separate":
            self._in_code[-1] = False
            self._reference("".join(self._fields[-1]), None)
        elif self._fields and kind == "end":
            self._fields.pop()
            self._in_code.pop()

    def _reference(self, code: str, element: Any) -> None:
        """Note a field that leads to another place: its words stay, the link does not."""
        words = code.split()
        if words and words[0].upper() in _REFERENCES:
            self._lose("reference", " ".join(words))
        elif words and words[0].upper() == "HYPERLINK" and element is None:
            self._lose("link", " ".join(words[1:]).strip('"'))

    def _link(self, element: Any) -> None:
        self.take(element)
        relation = element.get(f"{_R}id")
        address = element.get(f"{W}anchor") or ""
        if relation:
            address = self._parts.address(relation)
        said = _all_text(element, f"{W}t")
        if address and address.removeprefix("mailto:") != said and not address.startswith("_Toc"):
            self._lose("link", address)

    def _note(self, element: Any) -> None:
        kind = element.tag.removeprefix(W).removesuffix("Reference")
        text = self._parts.notes.get((kind, element.get(f"{W}id") or ""))
        if text is None:
            return
        label = f"[{len(self._parts.labels) + 1}]"
        self._parts.labels.append(label)
        self.read.words.append(label)
        self.read.notes.append(SourceNote(label, text))

    def _symbol(self, element: Any) -> None:
        font = (element.get(f"{W}font") or "").casefold()
        point = (element.get(f"{W}char") or "").upper()
        known = None
        if _POINT.fullmatch(point):
            known = _SYMBOLS.get((font, int(point, 16)))
        if known is None:
            known = "□"
            self._lose("symbol", f"{font} {point}")
        self.read.words.append(known)

    def _formula(self, element: Any) -> None:
        said = _all_text(element, f"{_M}t")
        self.read.words.append(said)
        self._lose("formula", said)

    def _drawing(self, element: Any) -> None:
        """Pictures, text boxes, and graphics that are neither."""
        boxes = list(element.iter(f"{W}txbxContent"))
        self.read.boxes += boxes
        alt = _title(element)
        found = False
        for picture in (*element.iter(f"{_A}blip"), *element.iter(f"{_V}imagedata")):
            relation = picture.get(f"{_R}embed") or picture.get(f"{_R}id")
            if relation:
                kind, content = self._parts.picture(relation)
                self.read.pictures.append(SourcePicture(kind, content, alt))
                found = True
        if not found and not boxes and element.tag == f"{W}drawing":
            self._lose("drawing", alt)

    def _lose(self, kind: str, said: str) -> None:
        self.read.lost.append(LostThing(kind, said))


def _title(element: Any) -> str:
    """What a drawing says of itself."""
    for properties in element.iter(f"{_WP}docPr"):
        return properties.get("descr") or properties.get("title") or ""
    for shape in element.iter(f"{_V}shape"):
        return shape.get("alt") or ""
    return ""


def _all_text(element: Any, *names: str) -> str:
    said: list[str] = []
    for each in element.iter(*names):
        said.append(each.text or "")
    return "".join(said)
