"""The price list on paper: a booklet of all items, and for each window a page of what is asked for
most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from wardbook.plan.model.prices import PriceItem, Prices, amount

_GUIDE = 8
"""Letters of a guide word."""
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True)
class PriceRow:
    """An item as it is printed."""

    code: str
    name: str
    unit: str
    price: str
    note: str = ""

    @property
    def guide(self) -> str:
        """The word by which it is found at the head of a page."""
        return self.name.split()[0][:_GUIDE]


@dataclass(frozen=True)
class PriceGroup:
    """Items below a heading; it may be empty."""

    name: str
    rows: tuple[PriceRow, ...]


@dataclass(frozen=True)
class PriceBooklet:
    """Every item, below the headings of the list."""

    edition: str
    date: str
    groups: tuple[PriceGroup, ...]
    count: int


@dataclass(frozen=True)
class WindowPrices:
    """The page of a window: what is asked for most there, out of `of` items."""

    edition: str
    date: str
    number: int
    """Of the window in the list, from 1."""
    window: str
    """Its name; empty where the list names no windows."""
    rows: tuple[PriceRow, ...]
    of: int

    @property
    def file(self) -> str:
        """Name of its file, without what a name of a window may hold and that of a file may not."""
        parts = ["top", str(self.number)]
        if self.window:
            parts.append(_NO_FILE_NAME.sub("-", self.window))
        return "-".join(parts) + ".pdf"

    @property
    def pairs(self) -> list[tuple[PriceRow, PriceRow | None]]:
        """The rows in two columns, the first one read to its end before the second."""
        half = (len(self.rows) + 1) // 2
        right: list[PriceRow | None] = [*self.rows[half:], None]
        return list(zip(self.rows[:half], right, strict=False))

    def first(self, count: int) -> WindowPrices:
        """The same page with at most `count` rows."""
        return replace(self, rows=self.rows[:count])


def window_names(prices: Prices) -> tuple[str, ...]:
    """The windows in the order of the list; one without a name where the list names none."""
    names: dict[str, None] = {}
    for item in prices.items:
        names |= dict.fromkeys(map(str, item.windows))
    return tuple(names) or ("",)


def price_booklet(prices: Prices) -> PriceBooklet:
    """All items by their headings, these in the order of the list and what has none last; below
    each by their names."""
    groups: dict[str, list[PriceRow]] = {}
    for item in prices.items:
        groups.setdefault(str(item.group or ""), []).append(_row(item))
    unnamed = groups.pop("", None)
    if unnamed:
        groups[""] = unnamed
    listed: list[PriceGroup] = []
    for name, rows in groups.items():
        listed.append(PriceGroup(name, tuple(sorted(rows, key=_by_name))))
    return PriceBooklet(str(prices.edition), str(prices.date), tuple(listed), len(prices.items))


def _by_name(row: PriceRow) -> tuple[bytes, str]:
    """How items are sorted: GBK holds the usual characters in the order of their pinyin, and Latin
    letters before them."""
    return row.name.casefold().encode("gb18030", "replace"), row.code


def window_prices(prices: Prices, wanted: str) -> Iterator[WindowPrices]:
    """The page of each window, with all its items; only that of `wanted`, unless it is empty."""
    for number, window in enumerate(window_names(prices), 1):
        if wanted in ("", window):
            rows = tuple(_row(item) for item in _items_at(prices, window))
            edition, date = str(prices.edition), str(prices.date)
            yield WindowPrices(edition, date, number, window, rows, len(rows))


def _items_at(prices: Prices, window: str) -> Iterable[PriceItem]:
    """The items of a window; all of them where the list names none."""
    if not window:
        return prices.items
    return [item for item in prices.items if window in item.windows]


def _row(item: PriceItem) -> PriceRow:
    name = f"{item.name} {item.spec or ''}".strip()
    figure = amount(item.price)
    price = str(item.price) if figure is None else written(figure)
    return PriceRow(item.code, name, str(item.unit or ""), price, _line(item.note))


def _line(text: str | None) -> str:
    """A text in one line."""
    return " ".join((text or "").split())


def written(figure: Decimal) -> str:
    """An amount as it is charged: two decimals, more where the list has more."""
    exponent = figure.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return f"{figure:,.{max(2, -exponent)}f}"
