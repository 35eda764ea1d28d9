"""Lists that are printed beside the sheets of a book: for the print office, of what changed, of
what a packet brings."""

from __future__ import annotations

from pathlib import Path

from wardbook.fonts import fonts_by_name, fonts_by_size
from wardbook.pdf.binding import BindingOptions, Part, bind
from wardbook.pdf.drawing import draw
from wardbook.pdf.job_records import PrintPlace
from wardbook.pdf.printing import renderer_of
from wardbook.pdf.renderer import Frame
from wardbook.sheets.book import Book
from wardbook.theme import theme_roots


def list_frame(
    book: Book, id: str, title: str, body: str, *, foot: str = "", edition: str = ""
) -> Frame:
    """A list as it is laid out. Its foot and its edition are the book's unless told."""
    return Frame(
        languages=(book.language,),
        title=title,
        kind="list",
        id=id,
        organisation=book.organisation,
        code="",
        foot=foot or book.edition,
        edition=edition or book.edition,
        body=body,
    )


def print_list(place: PrintPlace, frame: Frame, identity: str, file: str) -> Path:
    """Write a list as a PDF of its own below the stage. `identity` tells its drawing from any
    other."""
    roots = theme_roots(place.project, place.layers)
    document = renderer_of(place).document(frame)
    drawn = draw(document, identity, fonts_by_size(roots))
    options = BindingOptions(frame.title, place.language)
    bound = bind([Part(drawn)], options, fonts_by_name(roots))
    path = place.stage / file
    path.write_bytes(bound.data)
    return path
