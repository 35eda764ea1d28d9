"""The annex of rules.

It says which element of the plan meets which rule, what is missing, what waits for a person, and
what was skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from wardbook.plan.model.pack import Instrument
from wardbook.plan.text import Link, Text
from wardbook.rules.coverage import SKIPPED, Standing, State
from wardbook.rules.library import library
from wardbook.rules.probes.probe_results import REGISTER
from wardbook.rules.probes.registry import wanted
from wardbook.sheets.filled_phrases import behind
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetMaker, SheetSources, the_sheet
from wardbook.sheets.project_localizer import in_house_spelling
from wardbook.sheets.sheet import Line, Sheet, Span, Target
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
    """What meets it, what is missing, who confirmed it, or why it was skipped.

    Empty while a person is awaited.
    """


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


def coverage_sheets(sources: SheetSources) -> Iterator[Sheet]:
    """Every rule of the packs that are switched on, pack by pack; nothing without any.

    They stand as they do on the site's `packs_as_of`, else on the edition's date.
    """
    if not sources.rules:
        return
    localizer = sources.localizer
    site = localizer.project.site
    view = coverage_view(localizer, sources.rules, site.packs_as_of or site.edition.date)
    if not site.packs_as_of:
        # The leaf names its edition: with the date it would change at each of them
        view = replace(view, intro=localizer.say("coverage_intro_edition"))
    yield the_sheet(localizer, SheetKind.COVERAGE, view.title, view, source=site.at)


def coverage_view(localizer: Localizer, standings: Sequence[Standing], day: date) -> CoverageView:
    """The rules in words.

    `standings` come from the whole project; what the localizer may not see prints as internal.
    """
    counts = Counter(map(_counted_as, standings))
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


def _counted_as(standing: Standing) -> State:
    """The state under which the total counts a rule: all that are skipped are counted as one."""
    if standing.state in SKIPPED:
        return State.NOT_YET
    return standing.state


def source_words(localizer: Localizer, instrument: Instrument) -> str:
    """An instrument with its number."""
    title, number = _words(localizer, instrument.title), _words(localizer, instrument.number)
    if not number:
        return localizer.say("citation", title=title)
    return localizer.say("citation_numbered", title=title, number=number)


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
    if instrument.start:
        facts.append(localizer.say("rule_from", date=localizer.day(instrument.start)))
    if instrument.end:
        facts.append(localizer.say("rule_until", date=localizer.day(instrument.end)))
    return localizer.say(
        "rule_source",
        source=source_words(localizer, instrument),
        facts=localizer.say("list_join").join(facts),
    )


def _row(localizer: Localizer, standing: Standing, several: bool) -> RuleRow:
    """A rule as a row; `several`: its pack has several instruments, so that the row names one."""
    rule, instrument = standing.rule, standing.instrument
    basis = [localizer.say(f"rule_{rule.kind}")]
    if not rule.source_read:
        basis.append(localizer.say("rule_unverified"))
    source = ""
    if several:
        source = _words(localizer, instrument.short or instrument.title)
    return RuleRow(
        id=str(rule.id),
        source=source,
        clause=_words(localizer, rule.clause),
        basis=localizer.say("list_join").join(basis),
        text=_rule_words(localizer, standing),
        state=str(standing.state),
        status=localizer.say(f"state_{standing.state}"),
        answer=_answer(localizer, standing),
    )


def _answer(localizer: Localizer, standing: Standing) -> Line:
    """What meets the rule, or what is missing and where, or who confirmed it, or why it is off."""
    match standing.state:
        case State.MET:
            return _places(localizer, standing.places)
        case State.MISSING:
            return _missing(localizer, standing)
        case State.CONFIRMED:
            return _confirmed(localizer, standing)
        case State.ASK:
            return ()
        case State.OVER:
            key, day = "rule_until", standing.end
        case _:
            key, day = "rule_from", standing.start
    assert day
    return (Span(localizer.say(key, date=localizer.day(day))),)


def _missing(localizer: Localizer, standing: Standing) -> Line:
    """What is missing, then the places where it is."""
    lacks = [_program_words(localizer, wanted()[probe]) for probe in standing.lacks]
    said = Span(localizer.say("list_join").join(lacks))
    gaps = _places(localizer, standing.gaps)
    if not gaps:
        return (said,)
    return (said, Span(localizer.say("rule_gaps")), *gaps)


def _confirmed(localizer: Localizer, standing: Standing) -> Line:
    """Who confirmed that a rule is met, when and how; that it was, where that is hidden."""
    assert standing.confirmed
    if str(standing.rule.id) not in localizer.project.confirmations:
        return (Span(localizer.say("rule_confirmed_inside")),)
    who = localizer.say(
        "rule_confirmed",
        who=localizer.name(standing.confirmed.by),
        date=localizer.day(standing.confirmed.date),
    )
    return (Span(who), *localizer.line(standing.confirmed.how))


def _places(localizer: Localizer, places: Sequence[Link]) -> Line:
    """The first places by their names, and how many more there are."""
    comma = Span(localizer.say("list_join"))
    spans: list[Span] = []
    for at, place in enumerate(places[:_PLACES_MOST]):
        if at:
            spans.append(comma)
        spans.extend(_place(localizer, place))
    if len(places) > _PLACES_MOST:
        more = localizer.say("rule_more", count=len(places) - _PLACES_MOST)
        spans.append(Span(behind(spans[-1].text, more)))
    return tuple(spans)


def _place(localizer: Localizer, place: Link) -> Line:
    """A place by its name.

    Plans and chapters stand behind the plan's code, for there may be several.
    """
    if place.kinds == (REGISTER,):
        title = localizer.say(f"title_{place.id.replace('-', '_')}")
        return (Span(title, "name", Target(place.id)),)
    spans = localizer.spans(place, _view_of(place))
    if place.kinds != ("plan",) or not localizer.project.find(place):
        return spans
    code = str(localizer.project.plans[place.id].code)
    return (Span(code, "code", Target(f"plan-{place.id}")), Span(" "), *spans)


def _view_of(place: Link) -> str | None:
    """Which of its texts names a place; None for the usual one."""
    kind = place.kinds[0]
    if kind == "contact":
        return "name"
    if kind == "plan" and not place.part:
        return "short"
    return None


def _rule_words(localizer: Localizer, standing: Standing) -> str:
    if str(standing.pack.id) in library():
        return _program_words(localizer, standing.rule.text)
    return _words(localizer, standing.rule.text)


def _program_words(localizer: Localizer, text: Text) -> str:
    """What the program says itself. Titles of instruments stay as they are spelt there."""
    return in_house_spelling(localizer, _words(localizer, text))


def _words(localizer: Localizer, text: Text | None) -> str:
    """A text in the localizer's language; empty for None.

    Packs of the program know two languages: a variety of one has its words, and any other those of
    another language of the project, else English, with a mark (A110).
    """
    if not text:
        return ""
    family = localizer.language.partition("-")[0]
    if not text.paragraphs(localizer.language) and text.paragraphs(family):
        return text.words(family)
    if not any(map(text.paragraphs, localizer.project.languages)):
        return localizer.say("untranslated") + text.words("en")
    return localizer.words(text)


MAKER = SheetMaker((SheetKind.COVERAGE,), coverage_sheets)
