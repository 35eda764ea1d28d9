"""Rule packs: what the plan lacks of what it is held against, and packs, rules and confirmations that do not fit together."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import timedelta

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, Severity, error, info, warning
from wardbook.plan.model.pack import Pack
from wardbook.plan.project import Project
from wardbook.rules.coverage import SKIPPED, Standing, State, coverage
from wardbook.rules.library import chosen, known, library

_NAMED_MOST = 8


def missing(context: Context) -> Iterator[Finding]:
    """A101 and A102: what rules ask for and the plan lacks; one finding a thing, whichever rules ask for it. A101 where one
    of them says so itself, A102 where all only advise or are unverified."""
    if context.unread:
        return
    asked: dict[str, list[Standing]] = {}
    for standing in coverage(context.project, context.today):
        for probe in standing.lacks:
            asked.setdefault(probe, []).append(standing)
    for probe, standings in asked.items():
        gaps = [gap.mark for standing in standings if standing.lacks == (probe,) for gap in standing.gaps]
        marks = tuple(dict.fromkeys(gaps)) or tuple(_switches(context.project, standings))
        rules = named(standings)
        if any(standing.severity is Severity.WARNING for standing in standings):
            yield warning("A101", *marks, lacks=probe, rules=rules)
        else:
            yield info("A102", *marks, lacks=probe, rules=rules)


def named(standings: list[Standing]) -> str:
    """Ids of rules in a row, the first few."""
    ids = [str(standing.rule.id) for standing in standings]
    return ", ".join(ids[:_NAMED_MOST]) + ("…" if len(ids) > _NAMED_MOST else "")


def _switches(project: Project, standings: list[Standing]) -> Iterator[Mark]:
    """Where site.yml switches their packs on."""
    packs = {str(standing.pack.id) for standing in standings}
    return (id.mark for id in project.site.packs if id in packs)


def switched(context: Context) -> Iterator[Finding]:
    """A103: a pack that nobody knows; A104: an instrument that is no longer in force."""
    project = context.project
    packs = known(project)
    for id in project.site.packs:
        if id not in packs and not {("pack", "*"), ("pack", str(id))} & context.unread:
            near = difflib.get_close_matches(id, packs, 1)
            yield error("A103", id.mark, id=id, known=", ".join(packs), near=near[0] if near else "")
    day = project.site.packs_as_of or context.today
    for pack in chosen(project):
        for instrument in pack.instruments:
            if instrument.end and instrument.end < day:
                marks = (id.mark for id in project.site.packs if id == pack.id)
                yield warning("A104", *marks, pack=pack.id, instrument=instrument.id, until=instrument.end)


def confirmations(context: Context) -> Iterator[Finding]:
    """A105: a confirmation of no rule; A106: one of a rule that the plan itself decides; A107: those of long ago."""
    project = context.project
    rules = {str(rule.id): rule for pack in known(project).values() for rule in pack.rules}
    days = project.site.review_days
    old = []
    for id, found in project.confirmations.items():
        rule = rules.get(id)
        if rule is None and not context.lacks("pack"):
            near = difflib.get_close_matches(id, rules, 1)
            yield error("A105", found.id.mark, id=id, near=near[0] if near else "")
        elif rule and rule.met_by:
            yield warning("A106", found.id.mark, id=id)
        elif context.today - found.date > timedelta(days=days):
            old.append(found)
    if old:
        yield warning("A107", *(found.at for found in old), days=days, oldest=min(found.date for found in old))


def own_packs(context: Context) -> Iterator[Finding]:
    """A108: a pack or rule of the project whose id is taken; A109: a rule of an instrument that its pack lacks."""
    seen = {str(rule.id): Mark("") for pack in library().values() for rule in pack.rules}
    for id, pack in context.project.packs.items():
        if id in library():
            yield error("A108", pack.id.mark, id=id)
        yield from _own_rules(pack, seen)


def _own_rules(pack: Pack, seen: dict[str, Mark]) -> Iterator[Finding]:
    for rule in pack.rules:
        if rule.id in seen:
            yield error("A108", *(mark for mark in (rule.id.mark, seen[rule.id]) if mark.file), id=rule.id)
        seen.setdefault(str(rule.id), rule.id.mark)
        if rule.instrument and pack.instrument_of(rule) is None:
            instruments = ", ".join(str(instrument.id) for instrument in pack.instruments)
            yield error("A109", rule.instrument.mark, id=rule.instrument, known=instruments)


def undecided(context: Context) -> Iterator[tuple[str, str]]:
    """Rules that nothing here decides, pack by pack, each with the key of the reason."""
    if not context.project.site.packs:
        return
    if context.unread:
        yield "A101", "unread"
        return
    standings = coverage(context.project, context.today)
    for pack in chosen(context.project):
        for state in (State.ASK, *SKIPPED):
            own = [standing for standing in standings if standing.pack is pack and standing.state is state]
            if own:
                yield f"{pack.id} ({named(own)})", f"rule_{state}"


RULES = (missing, switched, confirmations, own_packs)
