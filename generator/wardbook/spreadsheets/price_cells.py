"""Prices as people write them, turned into what the plan holds: １２．５０, ¥ 10, 10.00 元, $10.00
and 1.200,00 are figures; 自主定价, VARIABLE, 加收30% stay the words that they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from wardbook.plan.data import Scalar
from wardbook.plan.model.prices import amount
from wardbook.serials.figures import figure

_NO_MONEY = re.compile(r"[㐀-鿿]+$")
_MONEY = re.compile(r"(?:元|圆|块|角|分|整|正|万元?)+$")
_FRAME = re.compile(
    r"^(?:rmb|cny|usd|eur|[¥$€£])?\s*|\s*(?:元整?|[¥€]|rmb|cny|eur|[.,][-–—])?$", re.IGNORECASE
)
"""A currency around an amount."""
_COMMA_CENTS = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+,[0-9]{1,2}|[0-9]+,[0-9]{1,2}")
_COMMA_WHOLE = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+")
_POINT_CENTS = re.compile(r"[0-9][0-9,]*\.[0-9]{1,2}")


def has_comma_cents(texts: Iterable[str]) -> bool:
    """Whether a column of prices parts its cents by commas, as on the continent of Europe: some of
    them say so, and none says otherwise."""
    found = False
    for text in texts:
        bare = without_currency(text)
        if _POINT_CENTS.fullmatch(bare):
            return False
        found = found or _COMMA_CENTS.fullmatch(bare) is not None
    return found


def price_text(cell: Scalar, *, comma_cents: bool, unit_said: str = "") -> Scalar:
    """A price as the plan writes it: its figure, else the words as they stand. The row's unit may
    stand behind it once more: 0.3元/g."""
    bare = without_currency(_without_unit(cell, unit_said))
    if comma_cents and (_COMMA_CENTS.fullmatch(bare) or _COMMA_WHOLE.fullmatch(bare)):
        bare = re.sub("[. ]", "", bare).replace(",", ".")
    if amount(bare) is not None:
        return Scalar(_without_thousands(bare), cell.mark)
    unit = _NO_MONEY.search(bare)
    if unit and not _MONEY.search(bare):
        return cell
    number = figure(bare)
    if number is None or number < 0 or amount(f"{number:f}") is None:
        return cell
    return Scalar(f"{number:f}", cell.mark)


def _without_unit(text: str, unit: str) -> str:
    """A price without the unit behind it that its row says too."""
    parts = re.split("[/／每]", text.strip())
    if unit and len(parts) == 2 and parts[1].strip() == unit.strip():
        return parts[0]
    return text


def without_currency(text: str) -> str:
    """A price without a currency, in narrow digits."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    return _FRAME.sub("", narrow)


def _without_thousands(text: str) -> str:
    return re.sub("[,， ]", "", text)
