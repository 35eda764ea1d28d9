"""The small QR code on the front of binder leaves: code, edition and check word of the sheet, and
where a published site says whether the leaf is current. Nothing of anybody is in it.

It stands in the inner margin, below the lowest hole: no line of a sheet moves for it. Where that
margin has no room for it (cards, forms, labels), there is none."""

from __future__ import annotations

from typing import Any

import segno

from wardbook.pdf.measures import POINTS_OF_MM, POINTS_OF_PIXEL
from wardbook.pdf.qr_modules import dark_rectangles
from wardbook.sheets.sheet import MUL, Stamped

_INNER = 20.9 * POINTS_OF_MM
"""Inner margin from which there is room."""
_WHITE = 10 * POINTS_OF_MM
"""What no printer prints at the edge."""
_ROOM = 11 * POINTS_OF_MM
"""Between the edge's white and the sheet: the code with the quiet zone on the sheet's side. The
white is the other side's."""
_BOTTOM = 12 * POINTS_OF_MM
_QUIET = 4
"""Light modules around it."""
_DRAFT = "DRAFT"
_PAGE = "check-words.html#w="


def leaf_text(stamped: Stamped, language: str) -> str:
    """What the code of a sheet says; nothing for a form, which has its own."""
    sheet, stamp = stamped.sheet, stamped.stamp
    if sheet.key.language == MUL:
        return ""
    edition = stamp.since
    if not edition:
        edition = _DRAFT if stamp.draft else stamp.issue
    said = ":".join((sheet.code or sheet.id, edition, stamp.short))
    if stamp.address:
        return f"{stamp.address}/{language}/{_PAGE}{said}"
    return said


def leaf_code(text: str, page: Any) -> bytes:
    """The content that prints a code on a laid-out page, as an artifact: readers for the blind have
    the words at the foot. Nothing where its inner margin has no room."""
    if not text or page._page_box.margin_left * POINTS_OF_PIXEL < _INNER:
        return b""
    matrix = segno.make_qr(text, error="l", boost_error=True).matrix
    side = _ROOM / (len(matrix) + _QUIET)
    top = _BOTTOM + len(matrix) * side
    lines = "\n".join(dark_rectangles(matrix, _WHITE, top, side))
    return f"/Artifact BMC\nq\n0 g\n{lines}\nf\nQ\nEMC".encode()
