"""Looks at every page of PDFs with three engines that have nothing in common: poppler, MuPDF and Ghostscript.

python -m tests.engines build more.pdf …

What is written is right when each shows the same ink in the same places, reads the same characters, and has nothing to warn
of. Pages whose content and fonts are the same in several files are looked at once. Needs poppler-utils, mupdf-tools and
ghostscript. Exit status 1 where anything differs.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops

DPI, CLOSE = 200, 600
"""Below the first, engines differ in how wide a hairline is. Where all is hairlines they still do there, and no more at
the second: a table for signatures differed by 0.120 and by 0.023."""
MOST_INK, MOST_TILE = 0.12, 0.16
"""How far the ink of a page may differ, as a share of it, and that of a tile, as a share of a black one. What was
seen of sound pages: 0.05, 0.10 where all is hairlines, and 0.11 in a tile; of one lost figure: 0.3 and more in its tile."""
TILE = 6.0
"""Points: about a letter."""
_INK_COUNTS = 0.001
"""Share of a page below which ink is not compared: a few dots differ by their edges."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a page; page 0: with the file."""

    file: Path
    page: int
    said: str

    def __str__(self) -> str:
        return (
            f"{self.file}, page {self.page}: {self.said}"
            if self.page
            else f"{self.file}: {self.said}"
        )


@dataclass(frozen=True)
class Spread:
    """The largest differences between engines on a page."""

    ink: float
    tile: float


def pictured(
    file: Path, pages: Sequence[int], folder: Path, dpi: int = DPI
) -> tuple[Mapping[str, list[Image.Image]], list[str]]:
    """Engine → its pictures of the pages (1: the first), ink in white on black; and what the engines said."""
    said: list[str] = []
    for command in _commands(file, pages, folder, dpi):
        said += _said(command)
    engines = ("poppler", "mupdf", "ghostscript")
    found = {engine: sorted(folder.glob(f"{engine}-*"), key=_number) for engine in engines}
    return {engine: [_ink(path) for path in paths] for engine, paths in found.items()}, said


def _commands(file: Path, pages: Sequence[int], folder: Path, dpi: int) -> Iterator[list[str]]:
    """What has each engine draw the pages. Poppler takes a range of pages, the others a list."""
    for first, last in runs(pages):
        span = ["-f", str(first), "-l", str(last)]
        yield ["pdftoppm", "-gray", "-r", str(dpi), *span, str(file), str(folder / "poppler")]
    listed = ",".join(map(str, pages))
    out = str(folder / "mupdf-%04d.pgm")
    grey = ["-q", "-N", "-r", str(dpi), "-c", "gray"]
    yield ["mutool", "draw", *grey, "-o", out, str(file), listed]
    out = str(folder / "ghostscript-%04d.pgm")
    smooth = ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"]
    grey = ["-sDEVICE=pgmraw", f"-r{dpi}", *smooth, f"-sPageList={listed}"]
    yield ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", *grey, "-o", out, str(file)]


def runs(pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of pages that follow each other."""
    start = 0
    for at, page in enumerate(pages):
        if at + 1 == len(pages) or pages[at + 1] != page + 1:
            yield pages[start], page
            start = at + 1


def _number(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])


def _said(command: Sequence[str]) -> list[str]:
    """The lines that a program writes beside its result; an engine that stops says so too."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    if done.returncode:
        lines.append(f"ended with {done.returncode}")
    return [f"{command[0]}: {line}" for line in dict.fromkeys(lines)]


def _ink(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return ImageChops.invert(picture.convert("L"))


def spread(pictures: Sequence[Image.Image], tile: int = round(TILE * DPI / 72)) -> Spread:
    """How far pictures of one page are apart; `tile` in dots."""
    width = min(picture.width for picture in pictures)
    height = min(picture.height for picture in pictures)
    cut = [picture.crop((0, 0, width, height)) for picture in pictures]
    inks = [sum(level * count for level, count in enumerate(one.histogram())) for one in cut]
    least = width * height * 255 * _INK_COUNTS
    ink = (max(inks) - min(inks)) / max(inks) if max(inks) > least else 0.0
    small = [one.reduce(tile) for one in cut]
    tiles = [
        ImageChops.difference(one, other).getextrema()[1] for one, other in combinations(small, 2)
    ]
    return Spread(ink, max(int(tile) for tile in tiles if not isinstance(tile, tuple)) / 255)


def ink_seen_closely(file: Path, page: int) -> float:
    """How far the ink of a page differs where hairlines have their width."""
    with tempfile.TemporaryDirectory() as folder:
        pictures, _ = pictured(file, [page], Path(folder), CLOSE)
        return spread([shown for (shown,) in pictures.values()]).ink


def read(file: Path, pages: Sequence[int]) -> Mapping[str, list[Counter[str]]]:
    """Engine → the characters that it reads on each page. The pages ascend."""
    listed = ",".join(map(str, pages))
    span = ["-f", str(pages[0]), "-l", str(pages[-1])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gs = [
            "gs",
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-dSAFER",
            "-sDEVICE=txtwrite",
            f"-sPageList={listed}",
        ]
        commands = (
            ["pdftotext", "-layout", *span, str(file), str(folder / "poppler.txt")],
            [
                "mutool",
                "draw",
                "-q",
                "-F",
                "txt",
                "-o",
                str(folder / "mupdf-%04d.txt"),
                str(file),
                listed,
            ],
            [*gs, "-o", str(folder / "ghostscript-%04d.txt"), str(file)],
        )
        for command in commands:
            subprocess.run(command, capture_output=True, check=True)
        every = (folder / "poppler.txt").read_text(encoding="utf-8").split("\f")
        found = {"poppler": [characters(every[page - pages[0]]) for page in pages]}
        for engine in ("mupdf", "ghostscript"):
            files = sorted(folder.glob(f"{engine}-*"), key=_number)
            found[engine] = [
                characters(path.read_text(encoding="utf-8", errors="replace")) for path in files
            ]
        return found


def characters(text: str) -> Counter[str]:
    """The characters of a text, whatever order and width they have."""
    return Counter("".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "-").split()))


def faults(file: Path, pages: Sequence[int]) -> Iterator[Fault]:
    """What engines differ in, or warn of, on some pages of a file."""
    with tempfile.TemporaryDirectory() as folder:
        pictures, said = pictured(file, pages, Path(folder))
        yield from (Fault(file, 0, line) for line in said)
        if any(len(found) != len(pages) for found in pictures.values()):
            counts = ", ".join(f"{engine} {len(found)}" for engine, found in pictures.items())
            yield Fault(file, 0, f"pages shown: {counts}, of {len(pages)}")
            return
        for page, shown in zip(pages, zip(*pictures.values(), strict=True), strict=True):
            found = spread(shown)
            if found.ink > MOST_INK:
                found = replace(found, ink=ink_seen_closely(file, page))
            if found.ink > MOST_INK or found.tile > MOST_TILE:
                yield Fault(
                    file, page, f"ink differs by {found.ink:.3f}, a tile by {found.tile:.3f}"
                )
    one, *others = read(file, pages).values()
    for page, read_by_one, *read_by_others in zip(pages, one, *others, strict=True):
        for characters_there in read_by_others:
            if differing := (read_by_one - characters_there) + (characters_there - read_by_one):
                yield Fault(file, page, f"read differently: {dict(differing)}")


def files_in(places: Sequence[Path]) -> list[Path]:
    """The PDFs of folders and files, those with most pages first: most pages of the others are in them."""
    found = [
        file
        for place in places
        for file in (sorted(place.rglob("*.pdf")) if place.is_dir() else [place])
    ]
    return sorted(found, key=lambda file: (-file.stat().st_size, file))


def new_pages(file: Path, seen: set[bytes]) -> list[int]:
    """The pages that were not in `seen` yet, which they join."""
    new: list[int] = []
    with pikepdf.open(file) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            key = _key(page)
            if key not in seen:
                seen.add(key)
                new.append(number)
    return new


def _key(page: pikepdf.Page) -> bytes:
    """Digest of what a page shows: its content, its fonts by name, its fields."""
    shown = page.obj.get("/Contents", pikepdf.Array())
    streams = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    digest = hashlib.sha256(repr([*map(float, page.mediabox)]).encode())
    for stream in streams:
        digest.update(stream.read_bytes())
    for kind in ("/Font", "/XObject"):
        digest.update(repr(sorted(page.obj.get("/Resources", {}).get(kind, {}).keys())).encode())
    digest.update(
        str(sum(note.get("/Subtype") == "/Widget" for note in page.obj.get("/Annots", ()))).encode()
    )
    return digest.digest()


def main(places: Sequence[str]) -> int:
    """Look at every page of folders and files, and say what differs."""
    seen: set[bytes] = set()
    files, looked, wrong = files_in([Path(place) for place in places]), 0, 0
    for file in files:
        pages = new_pages(file, seen)
        if not pages:
            continue
        looked += len(pages)
        for fault in faults(file, pages):
            wrong += 1
            sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{len(files)} files, {looked} pages looked at, {wrong} faults\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
