"""What goes to the print office with a run of numbered forms."""

from __future__ import annotations

from dataclasses import dataclass

from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.forms.label_sheets import LabelGrid


@dataclass(frozen=True)
class PrintedFile:
    """A file of a run. `labels`: how its sheets of labels are cut."""

    name: str
    pages: int
    labels: LabelGrid | None


@dataclass(frozen=True)
class RunTicket:
    """The ticket of a run: what to print on which paper, and what to check. Spare sets are among
    the `sets`."""

    run: str
    form: FormView
    files: tuple[PrintedFile, ...]
    first: str
    last: str
    sets: int
    spare: int
    parts: int
    """Of the paper: multi-part paper carries all copies of a set."""
    collated: bool
    """Each copy of a set has a page of its own."""
    drill: bool
    printed: str
    """ISO date."""
    collector: str
    """The department that fetches it."""


def paper_parts(form: FormView, *, collated: bool) -> int:
    """How many parts the paper of a set has: one for each copy, unless each has its own page."""
    if collated or form.back:
        return 1
    return max(1, len(form.copies))
