"""Numbers of list items.

A numbered list continues the levels of its chapter, so that an article's items are （一）（二）.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wardbook.sheets.numbering import NumeralStyle, gap, item_number
from wardbook.sheets.plan.blocks.views import BlockView, ListView, Pair, PairsView, TableView
from wardbook.sheets.sheet import Span

Forms = Sequence[NumeralStyle]
"""Forms of the levels of a list, the outermost first; levels below the last repeat it."""


def labelled(view: BlockView, forms: Forms) -> BlockView:
    """The view with a number for each item of a numbered list and each row of a numbered table.

    Lists below a pair are numbered too.
    """
    content = view.content
    if isinstance(content, ListView):
        return replace(view, content=_list(content, forms))
    if isinstance(content, PairsView):
        pairs = [_pair(pair, forms) for pair in content.pairs]
        return replace(view, content=PairsView(tuple(pairs)))
    if isinstance(content, TableView) and content.numbered:
        return replace(view, content=_table(content, forms))
    return view


def _list(view: ListView, forms: Forms) -> ListView:
    forms_below = forms
    if view.numbered:
        forms_below = forms[1:] or forms
    items = []
    hang: float = 0
    for at, item in enumerate(view.items, 1):
        number = ""
        if view.numbered:
            number = label(forms, int(item.label or at))
        below = item.below
        if below:
            below = _list(below, forms_below)
        items.append(replace(item, label=number, below=below))
        hang = max(hang, _width(number))
    return replace(view, items=tuple(items), hang=hang)


_ASCII_WIDTH = 0.55
"""Of figures and small letters, against a Chinese character."""


def _width(text: str) -> float:
    """How wide a text is, in widths of a Chinese character."""
    return round(sum(_ASCII_WIDTH if sign.isascii() else 1 for sign in text), 2)


def _pair(pair: Pair, forms: Forms) -> Pair:
    if not pair.below:
        return pair
    return replace(pair, below=_list(pair.below, forms))


def _table(table: TableView, forms: Forms) -> TableView:
    rows = []
    for at, (first, *rest) in enumerate(table.rows, 1):
        line, *more = first or ((),)
        numbered = (Span(label(forms, at)), *line)
        rows.append(((numbered, *more), *rest))
    return replace(table, rows=tuple(rows))


def label(forms: Forms, at: int) -> str:
    """The number of an item with the gap behind it."""
    number = item_number(forms, at)
    return number + gap(number)
