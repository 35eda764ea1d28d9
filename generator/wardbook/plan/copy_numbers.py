"""Numbers of copies, as covers and the copy register have them: 01, 03-05, or 01-08, 11."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PART = re.compile(r"(\d{1,6})(?:\s*[-\u2013\u2014~\u81f3]\s*(\d{1,6}))?")
_BETWEEN = re.compile(r"\s*[,;\uff0c\uff1b\u3001]\s*")
_MOST = 10_000
"""Copies of one entry."""


def copy_numbers(said: str) -> tuple[int, ...]:
    """The numbers, smallest first; none for what can't be read as numbers."""
    found: set[int] = set()
    for part in _BETWEEN.split(said.strip()):
        match = _PART.fullmatch(part)
        if match is None:
            return ()
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 <= last - first < _MOST:
            return ()
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def said_as(numbers: Iterable[int], example: str) -> str:
    """Numbers as a person writes them, with the leading zeros of `example`: 04-11, 14."""
    digits = re.search(r"\d+", example)
    width = len(digits[0]) if digits else 1
    parts = []
    for first, last in _runs(numbers):
        part = f"{first:0{width}}"
        parts.append(part if first == last else f"{part}-{last:0{width}}")
    return ", ".join(parts)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each stretch without a gap."""
    first = last = None
    for number in sorted(numbers):
        if first is None or last is None:
            first = last = number
        elif number == last + 1:
            last = number
        else:
            yield first, last
            first = last = number
    if first is not None and last is not None:
        yield first, last
