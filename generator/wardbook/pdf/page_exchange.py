"""Pages of a drawn sheet in exchange for others that were laid out again. What stands at the foot
of all pages, and the small code on leaves, stand in streams of their own (see drawing.py), and are
exchanged on each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import pikepdf
from pikepdf import Array, Object

from wardbook.pdf.drawn_sheets import Bookmark, Drawn, Typeface

_TOLD = ("/ActualText", "/Alt", "/Lang")
"""What an element says of a piece of text, besides what kind it is."""
_NAMED = ("/XObject", "/Pattern", "/Shading")
"""Resources that pages of one file number in their order."""
_IN_PARTS = 3
"""Streams of a page: before its foot, the foot, behind it. A fourth is the code on its leaf."""
_GLYPHS = re.compile(rb"/(\S+)\s+[-\d.]+\s+Tf\b|<([0-9A-Fa-f]+)>")
_DIGITS = 4
"""Hexadecimal digits of a glyph's number."""

_LETTER = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]")
"""A letter that stands for itself wherever its glyph is printed."""

Used = Mapping[str, AbstractSet[int]]
"""Glyphs by the names of their fonts."""


class NotAlike(Exception):
    """Pages that differ in more than words of the same number."""


def feet_of(sheet: Drawn) -> list[int]:
    """For each page of a drawn sheet a number of its foot: pages that print the same one, in the
    same place, have the same. None at all where a page has no foot of its own."""
    try:
        return [int(_parts(page.obj)[1].objgen[0]) for page in sheet.opened.pages]
    except NotAlike:
        return []


def exchanged(sheet: Drawn, made: Drawn, numbers: Sequence[int]) -> Drawn | None:
    """A drawn sheet with the pages of `made` in the places `numbers`, from 0, and their foot and
    code on all others; None where that is not what drawing the whole would give. `sheet` can't be
    used afterwards."""
    if sheet.system_fonts or made.system_fonts or sheet.blanks or made.blanks:
        return None
    pdf, new, data = sheet.opened, made.opened, io.BytesIO()
    try:
        bookmarks = _bookmarks(sheet, made, numbers)
        typefaces = _typefaces(sheet, made, _Use(pdf, new, numbers))
        _exchange(pdf, new, numbers)
    except NotAlike:
        return None
    pdf.save(data)
    return replace(sheet, data=data.getvalue(), bookmarks=bookmarks, typefaces=typefaces)


def _bookmarks(sheet: Drawn, made: Drawn, numbers: Sequence[int]) -> tuple[Bookmark, ...]:
    """The bookmarks with what those of the new pages are called."""
    titles: list[Bookmark] = []
    for bookmark in made.bookmarks:
        titles.append(replace(bookmark, page=numbers[bookmark.page]))
    bookmarks: list[Bookmark] = []
    for bookmark in sheet.bookmarks:
        if bookmark.page in numbers:
            if not titles:
                raise NotAlike
            title = titles.pop(0)
            if replace(title, title=bookmark.title, depth=bookmark.depth) != bookmark:
                raise NotAlike
            bookmark = replace(bookmark, title=title.title)
        bookmarks.append(bookmark)
    if titles:
        raise NotAlike
    return tuple(bookmarks)


class _Use:
    """Which glyphs pages use: those that are exchanged and all feet, as they were and as they are;
    and what is left, where somebody asks."""

    def __init__(self, pdf: pikepdf.Pdf, new: pikepdf.Pdf, numbers: Sequence[int]) -> None:
        self.before = _together([*_bodies(pdf, numbers), *_feet(pdf)])
        self.after = _together([*_bodies(new, range(len(new.pages))), *_feet(new)])
        left = [number for number in range(len(pdf.pages)) if number not in numbers]
        self._left, self._read = iter(_bodies(pdf, left)), list[Used]()

    def lost(self, font: str) -> Iterator[tuple[int, bool]]:
        """Glyphs of a font that these pages do not use any more, and whether others do."""
        for glyph in self._of(self.before, font) - self._of(self.after, font):
            yield glyph, any(glyph in self._of(used, font) for used in self._others())

    def _of(self, used: Used, font: str) -> AbstractSet[int]:
        return used.get(font, frozenset())

    def _others(self) -> Iterator[Used]:
        """What pages use that are not exchanged: as many are read as somebody asks for."""
        yield from self._read
        for used in self._left:
            self._read.append(used)
            yield used


def _bodies(pdf: pikepdf.Pdf, numbers: Iterable[int]) -> Iterator[Used]:
    """The glyphs of pages but for their feet."""
    for number in numbers:
        before, _, behind, *_ = _parts(pdf.pages[number].obj)
        yield _used([before, behind])


def _feet(pdf: pikepdf.Pdf) -> Iterator[Used]:
    known: set[tuple[int, int]] = set()
    for page in pdf.pages:
        foot = _parts(page.obj)[1]
        if foot.objgen not in known:
            known.add(foot.objgen)
            yield _used([foot])


def _together(used: Iterable[Used]) -> Used:
    together: dict[str, AbstractSet[int]] = {}
    for one in used:
        for font, glyphs in one.items():
            together[font] = together.get(font, frozenset()) | glyphs
    return together


def _used(streams: Sequence[Object]) -> Used:
    """The glyphs that streams show."""
    used: dict[str, set[int]] = {}
    glyphs: set[int] = set()
    for font, coded in _GLYPHS.findall(b"\n".join(stream.read_bytes() for stream in streams)):
        if font:
            glyphs = used.setdefault(font.decode(), set())
        for at in range(0, len(coded), _DIGITS):
            glyphs.add(int(coded[at : at + _DIGITS], 16))
    return used


def _typefaces(sheet: Drawn, made: Drawn, use: _Use) -> Mapping[str, Typeface]:
    """What the sheet uses of its fonts now. What a glyph stands for says its first use; but in
    sheets without second forms of letters all uses of a letter or a digit say the same."""
    if made.typefaces.keys() - sheet.typefaces.keys():
        raise NotAlike
    typefaces: dict[str, Typeface] = {}
    for font, face in sheet.typefaces.items():
        left = dict(face.glyphs)
        for glyph, is_left in use.lost(font):
            if is_left and not _LETTER.fullmatch(left[glyph]):
                raise NotAlike
            if not is_left:
                del left[glyph]
        said = made.typefaces.get(font, replace(face, glyphs={}, widths={}))
        typefaces[font] = _face(face, left, said)
    return typefaces


def _face(face: Typeface, left: Mapping[int, str], said: Typeface) -> Typeface:
    """A font of which these glyphs are left, with those that new pages use."""
    glyphs = dict(left)
    widths = {glyph: face.widths[glyph] for glyph in glyphs}
    for glyph, text in said.glyphs.items():
        own = (text, said.widths[glyph])
        if (glyphs.setdefault(glyph, text), widths.setdefault(glyph, own[1])) != own:
            raise NotAlike
    if not glyphs:
        raise NotAlike
    return replace(face, glyphs=glyphs, widths=widths)


def _exchange(pdf: pikepdf.Pdf, new: pikepdf.Pdf, numbers: Sequence[int]) -> None:
    """Put in the new pages, and on each other the foot and the code that print what is new."""
    _compare_resources(pdf.pages[0].obj, new.pages[0].obj)
    shared = _Shared(pdf)
    feet, codes = _in_place_of(pdf, new, numbers)
    for number, page in enumerate(pdf.pages):
        if number in numbers:
            _put(pdf, page.obj, new, new.pages[numbers.index(number)].obj, shared)
            continue
        before, foot, behind, *code = _parts(page.obj)
        if foot.objgen not in feet or (code and not codes):
            raise NotAlike
        own = [before, feet[foot.objgen], behind, *codes[: len(code)]]
        page.obj.Contents = Array([own[0], shared.of(own[1]), own[2], *map(shared.of, own[3:])])
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, value in new.docinfo.items():
        pdf.docinfo[key] = _as_written(value)


def _in_place_of(
    pdf: pikepdf.Pdf, new: pikepdf.Pdf, numbers: Sequence[int]
) -> tuple[Mapping[tuple[int, int], Object], Sequence[Object]]:
    """By the feet of old pages what stands in their place on the new ones; and the new codes."""
    feet: dict[tuple[int, int], Object] = {}
    codes: list[Object] = []
    for number, page in zip(numbers, new.pages, strict=True):
        _, foot, _, *code = _parts(page.obj)
        old = _parts(pdf.pages[number].obj)[1]
        if feet.setdefault(old.objgen, foot).objgen != foot.objgen:
            raise NotAlike
        codes += code
    return feet, codes


class _Shared:
    """Streams of another file, each once: pages that print the same share it."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[bytes, Object] = {}

    def of(self, stream: Object) -> Object:
        """The stream in this file."""
        raw = bytes(stream.read_raw_bytes())
        if raw not in self._known:
            self._known[raw] = self._pdf.copy_foreign(stream)
        return self._known[raw]


def _parts(page: Object) -> list[Object]:
    """The streams of a page. Raises NotAlike where its foot is none of them."""
    contents = page.Contents
    if not isinstance(contents, Array) or len(contents) < _IN_PARTS:
        raise NotAlike
    return list(contents)


def _compare_resources(page: Object, made: Object) -> None:
    """Raises NotAlike where new pages need what the sheet has not, by the same name."""
    ours, theirs = page.Resources, made.Resources
    for kind in _NAMED:
        if len(theirs.get(kind, {})):
            raise NotAlike
    for kind in ("/ExtGState", "/Font"):
        if set(theirs[kind].keys()) - set(ours[kind].keys()):
            raise NotAlike


def _put(pdf: pikepdf.Pdf, page: Object, new: pikepdf.Pdf, made: Object, shared: _Shared) -> None:
    """Put what a new page shows into the place of an old one of the same structure."""
    parts = _parts(made)
    if len(_parts(page)) != len(parts):
        raise NotAlike
    before, foot, behind, *code = parts
    own = [pdf.copy_foreign(before), shared.of(foot), pdf.copy_foreign(behind)]
    page.Contents = Array([*own, *map(shared.of, code)])
    notes, made_notes = list(page.get("/Annots", ())), list(made.get("/Annots", ()))
    if len(notes) != len(made_notes):
        raise NotAlike
    for note, other in zip(notes, made_notes, strict=True):
        if note.Rect != other.Rect or note.get("/A") != other.get("/A"):
            raise NotAlike
        if "/Contents" in other:
            note.Contents = _as_written(other.Contents)
    old, others = _elements(pdf, page), _elements(new, made)
    if list(_outline(old)) != list(_outline(others)):
        raise NotAlike
    _tell(old, others)


def _tell(old: Sequence[Object | None], new: Sequence[Object | None]) -> None:
    """Have the elements of a page's pieces say what those of the new one say."""
    for element, other in zip(old, new, strict=True):
        if element is not None and other is not None:
            _say_alike(element, other)
        elif element is not other:
            raise NotAlike


def _outline(elements: Iterable[Object | None]) -> Iterator[object]:
    """The kinds of elements and of those that they are in, each with how many pieces it has."""
    known: dict[tuple[int, int], object] = {}

    def told(element: Object) -> object:
        if element.objgen not in known:
            above = told(element.P) if "/S" in element.P else None
            # How many pages a document has is no matter of one of them
            pieces = len(element.K) if above else 0
            known[element.objgen] = (str(element.S), pieces, above)
        return known[element.objgen]

    for element in elements:
        yield None if element is None else told(element)


def _say_alike(element: Object, other: Object) -> None:
    for key in _TOLD:
        if key in other:
            element[key] = _as_written(other[key])
        elif key in element:
            del element[key]


def _elements(pdf: pikepdf.Pdf, page: Object) -> list[Object | None]:
    """The elements of a page's pieces in their order; None for what is told to no reader."""
    number = int(page.StructParents)
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    if int(numbers[2 * number]) != number:
        raise NotAlike
    return list(numbers[2 * number + 1])


def _as_written(text: Object) -> Object:
    """A string of another file in the very same bytes: there are several ways to write one."""
    return pikepdf.String(bytes(text))
