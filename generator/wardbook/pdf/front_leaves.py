"""The front leaves of a manual: cover with sign-off, contents, list of sheets, what is kept
elsewhere. They alone know the manual, and are laid out last, when it is known how many pages each
sheet has."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from weasyprint import Document

from wardbook.pdf.contents import Leaves, contents_tables
from wardbook.pdf.drawn_sheets import LINK
from wardbook.pdf.renderer import Frame, PdfRenderer
from wardbook.sheets.manuals import Manual

_ROWS = 39
"""Rows of lists on a leaf (two pages) of front matter, for the first guess of its length."""
_OTHER_ROWS, _TABLE_ROWS = 15, 10
"""Rows of room that cover and sign-off take, and the heading of each table of contents."""
_TRIES = 6


def front_leaves(manual: Manual, leaves: Mapping[str, Leaves], renderer: PdfRenderer) -> Document:
    """Lay out a manual's front leaves; `leaves` by sheet id.

    The list of sheets names each sheet's page, which depends on how many pages the list takes: it
    is laid out again when the guess was wrong. Raises RuntimeError when that never ends, a bug.
    """
    taken = _first_guess(manual)
    for _ in range(_TRIES):
        document = renderer.document(_frame(manual, leaves, taken, renderer))
        # The first sheet starts on a right-hand page
        needed = len(document.pages) + len(document.pages) % 2
        if needed == taken:
            return document
        taken = needed
    raise RuntimeError(f"manual {manual.id}: the length of the front leaves never settles")


def _first_guess(manual: Manual) -> int:
    """How many pages the front leaves may take, from the rows of their lists."""
    rows = len(manual.sheets) + len(manual.elsewhere) + len(manual.editions) + _OTHER_ROWS
    for contents in manual.contents:
        rows += len(contents.lines) + _TABLE_ROWS
    return 2 * math.ceil(rows / _ROWS)


def _frame(
    manual: Manual, leaves: Mapping[str, Leaves], taken: int, renderer: PdfRenderer
) -> Frame:
    """The front leaves as they are when they take `taken` pages."""
    return Frame(
        languages=(manual.language,),
        title=f"{manual.title} · {manual.organisation}",
        kind="front",
        id=f"manual-{manual.id}",
        organisation=manual.organisation,
        code="",
        foot=f"{manual.organisation} · {manual.title} · {manual.edition}",
        classification=manual.classification,
        body=renderer.template("print/front.html", _values(manual, leaves, taken)),
    )


def _values(manual: Manual, leaves: Mapping[str, Leaves], before: int) -> dict[str, object]:
    return {
        "m": manual,
        "contents": contents_tables(manual, leaves, before, LINK),
        "listing": list(_listing(manual, leaves, before)),
    }


def _listing(
    manual: Manual, leaves: Mapping[str, Leaves], before: int
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Groups of the list of sheets with what is known only after laying out: page count and first
    page, `before` pages standing before the first sheet; and the check word that a leaf prints."""
    start = before + 1
    for title, group in manual.groups:
        rows: list[dict[str, object]] = []
        for listed in group:
            sheet = leaves[listed.sheet]
            rows.append(
                {
                    "href": f"{LINK}{listed.sheet}",
                    "code": listed.code,
                    "title": listed.title,
                    "pages": sheet.pages,
                    "start": start,
                    "word": sheet.word,
                    "since": sheet.since,
                }
            )
            start += sheet.pages + sheet.pages % 2
        yield title, rows
