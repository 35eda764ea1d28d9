"""What the makers of several groups share: tables, lists, and the type of their registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import Block, Item
from wardbook.plan.plan_words import field_heading
from wardbook.plan.text import Link, Text
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.views import ItemView, ListView, TableView, Views
from wardbook.sheets.project_localizer import in_house_spelling
from wardbook.sheets.sheet import Prose, Span

Makers: TypeAlias = Mapping[type[Block], Callable[[Localizer, Any], Views]]
"""Block type → what makes its views."""
Row: TypeAlias = tuple[str | Prose, ...]
"""The cells of a table's row, one for each column."""


def table_of(
    localizer: Localizer,
    prefix: str,
    columns: tuple[str, ...],
    rows: Iterable[Row],
) -> TableView:
    """A table with its headings; columns that are empty in every row are left out.

    A heading is the phrase `prefix_column`, or `column` where `prefix` is empty; without such a
    phrase it is what the field `column` is called.
    """
    cells = [tuple(map(_cell, row)) for row in rows]
    headings = []
    kept = []
    for at, column in enumerate(columns):
        if _is_filled(cells, at):
            headings.append(_heading(localizer, prefix, column))
            kept.append(at)
    shown = []
    for row in cells:
        shown.append(tuple(row[at] for at in kept))
    return TableView("", tuple(headings), tuple(shown))


def _heading(localizer: Localizer, prefix: str, column: str) -> str:
    key = f"{prefix}_{column}" if prefix else column
    if key in localizer.phrases:
        return localizer.say(key)
    return in_house_spelling(localizer, field_heading(column, localizer.language))


def _is_filled(cells: Iterable[tuple[Prose, ...]], column: int) -> bool:
    return any(row[column] for row in cells)


def _cell(cell: str | Prose) -> Prose:
    """The lines of a cell; none where all that would stand there is hidden."""
    if isinstance(cell, str):
        return words_alone(cell)
    return tuple(filter(None, cell))


def words_alone(words: str) -> Prose:
    """One line of words without links; no line where there are none."""
    if not words:
        return ()
    return ((Span(words),),)


def link_alone(localizer: Localizer, link: Link | None, view: str | None = None) -> Prose:
    """One line that names what a link leads to; no line without a link."""
    if not link:
        return ()
    return (localizer.spans(link, view),)


def links_alone(localizer: Localizer, links: Sequence[Link]) -> Prose:
    """One line that names what each link leads to; no line without links."""
    if not links:
        return ()
    return (localizer.row(links),)


def lines_of(lines: Iterable[Prose]) -> ListView | None:
    """Numbered lines below a name; None without any."""
    items = tuple(ItemView(line, None) for line in lines)
    if not items:
        return None
    return ListView("", True, items)


def list_of(
    localizer: Localizer, holder: Base, name: str, numbered: bool, shown: int = 0
) -> ListView:
    """The list in the field `name` of `holder`, with what stands below its items.

    `shown` is how many levels of it an example of a number shows. Each item is labelled with its
    place in the whole list, of which some readers see only a part.
    """
    items = []
    for at, entry in enumerate(getattr(holder, name), 1):
        place = str(holder.place_of(name, at)) if numbered else ""
        items.append(_item(localizer, entry, shown - 1, place))
    return ListView("", numbered, tuple(items))


def _item(localizer: Localizer, entry: Item | Text, shown: int, place: str) -> ItemView:
    if isinstance(entry, Text):
        return ItemView(localizer.prose(entry), None, place)
    below = None
    if entry.list:
        below = list_of(localizer, entry, "list", entry.counts(shown > 0), shown)
    return ItemView(localizer.prose(entry.text), below, place, anchor=str(entry.id or ""))
