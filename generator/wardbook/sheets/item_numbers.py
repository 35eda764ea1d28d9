"""Numbers of list items: a numbered list continues the levels of its chapter, so that an article's items are （一）（二）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wardbook.sheets.numbering import NumeralStyle, gap, item_number
from wardbook.sheets.plan.blocks.shapes import ListView, Pair, PairsView, TableView
from wardbook.sheets.shapes import BlockView
from wardbook.sheets.sheet import Span

Forms = Sequence[NumeralStyle]
"""Forms of the levels of a list, the outermost first; levels below the last repeat it."""


def labelled(view: BlockView, forms: Forms) -> BlockView:
    """The view with a number for each item of a numbered list, below a pair too, and for each row of a numbered table."""
    content = view.content
    if isinstance(content, ListView):
        return replace(view, content=_list(content, forms))
    if isinstance(content, PairsView):
        return replace(view, content=PairsView(tuple(_pair(pair, forms) for pair in content.pairs)))
    if isinstance(content, TableView) and content.numbered:
        return replace(view, content=_table(content, forms))
    return view


def _list(view: ListView, forms: Forms) -> ListView:
    below = forms[1:] or forms
    items = []
    for at, item in enumerate(view.items, 1):
        inner = _list(item.below, below if view.numbered else forms) if item.below else None
        place = int(item.label) if item.label else at
        items.append(replace(item, label=label(forms, place) if view.numbered else "", below=inner))
    return replace(
        view, items=tuple(items), hang=max((_width(item.label) for item in items), default=0)
    )


_ASCII_WIDTH = 0.55
"""Of figures and small letters, against a Chinese character."""


def _width(text: str) -> float:
    return round(sum(_ASCII_WIDTH if sign.isascii() else 1 for sign in text), 2)


def _pair(pair: Pair, forms: Forms) -> Pair:
    return replace(pair, below=_list(pair.below, forms)) if pair.below else pair


def _table(table: TableView, forms: Forms) -> TableView:
    rows = []
    for at, (first, *rest) in enumerate(table.rows, 1):
        head, *others = first or ((),)
        rows.append((((Span(label(forms, at)), *head), *others), *rest))
    return replace(table, rows=tuple(rows))


def label(forms: Forms, at: int) -> str:
    """The number of an item with the gap behind it."""
    number = item_number(forms, at)
    return number + gap(number)
