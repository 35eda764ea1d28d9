"""Draws anew what the READMEs show of the plan on paper, into docs/pictures: `make pictures`.

Each picture says in itself which sheet it shows, by the fingerprint of what that says:
`tests/test_gallery.py` finds a picture that is older than its sheet. The picture of the site is
taken by hand. Needs poppler-utils.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wardbook.pdf.jobs import make_ready
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.book import Book
from wardbook.theme import theme_roots

from tests.gallery import ORDERS, draw_sheet, to_order
from tests.plans import ROOT, flagship_books

PICTURES = ROOT / "docs/pictures"
SHOWN = {
    "card": "card-pharmacy-outpatient",
    "procedure": "procedure-admissions",
    "which-system": "fallback",
    "clock": "clock",
}
"""Picture in the folder of each language → the sheet that it shows."""
FORM = "form-prescription"
"""The form in both languages, as it is printed to order."""
GREYS = 16
"""So many show print well, and make a file small."""
SHEET = "Sheet"
"""Under what a picture holds the fingerprint of its sheet."""


def recorded(picture: Path) -> str:
    """The fingerprint of the sheet that a picture was drawn of."""
    with Image.open(picture) as image:
        return str(image.info.get(SHEET, ""))


def todays() -> Mapping[Path, str]:
    """Each picture with the fingerprint of its sheet as the plan has it now."""
    found = {}
    for book in flagship_books():
        for name, id in SHOWN.items():
            found[PICTURES / book.language / f"{name}.png"] = book.sheets[id].fingerprint
        found[PICTURES / "form.png"] = book.sheets[FORM].fingerprint
    return found


def pictures(target: Path) -> Iterator[Path]:
    """Draw every picture below `target`, as it stands below docs/pictures."""
    with tempfile.TemporaryDirectory() as cache:
        make_ready(ROOT, Path(cache))
        for book in flagship_books():
            yield from _of_book(book, target / book.language)
        (target / "form").mkdir()
        first, *_ = to_order(ROOT, target / "form", ORDERS[:1])
        yield _kept(
            target / "form" / first.name, target / "form.png", book.sheets[FORM].fingerprint
        )


def _of_book(book: Book, folder: Path) -> Iterator[Path]:
    folder.mkdir()
    roots = theme_roots(ROOT, book.layers)
    renderer = PdfRenderer(roots, ROOT, book.language, book.date, draft=book.draft)
    for name, id in SHOWN.items():
        stamped = book.sheets[id]
        draw_sheet(renderer, stamped, folder / f"drawn-{name}")
        yield _kept(folder / f"drawn-{name}.png", folder / f"{name}.png", stamped.fingerprint)


def _kept(drawn: Path, picture: Path, fingerprint: str) -> Path:
    """A drawing in few greys, with the fingerprint of its sheet."""
    told = PngInfo()
    told.add_text(SHEET, fingerprint)
    with Image.open(drawn) as image:
        few = image.convert("L").quantize(GREYS)
        few.save(picture, optimize=True, pnginfo=told)
    return picture


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        for picture in pictures(Path(made)):
            (PICTURES / picture.relative_to(made)).write_bytes(picture.read_bytes())
            sys.stdout.write(f"{picture.relative_to(made)}\n")
