"""Telephone numbers in the groups of the house."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from wardbook.plan.data import Scalar
from wardbook.plan.project import Project


def with_grouped_numbers(project: Project) -> Project:
    """The project with its numbers grouped as site.yml says. A number that has groups already, or
    anything but digits, stays as it is written."""
    examples = project.site.telephone
    if not examples:
        return project
    contacts = {}
    for id, contact in project.contacts.items():
        # Redaction empties the number of a contact that an audience may not call
        if contact.number:
            number = Scalar(grouped(contact.number, examples), contact.number.mark)
            contact = contact.model_copy(update={"number": number})
        contacts[id] = contact
    return replace(project, contacts=contacts)


def grouped(number: str, examples: Iterable[str]) -> str:
    """A number of digits alone like the example of its length: 000-000-0000."""
    if not re.fullmatch(r"[0-9]+", number):
        return str(number)
    for example in examples:
        if example.count("0") == len(number):
            return _like(example, number)
    return str(number)


def _like(example: str, digits: str) -> str:
    left = iter(digits)
    return "".join(next(left) if sign == "0" else sign for sign in example)
