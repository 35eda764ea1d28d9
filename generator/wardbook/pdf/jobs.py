"""The two jobs of printing, which run in any process: draw some sheets, bind some manuals. Sheets
pass from one to the other through the cache folder."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wardbook.findings import Finding, Mark, error
from wardbook.fonts import use_fonts
from wardbook.html.compiled_templates import compiled_templates
from wardbook.html.diagrams import GraphvizMissing
from wardbook.html.kept_drawings import kept_drawings
from wardbook.pdf.job_records import Drawings, JobOutput, Kept, PrintPlace
from wardbook.pdf.libraries import load_weasyprint
from wardbook.pdf.taken_over import ToBind
from wardbook.sheets.sheet import Stamped
from wardbook.theme import theme_roots

if TYPE_CHECKING:
    from wardbook.editions.packets import Packet
    from wardbook.pdf.packets import PrintedPacket
    from wardbook.plan.edition_records import IssuedEdition
    from wardbook.sheets.book import Book

_GARBAGE = 500_000
"""New objects after which a process looks for garbage: those of one or two sheets."""


def draw_sheets(place: PrintPlace, sheets: tuple[Stamped, ...]) -> Drawings:
    """Draw sheets that are not in the cache yet.

    Graphviz that is missing is a finding, like everything else that a person can mend. Raises
    FontFault when the theme's fonts can't be printed with.
    """
    make_ready(place.project, place.cache)
    # Inside, since WeasyPrint takes a second to load: commands that print nothing do without
    from wardbook.pdf.printing import draw_all

    try:
        return draw_all(place, sheets)
    except GraphvizMissing:
        return Drawings({}, (error("G106", Mark("")),))


def bind_files(place: PrintPlace, wanted: ToBind, kept: Mapping[str, Kept]) -> JobOutput:
    """Bind manuals, single sheets and volumes from drawn sheets, `kept` by id, and write them.

    Raises FontFault when the theme's fonts can't be printed with.
    """
    make_ready(place.project, place.cache)
    # Inside for the reason above
    from wardbook.pdf.printing import bind_all

    return bind_all(place, wanted, kept)


def print_packet_files(
    places: Mapping[str, PrintPlace],
    book: Book,
    packets: Sequence[Packet],
    held: Mapping[str, IssuedEdition],
) -> tuple[tuple[PrintedPacket, ...], tuple[Finding, ...]]:
    """Write a PDF for each update packet of a book; see `print_packets`.

    Raises FontFault when the theme's fonts can't be printed with.
    """
    make_ready(places[book.language].project, places[book.language].cache)
    # Inside for the reason above
    from wardbook.pdf.packets import print_packets

    return print_packets(places, book, packets, held)


def make_ready(project: Path, cache: Path) -> None:
    """Set up this process for printing and load what that needs: workers do so while the sheets are
    still being made. Raises FontFault when the theme's fonts can't be printed with."""
    compiled_templates().keep_in(cache)
    use_fonts(theme_roots(project), cache)
    kept_drawings().keep_in(cache, theme_roots(project))
    load_weasyprint()
    import wardbook.pdf.printing  # noqa: F401  for its loading; inside for the reason above

    _look_for_garbage_seldom()


@cache
def _look_for_garbage_seldom() -> None:
    """Boxes of laid-out pages are hundreds of thousands of objects that live until their sheet is
    written: looking through them for garbage again and again took a third of the time. Never to do
    so took a gigabyte. What is loaded by now stays, and is not looked through at all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE, 4, 4)
