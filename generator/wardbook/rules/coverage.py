"""Which element of the plan meets which rule, and what is missing.

Besides: which rules wait for a person, and which were skipped and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import zip_longest

from wardbook.findings import Severity
from wardbook.plan.model.pack import Confirmation, Instrument, PackRule, RulePack
from wardbook.plan.project import Project
from wardbook.plan.text import Link
from wardbook.rules.library import chosen
from wardbook.rules.probes.probe_results import ProbeResult, Subject
from wardbook.rules.probes.registry import PROBE_FUNCTIONS


class State(StrEnum):
    """How a rule stands."""

    MET = "met"
    CONFIRMED = "confirmed"
    """A person has confirmed it."""
    ASK = "ask"
    """Waits for a person."""
    MISSING = "missing"
    NOT_YET = "not_yet"
    """Skipped: in force later."""
    OVER = "over"
    """Skipped: no longer in force."""


SKIPPED = (State.NOT_YET, State.OVER)


@dataclass(frozen=True)
class Standing:
    """How one rule stands.

    `places` are what its probes found, `lacks` the names of those that found something missing,
    `gaps` where. `confirmed` is set when a person has found the rule kept.
    """

    pack: RulePack
    rule: PackRule
    instrument: Instrument
    state: State
    places: tuple[Link, ...] = ()
    gaps: tuple[Link, ...] = ()
    lacks: tuple[str, ...] = ()
    confirmed: Confirmation | None = None

    @property
    def severity(self) -> Severity:
        """How severe its absence is: never more than its basis bears.

        Only what an instrument itself says, and somebody has read there, warns; what is derived,
        our own advice, guidance or unverified informs.
        """
        binding = self.rule.kind == "direct" and self.instrument.force != "practice"
        if binding and self.rule.source_read:
            return Severity.WARNING
        return Severity.INFO

    @property
    def start(self) -> date | None:
        """First day in force."""
        return self.rule.start or self.instrument.start

    @property
    def end(self) -> date | None:
        """Last day in force."""
        return self.rule.end or self.instrument.end


def coverage(
    project: Project, day: date, packs: Iterable[RulePack] | None = None
) -> tuple[Standing, ...]:
    """Every rule of `packs` (default: of those that are switched on), in the order of the packs.

    `day` is the day whose rules count, unless site.yml names one. Rules of an instrument that their
    pack lacks are left out: they are reported as A109.
    """
    subject = Subject(project, project.site.packs_as_of or day)
    results: dict[str, ProbeResult] = {}
    found = []
    if packs is None:
        packs = chosen(project)
    for pack in packs:
        for rule in pack.rules:
            instrument = pack.instrument_of(rule)
            if instrument:
                unjudged = Standing(pack, rule, instrument, State.ASK)
                found.append(_judged(unjudged, subject, results))
    return tuple(found)


def _judged(standing: Standing, subject: Subject, results: dict[str, ProbeResult]) -> Standing:
    """How a rule stands. `results` keeps what each probe found, since many rules name the same."""
    if standing.start and subject.day < standing.start:
        return replace(standing, state=State.NOT_YET)
    if standing.end and standing.end < subject.day:
        return replace(standing, state=State.OVER)
    if standing.rule.met_by:
        return _probed(standing, subject, results)
    confirmed = subject.project.confirmations.get(str(standing.rule.id))
    if confirmed:
        return replace(standing, state=State.CONFIRMED, confirmed=confirmed)
    return standing


def _probed(standing: Standing, subject: Subject, results: dict[str, ProbeResult]) -> Standing:
    """How a rule with probes stands, by what they find."""
    limit = standing.rule.limit
    subject = replace(subject, limit=limit)
    places: list[Sequence[Link]] = []
    gaps: dict[str, Link] = {}
    lacks: list[str] = []
    for name in map(str, standing.rule.met_by):
        asked = f"{name} {limit}"
        if asked not in results:
            results[asked] = PROBE_FUNCTIONS[name](subject)
        result = results[asked]
        places.append(result.places)
        if not result.met:
            lacks.append(name)
            for at in result.gaps:
                gaps[str(at)] = at
    state = State.MET
    if lacks:
        state = State.MISSING
    return replace(
        standing,
        state=state,
        places=_in_turns(places),
        gaps=tuple(gaps.values()),
        lacks=tuple(lacks),
    )


def _in_turns(rows: Sequence[Sequence[Link]]) -> tuple[Link, ...]:
    """The first of each row, then the second of each …: the first few answer all that is asked."""
    places = {}
    for turn in zip_longest(*rows):
        for at in turn:
            if at:
                places[str(at)] = at
    return tuple(places.values())
