"""The redline: what changed on each sheet, word by word, as a PDF of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wardbook.editions.redline import RedSheet
from wardbook.fonts import fonts_by_name, fonts_by_size
from wardbook.pdf.binding import ManualFront, Part, bind
from wardbook.pdf.drawing import draw
from wardbook.pdf.job_records import PrintPlace
from wardbook.pdf.printing import renderer_of
from wardbook.pdf.renderer import Frame
from wardbook.sheets.book import Book
from wardbook.theme import theme_roots


def print_redline(
    place: PrintPlace, book: Book, sheets: Sequence[RedSheet], names: tuple[str, str]
) -> Path:
    """Write the redline of a language below the stage; `names` are what the two states are
    called; what the later one is in the book where it is the plan as it is now."""
    names = names[0], names[1] or book.edition
    renderer = renderer_of(place)
    roots = theme_roots(place.project, place.layers)
    title = renderer.word("redline_title")
    frame = Frame(
        languages=(book.language,),
        title=title,
        kind="list",
        id="redline",
        organisation=book.organisation,
        code="",
        foot=f"{title} · {' → '.join(names)}",
        edition=names[1],
        body=renderer.template(
            "print/redline.html", {"sheets": sheets, "title": title, "names": names}
        ),
    )
    identity = f"redline/{'/'.join(names)}"
    drawn = draw(renderer.document(frame), identity, fonts_by_size(roots))
    bound = bind([Part(drawn)], ManualFront(title, book.language), fonts_by_name(roots))
    path = place.stage / f"redline-{book.language}.pdf"
    path.write_bytes(bound.data)
    return path
