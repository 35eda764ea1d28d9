"""A drill of one department in one scenario: what the controller plays in, what the observer looks for, what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wardbook.plan.model.procedure import Procedure, Step, start_of
from wardbook.plan.model.registries import Department, Role
from wardbook.plan.model.scalars import Duration
from wardbook.plan.timeline import MOMENTS, as_duration, band_of, card_text
from wardbook.sheets import sheet_ids
from wardbook.sheets.command import questions
from wardbook.sheets.command.questions import Question, brief
from wardbook.sheets.localizer import Localizer

_LONG = 60
"""From so many minutes on nobody waits in a drill: the controller says that the time has passed."""


@dataclass(frozen=True)
class Moment:
    """A point of the drill: minutes after one of the moments that clocks count from."""

    since: str
    minutes: int = 0


@dataclass(frozen=True)
class Event:
    """What the controller plays in at one point, and the numbers of the steps that are looked for then."""

    at: str
    says: tuple[str, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Observed:
    """A step of the card as the observer sees it. `target`: when it is done, or when it begins if it has no deadline."""

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
    since: str
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


def _moment(drill: _Drill, clock: str, phase: str, step: Step) -> Moment | None:
    """When a step starts; None outside the outage. Paper starts with the department's own clock."""
    start = start_of(phase, step)
    if start == "manual" and (limit := drill.department.manual_start):
        return Moment(str(drill.department.clock), limit.minutes)
    if start in MOMENTS:
        return Moment(str(start))
    duration = as_duration(start) if start else None
    return Moment(clock, duration.minutes) if duration else None


def _timed(drill: _Drill, procedure: Procedure) -> Iterator[tuple[Moment, int, Step]]:
    """Steps of the outage, each with its moment and number. Those of a scenario count from the fault."""
    clock = str(drill.department.clock) if procedure is drill.procedure else "noticed"
    for phase, step in procedure.steps():
        if moment := _moment(drill, clock, phase, step):
            yield moment, procedure.number_of(str(step.id)), step


def _carded(drill: _Drill) -> Iterator[tuple[Moment, int, Step, str]]:
    """Steps of the department's card, each with its band."""
    phases = {str(step.id): phase for phase, step in drill.procedure.steps()}
    for moment, number, step in _timed(drill, drill.procedure):
        band = (
            band_of(drill.localizer.project.site, phases[str(step.id)], step)
            if step.on_card
            else None
        )
        if band:
            yield moment, number, step, drill.localizer.words(band.label)


def _events(drill: _Drill) -> Iterator[Event]:
    says: dict[Moment, list[str]] = {}
    for moment, said in _injected(drill):
        says.setdefault(moment, []).append(said)
    steps: dict[Moment, list[int]] = {}
    for moment, number, _, _ in _carded(drill):
        steps.setdefault(moment, []).append(number)
    for moment in _in_order({*says, *steps}):
        yield Event(
            _at(drill.localizer, moment), tuple(says.get(moment, ())), tuple(steps.get(moment, ()))
        )


def _injected(drill: _Drill) -> Iterator[tuple[Moment, str]]:
    """What the controller says or plays: fault, notice (who counts from the fault waits for none) and all-clear, then the
    scenario's steps, then the department's questions and long waits."""
    localizer, department = drill.localizer, drill.department
    title = localizer.words(drill.scenario.title)
    yield (
        Moment("noticed"),
        localizer.say("kit_fault", scenario=title, trigger=localizer.words(department.when)),
    )
    if str(department.clock) == "announced":
        yield (
            Moment("announced"),
            localizer.say("kit_notice", department=localizer.words(department.name)),
        )
    yield Moment("all_clear"), localizer.say("kit_all_clear")
    for moment, _, step in _timed(drill, drill.scenario):
        key = "kit_tells" if _told(drill, step) else "kit_plays"
        yield (
            moment,
            localizer.say(
                key, who=localizer.name(step.actor), what=brief(localizer, step.do, drill.scenario)
            ),
        )
    for moment, number, step in _timed(drill, drill.procedure):
        if moment.minutes >= _LONG:
            yield (
                moment,
                localizer.say("kit_passed", duration=localizer.duration(Duration(moment.minutes))),
            )
        if step.decision:
            ask = brief(localizer, step.decision.ask, drill.procedure)
            yield moment, localizer.say("kit_asked", number=number, ask=ask)


def _told(drill: _Drill, step: Step) -> bool:
    """Whether a step tells the department or one of its posts."""
    for link in step.tell:
        found = drill.localizer.project.find(link)
        owner = found.department if isinstance(found, Role) else None
        if drill.department.id in (getattr(found, "id", None), owner.id if owner else None):
            return True
    return False


def _in_order(moments: Iterable[Moment]) -> list[Moment]:
    """Moments as they come: the notice follows what is done in the first hour after the fault, then paper, then the end."""
    found = list(moments)
    notice = max(
        (one.minutes for one in found if one.since == "noticed" and one.minutes < _LONG), default=0
    )
    base = {"noticed": (0, 0), "announced": (0, notice), "manual": (0, notice), "all_clear": (1, 0)}
    rank = {since: at for at, since in enumerate(MOMENTS)}
    return sorted(
        found,
        key=lambda one: (base[one.since][0], base[one.since][1] + one.minutes, rank[one.since]),
    )


def _at(localizer: Localizer, moment: Moment) -> str:
    said = localizer.say(f"kit_at_{moment.since}")
    if not moment.minutes:
        return said
    return localizer.say(
        "kit_after", moment=said, duration=localizer.duration(Duration(moment.minutes))
    )


def _observed(drill: _Drill) -> Iterator[Observed]:
    localizer = drill.localizer
    bands = [localizer.words(band.label) for band in localizer.project.site.bands]
    for moment, number, step, band in sorted(
        _carded(drill), key=lambda found: bands.index(found[3])
    ):
        yield Observed(
            number,
            band,
            localizer.name(step.actor),
            brief(localizer, card_text(step), drill.procedure),
            _target(localizer, moment, step),
        )


def _target(localizer: Localizer, moment: Moment, step: Step) -> str:
    if step.within is None:
        return localizer.say("kit_from", moment=_at(localizer, moment))
    return localizer.say(
        "kit_by", moment=_at(localizer, Moment(moment.since, moment.minutes + step.within.minutes))
    )


def _targets(drill: _Drill) -> Iterator[TimingTarget]:
    localizer, department = drill.localizer, drill.department
    if department.manual_start:
        since = _at(localizer, Moment(str(department.clock)))
        yield TimingTarget(
            0, localizer.say("kit_on_paper"), since, localizer.duration(department.manual_start)
        )
    for moment, number, step in _timed(drill, drill.procedure):
        said = brief(localizer, card_text(step), drill.procedure)
        if step.within:
            yield TimingTarget(
                number, said, _at(localizer, moment), localizer.duration(step.within)
            )
        if later := step.verify_later:
            named = localizer.say("kit_checked", who=localizer.name(later.by), what=said)
            yield TimingTarget(
                number, named, localizer.say("kit_step_done"), localizer.duration(later.within)
            )


def _questions(drill: _Drill) -> Iterator[Question]:
    """The stop lines first; then what everybody on duty must know without looking."""
    localizer, department = drill.localizer, drill.department
    yield from questions.stop_line(localizer, department)
    yield from questions.step_stops(localizer, drill.procedure)
    yield from questions.never_waits(localizer)
    yield from questions.when_to_start(localizer, department)
    yield from questions.first_number(localizer)
    yield from questions.where_the_box_is(localizer, department)
