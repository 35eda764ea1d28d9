"""Sheets of labels: the grid fits on its paper, and a label has room for what is written on it."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, error
from wardbook.plan.model.form import Form, Labels
from wardbook.plan.model.paper_sizes import PAPERS

_LEAST_LINE = 5.5
"""Millimetres of a line on a label: less cannot be written on and read back."""


def label_sheets(context: Context) -> Iterator[Finding]:
    """F831 a grid too large or empty, F832 lines too low to write on, F833 see below."""
    for id, form in context.project.forms.items():
        grid = form.labels
        if grid is None:
            continue
        wide, high = grid.size
        if _is_empty(grid) or not _fits(grid, str(form.paper)):
            yield error("F831", grid.at, form=id, wide=wide, high=high, paper=form.paper)
        if 0 != form.label_line < _LEAST_LINE:
            line = round(form.label_line, 1)
            yield error("F832", grid.at, form=id, line=line, least=_LEAST_LINE)
        unprinted = list(_not_on_a_label(form))
        if unprinted:
            yield error("F833", grid.at, form=id, fields=", ".join(unprinted))


def _is_empty(grid: Labels) -> bool:
    return grid.columns * grid.rows * grid.width * grid.height == 0


def _fits(grid: Labels, paper: str) -> bool:
    wide, high = grid.size
    paper_wide, paper_high = PAPERS[paper]
    return wide <= paper_wide and high <= paper_high


def _not_on_a_label(form: Form) -> Iterator[str]:
    """F833: names of fields of a form that its labels would not show."""
    for name in ("corner", "copies", "help", "custody", "back"):
        if getattr(form, name):
            yield name
    if form.identify != "none":
        yield "identify"
    for name in ("grid", "text"):
        if any(getattr(section, name) for section in form.sections):
            yield name
    if any(variant.paper for variant in form.variants):
        yield "variants/paper"


CHECKS = (label_sheets,)
