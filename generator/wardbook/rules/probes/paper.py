"""Probes of the paper: forms, boxes, numbers to call, and the way back into the systems."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.blocks import ContactsBlock, FormsBlock
from wardbook.plan.model.box import Box
from wardbook.plan.model.form import Form
from wardbook.plan.model.procedure import Step
from wardbook.plan.text import Link
from wardbook.rules.probes.probe_results import (
    Probe,
    ProbeResult,
    Subject,
    every,
    register,
    some,
    some_block,
)

WARD_HOURS = 8
"""Hours that a ward's paper lasts: SAFER's contingency guide and the Joint Commission."""
COLOURS = {"yellow", "green", "red"}
"""Paper of emergency, children's and controlled prescriptions."""


def patient_id(subject: Subject) -> ProbeResult:
    """Forms identify the patient. The theme gives each of them room for it in the same place."""
    return some(subject.forms, lambda form: form.identifies)


def custody(subject: Subject) -> ProbeResult:
    """Each form with a patient's data says who keeps it."""
    return every(_with_patient(subject), lambda form: form.custody)


def _with_patient(subject: Subject) -> Iterator[tuple[Link, Form]]:
    for at, form in subject.forms:
        if form.identifies:
            yield at, form


def prescription_colours(subject: Subject) -> ProbeResult:
    """A form with variants on yellow, green and red paper, each with its mark in the corner."""
    return some(subject.forms, _has_lawful_colours)


def _has_lawful_colours(form: Form) -> bool:
    if "mark" not in form.corner:
        return False
    colours = set()
    for variant in form.variants:
        if variant.stock not in COLOURS:
            continue
        if not variant.mark:
            return False
        colours.add(str(variant.stock))
    return colours == COLOURS


def paper_8h(subject: Subject) -> ProbeResult:
    """Every box with forms lasts eight hours of the busiest kind."""
    return every(_filled_boxes(subject), _lasts)


def _filled_boxes(subject: Subject) -> Iterator[tuple[Link, Box]]:
    """Boxes that hold forms, with the places of their departments."""
    for at, department in subject.departments:
        if department.box and department.box.holds:
            yield at, department.box


def _lasts(box: Box) -> bool:
    return all(line.hours >= WARD_HOURS for line in box.holds)


def back_entry(subject: Subject) -> ProbeResult:
    """Every form says how it goes back into the system, and somebody's steps do it."""
    forms = every(subject.forms, lambda form: form.back_entry or form.posted)
    step = _first_entering(subject)
    if step is None or not forms.places:
        return ProbeResult(gaps=forms.gaps)
    return ProbeResult((register("back-entry", step.at),), forms.gaps)


def _first_entering(subject: Subject) -> Step | None:
    for _, procedure in subject.procedures:
        for phase, step in procedure.steps():
            if phase == "back_entry":
                return step
    return None


PROBES: dict[str, Probe] = {
    "contact-list": some_block(ContactsBlock),
    "forms": some_block(FormsBlock),
    "patient-id": patient_id,
    "custody": custody,
    "prescription-colours": prescription_colours,
    "paper-8h": paper_8h,
    "back-entry": back_entry,
}
