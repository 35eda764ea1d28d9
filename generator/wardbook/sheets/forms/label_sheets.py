"""Sheets of labels, and where a label goes on a form."""

from __future__ import annotations

from wardbook.plan.model.form import Form
from wardbook.plan.model.label_sheets import LABEL_INSET, LABEL_OUTER
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.view import view

_NARROW = 60.0
"""Millimetres of a label below which a title and a mark don't stand in one line."""


@view("LabelGrid")
class LabelGrid:
    """A sheet of labels, in millimetres.

    `inset` keeps what is printed off a label's sides, `outer` off those that the outer columns turn
    to the paper's edge, `edge` off the top and the bottom; `line` is the height of a line to write
    on.
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
    outer: float
    edge: float
    line: float

    @property
    def narrow(self) -> bool:
        """Whether its first line has no room for a title and a mark."""
        return self.width < _NARROW


@view("LabelPlace")
class LabelPlace:
    """Where a label goes over the patient's block: its form, and its size in millimetres."""

    code: str
    width: float
    height: float


def label_grid(form: Form) -> LabelGrid | None:
    """How a sheet of labels is cut; None for any other form."""
    grid = form.labels
    if grid is None:
        return None
    return LabelGrid(
        columns=grid.columns,
        rows=grid.rows,
        width=grid.width,
        height=grid.height,
        left=grid.left,
        top=grid.top,
        across=grid.across,
        down=grid.down,
        inset=LABEL_INSET,
        outer=LABEL_OUTER,
        edge=round(grid.edge_on(str(form.paper)), 2),
        line=round(form.label_line, 2),
    )


def label_place(localizer: Localizer, form: Form) -> LabelPlace | None:
    """The place for a patient's label on a form with the whole block."""
    label = localizer.project.patient_label
    if label is None or label.labels is None or str(form.identify) != "patient":
        return None
    return LabelPlace(str(label.code), label.labels.width, label.labels.height)
