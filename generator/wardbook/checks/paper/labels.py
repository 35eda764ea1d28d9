"""Sheets of labels: the grid fits on its paper, a label has room for what is written on it, and
goes on the place that is drawn for it."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.model.form import PARTS_OF_WIDTH, Form
from wardbook.plan.model.label_sheets import Labels
from wardbook.plan.model.paper_sizes import MARGINS, PAPERS

_LEAST_LINE = 5.5
"""Millimetres of a line on a label: less cannot be written on and read back."""


def label_sheets(context: Context) -> Iterator[Finding]:
    """F831 a grid too large or empty, F832 lines too low to write on, F833 parts of
    a form that no label shows."""
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
    """Names of the fields of a form that its labels would not show."""
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


_HALF_PAGE = 160.0
"""Millimetres of width below which a form is half a page."""
_HALF_MARGINS = 24.0
"""Millimetres of the width of half a page that its margins take."""
_BESIDE = 38.0
"""Millimetres beside a label that sex, ward and allergies need in the patient's block."""
_HIGHEST = 40.0
"""Millimetres that the patient's block may take of a form's height."""
_TUBE = (50.0, 30.0)
"""Millimetres, across and along, that go around a tube of 13 mm and leave its contents to be
seen."""
_LINE = 8.0
"""Millimetres of a line of a cell at least."""


def places(context: Context) -> Iterator[Finding]:
    """F841: a label larger than the place that it is stuck on."""
    yield from _on_blocks(context)
    yield from _on_fields(context)
    yield from _other_sizes(context)


def _on_blocks(context: Context) -> Iterator[Finding]:
    """Labels that leave no room beside them in the patient's block."""
    label = context.project.patient_label
    if label is None or label.labels is None:
        return
    for form in context.project.forms.values():
        place = (_room(form) - _BESIDE, _HIGHEST)
        if str(form.identify) == "patient" and _exceeds(label.labels, place):
            yield _too_large(label, form, label.labels, place)


def _on_fields(context: Context) -> Iterator[Finding]:
    """Labels larger than the field that says where they are stuck."""
    for form in context.project.forms.values():
        for section in form.every_section:
            for cell in section.fields:
                if cell.sticker is None:
                    continue
                label = context.project.forms.get(cell.sticker.id)
                place = (_room(form) * cell.span / PARTS_OF_WIDTH, cell.rows * _LINE)
                if label and label.labels and _exceeds(label.labels, place):
                    yield _too_large(label, form, label.labels, place, cell.id.mark)


def _other_sizes(context: Context) -> Iterator[Finding]:
    """Labels for the patient's block that are larger than the one it is drawn for."""
    first = context.project.patient_label
    if first is None or first.labels is None:
        return
    place = (first.labels.width, first.labels.height)
    for form in context.project.forms.values():
        if form.labels and str(form.labels.goes_on) == "patient" and _exceeds(form.labels, place):
            yield _too_large(form, first, form.labels, place)


def _exceeds(labels: Labels, place: tuple[float, float]) -> bool:
    return labels.width > place[0] or labels.height > place[1]


def _too_large(
    label: Form, form: Form, labels: Labels, place: tuple[float, float], *marks: Mark
) -> Finding:
    return error(
        "F841",
        labels.at,
        *(marks or (form.at,)),
        label=label.id,
        form=form.id,
        wide=labels.width,
        high=labels.height,
        room=round(place[0], 1),
        height=round(place[1], 1),
    )


def _room(form: Form) -> float:
    """Millimetres between the margins of the narrowest paper on which a form prints."""
    widths = []
    for paper in [form.paper, *(variant.paper for variant in form.variants)]:
        if paper:
            width = PAPERS[str(paper)][0]
            widths.append(width - (_HALF_MARGINS if width < _HALF_PAGE else MARGINS))
    return min(widths)


def on_tubes(context: Context) -> Iterator[Finding]:
    """F842: a label for tubes that is wider or higher than goes around one."""
    for id, form in context.project.forms.items():
        labels = form.labels
        if labels is None or str(labels.goes_on) != "tube":
            continue
        if _exceeds(labels, _TUBE):
            yield warning("F842", labels.at, form=id, wide=labels.width, high=labels.height)


CHECKS = (label_sheets, places, on_tubes)
