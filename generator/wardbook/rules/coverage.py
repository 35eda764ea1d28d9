"""Which element of the plan meets which rule, what is missing, what waits for a person, and what was skipped and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest

from wardbook.findings import Severity
from wardbook.plan.model.pack import Confirmation, Instrument, Pack, PackRule
from wardbook.plan.project import Project
from wardbook.plan.text import Link
from wardbook.rules.library import chosen
from wardbook.rules.probes.looks import Look, Subject
from wardbook.rules.probes.registry import LOOKS


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
    """How one rule stands. `lacks` are the probes that found nothing, `places` and `gaps` what all of them found."""

    pack: Pack
    rule: PackRule
    instrument: Instrument
    state: State
    places: tuple[Link, ...] = ()
    gaps: tuple[Link, ...] = ()
    lacks: tuple[str, ...] = ()
    confirmed: Confirmation | None = None

    @property
    def severity(self) -> Severity:
        """What its absence weighs: never more than its basis bears. Only what an instrument itself says, and somebody has
        read there, warns; what is derived, our own advice, guidance or unverified informs."""
        direct = self.rule.kind == "direct" and self.rule.source_read
        return Severity.WARNING if direct and self.instrument.force != "practice" else Severity.INFO

    @property
    def start(self) -> date | None:
        """First day in force."""
        return self.rule.start or self.instrument.start

    @property
    def end(self) -> date | None:
        """Last day in force."""
        return self.rule.end or self.instrument.end


def coverage(project: Project, day: date, packs: Iterable[Pack] | None = None) -> tuple[Standing, ...]:
    """Every rule of `packs` (default: of those that are switched on), in the order of the packs. `day` is the day whose
    rules count, unless site.yml names one."""
    subject = Subject(project, project.site.packs_as_of or day)
    looks: dict[str, Look] = {}
    return tuple(
        standing
        for pack in (chosen(project) if packs is None else packs)
        for rule in pack.rules
        for standing in _standing(subject, pack, rule, looks)
    )


def _standing(subject: Subject, pack: Pack, rule: PackRule, looks: dict[str, Look]) -> Iterator[Standing]:
    """How a rule stands; nothing for one whose instrument the pack lacks. `looks` keeps what was looked at once."""
    instrument = pack.instrument_of(rule)
    if instrument is None:
        return
    if state := _out_of_force(rule, instrument, subject.day):
        yield Standing(pack, rule, instrument, state)
    elif not rule.met_by:
        confirmed = subject.project.confirmations.get(str(rule.id))
        state = State.CONFIRMED if confirmed else State.ASK
        yield Standing(pack, rule, instrument, state, confirmed=confirmed)
    else:
        yield _looked_at(subject, (pack, rule, instrument), looks)


def _out_of_force(rule: PackRule, instrument: Instrument, day: date) -> State | None:
    start, end = rule.start or instrument.start, rule.end or instrument.end
    if start and day < start:
        return State.NOT_YET
    return State.OVER if end and end < day else None


def _looked_at(subject: Subject, asked: tuple[Pack, PackRule, Instrument], looks: dict[str, Look]) -> Standing:
    probes = [str(name) for name in asked[1].met_by]
    for name in probes:
        if name not in looks:
            looks[name] = LOOKS[name](subject)
    lacks = tuple(name for name in probes if not looks[name].met)
    turns = zip_longest(*(looks[name].places for name in probes))  # so that the first few answer all that is asked
    places = {str(at): at for turn in turns for at in turn if at}
    gaps = {str(at): at for name in lacks for at in looks[name].gaps}
    state = State.MISSING if lacks else State.MET
    return Standing(*asked, state, tuple(places.values()), tuple(gaps.values()), lacks)
