"""How many pages the flagship's manuals have: a ward carries its manual, and the complete plan fits a binder.

One language alone, and laid out only: nothing is drawn or bound. It takes more than a minute, so that it is run by hand:
`python -m tests.flagship_pages en` (zh unless said), which prints the pages of each manual and fails where one is too long.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from wardbook.fonts import use_fonts
from wardbook.pdf.contents import Leaves
from wardbook.pdf.front_leaves import front_leaves
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.manuals import Manual
from wardbook.theme import theme_roots

ROOT = Path(__file__).parent.parent
USUAL = 24
MOST = {"information-centre": 48, "imaging": 28, "plan": 200}
"""Pages of the manuals that may be longer: of a department that leads whole scenarios, and of the complete plan."""


def main() -> int:
    """Print the pages of each manual; 1 where one is too long. Blank backs count: every unit of a loose manual starts on
    a right-hand page."""
    project = load(ROOT).project
    assert project is not None
    book = books(project, "staff", tuple(sys.argv[1:2]) or ("zh",))[0]
    roots = theme_roots(ROOT, book.layers)
    use_fonts(roots, Path(tempfile.mkdtemp()))
    own = PdfRenderer(roots, ROOT, book.language, book.date, draft=book.draft)
    units = unit_pages(book, own)
    code = 0
    for manual in book.manuals:
        pages = sum(in_order(manual, units, own))
        too_long = pages > MOST.get(manual.id, USUAL)
        sys.stdout.write(f"{manual.id} {pages}{' too long' if too_long else ''}\n")
        code = max(code, int(too_long))
    return code


def unit_pages(book: Book, renderer: PdfRenderer) -> dict[str, int]:
    """Pages of each unit of any manual, by its id."""
    found = {}
    for manual in book.manuals:
        for unit in manual.units:
            if unit.id not in found:
                stamped = book.units.get(unit.id) or book.sheets[unit.id]
                found[unit.id] = lay_out([stamped], renderer).pages(stamped.sheet.id)
    return found


def in_order(manual: Manual, units: dict[str, int], renderer: PdfRenderer) -> Iterator[int]:
    """Pages of the front leaves and of each unit, with their blank backs."""
    leaves = {}
    for unit in manual.units:
        for sheet in unit.sheets:
            leaves[sheet] = Leaves(units[unit.id], {}, "AAAA-AAA", code=unit.code)
    parts = [len(front_leaves(manual, leaves, renderer).pages)]
    parts += [units[unit.id] for unit in manual.units]
    for pages in parts:
        yield pages if manual.runs_on else pages + pages % 2


if __name__ == "__main__":
    sys.exit(main())
