"""The redline: what changed on each sheet, word by word, as a PDF of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wardbook.editions.redline import RedSheet
from wardbook.pdf.job_records import PrintPlace
from wardbook.pdf.printed_lists import list_frame, print_list
from wardbook.pdf.printing import renderer_of
from wardbook.sheets.book import Book


def print_redline(
    place: PrintPlace, book: Book, sheets: Sequence[RedSheet], names: tuple[str, str]
) -> Path:
    """Write the redline of a language below the stage; `names` are what the two states are
    called; what the later one is in the book where it is the plan as it is now."""
    names = names[0], names[1] or book.edition
    renderer = renderer_of(place)
    title = renderer.word("redline_title")
    body = renderer.template(
        "print/redline.html", {"sheets": sheets, "title": title, "names": names}
    )
    foot = f"{title} · {' → '.join(names)}"
    frame = list_frame(book, "redline", title, body, foot=foot, edition=names[1])
    return print_list(place, frame, f"redline/{'/'.join(names)}", f"redline-{book.language}.pdf")
