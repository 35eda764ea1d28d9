"""Numbers of list items.

A numbered list continues the levels of its chapter, so that an article's items are （一）（二）.
"""

from __future__ import annotations

from dataclasses import replace

from wardbook.sheets.numbering import ListNumbers, gap
from wardbook.sheets.plan.blocks.views import BlockView, ListView, Pair, PairsView, TableView
from wardbook.sheets.sheet import Span


def labelled(view: BlockView, numbers: ListNumbers) -> BlockView:
    """The view with a number for each item of a numbered list and each row of a numbered table.

    Lists below a pair are numbered too.
    """
    content = view.content
    if isinstance(content, ListView):
        return replace(view, content=_list(content, numbers))
    if isinstance(content, PairsView):
        pairs = [_pair(pair, numbers) for pair in content.pairs]
        return replace(view, content=PairsView(tuple(pairs)))
    if isinstance(content, TableView) and content.places:
        return replace(view, content=_table(content, numbers))
    return view


def _list(view: ListView, numbers: ListNumbers) -> ListView:
    items = []
    hang: float = 0
    for at, item in enumerate(view.items, 1):
        number, numbers_below = "", numbers
        if view.numbered:
            place = int(item.label or at)
            number, numbers_below = label(numbers, place), numbers.below(place)
        below = item.below
        if below:
            below = _list(below, numbers_below)
        items.append(replace(item, label=number, below=below))
        hang = max(hang, _width(number))
    return replace(view, items=tuple(items), hang=hang)


_ASCII_WIDTH = 0.55
"""Of figures and small letters, against a Chinese character."""


def _width(text: str) -> float:
    """How wide a text is, in widths of a Chinese character."""
    return round(sum(_ASCII_WIDTH if sign.isascii() else 1 for sign in text), 2)


def _pair(pair: Pair, numbers: ListNumbers) -> Pair:
    """A pair with its own number before its name, and numbers in the list below it."""
    if pair.place:
        name = label(numbers, pair.place) + pair.name
        numbers = numbers.below(pair.place)
        pair = replace(pair, name=name, place=0)
    if not pair.below:
        return pair
    return replace(pair, below=_list(pair.below, numbers))


def _table(table: TableView, numbers: ListNumbers) -> TableView:
    rows = []
    for at, (first, *rest) in zip(table.places, table.rows, strict=True):
        line, *more = first or ((),)
        numbered = (Span(label(numbers, at)), *line)
        rows.append(((numbered, *more), *rest))
    return replace(table, rows=tuple(rows), places=())


def label(numbers: ListNumbers, at: int) -> str:
    """The number of an item with the gap behind it."""
    number = numbers.number(at)
    return number + gap(number)
