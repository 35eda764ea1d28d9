"""What the heading of a column of figures says: of which subject, and of which side of a pair."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wardbook.serials.list_words import VOCABULARY, word

_UNIT = re.compile(VOCABULARY["unit"], re.ASCII)
_FILLERS = re.compile(VOCABULARY["fillers"], re.ASCII)
_LATIN = re.compile("[a-z]+")
_MONEY = frozenset(VOCABULARY["money"].split("|"))
_KNOWN = (
    ("dispensed", "drugs", "paper"),
    ("deducted", "drugs", "system"),
    ("done", "examinations", "paper"),
    ("confirmed", "examinations", "system"),
)
"""Key of the vocabulary, subject and side of headings that say both in one word."""


@dataclass(frozen=True)
class HeadingMeaning:
    """`side` is paper, system, received or empty; `subject` what the figures count."""

    side: str
    subject: str
    is_known: bool
    """The heading is a name of ours for amounts: no other column is meant."""


@dataclass(frozen=True)
class _SideWords:
    """The words for one side. Latin ones stand alone; Chinese ones are found anywhere."""

    latin: frozenset[str]
    han: re.Pattern[str]

    def removed_from(self, heading: str) -> str:
        """A heading without the words for this side; no `his` is found in `this`."""
        return _LATIN.sub(self._without_latin, self.han.sub(" ", heading))

    def _without_latin(self, match: re.Match[str]) -> str:
        return " " if match[0] in self.latin else match[0]


def _known_headings() -> Mapping[str, HeadingMeaning]:
    found: dict[str, HeadingMeaning] = {}
    for name, subject, side in _KNOWN:
        for said in VOCABULARY[name].split("|"):
            found[said] = HeadingMeaning(side, subject, True)
    return found


def _side_words(side: str) -> _SideWords:
    latin: set[str] = set()
    han: list[str] = []
    for said in VOCABULARY[side].split("|"):
        if said.isascii():
            latin.add(said)
        else:
            han.append(said)
    return _SideWords(frozenset(latin), re.compile("|".join(han)))


_KNOWN_HEADINGS = _known_headings()
_SIDES = {side: _side_words(side) for side in ("system", "paper", "received")}


def meaning_of(heading: str) -> HeadingMeaning:
    """Side and subject of a heading. Money by any of its names is one subject; a heading that says
    nothing but its side has an empty one."""
    said = _UNIT.sub("", word(heading)).strip()
    if said in _KNOWN_HEADINGS:
        return _KNOWN_HEADINGS[said]
    side = ""
    for name, words in _SIDES.items():
        rest = words.removed_from(said)
        if rest != said and not side:
            side = name
        said = rest
    subject = "".join(_FILLERS.sub(" ", said).split())
    if subject in _MONEY:
        return HeadingMeaning(side, "money", True)
    return HeadingMeaning(side, subject, False)
