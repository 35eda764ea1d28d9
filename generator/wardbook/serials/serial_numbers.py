"""The number on a numbered form: `OP04B-C2-000123-45` is form OP-04B, pool of department C2, number
123, check digits 45.

The check digits are those of ISO 7064 MOD 97-10, as in an IBAN, with a letter counting as one place
of value 10 to 35: they catch every wrong character and every two that changed places, however far
apart, since the weights 10^i mod 97 of up to 96 places all differ, none is zero, and 97 is prime. A
drill's numbers carry a D (`OP04B-C2-D000123-…`). A number holds nothing of a patient.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

from wardbook.plan.model.scalars import SERIAL_DIGITS as DIGITS

MOST = 10**DIGITS - 1
"""What a pool holds."""
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = dict(zip(_ALPHABET, range(36), strict=True))
_CHARACTERS = re.compile("[0-9A-Z]+")
_NOISE = re.compile(r"[\s_./]+")
_DASHES = re.compile(r"[‐‑‒–—―−-]+")


def plain(code: str) -> str:
    """A form's or department's code as it stands in a serial: capitals and digits alone."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())


@dataclass(frozen=True, order=True)
class Pool:
    """Where numbers come from: one for each form (or variant) in each department, and one more for
    its drills."""

    form: str
    """The form's code without dashes."""
    department: str
    """The department's code without dashes."""
    drill: bool = False

    @property
    def start(self) -> str:
        """What stands before the number, without dashes."""
        drill = "D" if self.drill else ""
        return f"{self.form}{self.department}{drill}"


@dataclass(frozen=True, order=True)
class Serial:
    """One numbered form."""

    pool: Pool
    number: int

    @cached_property
    def check(self) -> str:
        """Its two check digits."""
        return check_digits(self.pool.start, self.number)

    @cached_property
    def plain(self) -> str:
        """Without dashes, as a keypad or a scanner gives it."""
        return f"{self.pool.start}{self.number:0{DIGITS}d}{self.check}"

    def __str__(self) -> str:
        pool = self.pool
        drill = "D" if pool.drill else ""
        return f"{pool.form}-{pool.department}-{drill}{self.number:0{DIGITS}d}-{self.check}"


def _remainder(text: str) -> int:
    """`text` (capitals and digits) as a number in places of ten, modulo 97."""
    rest = 0
    for letter in text:
        rest = (rest * 10 + _VALUES[letter]) % 97
    return rest


@cache
def _remainder_of_start(start: str) -> int:
    """The remainder of what stands before a number: all numbers of a pool need the same one."""
    return _remainder(start)


def check_digits(start: str, number: int) -> str:
    """The digits that make `start`, the running number and them divisible as ISO 7064 MOD 97-10
    wants it."""
    rest = _remainder_of_start(start) * 10**DIGITS + number
    return f"{98 - rest * 100 % 97:02d}"


def is_valid(text: str) -> bool:
    """Whether `text`, capitals and digits without dashes, ends in its check digits."""
    return _CHARACTERS.fullmatch(text) is not None and _remainder(text) == 1


def cleaned(text: str) -> str:
    """What was typed or scanned, as capitals, digits and single dashes: full-width characters,
    spaces and what stands behind one of our numbers and a stroke in a scanned code are let go. In a
    number of others a stroke is a sign as any."""
    shown = unicodedata.normalize("NFKC", text).upper()
    number, stroke, _ = shown.partition("/")
    if stroke and _is_ours(number):
        shown = number
    return _DASHES.sub("-", _NOISE.sub("", shown)).strip("-")


def _is_ours(number: str) -> bool:
    """Whether a text in capitals is a number with check digits, dashes and spaces aside."""
    bare = _NOISE.sub("", _DASHES.sub("", number))
    return len(bare) > DIGITS + 2 and is_valid(bare)


def near(text: str) -> Iterator[str]:
    """Every text that differs from `text` (without dashes) in one character, or in two that changed
    places: what a person who typed `text` may have meant."""
    for at, written in enumerate(text):
        for other in _ALPHABET:
            if other != written:
                yield text[:at] + other + text[at + 1 :]
    for first, second in combinations(range(len(text)), 2):
        if text[first] != text[second]:
            swapped = list(text)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            yield "".join(swapped)
