"""Figures as people and spreadsheets write them, and what kind of figure a cell holds."""

from __future__ import annotations

import re
from decimal import Decimal

from wardbook.serials.list_words import is_date, is_nothing, word

_PLACES_MOST = 15
"""Digits before the point of an amount; a larger one is a slip, and sums of such ones can't be
told."""
_CODE_DIGITS = 7
"""Digits from which a whole number without separators is taken for a number of somebody, not for an
amount."""
_LONGEST = 40
"""Letters of the longest figure, Chinese capitals among them."""

_MINUS = str.maketrans("−–—‐‑", "-----")
_FIGURE = re.compile(
    r"(?P<before>[-+]?) ?(?:rmb|cny|usd|hk\$|us\$|人民币|[¥$€£])? ?(?P<behind>[-+]?)"
    r"(?P<whole>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)?(?P<cents>\.[0-9]+)? ?(?P<last>-?)"
    r" ?(?P<unit>元整|元正|rmb|cny|yuan|万元|[一-鿿]{1,2})?"
)
"""A sign before the currency, one behind it, whole amount, cents, a sign behind them, and a
unit."""
_NO_UNITS = re.compile(r"[岁月日天时点床号楼层室科区组班周年级度病页行十百千亿拾佰仟]|万.")
"""Han behind a number that make it an age, a day, a place: no figure to compare."""
_TEN_THOUSANDS = ("万", "万元")
_YUAN = re.compile("[元圆块圓]")
_MONEY_UNITS = "元圆块角分万rcy"
"""How units of money begin."""
_PARTS = re.compile(r"(?:rmb|人民币|¥)? ?([0-9]+)[元块](?:([0-9])[角毛])?(?:([0-9])分)?[整正]?")
_WHOLE = re.compile(r"[0-9]+(?:\.0)?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?e\+?([0-9]{1,3})")
_LOOSE = re.compile(r"[-+]?[0-9][0-9.]*,[0-9]{1,2}")
"""A comma that parts cents, as in other countries: a figure, though nobody knows which."""
_OLD_FORMS = str.maketrans(
    "貳參陸萬億圓圆块毛兩〇壹贰叁肆伍陆柒捌玖拾佰仟正",
    "二三六万亿元元元角两零一二三四五六七八九十百千整",
)
_HAN = re.compile(r"[零一二三四五六七八九两十百千万亿]+")
_HAN_MONEY = re.compile(
    r"(?:人民币)?(?:([^元角分整]+)元)?零?(?:([一二三四五六七八九])角)?"
    r"零?(?:([一二三四五六七八九])分)?整?"
)
_HAN_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN_GROUPS = {"万": 10**4, "亿": 10**8}


def figure(cell: str) -> Decimal | None:
    """A figure as people write it: full-width, with thousands, a currency, a unit, in brackets or
    with a minus where negative, in Chinese numerals. None for anything else, a comma that parts no
    thousands among it: nobody knows whether 35,50 is much or little."""
    text = _text_of(cell)
    if len(text) > _LONGEST:
        return None
    if text.startswith("(") and text.endswith(")"):
        return _negative(figure(text[1:-1]))
    parts = _PARTS.fullmatch(text)
    if parts:
        yuan, tenths, cents = parts.groups(default="0")
        return _measured(Decimal(f"{yuan}.{tenths}{cents}"))
    match = _figure_match(text)
    if match:
        return _read(match)
    return _chinese(text)


def _text_of(cell: str) -> str:
    """A cell as a word, with one sign for minus."""
    return word(cell).translate(_MINUS)


def _negative(inner: Decimal | None) -> Decimal | None:
    """What a figure in brackets says; None where a sign stands in them too."""
    if inner is None or inner < 0:
        return None
    return -inner


def _figure_match(text: str) -> re.Match[str] | None:
    """The parts of a figure in digits; None where there is no digit, or anything else."""
    match = _FIGURE.fullmatch(text)
    if match and (match["whole"] or match["cents"]):
        return match
    return None


def shape(cell: str) -> str:
    """What kind of thing a cell holds: `nothing`, an `amount` that nobody takes for anything else
    (cents, a currency, thousands, a sign), a `whole` number, the `code` of something (zeros in
    front, or long), or `words`."""
    text = _text_of(cell)
    if is_nothing(cell):
        return "nothing"
    if _WHOLE.fullmatch(text):
        return _shape_of_whole(text.removesuffix(".0"))
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        if int(scientific[1]) >= _CODE_DIGITS:
            return "code"
        return "amount"
    if is_date(cell):
        return "words"
    match = _figure_match(text)
    if match:
        return _shape_of_figure(match)
    if _LOOSE.fullmatch(text) or _is_money(cell, text):
        return "amount"
    return "words"


def is_rounded(cell: str) -> bool:
    """Whether a spreadsheet has rounded a long number: it keeps fifteen digits, and shows long ones
    as 3.301E+17."""
    text = word(cell)
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        return int(scientific[1]) >= _CODE_DIGITS
    if not text.isascii() or not text.isdigit():
        return False
    return len(text) > 15 and not text[15:].strip("0")


def _shape_of_whole(digits: str) -> str:
    """The kind of a number that is digits alone."""
    if len(digits) >= _CODE_DIGITS or _has_zeros_in_front(digits):
        return "code"
    return "whole"


def _has_zeros_in_front(digits: str) -> bool:
    return len(digits) > 1 and digits.startswith("0")


def _shape_of_figure(match: re.Match[str]) -> str:
    """The kind of a figure with signs or units around it."""
    unit = match["unit"] or ""
    if _NO_UNITS.search(unit):
        return "words"
    if not match["cents"]:
        digits = _without_separators(match["whole"])
        is_long = match["before"] == "+" and len(digits) > _CODE_DIGITS
        if is_long or _has_zeros_in_front(digits):
            return "code"
    is_count = unit != "" and unit[0] not in _MONEY_UNITS
    if is_count and _is_bare(match):
        return "whole"
    return "amount"


def _is_bare(match: re.Match[str]) -> bool:
    """Whether a figure is whole and has neither a sign nor a currency in front."""
    if match["cents"] or match["before"] or match["behind"] or match["last"]:
        return False
    return match[0].startswith(match["whole"])


def _without_separators(whole: str) -> str:
    return re.sub("[, ]", "", whole)


def _is_money(cell: str, text: str) -> bool:
    """Whether words are an amount in Chinese numerals: with yuan, or brackets around a figure."""
    may_be_money = text.startswith("(") or _YUAN.search(text) is not None
    return may_be_money and figure(cell) is not None


def _read(match: re.Match[str]) -> Decimal | None:
    """The figure that is written in digits; None where it has a unit that is no amount's, or two
    signs for minus."""
    unit = match["unit"] or ""
    if unit not in _TEN_THOUSANDS and _NO_UNITS.search(unit):
        return None
    signs = match["before"] + match["behind"] + match["last"]
    minuses = signs.count("-")
    if minuses > 1:
        return None
    number = Decimal(_without_separators(match["whole"] or "0") + (match["cents"] or ""))
    if unit in _TEN_THOUSANDS:
        number *= 10**4
    if minuses:
        number = -number
    return _measured(number)


def _measured(number: Decimal) -> Decimal | None:
    """The number itself; None for one too large to be an amount."""
    if number.adjusted() >= _PLACES_MOST:
        return None
    return number


def _chinese(text: str) -> Decimal | None:
    """An amount or a number in Chinese numerals, capitals among them: 叁拾伍元伍角, 三十五."""
    text = text.translate(_OLD_FORMS)
    if _HAN.fullmatch(text):
        number = _han(text)
        if number is None:
            return None
        return _measured(Decimal(number))
    match = _HAN_MONEY.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    whole = _han(match[1] or "零")
    if whole is None:
        return None
    tenths, cents = _HAN_DIGITS[match[2] or "零"], _HAN_DIGITS[match[3] or "零"]
    return _measured(Decimal(f"{whole}.{tenths}{cents}"))


def _han(text: str) -> int | None:
    """A whole number in Chinese numerals; None where digits follow one another or places do not
    fall."""
    total = part = group = 0
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
            if digit is None:
                digit = 1  # 十五 is fifteen
            part += digit * place
            digit = None
        elif letter in _HAN_GROUPS:
            total = _grouped(total, part + (digit or 0), _HAN_GROUPS[letter], group)
            group = _HAN_GROUPS[letter]
            part, digit, place = 0, None, 10**4
        else:
            return None
    return total + part + (digit or 0)


def _grouped(total: int, part: int, group: int, before: int) -> int:
    """What a number is worth up to a 万 or 亿: 一百万亿 is a million times 亿, in 一亿二万 the 万
    stand beside it. `part` stands since the group `before`."""
    if part and group < before:
        return total + part * group
    return (total + part) * group
