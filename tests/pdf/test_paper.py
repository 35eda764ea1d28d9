"""What a cheap laser printer and old eyes need, measured on every PDF of a small organisation: no letters below 8 pt, nothing
within 10 mm of the paper's edge, room for the holes on the side that is bound."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from math import hypot
from pathlib import Path
from typing import Any, NamedTuple

import pypdf
from PIL import Image

from tests import engines

DPI = 100
EDGE, BOUND = 10.0, 13.5
"""Millimetres that stay white all around, and on the side with the holes."""
CODE = (9.5, 21.5, 11.5, 23.5)
"""Left, right, lower and upper edge of the small code on a leaf, in millimetres from its lower left corner."""
LABEL_EDGE = 6.0
"""The same around a sheet of labels, which is cut up to the paper's edge."""
SMALLEST = 8.0
"""Points."""
ROUNDING = 0.02
WHITE = 250


class Ink(NamedTuple):
    """White millimetres around what a page prints."""

    left: float
    top: float
    right: float
    bottom: float


def pdfs(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.pdf"))
    kinds = {path.relative_to(folder).parts[-2] for path in found}
    assert {"forms", "fillable", "en", "zh"} <= kinds, kinds
    return found


def pages_once(folder: Path) -> Iterator[tuple[Path, list[int]]]:
    """The files, with the pages of each that stand in none before it."""
    seen: set[bytes] = set()
    for path in pdfs(folder):
        if pages := engines.new_pages(path, seen):
            yield path, pages
    assert len(seen) > 100


def pages_of(path: Path, numbers: Sequence[int], *, codes: bool = True) -> Iterator[Ink]:
    """The white around the ink of some pages; a blank page is white all over. Without `codes` the
    small codes in the inner margin, below the lowest hole, are no ink."""
    data = b""
    for first, last in engines.runs(numbers):
        span = ["-f", str(first), "-l", str(last)]
        drawn = ["pdftoppm", "-gray", "-r", str(DPI), *span, str(path)]
        data += subprocess.run(drawn, capture_output=True, check=True).stdout
    at = 0
    while match := re.compile(rb"P5\s(\d+) (\d+)\s255\s").match(data, at):
        width, height = int(match[1]), int(match[2])
        page, at = data[match.end() : match.end() + width * height], match.end() + width * height
        picture = Image.frombytes("L", (width, height), page)
        if not codes:
            left, right, low, high = (round(edge / 25.4 * DPI) for edge in CODE)
            picture.paste(255, (left, height - high, right, height - low))
        dark = picture.point([255 * (level < WHITE) for level in range(256)]).getbbox()
        if dark:
            edges = (dark[0], dark[1], width - dark[2], height - dark[3])
            yield Ink(*(edge / DPI * 25.4 for edge in edges))
        else:
            yield Ink(width, height, width, height)


def sizes(path: Path, numbers: Sequence[int]) -> Iterator[tuple[float, str]]:
    """Type size of every run of letters on some pages, in points on the paper."""
    found: dict[tuple[float, str], None] = {}

    def visit(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        if text.strip():
            scale = hypot(tm[2], tm[3]) * hypot(cm[2], cm[3])
            found[round(size * scale, 2), text.strip()[:20]] = None

    pages = pypdf.PdfReader(path).pages
    for number in numbers:
        pages[number - 1].extract_text(visitor_text=visit)
    yield from found


def test_nothing_is_printed_near_the_edge(printed: Path) -> None:
    near = [
        (path.relative_to(printed).as_posix(), number, tuple(round(edge, 1) for edge in ink))
        for path, numbers in pages_once(printed)
        for number, ink in zip(numbers, pages_of(path, numbers), strict=True)
        if min(ink) < EDGE - 25.4 / DPI
        and (min(ink) < LABEL_EDGE - 25.4 / DPI or not is_labels(path, number))
    ]
    assert near == []


def test_no_letters_are_smaller_than_eight_points(printed: Path) -> None:
    small = [
        (path.relative_to(printed).as_posix(), *found)
        for path, numbers in pages_once(printed)
        for found in sizes(path, numbers)
        if found[0] < SMALLEST - ROUNDING
    ]
    assert small == []


def test_the_bound_side_has_room_for_holes(printed: Path) -> None:
    manual = printed / "all/manuals/en/dispensary.pdf"
    numbers = range(1, len(pypdf.PdfReader(manual).pages) + 1)
    narrow = [
        (number, ink)
        for number, ink in zip(numbers, pages_of(manual, numbers, codes=False), strict=True)
        if (ink.left if number % 2 else ink.right) < BOUND and not is_wide(manual, number)
    ]
    assert narrow == [], "odd pages are bound at the left, even ones at the right"


def is_labels(path: Path, number: int) -> bool:
    return pypdf.PdfReader(path).pages[number - 1].extract_text().count("LC-19") == 24


def is_wide(path: Path, number: int) -> bool:
    box = pypdf.PdfReader(path).pages[number - 1].mediabox
    return bool(box.width > box.height)
