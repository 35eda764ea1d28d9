"""Numbers of standards, however they are typed: GB/T 20986-2023, GB／T20986—2023."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_STANDARD = re.compile(
    r"(?<![A-Za-z0-9])(?P<letters>(?i:GB ?/ ?[TZ]|ISO(?: ?/ ?IEC)?)"
    r"|(?:GBZ?|WS|YY|GA|GM|DB\d{2})(?: ?/ ?[TZ])?)"
    r" {0,3}(?P<digits>\d{3,6}(?:\.\d{1,2})?)(?: ?[-:] ?(?P<year>(?:19|20)\d\d))?(?![\d-])",
)
_DOCUMENT_YEAR = re.compile(r"[〔\[［(（]((?:19|20)\d\d)[〕\]］)）]")
_SIGNS = str.maketrans("—–‐‑−∕⁄", "-----//")
"""Dashes and slashes that keyboards and word processors make, and those of the number."""


@dataclass(frozen=True)
class StandardNumber:
    """The number of a standard: letters (GB/T), digits (20986, 20985.1), year (0: none given)."""

    letters: str
    digits: str
    year: int

    def __str__(self) -> str:
        number = f"{self.letters} {self.digits}"
        return f"{number}-{self.year}" if self.year else number

    @property
    def family(self) -> tuple[str, str]:
        """What all its editions share. A guide (GB/Z) that becomes a standard (GB/T) keeps its
        digits."""
        return self.letters.partition("/")[0], self.digits


def standard_numbers(text: str) -> Iterator[StandardNumber]:
    """The numbers of standards in a text, in its order."""
    for match in _STANDARD.finditer(plain(text)):
        letters = match["letters"].replace(" ", "").upper()
        yield StandardNumber(letters, match["digits"], int(match["year"] or 0))


def document_year(text: str) -> int:
    """The year in the number of a document, 国办发〔2024〕5号; 0 without one."""
    match = _DOCUMENT_YEAR.search(text)
    return int(match[1]) if match else 0


def plain(text: str) -> str:
    """A text in which each sign of a number is written in one way."""
    return unicodedata.normalize("NFKC", text).translate(_SIGNS)


def compact(text: str) -> str:
    """A number or title by its letters and digits alone, to compare with another."""
    return "".join(filter(str.isalnum, plain(text))).upper()
