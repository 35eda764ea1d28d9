"""Forms: used by somebody, sound in their grid, and with a way back into the system."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wardbook.checks.context import Context, cycles
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.form import DIGIT_WIDTH, PAPERS, Cell, Column, Form
from wardbook.plan.model.records import Pad, Run
from wardbook.plan.model.registries import Department
from wardbook.plan.project import links
from wardbook.plan.report_forms import report_forms
from wardbook.plan.text import Text

_WIDTH = 12
_LEAST_LABEL_LINE = 5.5
"""Millimetres of a line on a label: less cannot be written on and read back."""
_UNPRINTED, _CELL_EDGES = 30, 3
"""Millimetres of a page's width that margins take at most, and of a cell's that rules and padding take."""


def used(context: Context) -> Iterator[Finding]:
    """F801: a form that no step, plan or manual names; that it lies in a box tells nobody to use it."""
    if context.lacks("procedure", "plan", "department", "form"):
        return
    named = {
        link.id
        for model in context.project.models()
        if not isinstance(model, Form | Run | Pad)
        for link in links(model.manual if isinstance(model, Department) else model)
        if "form" in link.kinds
    }
    named |= {str(form.id) for form in report_forms(context.project.plans.values())}
    for id, form in context.project.forms.items():
        if id not in named:
            yield warning("F801", form.at, form=id)


def back_entry(context: Context) -> Iterator[Finding]:
    """F802 no rule for back-entry, F803 `enter` without who enters or who checks, F804 one post does both, F805 a circle."""
    for id, form in context.project.forms.items():
        entry = form.back_entry
        if entry is None:
            if not form.posted:
                yield error("F802", form.at, form=id)
            continue
        missing = [name for name in ("by", "verify") if getattr(entry, name) is None]
        if entry.rule == "enter" and missing:
            yield error("F803", entry.at, form=id, fields=", ".join(missing))
        if entry.by and entry.verify and entry.by.id == entry.verify.id:
            yield error("F804", entry.verify.mark, form=id, role=entry.by.id)
    graph = {
        id: [link.id for link in form.back_entry.after] for id, form in context.project.forms.items() if form.back_entry
    }
    for cycle in cycles(graph):
        marks = [context.project.forms[id].at for id in cycle if id in context.project.forms]
        yield error("F805", *marks, cycle=" → ".join((*cycle, cycle[0])))


def grids(context: Context) -> Iterator[Finding]:
    """F806 a cell wider than the page, F807 boxes without choices, F808 two grids that fill, F809 a mark without words."""
    for id, form in context.project.forms.items():
        for field in (field for section in form.every_section for field in section.fields):
            if not 1 <= field.span <= _WIDTH:
                yield error("F806", field.id.mark, form=id, field=field.id, span=field.span)
            if field.type in ("tick", "choice") and not field.choices:
                yield error("F807", field.id.mark, form=id, field=field.id)
        for body in form.bodies:
            filling = [section.grid for section in body if section.grid and section.grid.row_count is None]
            if len(filling) > 1:
                yield error("F808", *(grid.at for grid in filling), form=id)
        yield from _sizes(form)
        if "mark" in form.corner and not form.mark and not all(variant.mark for variant in form.variants):
            yield error("F809", form.at, form=id)


def _sizes(form: Form) -> Iterator[Finding]:
    """F811 something of no size, F812 a section that prints nothing."""
    for section in form.every_section:
        if not section.fields and section.grid is None and section.text is None:
            yield error("F812", section.at, form=form.id)
        flat = [field.id for field in section.fields if field.rows == 0]
        if section.grid:
            flat += [column.id for column in section.grid.columns if column.width == 0]
            flat += [section.grid.rows] if section.grid.row_count == 0 else []
        for scalar in flat:
            yield error("F811", scalar.mark, form=form.id, part=scalar)


def copies(context: Context) -> Iterator[Finding]:
    """F810: a form with the patient's data that does not say who keeps it."""
    for id, form in context.project.forms.items():
        if form.identifies and form.custody is None:
            yield warning("F810", form.at, form=id)


def label_sheets(context: Context) -> Iterator[Finding]:
    """F831 a grid of labels larger than its paper or empty, F832 lines too low to write on, F833 what a label cannot
    print."""
    for id, form in context.project.forms.items():
        grid = form.labels
        if grid is None:
            continue
        paper, size = PAPERS[str(form.paper)], grid.size
        if size[0] > paper[0] or size[1] > paper[1] or not grid.columns * grid.rows * grid.width * grid.height:
            yield error("F831", grid.at, form=id, wide=size[0], high=size[1], paper=form.paper)
        if 0 != form.label_line < _LEAST_LABEL_LINE:
            yield error("F832", grid.at, form=id, line=round(form.label_line, 1), least=_LEAST_LABEL_LINE)
        if extra := _not_on_a_label(form):
            yield error("F833", grid.at, form=id, fields=", ".join(extra))


_BED = re.compile(r"床号|(?<!空)床位(?!数)|\bbed\b", re.IGNORECASE)
_IDENTIFIER = re.compile(
    r"(住院|就诊|门诊|登记|病历|病案|卡|腕带|临时)号|证件|身份证|出生|流水号|\b(birth|born|DOB|MRN)\b"
    r"|\b(inpatient|card|record|hospital|outage|temporary|serial|ID)\b(?! bed\b).{0,12}\b(no|number)\b"
    r"|\bpatient (no|number|ID)\b",
    re.IGNORECASE,
)
"""What stays with the person. A bare "number" is not enough: it may be the bed's own, or a telephone's."""
_IDENTIFYING_CORNERS = {"card_no", "inpatient_no"}


def posted(context: Context) -> Iterator[Finding]:
    """F839: what hangs on a wall names nobody, and nothing on it is entered."""
    for id, form in context.project.forms.items():
        fields = ("corner", "back_entry", "identities", "labels")
        given = [name for name in fields if getattr(form, name)] + (["identify"] if form.identifies else [])
        if form.posted and given:
            yield error("F839", form.at, form=id, fields=", ".join(given))


def digits(context: Context) -> Iterator[Finding]:
    """F838: places for digits that are wider than their cell, or than the half of a form's head that corners may take."""
    for id, form in context.project.forms.items():
        papers = [str(paper) for paper in (form.paper, *(variant.paper for variant in form.variants)) if paper]
        room = min(PAPERS[paper][0] for paper in papers) - _UNPRINTED
        for field in (field for section in form.every_section for field in section.fields):
            if field.digits and field.digits * DIGIT_WIDTH > room * field.span / _WIDTH - _CELL_EDGES:
                yield error("F838", field.at, form=id, field=field.id, digits=field.digits)
        for name in form.corner:
            length = context.project.site.digits_of(str(name))
            if length * DIGIT_WIDTH > room / 2:
                yield error("F838", form.at, form=id, field=name, digits=length)


def beds(context: Context) -> Iterator[Finding]:
    """F837: rows or labels that say in which bed somebody lies and not who it is. Beds are changed within the hour."""
    for id, form in context.project.forms.items():
        if form.identifies or _IDENTIFYING_CORNERS & set(map(str, form.corner)):
            continue
        parts: list[Sequence[Cell | Column]] = [section.grid.columns for section in form.sections if section.grid]
        if form.labels:
            parts.append([field for section in form.sections for field in section.fields])
        for cells in parts:
            bed = next((cell for cell in cells if _says(cell.label, _BED)), None)
            if bed and not any(cell.type == "serial" or _says(cell.label, _IDENTIFIER) for cell in cells):
                yield warning("F837", bed.at, form=id)


def _says(label: Text, words: re.Pattern[str]) -> bool:
    return any(words.search(said) for said in map(str, label.raw.values()))


def registers(context: Context) -> Iterator[Finding]:
    """F856 a register of identities without its column of numbers, or with several; F857 labels of it that cannot carry the
    number; F858 a place for numbers that nothing prints."""
    forms = context.project.forms
    labels = {form.identities.label.id for form in forms.values() if form.identities and form.identities.label}
    for id, form in forms.items():
        if form.identities is None:
            if form.serial_places and not (form.labels and id in labels):
                yield warning("F858", form.at, form=id)
            continue
        columns = [c for it in form.sections if it.grid for c in it.grid.columns if c.type == "serial"]
        if len(columns) != 1 or form.serial_places != 1:
            yield error("F856", form.at, form=id)
        label = forms.get(form.identities.label.id) if form.identities.label else None
        if form.identities.label and label and not (label.labels and label.serial_places == 1):
            yield error("F857", form.identities.label.mark, form=id, label=label.id)


def _not_on_a_label(form: Form) -> list[str]:
    """Fields of a form that its labels would not show."""
    given = [name for name in ("corner", "copies", "help", "warning", "custody") if getattr(form, name)]
    given += ["identify"] if form.identify != "none" else []
    given += [name for name in ("grid", "text") if any(getattr(section, name) for section in form.sections)]
    return given + (["variants/paper"] if any(variant.paper for variant in form.variants) else [])


RULES = (used, back_entry, grids, copies, label_sheets, posted, digits, beds, registers)
