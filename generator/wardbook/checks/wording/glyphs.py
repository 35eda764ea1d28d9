"""Glyphs: a character that no font has would print as a blank, without a word. It is found here,
before layout."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error, info
from wardbook.fonts import system_covers
from wardbook.plan.project import scalars

_UNPRINTED = {"Cc", "Cf", "Zl", "Zp"}
"""Unicode categories that need no glyph: controls, formats, separators of lines and paragraphs."""


def missing_glyphs(context: Context) -> Iterator[Finding]:
    """G101 a character that nothing prints, G102 one that only a system font prints. One finding a
    character. Without fonts, nothing can be said."""
    if context.code_points is None:
        return
    places = _places_without_glyph(context, context.code_points)
    for letter in sorted(places):
        yield _finding(letter, places[letter])


def _places_without_glyph(context: Context, code_points: frozenset[int]) -> dict[str, list[Mark]]:
    """Where each character stands that the vendored fonts don't print."""
    printed: set[str] = set()
    places: dict[str, list[Mark]] = {}
    for model in (*context.project.models(), context.project.prices):
        for scalar in scalars(model):
            for letter in set(scalar) - printed:
                if ord(letter) in code_points or unicodedata.category(letter) in _UNPRINTED:
                    printed.add(letter)
                else:
                    places.setdefault(letter, []).append(scalar.mark)
    return places


def _finding(letter: str, places: list[Mark]) -> Finding:
    marks = tuple(dict.fromkeys(places))
    point = f"U+{ord(letter):04X}"
    font = system_covers(ord(letter))
    if font:
        return info("G102", *marks, character=letter, point=point, font=font)
    name = unicodedata.name(letter, "?")
    return error("G101", *marks, character=letter, point=point, name=name)


CHECKS = (missing_glyphs,)
