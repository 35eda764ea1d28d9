"""Puts values into the places of a phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LATIN = re.compile(r"[A-Za-z]")
_HAN = re.compile(r"[㐀-鿿]")


def filled(phrase: str, values: Mapping[str, object]) -> str:
    """The phrase with its places filled. A value that begins or ends with a Latin letter stands
    apart from the Chinese of the phrase, as Latin words do in a text: "机房与 UPS 停用"."""
    if _HAN.search(phrase) is None:
        return phrase.format(**values)
    return phrase.format(**{name: _apart(phrase, name, value) for name, value in values.items()})


def filled_words(words: str, value: str) -> str:
    """The words of a template with a value in the place of their {}."""
    return words.replace("{}", str(_apart(words, "", value)))


def behind(said: str, phrase: str) -> str:
    """The phrase as it goes on behind what is said, apart from a Latin letter at its end."""
    apart = _LATIN.match(said[-1:]) and _HAN.match(phrase)
    return f" {phrase}" if apart else phrase


def _apart(phrase: str, name: str, value: object) -> object:
    """The value with a space where its Latin letter would touch Chinese."""
    if not isinstance(value, str) or not value:
        return value
    before, _, after = phrase.partition(f"{{{name}}}")
    if _LATIN.match(value[0]) and _HAN.match(before[-1:]):
        value = f" {value}"
    if _LATIN.match(value[-1]) and _HAN.match(after[:1]):
        value = f"{value} "
    return value
