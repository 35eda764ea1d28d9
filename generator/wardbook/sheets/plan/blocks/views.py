"""The few kinds of views that blocks make.

Each kind has one template that serves site and print.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from wardbook.sheets.plan.column_shares import column_shares
from wardbook.sheets.sheet import Prose, Target
from wardbook.sheets.view import view


@view("BlockView")
class BlockView:
    """A block of a chapter: `kind` names its template, `content` is the dataclass of that kind."""

    kind: str
    content: object
    basis: str = ""


@view("ProseView")
class ProseView:
    """Kinds `text` and `note`."""

    prose: Prose


@view("AllNumbers")
class AllNumbers:
    """Kind `text`: where the list of all numbers stands."""

    prose: Prose


@view("ItemView")
class ItemView:
    """A list item with what stands below it."""

    text: Prose
    below: ListView | None
    label: str = ""
    """Its number with the gap behind it, in a numbered list of a plan.

    Until `labelled` writes that, its place in the list.
    """
    anchor: str = ""
    """Where references to it lead; empty for an item without id."""


@view("ListView")
class ListView:
    """Kind `list`; `intro` may be empty."""

    intro: str
    numbered: bool
    items: tuple[ItemView, ...]
    hang: float = 0
    """How far lines behind an item's first are set in, in widths of a Chinese character.

    It is the width of the list's widest number.
    """


@view("Pair")
class Pair:
    """A name and what is said of it, with a list below."""

    name: str
    anchor: str
    text: Prose
    below: ListView | None = None
    place: int = 0
    """In a numbered row of pairs its place, until `labelled` writes its number before the name."""


@view("PairsView")
class PairsView:
    """Kind `pairs`: named and explained things.

    Such are principles, definitions, bodies, duties and rules of reporting.
    """

    pairs: tuple[Pair, ...]


@view("TableView")
class TableView:
    """Kind `table`: finished cells."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Prose, ...], ...]
    note: str = ""
    places: tuple[int, ...] = ()
    """Where its rows are numbered like the items of a list, in the first column: the place of
    each row in the whole table, of which some readers see only a part."""
    spans: tuple[tuple[tuple[int, int], ...], ...] = ()
    """How many columns and rows each cell reaches over; empty where all take one of each."""

    @property
    def width(self) -> int:
        """How many columns it has, with a head or without one."""
        if self.columns or not self.rows:
            return len(self.columns)
        if not self.spans:
            return len(self.rows[0])
        return sum(across for across, _ in self.spans[0])

    @cached_property
    def shares(self) -> tuple[int, ...]:
        """Percent of the width for each column on paper; empty where a browser's choice serves."""
        if self.spans or not self.rows:
            return ()
        return column_shares(self.columns, self.rows)


@view("ProcedureLink")
class ProcedureLink:
    """Kind `procedure`: the procedure stands on a sheet of its own.

    That sheet follows this chapter in the bound plan; `number` continues the chapter's numbering.
    """

    number: str
    title: str
    code: str
    owner: str
    target: Target


@view("ProcedureHeading")
class ProcedureHeading:
    """Kind `procedure_heading`: the steps of the procedure follow as a list of the chapter."""

    number: str
    gap: str
    """What stands between the number and the title."""
    title: str
    """Empty where the chapter's title stands for it: nothing is printed."""
    anchor: str
    target: Target
    """The procedure's own sheet."""


@view("FigureView")
class FigureView:
    """Kind `figure`: a picture of the project."""

    file: str
    caption: str
    alt: str
    digest: str
    """SHA-256 of the picture, hex: another picture makes another sheet. Empty: there is no such
    file yet, and its place is printed."""


Views = Iterator[tuple[str, object]]
"""Kind and content of each view that a block makes."""
