"""Draws a picture of every kind of sheet, in each language, and a page that shows them.

python -m tests.gallery [FOLDER]     of plan_source/, into FOLDER (default: build-gallery)

Of each kind in the table the plan's first sheet is drawn. What is printed to order (numbered sets,
the papers of a box, a drill's kit) is printed in a copy of the project, so that no number of the
plan is taken. Needs poppler-utils.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from wardbook.fonts import vendored_fonts
from wardbook.pdf.binding import BindingOptions, Part, bind
from wardbook.pdf.drawing import draw
from wardbook.pdf.jobs import make_ready
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.sheet import Stamped
from wardbook.theme import theme_roots

ROOT = Path(__file__).parent.parent
COPIED = ("plan_source", "theme", "mkdocs.yml")
DPI = 100
"""An A4 sheet is 827 × 1169 pixels: sharp where it is shown half as wide, on a fine screen."""
FINER = 2
"""So many times finer it is drawn first: at 70 dots an inch a hairline fell on two rows of dots, and
looked doubled beside its neighbours."""
ORDERS = (
    ("forms", "print", "prescription", "--department", "clinics", "--count", "2"),
    ("drill", "night-2027"),
    ("pack", "pharmacy-outpatient"),
)
"""What is printed to order, as one types it."""
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Wardbook: every kind of sheet</title><style>
body {{ font: 16px/1.4 sans-serif; margin: 1.5rem; background: #eee; color: #111 }}
main {{ display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start }}
figure {{ margin: 0; max-width: 100% }}
img {{ max-width: 100%; height: auto; background: #fff; border: 1px solid #888; display: block }}
</style></head><body><h1>Wardbook: every kind of sheet</h1><main>
{figures}
</main></body></html>
"""


@dataclass(frozen=True)
class Picture:
    """A picture in the gallery: its file's name, and what it shows."""

    name: str
    caption: str


def gallery(project: Path, target: Path) -> list[Picture]:
    """Draw the gallery of `project` into `target`, which is emptied first; what it holds."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    pictures = [*kinds(project, target), *to_order(project, target)]
    figures = "\n".join(map(_figure, pictures))
    (target / "index.html").write_text(_PAGE.format(figures=figures), encoding="utf-8")
    return pictures


def _figure(picture: Picture) -> str:
    said = html.escape(picture.caption)
    return (
        f'<figure><img src="{picture.name}" alt="{said}"><figcaption>{said}</figcaption></figure>'
    )


def kinds(project: Path, target: Path) -> Iterator[Picture]:
    """The first sheet of each kind, in each language that it is printed in."""
    plan = load(project).project
    assert plan is not None, "the plan can't be read: run wardbook check"
    with tempfile.TemporaryDirectory() as cache:
        make_ready(project, Path(cache))
        drawn: set[object] = set()
        for book in books(plan, "staff", ()):
            roots = theme_roots(project, book.layers)
            renderer = PdfRenderer(roots, project, book.language, book.date, draft=book.draft)
            for kind in SheetKind:
                stamped = _first(book, kind)
                if stamped and stamped.sheet.key not in drawn:  # a form prints all languages
                    drawn.add(stamped.sheet.key)
                    yield _picture(renderer, stamped, target)


def _first(book: Book, kind: SheetKind) -> Stamped | None:
    for stamped in book.sheets.values():
        if stamped.sheet.kind is kind:
            return stamped
    return None


def _picture(renderer: PdfRenderer, stamped: Stamped, target: Path) -> Picture:
    sheet = stamped.sheet
    name = f"{sheet.kind.value.id}-{sheet.key.language}"
    draw_sheet(renderer, stamped, target / name)
    return Picture(f"{name}.png", f"{sheet.kind.value.id} ({sheet.key.language}): {sheet.title}")


def draw_sheet(renderer: PdfRenderer, stamped: Stamped, picture: Path) -> None:
    """The first page of a sheet as `picture`.png."""
    sheet = stamped.sheet
    document = lay_out([stamped], renderer).documents[sheet.id]
    fonts = vendored_fonts(renderer.roots)
    drawn = draw(document, stamped.fingerprint, {font.stat().st_size: font for font in fonts})
    front = BindingOptions(sheet.title, renderer.language)
    bound = bind([Part(drawn)], front, {font.name: font for font in fonts})
    pdf = picture.with_suffix(".pdf")
    pdf.write_bytes(bound.data)
    _draw(pdf, picture)
    pdf.unlink()


def to_order(
    project: Path, target: Path, orders: Sequence[Sequence[str]] = ORDERS
) -> Iterator[Picture]:
    """The first page of each file that a command prints."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        for name in COPIED:
            if (project / name).is_dir():
                shutil.copytree(project / name, copy / name)
            elif (project / name).is_file():
                shutil.copy(project / name, copy / name)
        for number, order in enumerate(orders):
            printed = Path(folder) / str(number)
            command = [sys.executable, "-m", "wardbook", *order]
            command += ["--project", str(copy), "--output", str(printed)]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            for pdf in sorted(printed.glob("*.pdf")):
                name = f"{order[0]}-{pdf.stem}"
                _draw(pdf, target / name)
                yield Picture(f"{name}.png", f"wardbook {' '.join(order)}: {pdf.name}")


def _draw(pdf: Path, picture: Path) -> None:
    """The first page of a PDF as `picture`.png."""
    size = ["-r", str(DPI * FINER), "-gray", "-f", "1", "-singlefile"]
    subprocess.run(["pdftoppm", *size, str(pdf), str(picture)], check=True)
    fine = Path(f"{picture}.pgm")
    with Image.open(fine) as image:
        image.reduce(FINER).save(f"{picture}.png", optimize=True)
    fine.unlink()


if __name__ == "__main__":
    folder = Path(*sys.argv[1:2] or [ROOT / "build-gallery"])
    made = gallery(ROOT, folder)
    sys.stdout.write(f"{len(made)} pictures: {folder / 'index.html'}\n")
