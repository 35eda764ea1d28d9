"""Step 3: rules that only read the project and yield findings. One module a family; `RULES` is the whole list.

Adding a rule: a generator here, its line in `RULES`, its texts in `messages/`, a case that fires and a near miss in
`tests/cases/`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from wardbook.checks.context import Context
from wardbook.checks.paper import cards, copies, figures, forms, prices, records, snapshots
from wardbook.checks.people import alarm, departments, guarantees, procedures, standins
from wardbook.checks.rules import packs, waivers
from wardbook.checks.rules.waivers import Waived
from wardbook.checks.structure import bodies, citations, elements, levels, outline, recovery, references, unique
from wardbook.checks.timing import deadlines, drills, freshness
from wardbook.checks.wording import glyphs, likeness, names, phrases, texts, translations, unstated
from wardbook.findings import Finding, ordered
from wardbook.plan.loader import Loaded

_IDS_MOST = 8
Rule = Callable[[Context], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *texts.RULES,
    *translations.RULES,
    *phrases.RULES,
    *names.RULES,
    *unique.RULES,
    *bodies.RULES,
    *outline.RULES,
    *procedures.RULES,
    *deadlines.RULES,
    *likeness.RULES,
    *departments.RULES,
    *forms.RULES,
    *standins.RULES,
    *snapshots.RULES,
    *levels.RULES,
    *elements.RULES,
    *alarm.RULES,
    *guarantees.RULES,
    *recovery.RULES,
    *unstated.RULES,
    *cards.RULES,
    *figures.RULES,
    *citations.RULES,
    *copies.RULES,
    *records.RULES,
    *prices.RULES,
    *drills.RULES,
    *freshness.RULES,
    *packs.RULES,
)
"""Every rule, in the order people mend things: what does not resolve first."""


@dataclass(frozen=True)
class Skipped:
    """A check that could not run; `reason` is a key of the messages."""

    rule: str
    reason: str


@dataclass(frozen=True)
class Checked:
    """Everything that was found, in reading order, what could not be checked, and what the project lives with."""

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    waived: tuple[Waived, ...] = ()


def run_checks(
    loaded: Loaded, code_points: frozenset[int] | None, today: date, known: Collection[str] | None = None
) -> Checked:
    """All findings of a loaded project, those of reading and loading included. `code_points` are what the vendored fonts
    print (None: no fonts, the check is listed as skipped). `known` are the codes that waivers may name."""
    if loaded.project is None:
        return Checked(ordered(loaded.findings), (Skipped("rules", "no_site"),))
    context = Context(loaded.project, loaded.unread, today)
    found = [*loaded.findings, *(finding for rule in RULES for finding in rule(context))]
    if code_points is not None:
        found += glyphs.missing_glyphs(context, code_points)
    kept, waived = waivers.apply(ordered(found), loaded.waivers, loaded.project, known, today)
    return Checked(ordered(kept), tuple(_skipped(context, code_points)), tuple(waived))


def _skipped(context: Context, code_points: frozenset[int] | None) -> Iterator[Skipped]:
    if code_points is None:
        yield Skipped("glyphs", "no_fonts")
    unknown = [language for language in context.project.languages if not translations.numbers_known(language)]
    if unknown and len(context.project.languages) > 1:
        yield Skipped(f"T307 ({', '.join(unknown)})", "language")
    for kind, entries in groupby(sorted(context.unread), key=lambda entry: entry[0]):
        ids = [id for _, id in entries]
        named = ", ".join(ids[:_IDS_MOST]) + ("…" if len(ids) > _IDS_MOST else "")
        yield Skipped(f"{kind} ({named})", "unread")
    for rules, reason in packs.undecided(context):
        yield Skipped(rules, reason)
