"""What a cell shows of the number that it holds: 0123 where 123 is formatted as 0000, 1,641.17
where 1641.1666666666667 is formatted as #,##0.00."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_SECTION = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].|;|[^"\\\[;_*]+|.', re.DOTALL)
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|[_*].|([0#?]+)|(.)', re.DOTALL)
_CURRENCY = re.compile(r"^\$([^-]*)")
_GENERAL = ("", "general", "@", "g/通用格式")
_UNSHOWN = re.compile(r"[/eE]")
"""Fractions and powers of ten: a rounded number in another form."""
_DATES = re.compile(r"[ymdhs年月日时分秒]", re.IGNORECASE)
_WITHOUT_WORDS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', re.DOTALL)


@dataclass(frozen=True)
class _Format:
    """A number format, taken apart. `parts` are what stands before the decimal point, from left to
    right: placeholders, and words between them."""

    parts: tuple[str, ...]
    places: int
    """Digits behind the point."""
    places_needed: int
    """Of these, how many are shown even where they are nought."""
    after: str
    is_grouped: bool
    scale: int
    """By which power of ten the number is shown larger."""


@dataclass
class _Parts:
    """What is gathered sign by sign."""

    before: list[str] = field(default_factory=list)
    behind: str = ""
    after: str = ""
    has_point: bool = False
    commas: int = 0
    """Behind the last placeholder before the point: each divides by a thousand."""
    is_grouped: bool = False
    percents: int = 0

    def word(self, text: str) -> None:
        """Take words that stand in the format."""
        if self.has_point or self.behind:
            self.after += text
        else:
            self.before.append(text)

    def digits(self, text: str) -> None:
        """Take placeholders."""
        if self.has_point:
            self.behind += text
            return
        self.is_grouped = self.is_grouped or self.commas > 0
        self.commas = 0
        self.before += text

    def sign(self, text: str) -> None:
        """Take any other sign."""
        if text == "." and not self.has_point:
            self.has_point = True
        elif text == ",":
            self.commas += int(any(part in "0#?" for part in self.before))
        else:
            self.percents += int(text == "%")
            self.word(text)


def shown(value: float, code: str) -> str:
    """The text of a cell that holds `value` with the number format `code`.

    A number without a format of its own, or with one that only rounds it into another form (powers
    of ten, fractions), is written out with the fifteen digits that spreadsheets keep."""
    section, is_own = _section(code, value)
    if section.strip().casefold() in _GENERAL or _is_unshown(section):
        return plain(value)
    found = _parsed(section)
    number = Decimal(repr(value)).scaleb(found.scale)
    number = number.quantize(Decimal(1).scaleb(-found.places), ROUND_HALF_UP)
    whole, _, cents = f"{abs(number):f}".partition(".")
    cents = cents[: found.places_needed] + cents[found.places_needed :].rstrip("0")
    text = _in_places(found, whole)
    if cents:
        text += f".{cents}"
    if number < 0 and not is_own:
        text = f"-{text}"
    return (text + found.after).strip()


def plain(value: float) -> str:
    """A number without a format: whole ones without a point, others with the fifteen digits that
    spreadsheets keep, which takes what calculating with them left behind (13.200000000000001)."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    text = f"{value:.15g}"
    if "e" in text and 1e-15 < abs(value) < 1:
        return f"{Decimal(text):f}"
    return text.replace("e", "E")


def is_percent(code: str) -> bool:
    """Whether a format shows percentages."""
    return "%" in _WITHOUT_WORDS.sub("", code)


def is_date(code: str) -> bool:
    """Whether a format shows days or times of day."""
    said = _WITHOUT_WORDS.sub("", code.split(";")[0])
    return said.strip().casefold() not in _GENERAL and _DATES.search(said) is not None


def _is_unshown(section: str) -> bool:
    return _UNSHOWN.search(_WITHOUT_WORDS.sub("", section)) is not None


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[str, ...]:
    """The parts of a format: for positive numbers, negative ones, nought, and text."""
    found = [""]
    for token in _SECTION.findall(code):
        if token == ";":
            found.append("")
        else:
            found[-1] += token
    return tuple(found)


def _section(code: str, value: float) -> tuple[str, bool]:
    """The part of a format that holds for a number, and whether it is one for negative numbers,
    which says their sign itself."""
    sections = _sections(code)
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


@lru_cache(maxsize=256)
def _parsed(section: str) -> _Format:
    parts = _Parts()
    for quoted, escaped, bracketed, digits, other in _TOKEN.findall(section):
        if digits:
            parts.digits(digits)
        elif other:
            parts.sign(other)
        elif bracketed:
            for currency in _CURRENCY.findall(bracketed):
                parts.word(currency)
        else:
            parts.word(quoted or escaped)
    needed = len(parts.behind.rstrip("#"))
    return _Format(
        tuple(filter(None, parts.before)),
        len(parts.behind),
        needed,
        parts.after,
        parts.is_grouped,
        2 * parts.percents - 3 * parts.commas,
    )


def _in_places(found: _Format, whole: str) -> str:
    """The digits before the point in the places of a format, words of which stay between them."""
    places = sum(part in "0#?" for part in found.parts)
    digits = whole.removeprefix("0").rjust(places, " ")
    surplus = len(digits) - places
    text = ""
    at = 0
    for part in found.parts:
        if part not in ("0", "#", "?"):
            text += part
            continue
        taken = digits[surplus + at]
        if at == 0:
            taken = digits[: surplus + 1]
        at += 1
        left = places - at
        for offset, digit in enumerate(taken):
            text += _digit(digit, part) + _comma(
                found, len(taken) - 1 - offset + left, is_shown=digit != " " or part == "0"
            )
    return text


def _digit(digit: str, placeholder: str) -> str:
    if digit == " " and placeholder == "0":
        return "0"
    return digit.strip()


def _comma(found: _Format, left: int, *, is_shown: bool) -> str:
    """What parts thousands, behind a digit with `left` digits to its right."""
    if found.is_grouped and is_shown and left and left % 3 == 0:
        return ","
    return ""
