"""Figures as people and spreadsheets write them, and what kind of figure a cell holds."""

from __future__ import annotations

import re
from decimal import Decimal

from wardbook.serials.list_words import is_date, is_nothing, word

_PLACES_MOST = 15
"""Digits before the point of an amount; a larger one is a slip, and sums of such ones can't be told."""
_CODE_DIGITS = 7
"""Digits from which a whole number without separators is taken for a number of somebody, not for an amount."""
_LONGEST = 40
"""Letters of the longest figure, Chinese capitals among them."""

_MINUS = str.maketrans("−–—‐‑", "-----")
_FIGURE = re.compile(
    r"([-+]?) ?(?:rmb|cny|usd|hk\$|us\$|人民币|[¥$€£])? ?([-+]?)"
    r"([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)?(\.[0-9]+)? ?(-?) ?(元整|元正|rmb|cny|yuan|万元|[一-鿿]{1,2})?"
)
_NO_UNITS = re.compile(r"[岁月日天时点床号楼层室科区组班周年级度病页行十百千亿拾佰仟]|万.")
"""Han behind a number that make it an age, a day, a place: no figure to compare."""
_MONEY_UNITS = "元圆块角分万rcy"
"""How units of money begin."""
_PARTS = re.compile(r"(?:rmb|人民币|¥)? ?([0-9]+)[元块](?:([0-9])[角毛])?(?:([0-9])分)?[整正]?")
_WHOLE = re.compile(r"[0-9]+(?:\.0)?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?e\+?([0-9]{1,3})")
_LOOSE = re.compile(r"[-+]?[0-9][0-9.]*,[0-9]{1,2}")
"""A comma that parts cents, as in other countries: a figure, though nobody knows which."""
_OLD_FORMS = str.maketrans(
    "貳參陸萬億圓圆块毛兩〇壹贰叁肆伍陆柒捌玖拾佰仟正",
    "贰叁陆万亿元元元角两零一二三四五六七八九十百千整",
)
_HAN = re.compile(r"[零一二三四五六七八九两十百千万亿]+")
_HAN_MONEY = re.compile(
    r"(?:人民币)?(?:([^元角分整]+)元)?零?(?:([一二三四五六七八九])角)?零?(?:([一二三四五六七八九])分)?整?"
)
_HAN_DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN_GROUPS = {"万": 10**4, "亿": 10**8}


def figure(cell: str) -> Decimal | None:
    """A figure as people write it: full-width, with thousands, a currency, a unit, in brackets or with a minus where
    negative, in Chinese numerals. None for anything else, a comma that parts no thousands among it: nobody knows
    whether 35,50 is much or little."""
    text = word(cell).translate(_MINUS)
    if len(text) > _LONGEST:
        return None
    if text.startswith("(") and text.endswith(")"):
        inner = figure(text[1:-1])
        return -inner if inner is not None and inner >= 0 else None
    if parts := _PARTS.fullmatch(text):
        return _measured(Decimal(f"{parts[1]}.{parts[2] or 0}{parts[3] or 0}"))
    match = _FIGURE.fullmatch(text)
    if match and (match[3] or match[4]):
        return _read(match)
    return _chinese(text)


def shape(cell: str) -> str:
    """What kind of thing a cell holds: `nothing`, an `amount` that nobody takes for anything else (cents, a currency,
    thousands, a sign), a `whole` number, the `code` of something (zeros in front, or long), or `words`."""
    text = word(cell).translate(_MINUS)
    if is_nothing(cell):
        return "nothing"
    if _WHOLE.fullmatch(text):
        digits = text.removesuffix(".0")
        is_code = len(digits) >= _CODE_DIGITS or (len(digits) > 1 and digits.startswith("0"))
        return "code" if is_code else "whole"
    if scientific := _SCIENTIFIC.fullmatch(text):
        return "code" if int(scientific[1]) >= _CODE_DIGITS else "amount"
    if is_date(cell):
        return "words"
    match = _FIGURE.fullmatch(text)
    if match and (match[3] or match[4]):
        return _shape_of(match)
    return "amount" if _LOOSE.fullmatch(text) or _is_money(cell, text) else "words"


def is_rounded(cell: str) -> bool:
    """Whether a spreadsheet has rounded a long number: it keeps fifteen digits, and shows long ones as 3.301E+17."""
    text = word(cell)
    if scientific := _SCIENTIFIC.fullmatch(text):
        return int(scientific[1]) >= _CODE_DIGITS
    return text.isascii() and text.isdigit() and len(text) > 15 and not text[15:].strip("0")


def _shape_of(match: re.Match[str]) -> str:
    """The kind of a figure with signs or units around it."""
    before, behind, whole, cents, last, unit = match.groups()
    if unit and _NO_UNITS.search(unit):
        return "words"
    digits = re.sub("[, ]", "", whole or "")
    is_long = before == "+" and len(digits) > _CODE_DIGITS
    has_zeros = len(digits) > 1 and digits.startswith("0")
    if not cents and (is_long or has_zeros):
        return "code"
    is_bare = match[0].startswith(whole or ".") and not (cents or before or behind or last)
    is_count = unit is not None and unit[0] not in _MONEY_UNITS
    return "whole" if is_bare and is_count else "amount"


def _is_money(cell: str, text: str) -> bool:
    """Whether words are an amount in Chinese numerals: with yuan, or brackets around a figure."""
    if text.startswith("("):
        return figure(cell) is not None
    return any(letter in text for letter in "元圆块圓") and figure(cell) is not None


def _read(match: re.Match[str]) -> Decimal | None:
    before, behind, whole, cents, last, unit = match.groups()
    if unit and unit not in ("万", "万元") and _NO_UNITS.search(unit):
        return None
    minus = [sign for sign in (before, behind, last) if sign == "-"]
    if len(minus) > 1:
        return None
    number = Decimal(re.sub("[, ]", "", whole or "0") + (cents or ""))
    if unit in ("万", "万元"):
        number *= 10**4
    return _measured(-number if minus else number)


def _measured(number: Decimal) -> Decimal | None:
    return number if number.adjusted() < _PLACES_MOST else None


def _chinese(text: str) -> Decimal | None:
    """An amount or a number in Chinese numerals, capitals among them: 叁拾伍元伍角, 三十五."""
    text = text.translate(_OLD_FORMS)
    if _HAN.fullmatch(text):
        number = _han(text)
        return None if number is None else Decimal(number)
    match = _HAN_MONEY.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    whole = _han(match[1]) if match[1] else 0
    if whole is None:
        return None
    tenths, cents = _HAN_DIGITS[match[2] or "零"], _HAN_DIGITS[match[3] or "零"]
    return _measured(Decimal(f"{whole}.{tenths}{cents}"))


def _han(text: str) -> int | None:
    """A whole number in Chinese numerals; None where digits follow one another or places do not fall."""
    total = part = 0
    digit: int | None = None
    place = 10**4
    for letter in text:
        if letter in _HAN_DIGITS:
            if digit:
                return None
            digit = _HAN_DIGITS[letter]
        elif letter in _HAN_PLACES:
            if _HAN_PLACES[letter] >= place:
                return None
            place = _HAN_PLACES[letter]
            part += (1 if digit is None else digit) * place
            digit = None
        elif letter in _HAN_GROUPS:
            total = (total + part + (digit or 0)) * _HAN_GROUPS[letter]
            part, digit, place = 0, None, 10**4
        else:
            return None
    return total + part + (digit or 0)
