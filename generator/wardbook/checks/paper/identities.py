"""Who a line of a form is about: a person, not a bed; and numbers for those without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wardbook.checks.context import Context
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.form import Cell, Column, Form
from wardbook.plan.text import Text

_BED = re.compile(r"床号|(?<!空)床位(?!数)|\bbed\b", re.IGNORECASE)
_IDENTIFIER = re.compile(
    r"(住院|就诊|门诊|登记|病历|病案|卡|腕带|临时)号|证件|身份证|出生|流水号"
    r"|\b(birth|born|DOB|MRN)\b"
    r"|\b(inpatient|IP|card|record|hospital|visit|outage|temporary|temp|serial|ID)\b"
    r"(?! bed\b).{0,12}\b(no|number)\b"
    r"|\bpatient (no|number|ID)\b",
    re.IGNORECASE,
)
"""What stays with the person. A bare "number" may be that of the bed, or of a telephone."""
_IDENTIFYING_CORNERS = frozenset(("card_no", "inpatient_no"))


def beds(context: Context) -> Iterator[Finding]:
    """F837: rows or labels that say in which bed somebody lies and not who it is.

    Beds are changed within the hour.
    """
    for id, form in context.project.forms.items():
        if form.identifies or _IDENTIFYING_CORNERS.intersection(map(str, form.corner)):
            continue
        for cells in _lines(form):
            bed = _bed_in(cells)
            if bed and not any(map(_identifies, cells)):
                yield warning("F837", bed.at, form=id)


def _lines(form: Form) -> Iterator[Sequence[Cell | Column]]:
    """What stands together about one person: a row of each grid, and a label."""
    for section in form.sections:
        if section.grid:
            yield section.grid.columns
    if form.labels:
        label: list[Cell | Column] = []
        for section in form.sections:
            label += section.fields
        yield label


def _bed_in(cells: Sequence[Cell | Column]) -> Cell | Column | None:
    for cell in cells:
        if _says(cell.label, _BED):
            return cell
    return None


def _identifies(cell: Cell | Column) -> bool:
    return cell.type == "serial" or _says(cell.label, _IDENTIFIER)


def _says(label: Text, words: re.Pattern[str]) -> bool:
    return any(words.search(str(said)) for said in label.raw.values())


def registers(context: Context) -> Iterator[Finding]:
    """F856: a register of identities without its one column of numbers."""
    for id, form in context.project.forms.items():
        if form.identities is None:
            continue
        if form.serial_places != 1 or _serial_columns(form) != 1:
            yield error("F856", form.at, form=id)


def _serial_columns(form: Form) -> int:
    count = 0
    for section in form.sections:
        if section.grid:
            count += [column.type for column in section.grid.columns].count("serial")
    return count


def labels_of_registers(context: Context) -> Iterator[Finding]:
    """F857: labels of a register of identities that cannot carry the number."""
    for id, form in context.project.forms.items():
        if form.identities is None or form.identities.label is None:
            continue
        link = form.identities.label
        label = context.project.forms.get(link.id)
        if label and not (label.labels and label.serial_places == 1):
            yield error("F857", link.mark, form=id, label=label.id)


def unprinted_numbers(context: Context) -> Iterator[Finding]:
    """F858: a place for numbers that nothing prints."""
    forms = context.project.forms
    labels = set()
    for form in forms.values():
        if form.identities and form.identities.label:
            labels.add(form.identities.label.id)
    for id, form in forms.items():
        printed = form.labels and id in labels
        if form.identities is None and form.serial_places and not printed:
            yield warning("F858", form.at, form=id)


CHECKS = (beds, registers, labels_of_registers, unprinted_numbers)
