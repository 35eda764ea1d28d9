"""Glyphs: a character that no font has would print as a blank, without a word. It is found here,
before layout."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error, info
from wardbook.fonts import system_covers
from wardbook.plan.model.prices import Prices
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
    models = (*context.project.models(), _printed(context.project.prices))
    letters: set[str] = set()
    for model in models:
        letters.update(*scalars(model))
    lacking = {letter for letter in letters if _lacks(code_points, letter)}
    places: dict[str, list[Mark]] = {}
    if not lacking:  # as a rule: nothing need be looked at one by one
        return places
    for model in models:
        for scalar in scalars(model):
            for letter in lacking.intersection(scalar):
                places.setdefault(letter, []).append(scalar.mark)
    return places


def _printed(prices: Prices | None) -> Prices | None:
    """The price list without the headings of the files that it is read from, which nothing
    prints."""
    return prices and prices.model_copy(update={"columns": ()})


def _lacks(code_points: frozenset[int], letter: str) -> bool:
    """Whether a character needs a glyph that the vendored fonts do not have."""
    return ord(letter) not in code_points and unicodedata.category(letter) not in _UNPRINTED


def _finding(letter: str, places: list[Mark]) -> Finding:
    marks = tuple(dict.fromkeys(places))
    point = f"U+{ord(letter):04X}"
    font = system_covers(ord(letter))
    if font:
        return info("G102", *marks, character=letter, point=point, font=font)
    name = unicodedata.name(letter, "?")
    return error("G101", *marks, character=letter, point=point, name=name)


CHECKS = (missing_glyphs,)
