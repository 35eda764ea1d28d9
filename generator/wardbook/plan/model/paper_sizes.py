"""Sizes of paper, and which of them stand for each other in houses on A4 and on Letter."""

from __future__ import annotations

PAPERS = {
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A4-landscape": (297.0, 210.0),
    "A5-landscape": (210.0, 148.0),
    "A3": (297.0, 420.0),
    "Letter": (215.9, 279.4),
    "Half-Letter": (139.7, 215.9),
    "Letter-landscape": (279.4, 215.9),
    "Half-Letter-landscape": (215.9, 139.7),
    "Legal": (215.9, 355.6),
    "Legal-landscape": (355.6, 215.9),
    "Tabloid": (279.4, 431.8),
}
"""Paper sizes in millimetres, width and height."""

MARGINS = 30.0
"""Millimetres of a page's width that its margins take at most."""

_ON_LETTER = {
    "A4": "Letter",
    "A5": "Half-Letter",
    "A4-landscape": "Letter-landscape",
    "A5-landscape": "Half-Letter-landscape",
    "A3": "Tabloid",
}
_ON_A4 = {letter: iso for iso, letter in _ON_LETTER.items()}
HOUSES = {"A4": _ON_A4, "Letter": _ON_LETTER}
"""Paper of a house → what a size of the other is printed on there."""
