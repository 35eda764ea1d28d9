"""Identities that are handed out in an outage: a register with a number in each row, and labels
that carry the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wardbook.pdf.measures import POINTS_OF_MM
from wardbook.pdf.numbered.overprint import Master, Overprint, shown
from wardbook.pdf.numbered.serial_codes import LETTERS, squares
from wardbook.pdf.overlay import Lettering
from wardbook.serials.serial_numbers import Serial

ROW = "serial-{}"
"""Anchor of the place of a number, counted from 1 on each page; with `-end` that of its right
end."""
_NUMBERED_ROW = re.compile(r"serial-\d+")
"""Such an anchor, without those of the right ends."""
_CODE = "code-{}"
"""Anchor of the place of a label's QR code."""
_LARGEST, _SMALLEST = 11.0, 8.0
"""Points of a number: as large as its place allows, never smaller than what is read on paper."""
_DOWN = 3.6 * POINTS_OF_MM
"""From the top of a place to the line that the number stands on."""
_ALIAS_DOWN = 3.4 * POINTS_OF_MM
"""From that line to the alias below it: clear of the row's bottom line."""


@dataclass(frozen=True)
class Printed:
    """A PDF and how many pages it has."""

    data: bytes
    pages: int


@dataclass(frozen=True)
class Identity:
    """A number, and the name under which somebody is known whose own is not. Empty: the register
    has none."""

    serial: Serial
    alias: str = ""


def rows_of(master: Master) -> int:
    """How many numbers a page holds."""
    return sum(_NUMBERED_ROW.fullmatch(name) is not None for name in master.places)


def has_room(master: Master, identities: Sequence[Identity], fonts: Mapping[str, Path]) -> bool:
    """Whether every number can be printed in a size that is read on paper."""
    lettering = Overprint([master], fonts, _letters(identities)).lettering
    places = [_place(master, at) for at in range(1, rows_of(master) + 1)]
    narrowest = min((end - left for left, _, end in places), default=0.0)
    widest = max(lettering.width(str(identity.serial), _SMALLEST) for identity in identities)
    return narrowest >= widest


def print_register(
    master: Master, identities: Sequence[Identity], fonts: Mapping[str, Path]
) -> Printed:
    """As many pages as the identities need; rows that are left over stay empty."""
    job = Overprint([master], fonts, _letters(identities))
    rows = rows_of(master)
    for start in range(0, len(identities), rows):
        lines: list[str] = []
        for at, identity in enumerate(identities[start : start + rows], 1):
            lines += _named(_place(master, at), identity, job.lettering)
        job.add(0, _content(lines, (), job.piece(0)))
    return Printed(job.data(), job.count)


def print_labels(
    master: Master,
    identities: Sequence[Identity],
    each: int,
    edition: str,
    fonts: Mapping[str, Path],
) -> Printed:
    """`each` labels for every identity, down the columns of the sheet, so that one person's labels
    lie together."""
    job = Overprint([master], fonts, _letters(identities))
    places = _down_the_columns(master)
    wanted: list[Identity] = []
    for identity in identities:
        wanted += [identity] * each
    for start in range(0, len(wanted), len(places)):
        lines: list[str] = []
        dark: list[str] = []
        for at, identity in zip(places, wanted[start : start + len(places)], strict=False):
            lines += _named(_place(master, at), Identity(identity.serial), job.lettering)
            dark += squares(identity.serial, edition, *master.places[_CODE.format(at)])
        job.add(0, _content(lines, dark, job.piece(0)))
    return Printed(job.data(), job.count)


def _down_the_columns(master: Master) -> list[int]:
    def order(at: int) -> tuple[float, float]:
        left, top = master.places[_CODE.format(at)]
        return round(left), -top

    return sorted(range(1, rows_of(master) + 1), key=order)


def _place(master: Master, at: int) -> tuple[float, float, float]:
    """Left, top and right end of a number's place."""
    left, top = master.places[ROW.format(at)]
    return left, top, master.places[f"{ROW.format(at)}-end"][0]


def _named(
    place: tuple[float, float, float], identity: Identity, lettering: Lettering
) -> Iterator[str]:
    left, top, end = place
    text = str(identity.serial)
    size = min(_LARGEST, max(_SMALLEST, (end - left) / lettering.width(text, 1)))
    yield shown(lettering, text, (left, top - _DOWN), size)
    if identity.alias:
        below = (left, top - _DOWN - _ALIAS_DOWN)
        yield shown(lettering, identity.alias, below, _SMALLEST + 1)


def _letters(identities: Sequence[Identity]) -> str:
    """What numbers and aliases are written with."""
    letters: set[str] = set()
    for identity in identities:
        letters.update(identity.alias)
    return LETTERS + "".join(sorted(letters))


def _content(lines: Sequence[str], dark: Sequence[str], piece: int) -> bytes:
    """Words, which are `piece` of the page, and the squares of codes."""
    told = (f"/Span <</MCID {piece}>> BDC 0 g", *lines, "EMC")
    return "\n".join((*told, "/Artifact BMC 0 g", *dark, "f EMC")).encode("ascii")
