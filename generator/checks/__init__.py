"""Step 3: rules that only read the project and yield findings. One module a family; `RULES` is the whole list.

Adding a rule: a generator here, its line in `RULES`, its texts in `messages/`, a case that fires and a near miss in
`tests/cases/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.checks import (
    bodies,
    cards,
    citations,
    copies,
    departments,
    elements,
    figures,
    forms,
    glyphs,
    levels,
    outline,
    procedures,
    references,
    texts,
    unique,
)
from generator.checks.context import Context
from generator.findings import Finding, ordered
from generator.source.loader import Loaded

Rule = Callable[[Context], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *texts.RULES,
    *unique.RULES,
    *bodies.RULES,
    *outline.RULES,
    *procedures.RULES,
    *departments.RULES,
    *forms.RULES,
    *levels.RULES,
    *elements.RULES,
    *cards.RULES,
    *figures.RULES,
    *citations.RULES,
    *copies.RULES,
)
"""Every rule, in the order people mend things: what does not resolve first."""


@dataclass(frozen=True)
class Skipped:
    """A check that could not run; `reason` is a key of the messages."""

    rule: str
    reason: str


@dataclass(frozen=True)
class Checked:
    """Everything that was found, in reading order, and what could not be checked."""

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()


def run_checks(loaded: Loaded, code_points: frozenset[int] | None, today: date) -> Checked:
    """All findings of a loaded project, those of reading and loading included. `code_points` are what the vendored fonts
    print (None: no fonts, the check is listed as skipped)."""
    if loaded.project is None:
        return Checked(ordered(loaded.findings), (Skipped("rules", "no_site"),))
    context = Context(loaded.project, loaded.unread, today)
    found = [*loaded.findings, *(finding for rule in RULES for finding in rule(context))]
    if code_points is None:
        return Checked(ordered(found), (Skipped("glyphs", "no_fonts"),))
    return Checked(ordered([*found, *glyphs.missing_glyphs(context, code_points)]))
