"""Drawn sheets → one PDF: pages in order with blank backs, one outline, one tree of tags, links
between its own sheets, one typeface a weight. Sheets are not drawn again: a manual costs little
more than copying."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, String

from wardbook.pdf.description import describe, keep_for_good
from wardbook.pdf.drawn_sheets import LINK, Bookmark, Drawn, Typeface
from wardbook.pdf.embedded_fonts import font_object, merged, name_by_glyphs
from wardbook.pdf.tags import language_tag

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


@dataclass(frozen=True)
class ManualFront:
    """What a PDF says of itself. `duplex`: printed on both sides, so that each part starts on a
    right-hand page, unless it `runs_on`."""

    title: str
    language: str
    duplex: bool = False
    runs_on: bool = False


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


def bind(parts: Sequence[Part], cover: ManualFront, fonts: Mapping[str, Path]) -> Bound:
    """Bind parts. `fonts` are the theme's font files by name. A link to a sheet that is not bound
    in is dropped: the leaf prints that sheet's code anyway."""
    with pikepdf.new() as pdf:
        starts = _starts(parts, duplex=cover.duplex and not cover.runs_on)
        tags = new_tags(pdf)
        for part, start in zip(parts, starts, strict=True):
            if len(pdf.pages) < start:
                _add_blank(pdf)
            add_pages(pdf, part.drawn.opened, tags)
        _link(pdf, tags, _places(parts, starts))
        _share_typefaces(pdf, parts, starts, fonts)
        with pdf.open_outline() as outline:
            outline.root.extend(_outline(pdf, list(_bookmarks(parts, starts))))
        _describe(pdf, cover, tags)
        describe(
            pdf, cover.title, language_tag(cover.language), [one.drawn.opened for one in parts]
        )
        data = io.BytesIO()
        pdf.save(
            data,
            force_version=_VERSION,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return Bound(data.getvalue(), len(pdf.pages), _system_fonts(parts))


def _system_fonts(parts: Sequence[Part]) -> tuple[str, ...]:
    families: set[str] = set()
    for part in parts:
        families.update(part.drawn.system_fonts)
    return tuple(sorted(families))


def _starts(parts: Sequence[Part], *, duplex: bool) -> list[int]:
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


def _places(parts: Sequence[Part], starts: Sequence[int]) -> dict[str, tuple[int, float, float]]:
    """Where each anchor stands in the bound PDF."""
    places = {}
    for part, start in zip(parts, starts, strict=True):
        for name, (page, x, y) in part.drawn.anchors.items():
            places[name] = (start + page, x, y)
    return places


def _link(
    pdf: pikepdf.Pdf, tags: GatheredTags, places: Mapping[str, tuple[int, float, float]]
) -> None:
    """Turn links to sheets into links to pages; those that lead nowhere become plain words."""
    for page in pdf.pages:
        kept = []
        for note in page.get("/Annots", ()):
            anchor = _anchor(note)
            if anchor is None:
                kept.append(note)
            elif anchor in places:
                del note.A
                note.Dest = _destination(pdf, *places[anchor])
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
    pdf: pikepdf.Pdf, parts: Sequence[Part], starts: Sequence[int], fonts: Mapping[str, Path]
) -> None:
    """One font object for all sheets that use a font of the theme. They bring its name and
    measures, not its program."""
    users: dict[str, list[tuple[Typeface, Object]]] = {}
    for part, start in zip(parts, starts, strict=True):
        brought = pdf.pages[start].Resources.Font
        for name, face in part.drawn.typefaces.items():
            if face.file:
                users.setdefault(f"/{name}", []).append((face, brought))
            else:
                name_by_glyphs(brought[f"/{name}"], face)
    for name, using in users.items():
        face = merged([used for used, _ in using])
        _, first = using[0]
        shared = font_object(pdf, first[name], face, fonts[face.file])
        for _, brought in using:
            brought[name] = shared


def _bookmarks(parts: Sequence[Part], starts: Sequence[int]) -> Iterator[Bookmark]:
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


def _describe(pdf: pikepdf.Pdf, cover: ManualFront, tags: GatheredTags) -> None:
    """What the catalogue says: language, tags, page labels, and what a print dialogue is preset to:
    forms keep their millimetres, manuals are printed on both sides."""
    preferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
    if cover.duplex:
        preferences.Duplex = Name.DuplexFlipLongEdge
    write_tags(pdf, tags)
    pdf.Root.Lang = String(language_tag(cover.language))
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
