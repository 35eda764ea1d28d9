"""Drawn sheets → one PDF: pages in order with blank backs, one outline, one tree of tags, links
between its own sheets, one typeface a weight. Sheets are not drawn again: a manual costs little
more than copying."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, String

from wardbook.pdf.description import describe, keep_for_good, language_tag
from wardbook.pdf.drawn_sheets import LINK, Bookmark, Drawn, Typeface
from wardbook.pdf.embedded_fonts import font_object, merged, name_by_glyphs

_VERSION = "1.7"
"""PDF/UA-1 is a rule on PDF 1.7."""


@dataclass(frozen=True)
class Part:
    """A sheet in a bound PDF. `title`: its first bookmark there, where that is another than the
    sheet's own: a form that prints both languages is listed in the manual's."""

    drawn: Drawn
    title: str = ""
    group: str = ""
    """A heading that begins with it in the outline."""
    depths: tuple[int, ...] = ()
    """How deep its sheets stand in the outline; empty: at the top."""
    key: str = ""
    """Under which the drawing is kept, where it is."""


@dataclass(frozen=True)
class BindingOptions:
    """How parts are bound: the title and the language that the PDF says of itself. `duplex`:
    printed on both sides, so that each part starts on a right-hand page, unless it `runs_on`."""

    title: str
    language: str
    duplex: bool = False
    runs_on: bool = False

    @property
    def has_backs(self) -> bool:
        """Whether a blank back stands where a part ends on a front."""
        return self.duplex and not self.runs_on


@dataclass(frozen=True)
class Bound:
    """A finished PDF."""

    data: bytes
    pages: int
    system_fonts: tuple[str, ...] = ()
    """Fonts of the machine that it holds besides ours."""


@dataclass(frozen=True)
class GatheredTags:
    """The tree of tags that is being gathered. `numbered`: what a page's or a link's number leads
    to in it."""

    document: Object
    numbered: list[Object] = field(default_factory=list)


def new_tags(pdf: pikepdf.Pdf) -> GatheredTags:
    """A tree without tags."""
    document = Dictionary(Type=Name.StructElem, S=Name.Document, K=Array())
    return GatheredTags(pdf.make_indirect(document))


def bind(parts: Sequence[Part], options: BindingOptions, fonts: Mapping[str, Path]) -> Bound:
    """Bind parts. `fonts` are the theme's font files by name. A link to a sheet that is not bound
    in is dropped: the leaf prints that sheet's code anyway."""
    return Binding(parts, options, fonts).bound(options)


class Binding:
    """Parts as pages of one PDF, which can be written several times, each time with another leaf in
    front of them: most of the time of binding is theirs, and they are copied once."""

    def __init__(
        self, parts: Sequence[Part], options: BindingOptions, fonts: Mapping[str, Path]
    ) -> None:
        self._parts, self._fonts = parts, fonts
        self._duplex = options.has_backs
        self._starts = starts_of(parts, duplex=self._duplex)
        self._pdf = pikepdf.new()
        self._tags = new_tags(self._pdf)
        for part, start in zip(parts, self._starts, strict=True):
            if len(self._pdf.pages) < start:
                _add_blank(self._pdf)
            add_pages(self._pdf, part.drawn.opened, self._tags)
        _link(self._pdf.pages, self._tags, _places(self._pdf, parts, self._starts))
        # As the sheets brought them: what they share instead differs from one writing to the next
        self._brought = [_brought(self._pdf, start) for start in self._starts]

    def bound(self, options: BindingOptions, front: Part | None = None) -> Bound:
        """The PDF, with the pages of `front` before all others."""
        if front is None:
            return self._written(self._parts, self._starts, self._brought, options)
        pages, sections = len(self._pdf.pages), self._tags.document.K
        numbered = len(self._tags.numbered)
        self._tags.document.K = Array()
        add_pages(self._pdf, front.drawn.opened, self._tags)
        self._tags.document.K.extend(sections)
        if self._duplex and self._parts and front.drawn.pages % 2:
            _add_blank(self._pdf)
        before = len(self._pdf.pages) - pages
        for _ in range(before):
            page = self._pdf.pages[-1]
            del self._pdf.pages[-1]
            self._pdf.pages.insert(0, page)
        parts = [front, *self._parts]
        starts = [0, *(before + start for start in self._starts)]
        _link(self._pdf.pages[:before], self._tags, _places(self._pdf, parts, starts))
        written = self._written(parts, starts, [_brought(self._pdf, 0), *self._brought], options)
        del self._pdf.pages[:before]
        self._tags.document.K = sections
        del self._tags.numbered[numbered:]
        return written

    def _written(
        self,
        parts: Sequence[Part],
        starts: Sequence[int],
        brought: Sequence[Mapping[str, Object]],
        options: BindingOptions,
    ) -> Bound:
        pdf = self._pdf
        _share_typefaces(pdf, parts, starts, brought, self._fonts)
        # Nothing is left of what was written before: a copy does not depend on others
        for key in ("/Outlines", "/Metadata"):
            if key in pdf.Root:
                del pdf.Root[key]
        del pdf.docinfo
        with pdf.open_outline() as outline:
            outline.root.extend(_outline(pdf, list(bookmarks_of(parts, starts))))
        _describe(pdf, options, self._tags)
        describe(
            pdf, options.title, language_tag(options.language), [one.drawn.opened for one in parts]
        )
        data = io.BytesIO()
        pdf.save(
            data,
            force_version=_VERSION,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return Bound(data.getvalue(), len(pdf.pages), system_fonts_of(parts))


def _brought(pdf: pikepdf.Pdf, start: int) -> dict[str, Object]:
    """The fonts of the part that begins on a page, by name."""
    return dict(pdf.pages[start].Resources.Font.items())


def system_fonts_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """Families of this machine that parts use besides the theme's."""
    families: set[str] = set()
    for part in parts:
        families.update(part.drawn.system_fonts)
    return tuple(sorted(families))


def starts_of(parts: Sequence[Part], *, duplex: bool) -> list[int]:
    """Index of each part's first page."""
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += part.drawn.pages
        if duplex:
            at += at % 2
    return starts


def _add_blank(pdf: pikepdf.Pdf) -> None:
    """Add the blank back of the last page, in its size."""
    left, bottom, right, top = map(float, pdf.pages[-1].mediabox)
    blank = pdf.add_blank_page(page_size=(right - left, top - bottom))
    del blank.obj.Contents  # an empty stream, compressed, is one that MuPDF warns of


def add_pages(pdf: pikepdf.Pdf, source: pikepdf.Pdf, tags: GatheredTags) -> None:
    """Add the pages of `source` at the end, and its tags as a section of the document's."""
    first = len(pdf.pages)
    for page in source.pages:
        keep_for_good(page.obj)
    pdf.pages.extend(source.pages)
    tree = source.Root.StructTreeRoot
    group = tree.K[0]
    group.S = Name.Sect
    if "/P" in group:  # as drawn: bound for the first time
        del group.P
    group.Lang = String(language_tag(str(source.Root.Lang)))  # a manual may be in another
    section = pdf.copy_foreign(group)
    section.P = tags.document
    tags.document.K.append(section)
    numbers = list(tree.ParentTree.Nums)
    tagged = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page, drawn in zip(pdf.pages[first:], source.pages, strict=True):
        pieces = source.make_indirect(tagged[int(drawn.StructParents)])
        page.StructParents = _numbered(tags, pdf.copy_foreign(pieces))
        for note in page.get("/Annots", ()):
            note.StructParent = _numbered(tags, pdf.copy_foreign(tagged[int(note.StructParent)]))


def _numbered(tags: GatheredTags, thing: Object) -> int:
    tags.numbered.append(thing)
    return len(tags.numbered) - 1


def _places(
    pdf: pikepdf.Pdf, parts: Sequence[Part], starts: Sequence[int]
) -> dict[str, Callable[[], Array]]:
    """Where each anchor stands in the bound PDF."""
    places: dict[str, Callable[[], Array]] = {}
    for part, start in zip(parts, starts, strict=True):
        for name, (page, x, y) in part.drawn.anchors.items():
            places[name] = partial(_destination, pdf, start + page, x, y)
    return places


def _link(
    pages: Iterable[pikepdf.Page], tags: GatheredTags, places: Mapping[str, Callable[[], Array]]
) -> None:
    """Turn links to sheets into links to pages; those that lead nowhere become plain words."""
    for page in pages:
        kept = []
        for note in page.get("/Annots", ()):
            anchor = _anchor(note)
            if anchor is None:
                kept.append(note)
            elif anchor in places:
                del note.A
                note.Dest = places[anchor]()
                kept.append(note)
            else:
                _make_words(tags.numbered[int(note.StructParent)])
        if "/Annots" in page:
            page.Annots = Array(kept)


def _anchor(note: Object) -> str | None:
    """The anchor of a sheet that a link leads to; None for one that leads elsewhere."""
    if "/A" not in note:
        return None
    address = str(note.A.URI)
    if not address.startswith(LINK):
        return None
    return unquote(address.removeprefix(LINK))


def _make_words(element: Object) -> None:
    """Make a link's element plain words: without the reference to the link itself."""
    element.S = Name.Span
    words = []
    for kid in element.K:
        if not _is_reference(kid):
            words.append(kid)
    element.K = Array(words)


def _is_reference(kid: Object) -> bool:
    """Whether a piece of an element is a reference to an annotation, and no text of a page."""
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _destination(pdf: pikepdf.Pdf, page: int, x: float, y: float) -> Array:
    return Array([pdf.pages[page].obj, Name.XYZ, round(x, 2), round(y, 2), 0])


def _share_typefaces(
    pdf: pikepdf.Pdf,
    parts: Sequence[Part],
    starts: Sequence[int],
    brought: Sequence[Mapping[str, Object]],
    fonts: Mapping[str, Path],
) -> None:
    """One font object for all sheets that use a font of the theme. They brought its name and
    measures, not its program."""
    users: dict[str, list[tuple[Typeface, Object, Object]]] = {}
    for part, start, own in zip(parts, starts, brought, strict=True):
        used = pdf.pages[start].Resources.Font
        for name, face in part.drawn.typefaces.items():
            if face.file:
                users.setdefault(f"/{name}", []).append((face, used, own[f"/{name}"]))
            else:
                name_by_glyphs(used[f"/{name}"], face)
    for name, using in users.items():
        face = merged([one for one, _, _ in using])
        _, _, like = using[0]
        shared = font_object(pdf, like, face, fonts[face.file])
        for _, used, _ in using:
            used[name] = shared


def bookmarks_of(parts: Sequence[Part], starts: Sequence[int]) -> Iterator[Bookmark]:
    """The outline of parts that start on these pages."""
    for part, start in zip(parts, starts, strict=True):
        sheet = -1
        for at, bookmark in enumerate(part.drawn.bookmarks):
            title = bookmark.title
            if at == 0 and part.title:
                title = part.title
            placed = replace(bookmark, title=title, page=start + bookmark.page)
            if at == 0 and part.group:
                yield replace(placed, title=part.group, depth=0)
            sheet += bookmark.depth == 0
            yield replace(placed, depth=bookmark.depth + _depth_of(part, sheet))


def _depth_of(part: Part, sheet: int) -> int:
    """How deep the sheet with this place in its part stands."""
    if not part.depths:
        return 0
    return part.depths[max(0, min(sheet, len(part.depths) - 1))]


def _outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> list[OutlineItem]:
    """Bookmarks as a tree, from their depths."""
    root: list[OutlineItem] = []
    open_ends = [root]
    for bookmark in bookmarks:
        item = OutlineItem(bookmark.title, _destination(pdf, bookmark.page, bookmark.x, bookmark.y))
        del open_ends[bookmark.depth + 1 :]
        open_ends[-1].append(item)
        open_ends.append(item.children)
    return root


def _describe(pdf: pikepdf.Pdf, options: BindingOptions, tags: GatheredTags) -> None:
    """What the catalogue says: language, tags, page labels, and what a print dialogue is preset to:
    forms keep their millimetres, manuals are printed on both sides."""
    preferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
    if options.duplex:
        preferences.Duplex = Name.DuplexFlipLongEdge
    write_tags(pdf, tags)
    pdf.Root.Lang = String(language_tag(options.language))
    pdf.Root.ViewerPreferences = preferences
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))


def write_tags(pdf: pikepdf.Pdf, tags: GatheredTags) -> None:
    """Give a PDF the tree that was gathered."""
    numbers: list[object] = []
    for number, thing in enumerate(tags.numbered):
        numbers += [number, thing]
    tree = Dictionary(
        Type=Name.StructTreeRoot,
        K=Array([tags.document]),
        ParentTree=pdf.make_indirect(Dictionary(Nums=Array(numbers))),
    )
    pdf.Root.StructTreeRoot = pdf.make_indirect(tree)
    tags.document.P = pdf.Root.StructTreeRoot
    pdf.Root.MarkInfo = Dictionary(Marked=True)
