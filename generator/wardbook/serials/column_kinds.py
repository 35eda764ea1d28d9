"""Whether a column holds figures to compare, judged by its cells: what stands in them decides, and
the heading only confirms that whole numbers are no amounts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from wardbook.serials.figures import shape
from wardbook.serials.list_words import VOCABULARY, is_date, word

_CODES = re.compile(VOCABULARY["codes"], re.ASCII)
_AGES = re.compile(VOCABULARY["ages"], re.ASCII)
_TIMES = re.compile(VOCABULARY["times"], re.ASCII)
_ROWS = re.compile(VOCABULARY["rows"], re.ASCII)
_CHARGED = re.compile(VOCABULARY["charged"], re.ASCII)
_NO_DIGITS = re.compile(r"\.0$|[^0-9]")
_OLDEST = 130
_COUNTS = 10
"""Below it the same whole number on every line is a count: one sheet, two copies."""
_DIGITS_READ = 30
"""Digits of a number that are looked at: all longer ones are codes."""


def judged(heading: str, cells: Sequence[str]) -> str:
    """Why a column is none of figures to compare: its cells are `words`, `dates`, `codes` (numbers
    of persons, beds, telephones …), `ages`, `rows` (1, 2, 3 …), a `constant` count, or `nothing`.
    Empty for one of figures.

    One unmistakable amount (cents, a currency, thousands, a sign) is enough, whatever stands above
    or beside it."""
    filled: list[str] = []
    shapes: list[str] = []
    for cell in cells:
        kind = shape(cell)
        if kind != "nothing":
            filled.append(cell)
            shapes.append(kind)
    if not filled:
        return "nothing"
    if "amount" in shapes:
        return ""
    numbers = shapes.count("whole") + shapes.count("code")
    if numbers * 2 < len(filled):
        dates = sum(map(is_date, filled))
        if dates * 2 >= len(filled):
            return "dates"
        return "words"
    return _why_no_amounts(word(heading), _digits(filled, shapes), has_codes="code" in shapes)


def _digits(cells: Sequence[str], shapes: Sequence[str]) -> list[str]:
    """The digits of each cell that is a number."""
    found: list[str] = []
    for cell, kind in zip(cells, shapes, strict=True):
        if kind in ("whole", "code"):
            found.append(_NO_DIGITS.sub("", word(cell)))
    return found


def _why_no_amounts(heading: str, digits: Sequence[str], *, has_codes: bool) -> str:
    """Why whole numbers are no amounts; empty where nothing says so. A zero is never excused: it is
    what the system shows where it has nothing."""
    values = list(map(_value, digits))
    if _AGES.search(heading) and max(values) <= _OLDEST:
        return "ages"
    if 0 in values:
        return ""
    if _TIMES.search(heading) or all(map(_is_day, digits)):
        return "dates"
    if has_codes and _are_codes(digits):
        return "codes"
    return _why_small_are_no_amounts(heading, values)


def _why_small_are_no_amounts(heading: str, values: Sequence[int]) -> str:
    """Why whole numbers that look like any others are no amounts: by what the heading ends in, or
    because they count on or never change and the heading speaks of nothing that is charged or
    counted."""
    counts_on = _counts_rows(values)
    if counts_on and _ROWS.search(heading):
        return "rows"
    if _CODES.search(heading):
        return "codes"
    if _CHARGED.search(heading):
        return ""
    if counts_on and len(values) > 2:
        return "rows"
    never_changes = len(values) > 1 and len(set(values)) == 1
    if never_changes and values[0] < _COUNTS:
        return "constant"
    return ""


def _value(digits: str) -> int:
    return int(digits[:_DIGITS_READ] or "0")


def _are_codes(digits: Sequence[str]) -> bool:
    """Whether numbers are long or have zeros in front; where one has, the shorter ones beside it
    are codes too."""
    if any(number.startswith("0") for number in digits):
        return True
    return all(len(number) > 6 for number in digits)


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day of these centuries: 20261101."""
    if len(digits) != 8 or not 1900 <= int(digits[:4]) <= 2199:
        return False
    try:
        datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _counts_rows(values: Sequence[int]) -> bool:
    """Whether numbers count on from 1, perhaps anew on each page."""
    before = 0
    for value in values:
        if value not in (before + 1, 1):
            return False
        before = value
    return max(values) > 1 or len(values) == 1
