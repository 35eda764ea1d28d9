"""What sheets look like on the site, kept for the next build: an edit changes few of them, and the
HTML of the others need not be filled, cut and read through again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wardbook.kept_texts import KeptTexts
from wardbook.site.page import Heading, Html

PAGES = "pages"
"""Folder of the site's texts in the cache."""
_NUMBERS = "numbers"
_PLAIN_NUMBER = re.compile(r"[0-9+*#()/. \u00a0-]+")
_GROUP = re.compile(r"[0-9]+")

Parts = tuple[Heading | Html, ...]


@dataclass(frozen=True)
class KeptSite:
    """Where the texts of a site are kept. `look` is a digest of all that decides how content is
    drawn: theme, program and tools."""

    cache: Path
    look: str

    def texts(self, *told: object) -> KeptTexts:
        """Texts that depend on the look, on what is `told`, and on their keys."""
        return KeptTexts(self.cache / PAGES, (self.look, *told))


class KeptParts:
    """The parts of sheets by all that decides them but the numbers that can be called: a part that
    holds none of those that are new, or no longer known, is as it was. `printed` are the characters
    that the theme's fonts have: a drawing with another is measured by a font of the machine, which
    may change, and is not kept."""

    def __init__(
        self, texts: KeptTexts, numbers: Iterable[str], printed: frozenset[int] | None
    ) -> None:
        self._texts = texts
        self._printed = printed
        known = sorted(set(numbers))
        before = texts.find(_NUMBERS)
        self._moved: list[frozenset[str]] | None = None
        if before is not None:
            self._moved = _moved(set(known) ^ set(json.loads(before)))
        if self._moved != []:
            texts.keep(_NUMBERS, json.dumps(known))

    def find(self, key: str) -> Parts | None:
        """The parts that were kept; None where there are none, or a number in them may be shown in
        another way."""
        if self._moved is None:
            return None
        text = self._texts.find(key)
        if text is None:
            return None
        for groups in self._moved:
            if all(group in text for group in groups):
                return None
        return tuple(_part(told) for told in json.loads(text))

    def keep(self, key: str, parts: Parts) -> None:
        """Keep the parts of a sheet."""
        told: list[object] = []
        for part in parts:
            if isinstance(part, Html):
                if not self._lasts(part.html):
                    return
                told.append(part.html)
            else:
                told.append((part.level, part.text, part.anchor))
        self._texts.keep(key, json.dumps(told, ensure_ascii=False))

    def save(self) -> None:
        """Write what was used and made."""
        self._texts.save()

    def _lasts(self, html: str) -> bool:
        if "<svg" not in html:
            return True
        if self._printed is None:
            return False
        return all(ord(letter) in self._printed for letter in set(html) if letter.isprintable())


def _moved(numbers: Iterable[str]) -> list[frozenset[str]] | None:
    """The digits of each number, by which it is looked for: where it stands, all its groups do.
    None where one is written in other signs, which may stand in HTML in another way."""
    groups = []
    for number in numbers:
        if not _PLAIN_NUMBER.fullmatch(number):
            return None
        groups.append(frozenset(_GROUP.findall(number)))
    return groups


def _part(told: object) -> Heading | Html:
    if isinstance(told, str):
        return Html(told)
    assert isinstance(told, list)
    level, text, anchor = told
    return Heading(level, text, anchor)
