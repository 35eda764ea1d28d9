"""Files that were bound before, of which nothing but what their pages show has changed since: the
last one is rewritten where it has, and no tree of tags is put together. Where anything else may
differ, the file is bound."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from pikepdf import Object, String

from wardbook.kept_files import KeptFiles
from wardbook.pdf.binding import (
    BindingOptions,
    Bound,
    Part,
    bookmarks_of,
    starts_of,
    system_fonts_of,
)
from wardbook.pdf.description import brought_by
from wardbook.pdf.drawn_sheets import Drawn, Typeface
from wardbook.pdf.embedded_fonts import font_streams, measure_by_glyphs, merged
from wardbook.pdf.rewriting import NotAsWritten, Rewriting
from wardbook.pdf.same_frames import same_frames, streams_of

FindDrawn = Callable[[str], Drawn | None]
"""The drawing that is kept under a key."""


@dataclass(frozen=True)
class BoundBefore:
    """A file that was bound: its bytes, and of which parts."""

    data: bytes
    parts: Sequence[Part]


class BoundRecords:
    """Of what files were bound, in a folder of the cache, by their paths. `decides` is what all of
    them depend on besides their parts, `files` keeps them, `find` finds drawings."""

    def __init__(self, folder: Path, decides: object, files: KeptFiles, find: FindDrawn) -> None:
        self._records = KeptFiles(folder, "parts")
        self._decides, self._files, self._find = decides, files, find

    def keep(self, path: str, file: str, parts: Sequence[Part], options: BindingOptions) -> None:
        """Note that what `files` keeps as `file` was bound of these parts. Where the cache has no
        room it is bound the next time."""
        keys = list(map(attrgetter("key"), parts))
        told = {"file": file, "told": _told(parts, options), "keys": keys}
        with contextlib.suppress(OSError):
            self._records.keep(self._key(path), json.dumps(told).encode(), b"")

    def find(self, path: str, parts: Sequence[Part], options: BindingOptions) -> BoundBefore | None:
        """The file as it was bound last, of parts in the place of these; None where it was bound in
        another way, or something of it is not kept any more."""
        record = self._records.find(self._key(path))
        if record is None:
            return None
        facts = json.loads(record[0])
        kept = self._files.find(facts["file"])
        if kept is None or facts["told"] != _told(parts, options):
            return None
        before: list[Part] = []
        for key, part in zip(facts["keys"], parts, strict=True):
            drawn = part.drawn if key == part.key else self._find(key)
            if drawn is None:
                return None
            before.append(replace(part, drawn=drawn, key=key))
        return BoundBefore(kept[1], before)

    def _key(self, path: str) -> str:
        return hashlib.sha256(repr((self._decides, path)).encode()).hexdigest()[:40]


def _told(parts: Sequence[Part], options: BindingOptions) -> str:
    """A digest of all that decides how parts are bound besides what they are."""
    placed = [(one.title, one.group, one.depths, one.drawn.pages) for one in parts]
    return hashlib.sha256(repr((options, placed)).encode()).hexdigest()


def bound_again(
    before: BoundBefore,
    parts: Sequence[Part],
    options: BindingOptions,
    fonts: Mapping[str, Path],
    find: FindDrawn,
) -> Bound | None:
    """What binding these parts gives, made of the file that was bound before; None where more than
    what pages show has changed."""
    changed: list[int] = []
    for at, part in enumerate(parts):
        if part.key != before.parts[at].key:
            changed.append(at)
    if not _stays(before.parts, parts, changed, find):
        return None
    starts = starts_of(parts, duplex=options.has_backs)
    try:
        file = Rewriting(before.data)
        for at in changed:
            _show(file, parts[at].drawn, starts[at])
        _rename(file, _titles(before.parts, starts), _titles(parts, starts))
        _set_fonts(file, before.parts, parts, fonts, starts)
        return Bound(file.written(), starts[-1] + parts[-1].drawn.pages)
    except NotAsWritten:
        return None


def _stays(
    before: Sequence[Part], parts: Sequence[Part], changed: Sequence[int], find: FindDrawn
) -> bool:
    """Whether nothing but what pages show is another where parts have `changed`."""
    if system_fonts_of(parts) or system_fonts_of(before):
        return False
    for at in changed:
        if not _is_alike(before[at], parts[at], find):
            return False
    return 0 not in changed or _describes_alike(before, parts)


def _is_alike(old: Part, new: Part, find: FindDrawn) -> bool:
    """Whether a part stands in a file as another did."""
    one, other = old.drawn, new.drawn
    if one.anchors != other.anchors or _bare(one) != _bare(other):
        return False
    if one.typefaces.keys() != other.typefaces.keys():
        return False
    if (one.like or old.key) == (other.like or new.key):
        return True
    first, now = _first_of(old, find), _first_of(new, find)
    return first is not None and now is not None and same_frames(first, now)


def _first_of(part: Part, find: FindDrawn) -> Drawn | None:
    """The drawing that a part's is like. Front leaves are kept when they are bound."""
    if not part.drawn.like:
        return part.drawn
    return find(part.drawn.like)


def _bare(drawn: Drawn) -> list[object]:
    """The bookmarks of a drawing without what they are called."""
    bare: list[object] = []
    for bookmark in drawn.bookmarks:
        bare.append(replace(bookmark, title=""))
    return bare


def _describes_alike(before: Sequence[Part], parts: Sequence[Part]) -> bool:
    """Whether a file says of itself what it said."""
    alone = len(parts) == 1
    first = brought_by(before[0].drawn.opened, alone=alone)
    return first == brought_by(parts[0].drawn.opened, alone=alone)


def _show(file: Rewriting, drawn: Drawn, start: int) -> None:
    """Have the pages from `start` on show what those of a drawing do."""
    for number, page in enumerate(drawn.opened.pages, start):
        shown, wanted = streams_of(file.pdf.pages[number].obj), streams_of(page.obj)
        if len(shown) != len(wanted):
            raise NotAsWritten
        for stream, new in zip(shown, wanted, strict=True):
            file.put(stream, new.read_raw_bytes())


def _titles(parts: Sequence[Part], starts: Sequence[int]) -> list[str]:
    return [bookmark.title for bookmark in bookmarks_of(parts, starts)]


def _rename(file: Rewriting, old: Sequence[str], new: Sequence[str]) -> None:
    """Give entries of the outline their new titles."""
    if old == new:
        return
    items = list(_items(file.pdf.Root.Outlines))
    if [str(item.Title) for item in items] != old or len(old) != len(new):
        raise NotAsWritten
    for item, before, title in zip(items, old, new, strict=True):
        if title != before:
            file.note(item)
            item.Title = String(title)


def _items(above: Object) -> Iterator[Object]:
    """The entries of an outline below another, in order."""
    item = above.get("/First")
    while item is not None:
        yield item
        yield from _items(item)
        item = item.get("/Next")


def _set_fonts(
    file: Rewriting,
    before: Sequence[Part],
    parts: Sequence[Part],
    fonts: Mapping[str, Path],
    starts: Sequence[int],
) -> None:
    """Give fonts the glyphs that the parts use of them now."""
    old, new = _faces(before), _faces(parts)
    for name, face in new.items():
        if face != old[name]:
            page = file.pdf.pages[_first_with(name, parts, starts)]
            _set_font(file, page.Resources.Font[f"/{name}"], face, fonts)


def _first_with(name: str, parts: Sequence[Part], starts: Sequence[int]) -> int:
    """The first page of the first part that uses a font."""
    for part, start in zip(parts, starts, strict=True):
        if name in part.drawn.typefaces:
            return start
    raise KeyError(name)


def _faces(parts: Sequence[Part]) -> dict[str, Typeface]:
    """The fonts of a file by their names in it, with all that its parts use of them."""
    users: dict[str, list[Typeface]] = {}
    for part in parts:
        for name, face in part.drawn.typefaces.items():
            users.setdefault(name, []).append(face)
    return {name: merged(faces) for name, faces in users.items()}


def _set_font(file: Rewriting, font: Object, face: Typeface, fonts: Mapping[str, Path]) -> None:
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    for thing in (font, descendant, descriptor):
        file.note(thing)
    made = font_streams(face, fonts[face.file])
    if ("/FontFile3" in descriptor) != made.is_bare:
        raise NotAsWritten
    program = descriptor.FontFile3 if made.is_bare else descriptor.FontFile2
    file.fill(program, made.program)
    file.fill(font.ToUnicode, made.character_map)
    measure_by_glyphs(font, face)
