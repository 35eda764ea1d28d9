"""The parts of a form: cells to fill in, grids of rows, and printed text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest

from wardbook.plan.model.form import Cell, Column, Grid, Section, placed
from wardbook.plan.text import Text
from wardbook.sheets.forms.labels import (
    Label,
    Localizers,
    optional_label,
    placed_by_language,
    printed_label,
    text_label,
    text_labels,
)
from wardbook.sheets.sheet import text_of
from wardbook.sheets.view import view


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


@view("ColumnView")
class ColumnView:
    """A column of a grid; `percent` of the width."""

    id: str
    label: Label
    type: str
    percent: float
    unit: Label | None
    choices: tuple[Label, ...]
    starts_set: bool = False
    """Whether a set of columns that stands beside itself begins here: dose after dose."""


@view("GridHead")
class GridHead:
    """What stands in the upper line of a grid's head: a heading over columns, or a column."""

    label: Label | None
    """None: the one column stands there itself."""
    columns: int
    id: str = ""
    """Of its first column."""
    dated: bool = False
    """Whether a date is written in it."""


@view("GridView")
class GridView:
    """A grid; `rows` 0: as many as the page holds."""

    columns: tuple[ColumnView, ...]
    rows: int
    numbered: bool
    lines: int = 1
    """Lines to write on that a row is high."""
    heads: tuple[GridHead, ...] = ()
    """The upper line of the head; empty where no heading stands over several columns."""
    names: tuple[Label, ...] = ()
    """Names of the rows, printed in the first column; empty where they have none."""
    hatched: tuple[tuple[str, ...], ...] = ()
    """For each named row the columns in which nothing is written."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Which of several columns of one name each is, from 1; 0 where its name is its own."""
        labels = [column.label for column in self.columns]
        found = []
        for at, label in enumerate(labels, 1):
            found.append(labels[:at].count(label) if labels.count(label) > 1 else 0)
        return tuple(found)


@view("SectionView")
class SectionView:
    """A part of a form. `lines` are cells placed in rows whose spans add up to at most 12."""

    title: Label | None
    text: tuple[Label, ...]
    lines: tuple[tuple[FieldView, ...], ...]
    grid: GridView | None


def section_views(localizers: Localizers, sections: Iterable[Section]) -> Iterator[SectionView]:
    """The parts of a form with their words in every language."""
    for section in sections:
        lines = []
        for fields in placed(section.fields):
            lines.append(tuple(_field(localizers, field) for field in fields))
        yield SectionView(
            title=optional_label(localizers, section.title),
            text=_paragraphs(localizers, section.text),
            lines=tuple(lines),
            grid=_grid(localizers, section.grid),
        )


def _paragraphs(localizers: Localizers, text: Text | None) -> tuple[Label, ...]:
    """Paragraph by paragraph, each with its other languages."""
    if text is None:
        return ()
    columns = [tuple(map(text_of, localizer.prose(text))) for localizer in localizers]
    labels = []
    # A language may have fewer paragraphs than the main one; what it has more has no place
    for main, *others in islice(zip_longest(*columns, fillvalue=""), len(columns[0])):
        labels.append(Label(main, placed_by_language(others)))
    return tuple(labels)


def _field(localizers: Localizers, field: Cell) -> FieldView:
    return FieldView(
        id=str(field.id),
        label=printed_label(localizers, field.label, field.short),
        type=str(field.type),
        span=field.span,
        rows=field.rows,
        unit=optional_label(localizers, field.unit),
        choices=text_labels(localizers, field.choices),
        digits=field.digits or 0,
    )


def _grid(localizers: Localizers, grid: Grid | None) -> GridView | None:
    if not grid:
        return None
    return GridView(
        columns=tuple(_columns(localizers, grid.columns)),
        rows=grid.row_count or 0,
        numbered=grid.counts,
        lines=grid.lines,
        heads=tuple(_heads(localizers, grid)),
        names=tuple(text_label(localizers, row.name) for row in grid.named_rows),
        hatched=tuple(tuple(map(str, row.hatched)) for row in grid.named_rows),
    )


def _heads(localizers: Localizers, grid: Grid) -> Iterator[GridHead]:
    """The upper line of a head of two lines; nothing for a grid without headings."""
    if not grid.headings:
        return
    starts = {}
    for heading in grid.headings:
        places = grid.places_under(heading)
        if places:
            label = printed_label(localizers, heading.label, heading.short)
            id = f"head-{heading.start}"
            starts[places.start] = GridHead(label, len(places), id, heading.dated)
    at = 0
    while at < len(grid.columns):
        head = starts.get(at, GridHead(None, 1))
        yield head
        at += head.columns


def _columns(localizers: Localizers, columns: Sequence[Column]) -> Iterator[ColumnView]:
    """The columns of a grid, their widths as percent of all."""
    total = sum(column.width for column in columns) or 1
    labels = []
    for column in columns:
        labels.append(printed_label(localizers, column.label, column.short))
    for column, label in zip(columns, labels, strict=True):
        yield ColumnView(
            id=str(column.id),
            label=label,
            type=str(column.type),
            percent=round(100 * column.width / total, 2),
            unit=optional_label(localizers, column.unit),
            choices=text_labels(localizers, column.choices),
            starts_set=label in _sets(labels),
        )


def _sets(labels: Sequence[Label]) -> tuple[Label, ...]:
    """The first label of a set of columns that is repeated to the end; empty where none is."""
    for start in range(len(labels)):
        rest = labels[start:]
        for size in range(2, len(rest) // 2 + 1):
            if rest[size:] == rest[:-size]:
                return (labels[start],)
    return ()
