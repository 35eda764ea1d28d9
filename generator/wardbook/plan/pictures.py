"""Pictures of a plan: whether a file is a picture that prints, and that loads nothing.

A picture is read as a whole, not by its first bytes: a damaged one would print as a blank.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from wardbook.folders import SOURCE
from wardbook.xml_trees import (
    BrokenXml,
    Declaration,
    RefusedDeclaration,
    TooDeep,
    local_name,
    read_tree,
)

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SIZE = (16, 20)
"""Where a PNG says how many pixels it is wide and high, four bytes each."""
_SVG_STARTS_WITHIN = 4096
"""Bytes in which an SVG file must have its root element: a prologue and comments may come first."""
_MOST_PIXELS = 60_000_000
"""A page of A3 at 500 dpi has 48 million."""
_MOST_ELEMENTS = 100_000
"""Elements that an SVG may draw, those that `<use>` repeats counted each time."""
_DEEPEST = 200
"""Levels of elements in an SVG."""
_RUNS = {"script", "foreignObject", "iframe", "handler", "listener"}
"""Elements that run something, or hold what is no drawing."""
_INSIDE = re.compile(
    r"\s*(?:#|data:(?:image/(?:png|jpe?g|gif|webp)|font/\w+|application/(?:x-)?font[\w-]*)[;,])",
    re.IGNORECASE,
)
"""Addresses that stay in the file: a part of it, or pixels or a font written into it."""
_URL = re.compile(r"""url\(\s*["']?([^)"']*)""", re.IGNORECASE)
_IMPORT = re.compile(r"@import\b", re.IGNORECASE)


class PictureFault(NamedTuple):
    """What is wrong with a picture: code of the finding, and what fills its message."""

    code: str
    what: str = ""


def picture_file(project: Path, name: str) -> Path | None:
    """The file of a picture that the plan names, if there is one inside the project."""
    source = (project / SOURCE).resolve()
    if Path(name).is_absolute():
        return None
    try:
        path = (source / name).resolve()
        if path.is_relative_to(source) and path.is_file():
            return path
    except (OSError, RuntimeError, ValueError):  # no name of a file, or a circle of links
        return None
    return None


def fault_of(name: str, content: bytes) -> PictureFault | None:
    """What keeps a picture from being printed, by its name and content; None where nothing does.

    N103 it is neither SVG nor PNG, N104 it loads something, N105 it is damaged, N106 it would take
    too much to draw.
    """
    suffix = Path(name).suffix.lower()
    if suffix == ".png" and content.startswith(_PNG):
        return _png_fault(content)
    if suffix == ".svg" and b"<svg" in content[:_SVG_STARTS_WITHIN]:
        return _svg_fault(content)
    return PictureFault("N103")


def _png_fault(content: bytes) -> PictureFault | None:
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in _PNG_SIZE)
    if width * height > _MOST_PIXELS:
        return PictureFault("N106", f"{width} × {height} px")
    # Loads all that reads pixels: most plans have drawings alone
    from PIL import Image, ImageFile

    # WeasyPrint has Pillow take damaged pictures as they are
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            picture.load()
    # What Pillow raises for damaged files differs from fault to fault
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        return PictureFault("N105", "PNG")
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    return None


class _TooMuchDrawn(Exception):
    """`<use>` repeats more than can be drawn; `what` repeats, or how often it does."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def _svg_fault(content: bytes) -> PictureFault | None:
    try:
        root = read_tree(content, _DEEPEST, [Declaration.ENTITY, Declaration.STYLE_SHEET])
    except BrokenXml as problem:
        return PictureFault("N105", f"SVG {problem.place}")
    except RefusedDeclaration as problem:
        return PictureFault("N104", problem.declaration.value)
    except TooDeep as problem:
        return PictureFault("N106", f"<{problem.element}>")
    if local_name(root.tag) != "svg":
        return PictureFault("N103")
    for element in root.iter():
        for what in _loads(element):
            return PictureFault("N104", what)
    return _drawn_too_often(root)


def _loads(element: ElementTree.Element) -> Iterator[str]:
    """What in an element would load or run something."""
    tag = local_name(element.tag)
    if tag in _RUNS:
        yield f"<{tag}"
    for name, value in element.attrib.items():
        local = local_name(name).lower()
        if local.startswith("on"):
            yield local
        elif local in ("href", "src") and value.strip() and not _INSIDE.match(value):
            yield _short(f"{local}={value}")
        else:
            yield from _loads_by_style(value)
    if tag == "style":
        yield from _loads_by_style("".join(element.itertext()))


def _loads_by_style(text: str) -> Iterator[str]:
    """What a style, or an attribute that may hold one, would load."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    if "\\" in plain and ("url" in plain or "@" in plain or "(" in plain):
        yield "\\"  # an escape can spell url( or @import in a way that is not seen here
    if _IMPORT.search(plain):
        yield "@import"
    for address in _URL.findall(plain):
        if address.strip() and not _INSIDE.match(address):
            yield _short(f"url({address}")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _drawn_too_often(root: ElementTree.Element) -> PictureFault | None:
    """N106 where `<use>` repeats more than can be drawn, or repeats what it stands in."""
    try:
        _Repetitions(root).count(root)
    except _TooMuchDrawn as problem:
        return PictureFault("N106", problem.what)
    except RecursionError:
        return PictureFault("N106", "<use>")
    return None


class _Repetitions:
    """What is drawn of an SVG, with all that `<use>` repeats."""

    def __init__(self, root: ElementTree.Element) -> None:
        self._named = {element.get("id"): element for element in root.iter() if element.get("id")}
        self._counted: dict[ElementTree.Element, int] = {}
        self._open: set[ElementTree.Element] = set()

    def count(self, element: ElementTree.Element) -> int:
        """Elements that are drawn for `element`. Raises _TooMuchDrawn where they are too many."""
        if element in self._open:
            raise _TooMuchDrawn("<use>")
        if element not in self._counted:
            self._open.add(element)
            self._counted[element] = 1 + sum(map(self.count, self._parts(element)))
            self._open.remove(element)
        if self._counted[element] > _MOST_ELEMENTS:
            raise _TooMuchDrawn(f"{self._counted[element]} ×")
        return self._counted[element]

    def _parts(self, element: ElementTree.Element) -> list[ElementTree.Element]:
        parts = [*element]
        if local_name(element.tag) == "use":
            target = self._named.get(_target(element))
            if target is not None:
                parts.append(target)
        return parts


def _target(element: ElementTree.Element) -> str:
    """The id that a `<use>` repeats."""
    for name, value in element.attrib.items():
        if local_name(name) == "href":
            return value.strip().removeprefix("#")
    return ""
