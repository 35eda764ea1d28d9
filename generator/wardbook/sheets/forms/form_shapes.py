"""What a form's sheet holds: every label finished in every language that the form prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wardbook.sheets.sheet import Sheet
from wardbook.sheets.view import view


@view("Label")
class Label:
    """A label on a form: the main language, and the others small."""

    main: str
    others: tuple[str, ...] = ()
    """In the order of the form's languages; empty where one has nothing to add, and left off at
    the end."""


def label_of(main: str, others: Iterable[str]) -> Label:
    """A label that does not repeat what another language says in the same words."""
    return Label(main, placed_by_language("" if other == main else other for other in others))


def placed_by_language(others: Iterable[str]) -> tuple[str, ...]:
    """Words of a form's other languages, each at the place of its language; empty ones are left off
    at the end."""
    places = list(others)
    while places and not places[-1]:
        places.pop()
    return tuple(places)


@view("FieldView")
class FieldView:
    """A cell of a form. `rows` lines of 10 mm, `span` twelfths of the width."""

    id: str
    label: Label
    type: str
    span: int
    rows: int
    unit: Label | None
    choices: tuple[Label, ...]
    digits: int = 0
    """Places for one digit each; 0: none are printed."""


@view("Corner")
class Corner:
    """A cell at the top right: card_no, inpatient_no, urgent or mark (labels of these are look)."""

    name: str
    digits: int = 0


@view("ColumnView")
class ColumnView:
    """A column of a grid; `percent` of the width."""

    id: str
    label: Label
    type: str
    percent: float
    unit: Label | None
    choices: tuple[Label, ...]


@view("GridView")
class GridView:
    """A grid; `rows` 0: as many as the page holds."""

    columns: tuple[ColumnView, ...]
    rows: int
    numbered: bool
    lines: int = 1
    """Lines to write on that a row is high."""


@view("SectionView")
class SectionView:
    """A part of a form. `lines` are cells placed in rows whose spans add up to at most 12."""

    title: Label | None
    text: tuple[Label, ...]
    lines: tuple[tuple[FieldView, ...], ...]
    grid: GridView | None


@view("CopyView")
class CopyView:
    """One copy of a set and where it goes."""

    name: Label
    to: Label | None
    note: Label | None = None
    """What this copy is good for, or not."""


@view("BackEntryStrip")
class BackEntryStrip:
    """The strip at the foot: who enters what after what."""

    rule: str
    """enter, scan, keep"""
    by: Label | None
    after: tuple[str, ...]
    """Form codes."""
    verify: Label | None
    match: Label | None
    note: Label | None


@dataclass(frozen=True)
class Marks:
    """What a form printed with a number shows besides: its place in the set, and if for a drill."""

    copy: Label | None = None
    at: int = 1
    of: int = 1
    drill: bool = False
    printed: str = ""
    """The day of printing."""


@view("LabelGrid")
class LabelGrid:
    """A sheet of labels, in millimetres.

    `inset` keeps what is printed off the label's edge, `line` is the height of a line to write on.
    """

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    inset: float
    line: float


@view("FormView")
class FormView:
    """A paper form (or one of its variants)."""

    code: str
    organisation: Label
    title: Label
    paper: str
    landscape: bool
    width: int
    """Millimetres."""
    height: int
    """Millimetres."""
    stock: Label | None
    mark: Label | None
    specimen: bool
    identify: str
    """patient, brief or none"""
    corner: tuple[Corner, ...]
    replaces: Label | None
    filled_by: Label | None
    help: tuple[Label, ...]
    warning: Label | None
    sections: tuple[SectionView, ...]
    copies: tuple[CopyView, ...]
    back_entry: BackEntryStrip | None
    custody: Label | None
    languages: tuple[str, ...]
    approval: str = ""
    """Number under which the form was approved."""
    stock_name: str = ""
    """white, yellow, green, red; empty: not said."""
    labels: LabelGrid | None = None
    posted: bool = False
    """It hangs on a wall: no number, no strip for back-entry."""
    register: bool = False
    """Numbers stand in its rows: each is an identity."""
    coded: bool = False
    """Its labels carry a printed number with its code."""

    @property
    def fillable(self) -> bool:
        """Whether there is a copy to fill in on a PC: for whatever has boxes.

        Specimens and labels are nothing to fill in.
        """
        if self.specimen or self.labels:
            return False
        if self.identify != "none":
            return True
        return any(section.lines or section.grid for section in self.sections)


def title_in(sheet: Sheet, language: str) -> str:
    """A sheet's title in `language`: a form carries several."""
    view = sheet.content
    if not isinstance(view, FormView):
        return sheet.title
    titles = dict(zip(view.languages, (view.title.main, *view.title.others), strict=False))
    return titles.get(language) or sheet.title
