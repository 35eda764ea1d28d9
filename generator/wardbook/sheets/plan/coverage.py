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
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import CODE_LETTERS, Line, Sheet, SheetKind, Span, Target
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


def coverage_sheet(localizer: Localizer, standings: Sequence[Standing]) -> Sheet:
    """Every rule of the packs that are switched on, pack by pack, as they stand on the edition's date."""
    site = localizer.project.site
    view = coverage_view(localizer, standings, site.packs_as_of or site.edition.date)
    key = localizer.key(sheet_ids.COVERAGE)
    return Sheet(
        key, SheetKind.COVERAGE, CODE_LETTERS[SheetKind.COVERAGE], view.title, view, source=site.at
    )


def coverage_view(localizer: Localizer, standings: Sequence[Standing], day: date) -> CoverageView:
    """The rules in words. `standings` come from the whole project; what the localizer may not see prints as internal."""
    counts = Counter(
        State.NOT_YET if standing.state in SKIPPED else standing.state for standing in standings
    )
    packs = groupby(standings, key=lambda standing: str(standing.pack.id))
    return CoverageView(
        title=localizer.say("title_coverage"),
        intro=localizer.say("coverage_intro", date=localizer.day(day)),
        total=localizer.say(
            "coverage_total",
            met=counts[State.MET],
            missing=counts[State.MISSING],
            confirmed=counts[State.CONFIRMED],
            ask=counts[State.ASK],
            skipped=counts[State.NOT_YET],
        ),
        groups=tuple(_group(localizer, list(own)) for _, own in packs),
    )


def source_words(localizer: Localizer, instrument: Instrument) -> str:
    """An instrument with its number."""
    title, number = _words(localizer, instrument.title), _words(localizer, instrument.number)
    return (
        localizer.say("citation_numbered", title=title, number=number)
        if number
        else localizer.say("citation", title=title)
    )


def _group(localizer: Localizer, own: Sequence[Standing]) -> RuleGroup:
    pack = own[0].pack
    sources = tuple(_source(localizer, instrument) for instrument in pack.instruments)
    several = len(sources) > 1
    return RuleGroup(
        str(pack.id),
        _words(localizer, pack.title),
        sources,
        tuple(_row(localizer, one, several) for one in own),
    )


def _source(localizer: Localizer, instrument: Instrument) -> str:
    """An instrument with what it weighs and from when to when it is in force."""
    facts = [localizer.say(f"force_{instrument.force}")]
    facts += (
        [localizer.say("rule_from", date=localizer.day(instrument.start))]
        if instrument.start
        else []
    )
    facts += (
        [localizer.say("rule_until", date=localizer.day(instrument.end))] if instrument.end else []
    )
    return localizer.say(
        "rule_source",
        source=source_words(localizer, instrument),
        facts=localizer.say("list_join").join(facts),
    )


def _row(localizer: Localizer, one: Standing, several: bool) -> RuleRow:
    basis = [localizer.say(f"rule_{one.rule.kind}")] + (
        [] if one.rule.source_read else [localizer.say("rule_unverified")]
    )
    return RuleRow(
        id=str(one.rule.id),
        source=_words(localizer, one.instrument.short or one.instrument.title) if several else "",
        clause=_words(localizer, one.rule.clause),
        basis=localizer.say("list_join").join(basis),
        text=_words(localizer, one.rule.text),
        state=str(one.state),
        status=localizer.say(f"state_{one.state}"),
        answer=_answer(localizer, one),
    )


def _answer(localizer: Localizer, one: Standing) -> Line:
    """What meets the rule, or what is missing and where, or who confirmed it, or why it was skipped."""
    match one.state:
        case State.MET:
            return _places(localizer, one.places)
        case State.MISSING:
            lacks = localizer.say("list_join").join(
                _words(localizer, wanted()[probe]) for probe in one.lacks
            )
            gaps = _places(localizer, one.gaps)
            return (
                (Span(lacks), Span(localizer.say("rule_gaps")), *gaps) if gaps else (Span(lacks),)
            )
        case State.CONFIRMED:
            assert one.confirmed
            if str(one.rule.id) not in localizer.project.confirmations:
                return (Span(localizer.say("rule_confirmed_inside")),)
            who = localizer.say(
                "rule_confirmed",
                who=localizer.name(one.confirmed.by),
                date=localizer.day(one.confirmed.date),
            )
            return (Span(who), *localizer.line(one.confirmed.how))
        case State.ASK:
            return ()
    end = one.end if one.state is State.OVER else one.start
    assert end
    return (
        Span(
            localizer.say(
                "rule_until" if one.state is State.OVER else "rule_from", date=localizer.day(end)
            )
        ),
    )


def _places(localizer: Localizer, places: Sequence[Link]) -> Line:
    shown = [_place(localizer, place) for place in places[:_PLACES_MOST]]
    comma = Span(localizer.say("list_join"))
    runs = tuple(run for at, line in enumerate(shown) for run in ((comma, *line) if at else line))
    rest = len(places) - len(shown)
    return (*runs, Span(localizer.say("rule_more", count=rest))) if rest else runs


def _place(localizer: Localizer, place: Link) -> Iterable[Span]:
    """A place by its name. Plans and chapters stand behind the plan's code, for there may be several."""
    if place.kinds == (REGISTER,):
        return (
            Span(localizer.say(f"title_{place.id.replace('-', '_')}"), "name", Target(place.id)),
        )
    view = {"contact": "name", "plan": None if place.part else "short"}.get(place.kinds[0])
    runs = localizer.runs(place, view)
    if place.kinds == ("plan",) and localizer.project.find(place):
        return (
            Span(str(localizer.project.plans[place.id].code), "code", Target(f"plan-{place.id}")),
            Span(" "),
            *runs,
        )
    return runs


def _words(localizer: Localizer, text: Text | None) -> str:
    """A text in the localizer's language; packs of the program know two, and English stands for every other."""
    return (localizer.words(text) or text.words("en")) if text else ""
