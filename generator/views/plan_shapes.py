"""What a plan's first leaf holds: what it is, where it stands among other plans, how it changed, who receives it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.views.sheet import Line, Prose


@dataclass(frozen=True)
class Relation:
    """Plans that stand in one relation to a plan: parent, children, siblings, linked."""

    label: str
    plans: tuple[Line, ...]


@dataclass(frozen=True)
class RevisionRow:
    """A line of the change history."""

    version: str
    date: str
    text: Prose
    by: str


@dataclass(frozen=True)
class RecipientRow:
    """A line of the distribution list."""

    name: str
    copies: str


@dataclass(frozen=True)
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
