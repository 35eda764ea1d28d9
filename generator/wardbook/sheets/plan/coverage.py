"""The annex of rules: which element of the plan meets which rule, what is missing, what waits for a person, what was skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from wardbook.plan.model.pack import Instrument
from wardbook.plan.text import Link, Text
from wardbook.rules.coverage import SKIPPED, Standing, State
from wardbook.rules.probes.looks import REGISTER
from wardbook.rules.probes.registry import wanted
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Lens
from wardbook.sheets.sheet import CODE_LETTERS, Kind, Line, Run, Sheet, Target
from wardbook.sheets.view import view

_PLACES_MOST = 4
"""Places that a row names; more would hide the rule."""


@view("RuleRow")
class RuleRow:
    """A rule and how it stands. `source` names the instrument where the pack has several."""

    id: str
    source: str
    clause: str
    basis: str
    """Whether the instrument says so itself, and whether somebody has read it there."""
    text: str
    state: str
    """met, missing, confirmed, ask, not_yet or over."""
    status: str
    """The state as a finished word."""
    answer: Line
    """What meets it, what is missing, who confirmed it, or why it was skipped; empty while a person is awaited."""


@view("RuleGroup")
class RuleGroup:
    """The rules of a pack, with the instruments that they come from."""

    id: str
    title: str
    sources: tuple[str, ...]
    rows: tuple[RuleRow, ...]


@view("CoverageView")
class CoverageView:
    """Rules and what answers them."""

    title: str
    intro: str
    total: str
    groups: tuple[RuleGroup, ...]


def coverage_sheet(lens: Lens, standings: Sequence[Standing]) -> Sheet:
    """Every rule of the packs that are switched on, pack by pack, as they stand on the edition's date."""
    site = lens.project.site
    view = coverage_view(lens, standings, site.packs_as_of or site.edition.date)
    key = lens.key(sheet_ids.COVERAGE)
    return Sheet(key, Kind.COVERAGE, CODE_LETTERS[Kind.COVERAGE], view.title, view, source=site.at)


def coverage_view(lens: Lens, standings: Sequence[Standing], day: date) -> CoverageView:
    """The rules in words. `standings` come from the whole project; what the lens may not see prints as internal."""
    counts = Counter(State.NOT_YET if standing.state in SKIPPED else standing.state for standing in standings)
    packs = groupby(standings, key=lambda standing: str(standing.pack.id))
    return CoverageView(
        title=lens.say("title_coverage"),
        intro=lens.say("coverage_intro", date=lens.day(day)),
        total=lens.say(
            "coverage_total",
            met=counts[State.MET],
            missing=counts[State.MISSING],
            confirmed=counts[State.CONFIRMED],
            ask=counts[State.ASK],
            skipped=counts[State.NOT_YET],
        ),
        groups=tuple(_group(lens, list(own)) for _, own in packs),
    )


def source_words(lens: Lens, instrument: Instrument) -> str:
    """An instrument with its number."""
    title, number = _words(lens, instrument.title), _words(lens, instrument.number)
    return lens.say("citation_numbered", title=title, number=number) if number else lens.say("citation", title=title)


def _group(lens: Lens, own: Sequence[Standing]) -> RuleGroup:
    pack = own[0].pack
    sources = tuple(_source(lens, instrument) for instrument in pack.instruments)
    several = len(sources) > 1
    return RuleGroup(str(pack.id), _words(lens, pack.title), sources, tuple(_row(lens, one, several) for one in own))


def _source(lens: Lens, instrument: Instrument) -> str:
    """An instrument with what it weighs and from when to when it is in force."""
    facts = [lens.say(f"force_{instrument.force}")]
    facts += [lens.say("rule_from", date=lens.day(instrument.start))] if instrument.start else []
    facts += [lens.say("rule_until", date=lens.day(instrument.end))] if instrument.end else []
    return lens.say("rule_source", source=source_words(lens, instrument), facts=lens.say("list_join").join(facts))


def _row(lens: Lens, one: Standing, several: bool) -> RuleRow:
    basis = [lens.say(f"rule_{one.rule.kind}")] + ([] if one.rule.source_read else [lens.say("rule_unverified")])
    return RuleRow(
        id=str(one.rule.id),
        source=_words(lens, one.instrument.short or one.instrument.title) if several else "",
        clause=_words(lens, one.rule.clause),
        basis=lens.say("list_join").join(basis),
        text=_words(lens, one.rule.text),
        state=str(one.state),
        status=lens.say(f"state_{one.state}"),
        answer=_answer(lens, one),
    )


def _answer(lens: Lens, one: Standing) -> Line:
    """What meets the rule, or what is missing and where, or who confirmed it, or why it was skipped."""
    match one.state:
        case State.MET:
            return _places(lens, one.places)
        case State.MISSING:
            lacks = lens.say("list_join").join(_words(lens, wanted()[probe]) for probe in one.lacks)
            gaps = _places(lens, one.gaps)
            return (Run(lacks), Run(lens.say("rule_gaps")), *gaps) if gaps else (Run(lacks),)
        case State.CONFIRMED:
            assert one.confirmed
            if str(one.rule.id) not in lens.project.confirmations:
                return (Run(lens.say("rule_confirmed_inside")),)
            who = lens.say("rule_confirmed", who=lens.name(one.confirmed.by), date=lens.day(one.confirmed.date))
            return (Run(who), *lens.line(one.confirmed.how))
        case State.ASK:
            return ()
    end = one.end if one.state is State.OVER else one.start
    assert end
    return (Run(lens.say("rule_until" if one.state is State.OVER else "rule_from", date=lens.day(end))),)


def _places(lens: Lens, places: Sequence[Link]) -> Line:
    shown = [_place(lens, place) for place in places[:_PLACES_MOST]]
    comma = Run(lens.say("list_join"))
    runs = tuple(run for at, line in enumerate(shown) for run in ((comma, *line) if at else line))
    rest = len(places) - len(shown)
    return (*runs, Run(lens.say("rule_more", count=rest))) if rest else runs


def _place(lens: Lens, place: Link) -> Iterable[Run]:
    """A place by its name. Plans and chapters stand behind the plan's code, for there may be several."""
    if place.kinds == (REGISTER,):
        return (Run(lens.say(f"title_{place.id.replace('-', '_')}"), "name", Target(place.id)),)
    view = {"contact": "name", "plan": None if place.part else "short"}.get(place.kinds[0])
    runs = lens.runs(place, view)
    if place.kinds == ("plan",) and lens.project.find(place):
        return (Run(str(lens.project.plans[place.id].code), "code", Target(f"plan-{place.id}")), Run(" "), *runs)
    return runs


def _words(lens: Lens, text: Text | None) -> str:
    """A text in the lens's language; packs of the program know two, and English stands for every other."""
    return (lens.words(text) or text.words("en")) if text else ""
