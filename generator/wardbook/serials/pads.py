"""Pads that were numbered elsewhere: which numbers a registered range holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wardbook.plan.model.records import Pad
from wardbook.serials.serial_numbers import MOST, cleaned

_TAIL = re.compile(r"(.*?)([0-9]{1,18})", re.DOTALL)


@dataclass(frozen=True)
class Range:
    """Numbers of one series: `start` stands before the digits, of which there are `width`."""

    start: str
    width: int
    first: int
    last: int

    def numbers(self) -> Iterator[str]:
        """Every number as printed, in order."""
        return map(self._printed, range(self.first, self.last + 1))

    def shares(self, other: Range) -> bool:
        """Whether some number stands in both, as they are typed and scanned: KM-0001 is KM0001, and
        km0001 too."""
        one, two = self._typed(), other._typed()
        one_series = (one.start, one.width) == (two.start, two.width)
        return one_series and one.first <= two.last and two.first <= one.last

    def _typed(self) -> Range:
        """The range as its numbers are typed: capitals and digits alone."""
        first = cleaned(self._printed(self.first)).replace("-", "")
        last = cleaned(self._printed(self.last)).replace("-", "")
        return between(first, last) or self

    def _printed(self, number: int) -> str:
        return f"{self.start}{number:0{self.width}d}"


def range_of(pad: Pad) -> Range | None:
    """The range of a registered pad; None when its first and last number make none."""
    prefix = pad.prefix or ""
    return between(f"{prefix}{pad.first}", f"{prefix}{pad.last}")


def between(first: str, last: str) -> Range | None:
    """The numbers from `first` to `last`, which differ in their last digits alone; None when they
    do not, or when they are more than any delivery holds: every one of them is accounted for."""
    first_parts, last_parts = _TAIL.fullmatch(first), _TAIL.fullmatch(last)
    if not first_parts or not last_parts:
        return None
    start, digits = first_parts.groups()
    last_start, last_digits = last_parts.groups()
    if start != last_start or len(digits) != len(last_digits):
        return None
    found = Range(start, len(digits), int(digits), int(last_digits))
    if not 0 <= found.last - found.first < MOST:
        return None
    return found
