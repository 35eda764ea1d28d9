"""Units of length: CSS pixels, in which pages are laid out, points, in which PDFs are drawn, and
millimetres, in which paper is measured."""

from __future__ import annotations

PIXELS_OF_MM = 96 / 25.4
POINTS_OF_MM = 72 / 25.4
MM_OF_POINT = 25.4 / 72
POINTS_OF_PIXEL = 0.75
