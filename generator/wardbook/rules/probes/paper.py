"""Probes of the paper: forms, boxes, numbers to call, and the way back into the systems."""

from __future__ import annotations

from wardbook.plan.model.blocks import ContactsBlock, FormsBlock
from wardbook.plan.model.form import Form
from wardbook.rules.probes.looks import Look, Probe, Subject, every, place, register, some

WARD_HOURS = 8
"""Hours that a ward's paper lasts: SAFER's contingency guide and the Joint Commission."""
COLOURS = {"yellow", "green", "red"}
"""Paper of emergency, children's and controlled prescriptions."""


def patient_id(subject: Subject) -> Look:
    """Forms identify the patient; each of them has room for it in the same place, which is the theme's work."""
    forms = subject.project.forms.values()
    return some(place("form", form, form.id) for form in forms if form.identifies)


def custody(subject: Subject) -> Look:
    """Each form with a patient's data says who keeps it."""
    forms = (form for form in subject.project.forms.values() if form.identifies)
    return every((place("form", form, form.id), form.custody) for form in forms)


def prescription_colours(subject: Subject) -> Look:
    """A form whose kinds are on yellow, green and red paper, each with its mark in the corner."""

    def lawful(form: Form) -> bool:
        coloured = [variant for variant in form.variants if variant.stock in COLOURS]
        marked = all(variant.mark for variant in coloured) and "mark" in form.corner
        return {str(variant.stock) for variant in coloured} == COLOURS and marked

    return some(place("form", form, form.id) for form in subject.project.forms.values() if lawful(form))


def paper_8h(subject: Subject) -> Look:
    """Every box with forms lasts eight hours of the busiest kind."""
    boxes = [(found, found.box) for found in subject.departments if found.box and found.box.holds]
    return every(
        (place("department", found, found.id), all(form.hours >= WARD_HOURS for form in box.holds))
        for found, box in boxes
    )


def back_entry(subject: Subject) -> Look:
    """Every form says how it goes back into the system, and somebody's steps do it."""
    forms = every(
        (place("form", form, form.id), form.back_entry or form.posted) for form in subject.project.forms.values()
    )
    steps = [
        step for one in subject.project.procedures.values() for phase, step in one.steps() if phase == "back_entry"
    ]
    if not steps or not forms.places:
        return Look(gaps=forms.gaps)
    return Look((register("back-entry", steps[0].at),), forms.gaps)


PROBES: dict[str, Probe] = {
    "contact-list": lambda subject: subject.has(ContactsBlock),
    "forms": lambda subject: subject.has(FormsBlock),
    "patient-id": patient_id,
    "custody": custody,
    "prescription-colours": prescription_colours,
    "paper-8h": paper_8h,
    "back-entry": back_entry,
}
