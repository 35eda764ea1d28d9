"""Numbers of list items: a numbered list continues the levels of its chapter, so that an article's items are （一）（二）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.views.blocks.shapes import ListView, Pair, PairsView
from generator.views.numbering import Form, gap
from generator.views.shapes import BlockView

Forms = Sequence[Form]
"""Forms of the levels of a list, the outermost first; levels below the last repeat it."""


def labelled(view: BlockView, forms: Forms) -> BlockView:
    """The view with a number for each item of a numbered list, and for the short lines below a pair."""
    content = view.content
    if isinstance(content, ListView):
        return replace(view, content=_list(content, forms))
    if isinstance(content, PairsView):
        return replace(view, content=PairsView(tuple(_pair(pair, forms) for pair in content.pairs)))
    return view


def _list(view: ListView, forms: Forms) -> ListView:
    below = forms[1:] or forms
    items = []
    for at, item in enumerate(view.items, 1):
        inner = _list(item.below, below if view.numbered else forms) if item.below else None
        items.append(replace(item, label=label(forms, at) if view.numbered else "", below=inner))
    return replace(view, items=tuple(items))


def _pair(pair: Pair, forms: Forms) -> Pair:
    return replace(pair, labels=tuple(label(forms, at) for at, _ in enumerate(pair.items, 1)))


def label(forms: Forms, at: int) -> str:
    """The number of an item with the gap behind it."""
    number = forms[0].words((at,)) if len(forms[0].numerals) == 1 else str(at)
    return number + gap(number)
