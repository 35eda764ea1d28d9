"""Characters that nobody sees, which come with copied text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from wardbook.checks.context import Context, together
from wardbook.findings import Finding, warning
from wardbook.plan.project import scalars

_UNSEEN = ("Cf", "Co", "Cn")
"""Unicode categories of characters without a shape: formats, private use, unassigned."""


def unseen_characters(context: Context) -> Iterator[Finding]:
    """T306: a character that nobody sees (zero width, direction marks): search and comparison
    fail on it. One finding a character."""
    yield from together(_unseen(context))


def _unseen(context: Context) -> Iterator[Finding]:
    for model in context.project.models():
        letters: set[str] = set()
        letters.update(*scalars(model))
        if _first_unseen(letters) is None:  # most models have none
            continue
        for scalar in scalars(model):
            letter = _first_unseen(scalar)
            if letter:
                name = unicodedata.name(letter, "?")
                yield warning("T306", scalar.mark, point=f"U+{ord(letter):04X}", name=name)


def _first_unseen(letters: Iterable[str]) -> str | None:
    """The first character that nobody sees."""
    for letter in letters:
        if unicodedata.category(letter) in _UNSEEN:
            return letter
    return None


CHECKS = (unseen_characters,)
