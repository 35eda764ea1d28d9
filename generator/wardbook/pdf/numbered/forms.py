"""A run of numbered forms: the form is laid out once for each copy of its set, and each page gets
its number on top, as words, Code 128 and QR. A thousand sets cost little more than one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from wardbook.pdf.measures import POINTS_OF_MM
from wardbook.pdf.numbered.overprint import Master, Overprint, shown
from wardbook.pdf.numbered.serial_codes import BARS_HIGH, LETTERS, QR, bars, bars_start, squares
from wardbook.pdf.overlay import Lettering
from wardbook.serials.serial_numbers import Serial

PLACE = "serial"
"""Anchor of the free place."""
BACK_PLACE = "back-serial"
"""Anchor of the free place on the back of a form of two sides."""
_BACK_LINE = 5 * POINTS_OF_MM
"""From the top of that place to the line of its letters."""
_PLACE = (82 * POINTS_OF_MM, 13.4 * POINTS_OF_MM)
"""Width and height of the place that the form keeps free; theme/print/form.css says the same."""
_TEXT = 12.5
"""Points of the serial in words."""


def print_run(
    masters: Sequence[Master], serials: Sequence[Serial], edition: str, fonts: Mapping[str, Path]
) -> bytes:
    """One PDF with a page for each copy of each set, collated by serial.

    `masters` are the copies of one set, `fonts` the theme's by file name.
    """
    job = Overprint(masters, fonts, LETTERS)
    for serial in serials:
        at = 0
        for one in masters:
            marks = _drawn(serial, edition, job.lettering, job.piece(at))
            left, top = one.places[PLACE]
            job.add(at, b"1 0 0 1 %.3f %.3f cm\n%s" % (left, top - _PLACE[1], marks))
            if BACK_PLACE in one.places:
                place = one.places[BACK_PLACE]
                job.add(at + 1, _on_back(serial, job.lettering, place, job.piece(at + 1)))
            at += one.pages
    return job.data()


def _on_back(serial: Serial, lettering: Lettering, place: tuple[float, float], piece: int) -> bytes:
    """The number on the back, in words (`piece` of the page): whoever copies or scans it sees whose
    back it is."""
    left, top = place
    words = shown(lettering, str(serial), (left, top - _BACK_LINE), _TEXT)
    return f"/Span <</MCID {piece}>> BDC 0 g {words} EMC".encode("ascii")


def _drawn(serial: Serial, edition: str, lettering: Lettering, piece: int) -> bytes:
    """The number in its place, whose bottom left corner is the origin: words (`piece` of the page)
    over bars, the QR code at the right."""
    words = shown(lettering, str(serial), (bars_start(), BARS_HIGH + 3 * POINTS_OF_MM), _TEXT)
    dark = [
        *bars(serial.plain, 0.6 * POINTS_OF_MM, _PLACE[0] - QR),
        *squares(serial, edition, _PLACE[0] - QR, _PLACE[1]),
    ]
    told = f"/Span <</MCID {piece}>> BDC 0 g {words} EMC"
    return "\n".join((told, "/Artifact BMC 0 g", *dark, "f EMC")).encode("ascii")
