"""Step 3: checks, which read the project and yield findings. A folder a family, a module a subject.

Adding a check: a generator in a module of its family and its name in the module's `CHECKS`, which
are found by folder; its texts in `report/messages/`; a case that fires it and a near miss in
`tests/cases/`. Families don't import each other; what several need stands beside their folders.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from wardbook.checks import structure, waivers
from wardbook.checks.context import Context, first_of
from wardbook.checks.discovery import Check, checks_in, family_checks
from wardbook.checks.waivers import Waived
from wardbook.findings import Finding, ordered
from wardbook.plan.data import Scalar
from wardbook.plan.loader import Loaded


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check. Their order decides nothing: findings are put in the order of their places.

    They are loaded when they are first asked for: most commands look at a plan without them."""
    return checks_in(sys.modules[__name__])


@dataclass(frozen=True)
class Skipped:
    """A check that could not run; `reason` is a key of the messages."""

    check: str
    reason: str


@dataclass(frozen=True)
class Checked:
    """What was found, in reading order, what could not be checked, and what has been waived."""

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    waived: tuple[Waived, ...] = ()


def stops_sheets(loaded: Loaded, today: date) -> tuple[Finding, ...]:
    """What keeps sheets from being made of a loaded project: files that were not read, references
    that lead nowhere, circles. Whoever compares two states of a plan asks for no more."""
    found = [finding for finding in loaded.findings if finding.blocks]
    if loaded.project:
        context = Context(loaded.project, loaded.unread, today, None)
        for check in family_checks(structure):
            found += (finding for finding in check(context) if finding.blocks)
    return ordered(found)


def run_checks(
    loaded: Loaded,
    code_points: frozenset[int] | None,
    today: date,
    known: Collection[str] | None = None,
) -> Checked:
    """All findings of a loaded project, those of reading and loading included.

    `code_points` are the characters that the vendored fonts print (None: no fonts).
    `known` are the codes that waivers may name (None: all).
    """
    if loaded.project is None:
        return Checked(ordered(loaded.findings), (Skipped("rules", "no_site"),))
    context = Context(loaded.project, loaded.unread, today, code_points)
    found = list(loaded.findings)
    for check in all_checks():
        found += check(context)
    kept, waived = waivers.apply(
        ordered(found),
        [one for one in loaded.waivers if one.code not in waivers.SEARCHED],
        loaded.project,
        known=known,
        today=today,
        whole=not loaded.unread,
        later=cache(partial(_once_issued, loaded, code_points)),
    )
    return Checked(ordered(kept), tuple(_skipped(context)), tuple(waived))


def _once_issued(loaded: Loaded, code_points: frozenset[int] | None) -> tuple[Finding, ...]:
    """What would be found in a plan on the last day of its waivers, if it were issued then."""
    assert loaded.project is not None
    site = loaded.project.site
    issued = site.model_copy(update={"status": Scalar("issued", site.at)})
    last = max(waiver.until for waiver in loaded.waivers)
    project = replace(loaded.project, site=issued)
    context = Context(project, loaded.unread, last, code_points)
    found: list[Finding] = []
    for check in all_checks():
        found += check(context)
    return tuple(found)


def with_searches(
    checked: Checked, loaded: Loaded, problems: Sequence[Finding], today: date
) -> Checked:
    """What was found with what the site's search does not find, but for what is waived of it."""
    assert loaded.project is not None
    chosen = [one for one in loaded.waivers if one.code in waivers.SEARCHED]
    kept, waived = waivers.apply(problems, chosen, loaded.project, known=None, today=today)
    return replace(
        checked,
        findings=ordered([*checked.findings, *kept]),
        waived=(*checked.waived, *waived),
    )


def _skipped(context: Context) -> Iterator[Skipped]:
    # Loads rules and how numbers are read: whoever only looks at sheets does without
    from wardbook.checks.rules import packs

    if context.code_points is None:
        yield Skipped("glyphs", "no_fonts")
    yield from _unread_words(context)
    yield from _without_numbers(context.project.languages)
    yield from _without_unread(context)
    for rules, reason in packs.undecided(context):
        yield Skipped(rules, reason)


def _without_numbers(languages: Sequence[str]) -> Iterator[Skipped]:
    """Languages whose numbers are not read, so that they can't be compared with the others'."""
    from wardbook.checks.wording import translations  # as in `_skipped`

    unknown = [language for language in languages if not translations.numbers_known(language)]
    if unknown and len(languages) > 1:
        yield Skipped(f"T307 ({', '.join(unknown)})", "language")


def _without_unread(context: Context) -> Iterator[Skipped]:
    """What could not be read, kind by kind."""
    unread: dict[str, list[str]] = {}
    for kind, id in sorted(context.unread):
        unread.setdefault(kind, []).append(id)
    for kind, ids in unread.items():
        yield Skipped(f"{kind} ({first_of(ids)})", "unread")


def _unread_words(context: Context) -> Iterator[Skipped]:
    """Languages whose words the project's own theme has in a file that can't be read."""
    from wardbook.checks.wording import theme_words  # as in `_skipped`

    for language in theme_words.unread_languages(context):
        yield Skipped(f"theme ({language})", "unread")
