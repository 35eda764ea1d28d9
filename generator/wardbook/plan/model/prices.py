"""prices.yml: what is charged by hand while the system is down. Commands write and print it; no
page of the plan shows it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pydantic import Field

from wardbook.plan.model.audience import Staff
from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import Date, Exported, Word

_AMOUNT = re.compile(
    r"[¥￥]?(?P<figure>[0-9]{1,9}|[0-9]{1,3}(?:[,，][0-9]{3}){1,2})(?P<decimals>\.[0-9]{1,4})?元?"
)
"""An amount as price lists write it: 12, 12.5, ¥1,200.00, 0.0135."""


def amount(text: str) -> Decimal | None:
    """The amount that `text` names; None when it names none."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None
    return Decimal(re.sub("[,，]", "", match["figure"]) + (match["decimals"] or ""))


_SLIP = re.compile(r"[0-9OoIl|.,¥￥元 ]+")
"""A figure in which letters stand for digits."""
_NOTHING = ("n/a", "na", "nil", "none", "null", "无")


def is_in_words(text: str) -> bool:
    """Whether `text` is a price in words, as lists have them where no amount is fixed: 自主定价,
    VARIABLE, 加收30%."""
    said = text.strip()
    if not said[:1].isalpha() or said.casefold() in _NOTHING:
        return False
    return _SLIP.fullmatch(said) is None


class ColumnSource(Base):
    """Which heading of the exported list stands for a column: said once, kept for the next
    edition."""

    column: Word
    heading: Exported


_SET_FIELDS: dict[frozenset[str], set[str]] = {}
"""Fields that an item may have together → the same, as all items that have them hold it."""


_PRIVATE: dict[str, Any] = {"_places": {}}


class PriceItem(Base):
    """Something that is charged. Its words stand as the system exports them, in one language."""

    code: Word
    name: Exported
    spec: Exported | None = None
    """Strength, pack or method."""
    unit: Word | None = None
    price: Word
    """An amount, or words where none is fixed."""
    group: Word | None = None
    """Heading that it stands under in the booklet."""
    windows: tuple[Word, ...] = Field(default=(), validate_default=False)
    """Windows on whose one-page list it stands."""
    note: Exported | None = None
    """What whoever charges it should know."""

    def model_post_init(self, _context: Any) -> None:
        """Share with all items what pydantic keeps of each: which fields are set, and what is
        private. Half the memory of a long list goes there otherwise."""
        fields = frozenset(self.model_fields_set)
        shared = _SET_FIELDS.setdefault(fields, set(fields))
        object.__setattr__(self, "__pydantic_fields_set__", shared)
        object.__setattr__(self, "__pydantic_private__", _PRIVATE)  # a copy gets its own


class Prices(Base):
    """prices.yml: one edition of the price list. The items that are asked for most stand first."""

    edition: Staff[Word | None] = None
    date: Staff[Date | None] = None
    """The day that the prices are of."""
    columns: Staff[tuple[ColumnSource, ...]] = ()
    """Headings of the system's export that only a person could match."""
    items: Staff[tuple[PriceItem, ...]] = Field(min_length=1)
