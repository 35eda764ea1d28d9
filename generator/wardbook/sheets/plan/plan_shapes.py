"""What a plan's first leaf holds.

It says what the plan is, where it stands among other plans, how it changed, and who receives it.
"""

from __future__ import annotations

from wardbook.sheets.sheet import Line, Prose
from wardbook.sheets.view import view


@view("Relation")
class Relation:
    """Plans that stand in one relation to a plan: parent, children, siblings, linked."""

    label: str
    plans: tuple[Line, ...]


@view("RevisionRow")
class RevisionRow:
    """A line of the change history."""

    version: str
    date: str
    text: Prose
    by: str


@view("RecipientRow")
class RecipientRow:
    """A line of the distribution list."""

    name: str
    copies: str


@view("PlanView")
class PlanView:
    """A plan's first leaf."""

    title: str
    short: str
    """Finished words: (hereinafter “the Plan”); empty without a short name."""
    issuer: str
    facts: tuple[tuple[str, str], ...]
    """Number, version, status, dates: label and value."""
    relations: tuple[Relation, ...]
    attachments: tuple[Line, ...]
    """Number and title of each."""
    history: tuple[RevisionRow, ...]
    distribution: tuple[RecipientRow, ...]
