"""Drawn sheets → one PDF: pages in order with blank backs, one outline, one tree of tags, links between its own sheets, one
typeface a weight. Sheets are not drawn again: a manual costs little more than copying."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, String

from wardbook.pdf.drawn_sheets import LINK, Bookmark, Drawn
from wardbook.pdf.embedded_fonts import font_object, merged

_VERSION = "1.7"
"""PDF/UA-1 is a rule on PDF 1.7."""
_XMP = "{http://www.aiim.org/pdfua/ns/id/}part"


@dataclass(frozen=True)
class Part:
    """A sheet in a bound PDF. `title`: its first bookmark there, where that is another than the sheet's own: a form that
    prints both languages is listed in the manual's."""

    drawn: Drawn
    title: str = ""


@dataclass(frozen=True)
class ManualFront:
    """What a PDF says of itself. `duplex`: printed on both sides, so that each part starts on a right-hand page."""

    title: str
    language: str
    duplex: bool = False


@dataclass(frozen=True)
class Bound:
    """A finished PDF."""

    data: bytes
    pages: int
    system_fonts: tuple[str, ...] = ()
    """Fonts of the machine that it holds besides ours."""


@dataclass(frozen=True)
class _Tags:
    """The tree of tags that is being gathered. `numbered`: what a page's or a link's number leads to in it."""

    document: Object
    numbered: list[Object] = field(default_factory=list)


def bind(parts: Sequence[Part], cover: ManualFront, fonts: Mapping[str, Path]) -> Bound:
    """Bind parts. `fonts` are the theme's font files by name. A link to a sheet that is not bound in is dropped: the leaf
    prints that sheet's code anyway."""
    with pikepdf.new() as pdf:
        starts = _starts(parts, duplex=cover.duplex)
        tags = _Tags(
            pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        )
        for part, start in zip(parts, starts, strict=True):
            if len(pdf.pages) < start:
                left, bottom, right, top = (float(edge) for edge in pdf.pages[-1].mediabox)
                blank = pdf.add_blank_page(page_size=(right - left, top - bottom))
                del blank.obj.Contents  # an empty stream, compressed, is one that MuPDF warns of
            _add(pdf, part, tags)
        _link(pdf, tags, _places(parts, starts))
        _share_typefaces(pdf, parts, starts, fonts)
        with pdf.open_outline() as outline:
            outline.root.extend(_outline(pdf, list(_bookmarks(parts, starts))))
        _describe(pdf, cover, tags)
        data = io.BytesIO()
        pdf.save(
            data,
            force_version=_VERSION,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        families = {family for part in parts for family in part.drawn.system_fonts}
        return Bound(data.getvalue(), len(pdf.pages), tuple(sorted(families)))


def _starts(parts: Sequence[Part], *, duplex: bool) -> list[int]:
    """Index of each part's first page."""
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += part.drawn.pages + (part.drawn.pages % 2 if duplex else 0)
    return starts


def _add(pdf: pikepdf.Pdf, part: Part, tags: _Tags) -> None:
    """Add a part's pages at the end, and its tags as a section of the document's."""
    first, source = len(pdf.pages), part.drawn.opened
    pdf.pages.extend(source.pages)
    tree = source.Root.StructTreeRoot
    group = tree.K[0]
    group.S = Name.Sect
    if "/P" in group:  # as drawn: bound for the first time
        del group.P
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


def _numbered(tags: _Tags, thing: Object) -> int:
    tags.numbered.append(thing)
    return len(tags.numbered) - 1


def _places(parts: Sequence[Part], starts: Sequence[int]) -> dict[str, tuple[int, float, float]]:
    """Where each anchor stands in the bound PDF."""
    return {
        name: (start + page, x, y)
        for part, start in zip(parts, starts, strict=True)
        for name, (page, x, y) in part.drawn.anchors.items()
    }


def _link(pdf: pikepdf.Pdf, tags: _Tags, places: Mapping[str, tuple[int, float, float]]) -> None:
    """Turn links to sheets into links to pages; those that lead nowhere become plain words."""
    for page in pdf.pages:
        kept = []
        for note in page.get("/Annots", ()):
            address = str(note.A.URI) if "/A" in note else ""
            if not address.startswith(LINK):
                kept.append(note)
                continue
            place = places.get(unquote(address.removeprefix(LINK)))
            if place is None:
                _make_words(tags.numbered[int(note.StructParent)])
                continue
            del note.A
            note.Dest = _destination(pdf, *place)
            kept.append(note)
        if "/Annots" in page:
            page.Annots = Array(kept)


def _make_words(element: Object) -> None:
    """A link's element without its link."""
    element.S = Name.Span
    element.K = Array(
        [
            kid
            for kid in element.K
            if not (isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR)
        ]
    )


def _destination(pdf: pikepdf.Pdf, page: int, x: float, y: float) -> Array:
    return Array([pdf.pages[page].obj, Name.XYZ, round(x, 2), round(y, 2), 0])


def _share_typefaces(
    pdf: pikepdf.Pdf, parts: Sequence[Part], starts: Sequence[int], fonts: Mapping[str, Path]
) -> None:
    """One font object for all sheets that use a font of the theme. They bring its name and measures, not its program."""
    users: dict[str, list[tuple[Part, Object]]] = {}
    for part, start in zip(parts, starts, strict=True):
        brought = pdf.pages[start].Resources.Font
        for name, face in part.drawn.typefaces.items():
            if face.file:
                users.setdefault(f"/{name}", []).append((part, brought))
    for name, using in users.items():
        face = merged([part.drawn.typefaces[name[1:]] for part, _ in using])
        shared = font_object(pdf, using[0][1][name], face, fonts[face.file])
        for _, brought in using:
            brought[name] = shared


def _bookmarks(parts: Sequence[Part], starts: Sequence[int]) -> Iterator[Bookmark]:
    for part, start in zip(parts, starts, strict=True):
        for at, bookmark in enumerate(part.drawn.bookmarks):
            title = part.title if part.title and at == 0 else bookmark.title
            yield replace(bookmark, title=title, page=start + bookmark.page)


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


def _describe(pdf: pikepdf.Pdf, cover: ManualFront, tags: _Tags) -> None:
    """What the catalogue says: title, language, tags, page labels, and what a print dialogue is preset to: forms keep
    their millimetres, manuals are printed on both sides."""
    preferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
    if cover.duplex:
        preferences.Duplex = Name.DuplexFlipLongEdge
    numbers = [part for pair in enumerate(tags.numbered) for part in pair]
    tree = Dictionary(
        Type=Name.StructTreeRoot,
        K=Array([tags.document]),
        ParentTree=pdf.make_indirect(Dictionary(Nums=Array(numbers))),
    )
    pdf.Root.StructTreeRoot = pdf.make_indirect(tree)
    tags.document.P = pdf.Root.StructTreeRoot
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(cover.language)
    pdf.Root.ViewerPreferences = preferences
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as facts:
        facts["dc:title"] = cover.title
        facts[_XMP] = "1"
    pdf.docinfo[Name.Title] = String(cover.title)
    pdf.docinfo[Name.Producer] = String("Wardbook")
