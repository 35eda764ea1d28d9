"""Glyphs: a character that no font has would print as a blank, without a word. It is found here, before layout."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error, info
from wardbook.fonts import system_covers
from wardbook.plan.project import scalars

_UNPRINTED = {"Cc", "Cf", "Zl", "Zp"}


def missing_glyphs(context: Context, code_points: frozenset[int]) -> Iterator[Finding]:
    """G101 a character that nothing prints, G102 one that only a system font prints. One finding a character."""
    printed: set[str] = set()
    places: dict[str, list[Mark]] = {}
    for model in (*context.project.models(), context.project.prices):
        for scalar in scalars(model):
            for letter in set(scalar) - printed:
                if ord(letter) in code_points or unicodedata.category(letter) in _UNPRINTED:
                    printed.add(letter)
                else:
                    places.setdefault(letter, []).append(scalar.mark)
    for letter in sorted(places):
        font = system_covers(ord(letter))
        marks = tuple(dict.fromkeys(places[letter]))
        if font:
            yield info("G102", *marks, character=letter, point=f"U+{ord(letter):04X}", font=font)
        else:
            yield error(
                "G101", *marks, character=letter, point=f"U+{ord(letter):04X}", name=unicodedata.name(letter, "?")
            )
