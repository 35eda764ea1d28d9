"""Pages of a drawn sheet in exchange for others that were laid out again. What stands at the foot
of all pages, and the small code on leaves, stand in streams of their own (see page_streams.py), and
are exchanged on each."""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pikepdf
from pikepdf import Array, Name, Object

from wardbook.pdf.drawn_sheets import Bookmark, Drawn, Typeface
from wardbook.pdf.glyph_use import GlyphUse, NotAlike, all_but, in_bodies, in_feet, parts_of
from wardbook.pdf.new_numbers import Digits, NewNumbers, digit_of
from wardbook.pdf.same_frames import sharing
from wardbook.pdf.short_feet import compressed, put_together

_TOLD = ("/ActualText", "/Alt", "/Lang")
"""What an element says of a piece of text, besides what kind it is."""
_NAMED = ("/XObject", "/Pattern", "/Shading")
"""Resources that pages of one file number in their order."""
_LETTER = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]")
"""A letter that stands for itself wherever its glyph is printed."""


def feet_of(sheet: Drawn) -> list[int]:
    """For each page of a drawn sheet a number of its foot: pages that print the same one, in the
    same place, have the same. None at all where a page has no foot of its own."""
    try:
        return [int(parts_of(page.obj)[1].objgen[0]) for page in sheet.opened.pages]
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
        before = [*in_bodies(pdf, numbers), *in_feet(pdf)]
        after = [*in_bodies(new, range(len(new.pages))), *in_feet(new)]
        typefaces = _typefaces(sheet, made, GlyphUse(before, after, all_but(pdf, numbers)))
        said, like = _said(pdf, numbers), sheet.like
        _exchange(pdf, new, numbers)
    except NotAlike:
        return None
    if _said(pdf, numbers) != said:
        like = ""
    pdf.save(data)
    drawn = replace(sheet, data=data.getvalue(), bookmarks=bookmarks, typefaces=typefaces)
    return replace(drawn, like=like)


def renumbered(
    sheet: Drawn,
    made: Drawn,
    feet: Sequence[int],
    pages: Iterable[int],
    numbers: NewNumbers,
    fonts: Mapping[str, Digits],
) -> Drawn | None:
    """A drawn sheet with new numbers on some of its pages, from 0, and with the foot and the code
    of `made`, which are those of its pages `feet`, on all; None where that is not what drawing the
    whole would give. `fonts`: the glyphs of digits by the names of their fonts. `sheet` can't be
    used afterwards."""
    if sheet.system_fonts or made.system_fonts or numbers.stand_in(_told(sheet)):
        return None
    pdf, new, data = sheet.opened, made.opened, io.BytesIO()
    pages = sorted(pages)
    try:
        _refuse_more_streams(pdf.pages[0].obj)
        before = [*in_bodies(pdf, pages), *in_feet(pdf)]
        said, like = _said(pdf, pages), sheet.like
        _renumber(pdf, pages, numbers, fonts)
        use = GlyphUse(before, [*in_bodies(pdf, pages), *in_feet(new)], all_but(pdf, pages))
        typefaces = _typefaces(sheet, _with_digits(sheet, made, use, fonts), use)
        _exchange(pdf, new, feet, put=False)
    except NotAlike:
        return None
    if _said(pdf, pages) != said:
        like = ""
    if sheet.feet:
        sheet = replace(sheet, feet=put_together(pdf))
    pdf.save(data)
    bookmarks = []
    for bookmark in sheet.bookmarks:
        bookmarks.append(replace(bookmark, title=numbers.put_into(bookmark.title)))
    drawn = replace(sheet, data=data.getvalue(), bookmarks=tuple(bookmarks))
    return replace(drawn, typefaces=typefaces, like=like)


def _said(pdf: pikepdf.Pdf, numbers: Iterable[int]) -> list[object]:
    """All of a sheet that an exchange of these pages may change besides what streams show: which
    pages share one, and what the elements of its pieces and its notes tell."""
    said: list[object] = [sharing(pdf)]
    for number in numbers:
        page = pdf.pages[number].obj
        for element in filter(None, _elements(pdf, page)):
            for key in _TOLD:
                said.append(bytes(element.get(key, pikepdf.String(""))))
        for note in page.get("/Annots", ()):
            said.append(bytes(note.get("/Contents", pikepdf.String(""))))
    return said


def _refuse_more_streams(page: Object) -> None:
    """Raises NotAlike where a sheet prints more than what stands in its pages' own streams."""
    if any(len(page.Resources.get(kind, {})) for kind in _NAMED):
        raise NotAlike


def _told(sheet: Drawn) -> Iterator[str]:
    """What the copy of a form for a PC says of its blanks."""
    for blank in sheet.blanks:
        yield from (blank.name, blank.label, blank.part)


def _renumber(
    pdf: pikepdf.Pdf,
    pages: Iterable[int],
    numbers: NewNumbers,
    fonts: Mapping[str, Digits],
) -> None:
    """Have pages show new numbers, and the elements of their pieces and their notes tell them.
    Raises NotAlike where not all that the HTML says are there."""
    found = 0
    for number in pages:
        page = pdf.pages[number].obj
        before, _, behind, *_ = parts_of(page)
        for stream in (before, behind):
            content, places = numbers.drawn(stream.read_bytes(), fonts)
            if places:
                stream.write(compressed(content), filter=Name.FlateDecode)
            found += places
        for element in filter(None, _elements(pdf, page)):
            _retell(element, "/ActualText", numbers)
        for note in page.get("/Annots", ()):
            _retell(note, "/Contents", numbers)
    if found != numbers.places:
        raise NotAlike


def _retell(thing: Object, key: str, numbers: NewNumbers) -> None:
    if key in thing and numbers.stand_in([str(thing[key])]):
        written, made = bytes(thing[key]), str(thing[key])
        code = "utf-16-be" if written.startswith(BOM_UTF16_BE) else "ascii"
        told = written.decode(code)
        if told.lstrip("\ufeff") != made:
            raise NotAlike
        thing[key] = pikepdf.String(numbers.put_into(told).encode(code))


def _with_digits(sheet: Drawn, made: Drawn, use: GlyphUse, fonts: Mapping[str, Digits]) -> Drawn:
    """`made` as if it used all that the new numbers use of a sheet's fonts."""
    faces = dict(made.typefaces)
    for font, face in sheet.typefaces.items():
        new = use.gained(font) & fonts[font].keys()
        glyphs = {glyph: digit_of(glyph, fonts[font]) for glyph in new}
        if glyphs:
            (width,) = {face.widths[one] for one in face.widths.keys() & fonts[font].keys()}
            own = faces.get(font, replace(face, glyphs={}, widths={}))
            widths = dict.fromkeys(glyphs, width)
            faces[font] = replace(
                own, glyphs={**own.glyphs, **glyphs}, widths={**own.widths, **widths}
            )
    return replace(made, typefaces=faces)


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


def _typefaces(sheet: Drawn, made: Drawn, use: GlyphUse) -> Mapping[str, Typeface]:
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


def _exchange(
    pdf: pikepdf.Pdf, new: pikepdf.Pdf, numbers: Sequence[int], *, put: bool = True
) -> None:
    """Put in the new pages, and on each other the foot and the code that print what is new; or
    those alone, where new pages are not to be `put` in."""
    _compare_resources(pdf.pages[0].obj, new.pages[0].obj)
    shared = _Shared(pdf)
    feet, codes = _in_place_of(pdf, new, numbers)
    for number, page in enumerate(pdf.pages):
        if put and number in numbers:
            _put(pdf, page.obj, new, new.pages[numbers.index(number)].obj, shared)
            continue
        before, foot, behind, *code = parts_of(page.obj)
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
        _, foot, _, *code = parts_of(page.obj)
        old = parts_of(pdf.pages[number].obj)[1]
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
    parts = parts_of(made)
    if len(parts_of(page)) != len(parts):
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
