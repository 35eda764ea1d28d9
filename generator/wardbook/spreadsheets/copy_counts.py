"""What registers of copies leave unsaid: how many copies a row is about, where each has a row and a
number; and their language, where all have one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wardbook.plan.data import Scalar
from wardbook.spreadsheets.cells import Entry, at

_NUMBERED = re.compile(r"[^0-9]*([0-9]+)(?: ?[-–~至] ?[^0-9]*([0-9]+))?[^0-9]*")
"""01, No. 3, 03-05."""
_HAN = re.compile("[㐀-鿿]")
_MOST = 1000
"""Copies that a span of numbers may mean."""


def with_count(entry: Entry) -> Entry:
    """A new entry, which says how many copies its numbers name where it does not say it itself."""
    number = at(entry, ("number",))
    if "count" in entry or not isinstance(number, Scalar):
        return entry
    named = _NUMBERED.fullmatch(number)
    if not named:
        return entry
    count = int(named[2] or named[1]) - int(named[1]) + 1
    if not 0 < count <= _MOST:
        return entry
    return {**entry, Scalar("count", number.mark): Scalar(str(count), number.mark)}


def with_language(entry: Entry, headings: Sequence[str], languages: Sequence[str]) -> Entry:
    """A new entry of a register without a column for languages, which is in that of its headings
    where the project has it."""
    number = at(entry, ("number",)) or at(entry, ("manual",))
    if "language" in entry or not isinstance(number, Scalar):
        return entry
    language = "zh" if _HAN.search("".join(headings)) else "en"
    if language not in languages:
        language = languages[0]
    return {**entry, Scalar("language", number.mark): Scalar(language, number.mark)}
