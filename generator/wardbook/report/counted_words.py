"""Sentences of which a word follows a number: `{count} {count:copy|copies}` says 1 copy, 2 copies.
Languages that have one word for both leave it out."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

_WORDS = re.compile(r"(?<!\{)\{\w+:[^{}|]*\|([^{}|]*)\}(?!\})")
"""The place of such a word; of several things it is the second."""


class Pattern(str):
    """A line with places, which `format` fills."""

    __slots__ = ()

    def format(self, *given: object, **values: object) -> str:
        """The line with its places filled."""
        return _FORMATTER.vformat(self, given, values)


class _CountedWords(Formatter):
    """Fills places as strings do, and takes the word that goes with a number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """A value as its place wants it; for words of which one goes with it, that word."""
        one, between, several = format_spec.partition("|")
        if not between:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else several


_FORMATTER = _CountedWords()


def of_several(pattern: str) -> str:
    """A pattern with the words of several things: what is shown without a number."""
    return _WORDS.sub(r"\1", pattern)
