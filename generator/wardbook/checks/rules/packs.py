"""Rule packs: what they ask and the plan lacks; packs, rules and confirmations that don't fit."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from wardbook.checks.context import Context, Dated, first_of, older_than
from wardbook.findings import Finding, Mark, Severity, error, info, warning
from wardbook.plan.model.pack import PackRule, RulePack
from wardbook.plan.project import Project
from wardbook.rules.coverage import SKIPPED, Standing, State
from wardbook.rules.library import chosen, known, library


def missing(context: Context) -> Iterator[Finding]:
    """A101 and A102: what rules ask for and the plan lacks; one finding a thing.

    A101 where one of the rules says so itself, A102 where all only advise or are unverified.
    """
    if context.unread:
        return
    for probe, standings in _lacking(context).items():
        packs = {str(standing.pack.id) for standing in standings}
        marks = _gaps(probe, standings) or _switches(context.project, packs)
        rules = _named(standings)
        if any(standing.severity is Severity.WARNING for standing in standings):
            yield warning("A101", *marks, lacks=probe, written_at=probe, rules=rules)
        else:
            yield info("A102", *marks, lacks=probe, written_at=probe, rules=rules)


def _lacking(context: Context) -> dict[str, list[Standing]]:
    """Names of probes that found nothing, each with the rules that ask for it."""
    asked: dict[str, list[Standing]] = {}
    for standing in context.standings:
        for probe in standing.lacks:
            asked.setdefault(probe, []).append(standing)
    return asked


def _gaps(probe: str, standings: Sequence[Standing]) -> list[Mark]:
    """Where the plan lacks what a probe looks for, as rules know that lack nothing else."""
    marks: dict[Mark, None] = {}
    for standing in standings:
        if standing.lacks == (probe,):
            for gap in standing.gaps:
                marks[gap.mark] = None
    return list(marks)


def _switches(project: Project, packs: set[str]) -> list[Mark]:
    """Where site.yml switches packs on."""
    return [id.mark for id in project.site.packs if id in packs]


def _named(standings: Sequence[Standing]) -> str:
    return first_of([str(standing.rule.id) for standing in standings])


def switched(context: Context) -> Iterator[Finding]:
    """A103: a pack that nobody knows."""
    packs = known(context.project)
    for id in context.project.site.packs:
        unread = context.is_unread("pack", id)
        if id not in packs and not unread:
            near = "".join(difflib.get_close_matches(id, packs, 1))
            yield error("A103", id.mark, id=id, known=", ".join(packs), near=near)


def run_out(context: Context) -> Iterator[Finding]:
    """A104: a pack with an instrument that is no longer in force."""
    day = context.project.site.packs_as_of or context.today
    for pack in chosen(context.project):
        for instrument in pack.instruments:
            if instrument.end and instrument.end < day:
                yield warning(
                    "A104",
                    *_switches(context.project, {str(pack.id)}),
                    pack=pack.id,
                    instrument=instrument.id,
                    until=instrument.end,
                )


def confirmations(context: Context) -> Iterator[Finding]:
    """A105: a confirmation of no rule; A106: one of a rule that the plan itself decides."""
    rules = _known_rules(context.project)
    for id, confirmation in context.project.confirmations.items():
        rule = rules.get(id)
        if rule is None and not context.lacks("pack"):
            near = "".join(difflib.get_close_matches(id, rules, 1))
            yield error("A105", confirmation.id.mark, id=id, near=near)
        elif rule and rule.met_by:
            yield warning("A106", confirmation.id.mark, id=id)


def old_confirmations(context: Context) -> Iterator[Finding]:
    """A107: confirmations, where a person has to confirm, older than the period of site.yml."""
    days = context.project.site.review_days
    yield from older_than(context, "A107", _dated_confirmations(context), days=days)


def _dated_confirmations(context: Context) -> Iterator[Dated]:
    """Confirmations that count, with their days: of a rule that there is (else A105), and that only
    a person can confirm (else A106)."""
    rules = _known_rules(context.project)
    for id, confirmation in context.project.confirmations.items():
        rule = rules.get(id)
        is_one = rule is not None or context.lacks("pack")
        if is_one and not (rule and rule.met_by):
            yield confirmation.at, confirmation.date


def _known_rules(project: Project) -> dict[str, PackRule]:
    rules = {}
    for pack in known(project).values():
        for rule in pack.rules:
            rules[str(rule.id)] = rule
    return rules


def own_packs(context: Context) -> Iterator[Finding]:
    """A108 and A109: packs of the project; A108: one whose id is taken."""
    seen: dict[str, Mark | None] = {}
    for pack in library().values():
        for rule in pack.rules:
            seen[str(rule.id)] = None
    for id, pack in context.project.packs.items():
        if id in library():
            yield error("A108", pack.id.mark, id=id)
        yield from _taken_rules(pack, seen)
        yield from _lost_rules(pack)


def _taken_rules(pack: RulePack, seen: dict[str, Mark | None]) -> Iterator[Finding]:
    """A108: rules whose id is taken. `seen`: ids so far, and where (None: in the program)."""
    for rule in pack.rules:
        if rule.id in seen:
            first = seen[rule.id]
            marks = [rule.id.mark]
            if first:
                marks.append(first)
            yield error("A108", *marks, id=rule.id)
        seen.setdefault(str(rule.id), rule.id.mark)


def _lost_rules(pack: RulePack) -> Iterator[Finding]:
    """A109: rules of an instrument that their pack lacks."""
    for rule in pack.rules:
        if rule.instrument and pack.instrument_of(rule) is None:
            instruments = ", ".join(str(instrument.id) for instrument in pack.instruments)
            yield error("A109", rule.instrument.mark, id=rule.instrument, known=instruments)


def unspoken(context: Context) -> Iterator[Finding]:
    """A110: a pack of the program without words in a language; one of the project is T301."""
    for pack in chosen(context.project):
        if pack.id in context.project.packs:
            continue
        spoken = pack.rules[0].text.languages
        for language in context.project.site.languages:
            if language not in spoken and language.partition("-")[0] not in spoken:
                marks = _switches(context.project, {str(pack.id)})
                yield info("A110", *marks, pack=pack.id, language=language)


def undecided(context: Context) -> Iterator[tuple[str, str]]:
    """Rules that nothing here decides, pack by pack, each with the key of the reason."""
    if not context.project.site.packs:
        return
    if context.unread:
        yield "A101", "unread"
        return
    standings = context.standings
    for pack in chosen(context.project):
        for state in (State.ASK, *SKIPPED):
            own = []
            for standing in standings:
                if standing.pack is pack and standing.state is state:
                    own.append(standing)
            if own:
                yield f"{pack.id} ({_named(own)})", f"rule_{state}"


CHECKS = (missing, switched, run_out, confirmations, old_confirmations, own_packs, unspoken)
