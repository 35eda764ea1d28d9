"""Chinese names by their sound, a word at a time: menzhen yaofang for 门诊药房."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import chain, islice

from wardbook.spreadsheets.headings import department_words

_HAN = re.compile("[㐀-鿿]+")
_PIECE = re.compile("[㐀-鿿]+|[^㐀-鿿]+")
_LONGEST = 4
"""Characters of the longest word that is looked for."""


def in_letters(text: str) -> str:
    """A Chinese name by its sound; any other text as it is."""
    if not _HAN.search(text):
        return text
    # Its dictionaries load slowly, and few imports need an id
    from pypinyin import lazy_pinyin

    # as above
    from pypinyin.constants import PHRASES_DICT

    said: list[str] = []
    for piece in _PIECE.findall(unicodedata.normalize("NFKC", text)):
        if not _HAN.match(piece):
            said.append(piece.strip())
            continue
        # A syllable may depend on its neighbours
        syllables = iter(lazy_pinyin(piece, v_to_u=False))
        for word in _words(piece, PHRASES_DICT):
            said.append("".join(islice(syllables, len(word))))
    return " ".join(said).replace("ü", "v")


def _words(text: str, phrases: Container[str]) -> Iterator[str]:
    """The words of a name, the longest first; what is none stands alone."""
    usual = department_words()
    at = 0
    while at < len(text):
        lengths = chain(range(min(_LONGEST, len(text) - at), 1, -1), (1,))
        for length in lengths:
            word = text[at : at + length]
            if length == 1 or word in usual or word in phrases:
                yield word
                at += length
                break
