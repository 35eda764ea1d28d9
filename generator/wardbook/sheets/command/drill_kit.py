"""A drill of one department in one scenario.

What the controller plays in, what the observer looks for, and what is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department, Role
from wardbook.plan.model.scalars import Duration
from wardbook.plan.timeline import MOMENTS, Moment, band_of, begins, card_text, due
from wardbook.sheets import sheet_ids
from wardbook.sheets.command import questions
from wardbook.sheets.command.questions import Question, brief, named, told
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.moments import by_moment, deadline, start_words, within

_LONG = 60
"""From so many minutes on nobody waits in a drill: the controller says that the time has passed."""


@dataclass(frozen=True)
class Event:
    """What the controller plays in at one point, and the numbers of the steps looked for then."""

    at: str
    says: tuple[str, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Observed:
    """A step of the card as the observer sees it.

    `target` says by when it is done, as the card does, or when it begins if it has no deadline.
    """

    number: int
    band: str
    actor: str
    text: str
    target: str


@dataclass(frozen=True)
class TimingTarget:
    """Something with a deadline. `number` is the step's, 0 for the change to paper."""

    number: int
    name: str
    limit: str


@dataclass(frozen=True)
class DrillView:
    """Everything that a drill kit says of the plan, in one language."""

    scenario: str
    scenario_code: str
    first: str
    systems: str
    department: str
    code: str
    trigger: str
    clock: str
    events: tuple[Event, ...]
    observed: tuple[Observed, ...]
    targets: tuple[TimingTarget, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class _Drill:
    localizer: Localizer
    scenario: Procedure
    procedure: Procedure
    department: Department


@dataclass(frozen=True)
class _TimedStep:
    """A step of the outage, with its phase, its number in its procedure, and when it starts."""

    moment: Moment
    phase: str
    number: int
    step: Step


def drill_view(
    localizer: Localizer, scenario: Procedure, procedure: Procedure, department: Department
) -> DrillView:
    """The drill of `department`, whose own steps are `procedure`, in `scenario`."""
    drill = _Drill(localizer, scenario, procedure, department)
    return DrillView(
        scenario=localizer.words(scenario.title),
        scenario_code=sheet_ids.procedure_code(localizer.project, scenario),
        first=localizer.words(scenario.first),
        systems=localizer.names(scenario.systems),
        department=localizer.words(department.name),
        code=str(department.code),
        trigger=localizer.words(department.when),
        clock=localizer.say(f"clock_{department.clock}"),
        events=tuple(_events(drill)),
        observed=tuple(_observed(drill)),
        targets=tuple(_targets(drill)),
        questions=tuple(_questions(drill)),
    )


def _timed(procedure: Procedure) -> Iterator[_TimedStep]:
    """Steps of the outage."""
    for phase, step in procedure.steps():
        moment = begins(phase, step)
        if moment:
            number = procedure.number_of(str(step.id))
            yield _TimedStep(moment, phase, number, step)


def _carded(drill: _Drill) -> Iterator[tuple[_TimedStep, str]]:
    """Steps of the department's card, each with the words of its band."""
    site = drill.localizer.project.site
    for timed in _timed(drill.procedure):
        if not timed.step.on_card:
            continue
        band = band_of(site, timed.phase, timed.step)
        if band:
            yield timed, drill.localizer.words(band.label)


def _events(drill: _Drill) -> Iterator[Event]:
    """What happens at each moment, in order of time."""
    says: dict[Moment, list[str]] = defaultdict(list)
    for moment, said in _injected(drill):
        says[moment].append(said)
    numbers: dict[Moment, list[int]] = defaultdict(list)
    for timed, _ in _carded(drill):
        numbers[timed.moment].append(timed.number)
    for moment in _in_order(drill.department, {*says, *numbers}):
        yield Event(_at(drill.localizer, moment), tuple(says[moment]), tuple(numbers[moment]))


def _injected(drill: _Drill) -> Iterator[tuple[Moment, str]]:
    """What the controller says or plays.

    Fault, notice (who starts by itself waits for none), the start of paper where steps count from
    it, and all-clear, then the scenario's steps, then the department's questions and long waits.
    """
    localizer, department = drill.localizer, drill.department
    yield Moment("noticed"), _fault(drill)
    if str(department.clock) == "announced":
        name = localizer.words(department.name)
        yield Moment("announced"), localizer.say("kit_notice", department=name)
    if any(timed.moment.since == "manual" for timed in _timed(drill.procedure)):
        yield Moment("manual"), _paper_starts(drill)
    yield Moment("all_clear"), localizer.say("kit_all_clear")
    for timed in _timed(drill.scenario):
        yield timed.moment, _played(drill, timed.step)
    for timed in _timed(drill.procedure):
        minutes = timed.moment.minutes
        if minutes >= _LONG:
            passed = localizer.spoken_duration(timed.moment.length)
            yield timed.moment, localizer.say("kit_passed", duration=passed)
        if timed.step.decision:
            ask = told(localizer, timed.step.decision.ask, drill.procedure)
            yield timed.moment, localizer.say("kit_asked", number=timed.number, ask=ask)


def _fault(drill: _Drill) -> str:
    """What begins the drill: the scenario and what is down; where it names no system, when the
    department takes out its card."""
    localizer, scenario = drill.localizer, drill.scenario
    what = localizer.words(drill.department.when)
    if scenario.systems:
        what = localizer.say("kit_down", systems=localizer.names(scenario.systems))
    return localizer.say("kit_fault", scenario=localizer.words(scenario.title), what=what)


def _paper_starts(drill: _Drill) -> str:
    """That paper starts now, with the limit that the department has for it."""
    department = drill.department
    limit = ""
    if department.manual_start:
        limit = within(drill.localizer, department.manual_start, str(department.clock))
    key = "kit_paper_by" if limit else "kit_paper"
    return drill.localizer.say(key, limit=limit)


def _played(drill: _Drill, step: Step) -> str:
    """A step of the scenario: the controller tells it to the department, or plays it."""
    key = "kit_plays"
    if _told(drill, step):
        key = "kit_tells"
    what = told(drill.localizer, step.do, drill.scenario)
    return drill.localizer.say(key, who=drill.localizer.name(step.actor), what=what)


def _told(drill: _Drill, step: Step) -> bool:
    """Whether a step tells the department or one of its posts."""
    for link in step.tell:
        found = drill.localizer.project.find(link)
        if getattr(found, "id", None) == drill.department.id:
            return True
        owner = None
        if isinstance(found, Role):
            owner = found.department
        if owner and owner.id == drill.department.id:
            return True
    return False


def _in_order(department: Department, moments: Collection[Moment]) -> list[Moment]:
    """Moments as they come.

    The notice follows what is done in the first hour after the fault, then paper, at its latest
    time where the department has one, then the end.
    """
    notice = 0
    for moment in moments:
        if moment.since == "noticed" and moment.minutes < _LONG:
            notice = max(notice, moment.minutes)
    origins = {"noticed": 0, "announced": notice, "manual": notice, "all_clear": 0}
    if department.manual_start:
        clock = str(department.clock)
        origins["manual"] = max(notice, origins[clock] + department.manual_start.minutes)

    def place(moment: Moment) -> tuple[bool, int, int]:
        """Whether the outage is over, the minutes since the fault, the order of the clocks."""
        minutes = origins[moment.since] + moment.minutes
        return moment.since == "all_clear", minutes, MOMENTS.index(moment.since)

    return sorted(moments, key=place)


def _at(localizer: Localizer, moment: Moment) -> str:
    """A moment in words."""
    said = localizer.say(f"kit_at_{moment.since}")
    if not moment.minutes:
        return said
    passed = localizer.duration(moment.length)
    return localizer.say("kit_after", moment=said, duration=passed)


def _observed(drill: _Drill) -> Iterator[Observed]:
    """The steps of the card, band by band."""
    localizer = drill.localizer
    bands = [localizer.words(band.label) for band in localizer.project.site.bands]
    for timed, band in sorted(_carded(drill), key=lambda found: bands.index(found[1])):
        yield Observed(
            number=timed.number,
            band=band,
            actor=localizer.name(timed.step.actor),
            text=brief(localizer, card_text(timed.step), drill.procedure),
            target=_target(localizer, timed),
        )


def _target(localizer: Localizer, timed: _TimedStep) -> str:
    """By when a step is done, in the words of the card; from when where it has no deadline."""
    limit = deadline(localizer, timed.phase, timed.step)
    return limit or start_words(localizer, timed.phase, timed.step)


def _targets(drill: _Drill) -> Iterator[TimingTarget]:
    """The change to paper, then the steps with a deadline and the checks of what was done."""
    localizer, department = drill.localizer, drill.department
    if department.manual_start:
        yield TimingTarget(
            number=0,
            name=localizer.say("kit_on_paper"),
            limit=within(localizer, department.manual_start, str(department.clock)),
        )
    for timed in _timed(drill.procedure):
        step = timed.step
        said = named(localizer, step, drill.procedure)
        limit = due(timed.phase, step)
        if limit:
            yield TimingTarget(timed.number, said, by_moment(localizer, limit))
        for key, who, span in _checked_later(localizer, step):
            yield TimingTarget(
                number=timed.number,
                name=localizer.say(key, who=who, what=said),
                limit=within(localizer, span, "step"),
            )


def _checked_later(localizer: Localizer, step: Step) -> Iterator[tuple[str, str, Duration]]:
    """The checks that follow a step: phrase, who checks, in what time."""
    later, alone = step.verify_later, step.verify_alone
    if later:
        yield "kit_checked", localizer.name(later.by), later.within
    if alone and alone.within:
        next_shift = alone.by.id == "another"
        who = localizer.say("kit_next_shift") if next_shift else localizer.name(alone.by)
        yield "kit_checked_alone", who, alone.within


def _questions(drill: _Drill) -> Iterator[Question]:
    """The stop lines first; then what everybody on duty must know without looking."""
    localizer, department = drill.localizer, drill.department
    yield from questions.stop_line(localizer, department)
    yield from questions.step_stops(localizer, drill.procedure)
    yield from questions.one_on_duty(localizer, drill.procedure)
    yield from questions.never_waits(localizer)
    yield from questions.when_to_start(localizer, department)
    yield from questions.first_number(localizer)
    yield from questions.where_the_box_is(localizer, department)
