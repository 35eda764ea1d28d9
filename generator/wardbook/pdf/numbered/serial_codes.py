"""A serial as machines read it: the dark parts of its Code 128 and of its QR code. No code holds
anything of a patient."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import segno
from barcode.codex import Code128

from wardbook.pdf.measures import POINTS_OF_MM
from wardbook.pdf.qr_modules import dark_rectangles
from wardbook.serials.serial_numbers import Serial

QR = 13.2 * POINTS_OF_MM
"""Side of a QR code with its quiet zone: modules of 0.4 mm in version 2, three dots of a 200 dpi
scan."""
BARS_HIGH = 5.6 * POINTS_OF_MM
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
"""What a serial is written with."""
_QUIET, _MOST_VERSION = 4, 3
"""Light modules around a QR code, and the largest version whose modules a 200 dpi scan still tells
apart."""
_BAR, BARS_QUIET = 0.27 * POINTS_OF_MM, 10
"""Largest width of a Code 128 module in points; light modules at both ends."""


def bars_start() -> float:
    """Where the first bar of a code of full width stands: words above it begin there."""
    return BARS_QUIET * _BAR


def bars(text: str, bottom: float, room: float) -> Iterator[str]:
    """The dark bars of a Code 128 of `text`, as rectangles of a page's content.

    They start at the left edge, stand on `bottom` and take at most `room` points: a long number has
    narrower bars.
    """
    modules = Code128(text).build()[0]
    bar = min(_BAR, room / (len(modules) + 2 * BARS_QUIET))
    x = BARS_QUIET * bar
    for dark, group in groupby(modules):
        width = len(list(group)) * bar
        if dark == "1":
            yield f"{x:.3f} {bottom:.2f} {width:.3f} {BARS_HIGH:.2f} re"
        x += width


def squares(serial: Serial, edition: str, left: float, top: float) -> Iterator[str]:
    """The dark runs of modules of the QR code, as rectangles of a page's content.

    Its quiet zone starts at `left` and `top`, in points. An edition that would make the modules too
    small is left out: the record of the run names it.
    """
    code = segno.make_qr(payload(serial, edition), error="m", boost_error=False)
    if int(code.version) > _MOST_VERSION:
        code = segno.make_qr(str(serial), error="m", boost_error=False)
    side = QR / (len(code.matrix) + 2 * _QUIET)
    corner, highest = left + _QUIET * side, top - _QUIET * side
    yield from dark_rectangles(code.matrix, corner, highest, side)


def payload(serial: Serial, edition: str) -> str:
    """What the QR code says: the serial, which names form and department, and the edition."""
    return f"{serial}/{edition}"
