"""What a sentence says in place of what its reader may not see, so that it still reads as one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wardbook.plan.text import Link

_HAN_WORD = re.compile(r"[\u3400-\u9fff]{2}$")
"""The last two characters of Chinese: a word has no sign at its start."""
_LATIN_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+$")
_LATIN_WORDS = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_FEWEST_LETTERS = 4
"""Shorter words, such as "the" and "on", stand in many names by chance."""
_FEWEST_CAPITALS = 2


def phrase_of_hidden(link: Link, spoken_of: Iterable[Link]) -> str:
    """The key of the phrase for a hidden thing. A second one of its kind in a paragraph is "another
    internal form"; `spoken_of` are the hidden things before it.
    """
    of_kind = [str(other) for other in spoken_of if other.kinds == link.kinds]
    if of_kind and str(link) not in of_kind:
        return f"other_internal_{link.kinds[0]}"
    return f"internal_{link.kinds[0]}"


def names_it_already(before: str, name: str, about_numbers: str) -> bool:
    """Whether words say at their end whose number comes next: "ask ICU" before that of the
    "Intensive care unit". `name` is the number's; `about_numbers` are words that say only that it
    is one, such as "phone", or what is done with it, such as "call", with "|" between them.
    """
    before = before.rstrip()
    for word in about_numbers.split("|"):
        if before.casefold().endswith(word.casefold()):
            return False
    chinese = _HAN_WORD.search(before)
    if chinese:
        return chinese[0] in name
    latin = _LATIN_WORD.search(before)
    return latin is not None and _is_said_in(latin[0], name)


def _is_said_in(word: str, name: str) -> bool:
    """Whether a name holds the word, or begins words with its letters: ICU."""
    words = _LATIN_WORDS.findall(name)
    if len(word) >= _FEWEST_LETTERS and word.casefold() in map(str.casefold, words):
        return True
    initials = "".join(one[0] for one in words).casefold()
    return word.isupper() and len(word) >= _FEWEST_CAPITALS and word.casefold() in initials
