"""What a form prints: cells that fit, boxes that can be ticked, sections that hold something."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, error
from wardbook.plan.data import Scalar
from wardbook.plan.model.form import (
    DIGIT_WIDTH,
    PARTS_OF_WIDTH,
    Cell,
    Column,
    Form,
    Grid,
    GridHeading,
    Section,
)
from wardbook.plan.model.paper_sizes import MARGINS, PAPERS

_CELL_EDGES = 3
"""Millimetres of a cell's width that its rules and padding take."""


def cells(context: Context) -> Iterator[Finding]:
    """F806 a cell wider than the page, F807 boxes without choices."""
    for id, form in context.project.forms.items():
        for field in _fields(form):
            if not 1 <= field.span <= PARTS_OF_WIDTH:
                yield error("F806", field.id.mark, form=id, field=field.id, span=field.span)
            if field.type in ("tick", "choice") and not field.choices:
                yield error("F807", field.id.mark, form=id, field=field.id)


def _fields(form: Form) -> Iterator[Cell]:
    for section in form.every_section:
        yield from section.fields


def filling_grids(context: Context) -> Iterator[Finding]:
    """F808: two grids that both fill the rest of the page."""
    for id, form in context.project.forms.items():
        for body in form.bodies:
            filling = []
            for section in body:
                if section.grid and section.grid.row_count is None:
                    filling.append(section.grid.at)
            if len(filling) > 1:
                yield error("F808", *filling, form=id)


def backs(context: Context) -> Iterator[Finding]:
    """F817: a back where nothing prints one: on a register of identities, on what hangs on a
    wall."""
    for id, form in context.project.forms.items():
        if form.back and (form.identities or form.posted):
            yield error("F817", form.back[0].at, form=id)


def marks(context: Context) -> Iterator[Finding]:
    """F809: a corner for a mark that has no words."""
    for id, form in context.project.forms.items():
        if "mark" not in form.corner or form.mark:
            continue
        if not all(variant.mark for variant in form.variants):
            yield error("F809", form.at, form=id)


def sizes(context: Context) -> Iterator[Finding]:
    """F811 something of no size, F812 a section that prints nothing."""
    for form in context.project.forms.values():
        for section in form.every_section:
            if not section.fields and section.grid is None and section.text is None:
                yield error("F812", section.at, form=form.id)
            for scalar in _without_size(section):
                yield error("F811", scalar.mark, form=form.id, part=scalar)


def _without_size(section: Section) -> Iterator[Scalar]:
    """Names of cells without rows and of columns without width, and a number of rows that is 0."""
    for field in section.fields:
        if field.rows == 0:
            yield field.id
    if section.grid is None:
        return
    for column in section.grid.columns:
        if column.width == 0:
            yield column.id
    if isinstance(section.grid.rows, Scalar) and section.grid.row_count == 0:
        yield section.grid.rows


def digits(context: Context) -> Iterator[Finding]:
    """F838: places for digits wider than their cell, or, in a corner, than half of the head."""
    for id, form in context.project.forms.items():
        room = _narrowest_paper(form) - MARGINS
        for field in _fields(form):
            width = room * field.span / PARTS_OF_WIDTH - _CELL_EDGES
            if field.digits and field.digits * DIGIT_WIDTH > width:
                yield error("F838", field.at, form=id, field=field.id, digits=field.digits)
        for name in form.corner:
            length = context.project.site.digits_of(str(name))
            if length * DIGIT_WIDTH > room / 2:
                yield error("F838", form.at, form=id, field=name, digits=length)


def _narrowest_paper(form: Form) -> float:
    """Millimetres of width of the narrowest paper on which the form or a variant prints."""
    widths = [PAPERS[str(form.paper)][0]]
    for variant in form.variants:
        if variant.paper:
            widths.append(PAPERS[str(variant.paper)][0])
    return min(widths)


def columns_named(context: Context) -> Iterator[Finding]:
    """F813 a row or a heading that names a column which its grid lacks, or names columns the wrong
    way round; F814 two headings over one column."""
    for id, form in context.project.forms.items():
        for section in form.every_section:
            if section.grid:
                yield from _in_grid(id, section.grid)


def _id(column: Column) -> str:
    return str(column.id)


def _in_grid(form: str, grid: Grid) -> Iterator[Finding]:
    known = set(map(_id, grid.columns))
    for row in grid.named_rows:
        for column in row.hatched:
            if column not in known:
                yield error("F813", column.mark, form=form, column=column)
    headed: dict[int, GridHeading] = {}
    for heading in grid.headings:
        places = grid.places_under(heading)
        if places is None:
            columns = f"{heading.start} – {heading.end}"
            yield error("F813", heading.at, form=form, column=columns)
            continue
        for place in places:
            if headed.setdefault(place, heading) is not heading:
                yield error("F814", heading.at, headed[place].at, form=form)
                break


CHECKS = (columns_named, cells, filling_grids, backs, marks, sizes, digits)
