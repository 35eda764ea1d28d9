"""What the site's outage clock knows: every timed line of the plan with its moments, who, forms and
numbers.

It is no sheet: the page counts, and nothing of it is printed before somebody has ticked. Its times
are those of cards, procedures and drills.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardbook.plan.entry_order import PHASE, Node, gates_of, in_order
from wardbook.plan.model.blocks import ActivationStep
from wardbook.plan.model.conventions import choice
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.reach import owner_of
from wardbook.plan.standins import fallen_without, stopped
from wardbook.plan.text import Link
from wardbook.plan.timeline import Moment, begins, card_text, due
from wardbook.sheets.command.chains import chains
from wardbook.sheets.command.clock_rules import (
    ClockCalendar,
    ClockScale,
    clock_calendar,
    clock_scales,
)
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import Dial, desk_dial, procedure_of, unstopped
from wardbook.sheets.procedures.moments import deadline, link_deadline, within
from wardbook.sheets.sheet import Line, Span, Target
from wardbook.sheets.sheet_ids import procedure_id, step_anchor

CHAIN = "chain"
"""What a line counts from that is done so long after the line before it."""


@dataclass(frozen=True)
class ClockLine:
    """Something to do and to tick. `begin` and `end` are its moments, None where none is said."""

    id: str
    """`procedure/step`, for ever: it stands in addresses that people keep."""
    department: str
    """Whose it is, by id; empty for posts without a department."""
    scenario: str
    """Id of the scenario in which it is done; empty for a department's own steps."""
    begin: Moment | None
    end: Moment | None
    limit: str
    """By when, in the words of the card."""
    urgent: bool
    who: str
    text: Line
    code: str
    """What it is cited by: C-W1 step 4."""
    target: Target | None
    forms: Line = ()
    calls: tuple[Dial, ...] = ()
    tell: str = ""
    falls: tuple[str, ...] = ()
    """Systems that take it away when they are down."""
    gate: int = 0
    """Its gate in back-entry, from 1."""
    after: Line = ()
    """What it waits for."""


@dataclass(frozen=True)
class ClockDepartment:
    """A department that the clock can be set to."""

    id: str
    code: str
    name: str
    say: str
    """What it says to patients, or whoever comes."""
    paper: Moment | None
    """By when it is on paper."""
    paper_limit: str


@dataclass(frozen=True)
class ClockSystem:
    """A system that can be ticked as down. `stops` are ids of what stops with it."""

    id: str
    name: str
    stops: tuple[str, ...]


@dataclass(frozen=True)
class ClockScenario:
    """A scenario that can be chosen, with the ids of the systems that are down in it."""

    id: str
    title: str
    systems: tuple[str, ...]


@dataclass(frozen=True)
class OutageClock:
    """All that the page works with, in one language."""

    desk: Dial | None
    never_waits: str
    zone: str
    """Time zone of the house, by its IANA name; empty where the plan does not say."""
    hours: str
    """Hours of its clock: 12 or 24."""
    edition: str
    """The edition's day, ISO: no outage is earlier."""
    log_form: Line
    """The form that its printed log goes with; empty where the plan names none."""
    departments: tuple[ClockDepartment, ...]
    systems: tuple[ClockSystem, ...]
    scenarios: tuple[ClockScenario, ...]
    scales: tuple[ClockScale, ...]
    calendar: ClockCalendar
    chain: tuple[ClockLine, ...]
    lines: tuple[ClockLine, ...]


def outage_clock(localizer: Localizer) -> OutageClock | None:
    """The clock of what the localizer's audience may see; None where nothing is due at any time."""
    project = localizer.project
    chain = tuple(_chain(localizer))
    lines = tuple(_lines(localizer))
    if not chain and not lines:
        return None
    log_form: Line = ()
    if project.site.outage_log:
        log_form = localizer.row((project.site.outage_log,))
    return OutageClock(
        desk=desk_dial(localizer),
        never_waits=localizer.words(project.site.never_waits),
        zone=str(project.site.time_zone or ""),
        hours=choice(project.site.conventions, str(project.languages[0]), "clock"),
        edition=project.site.edition.date.isoformat(),
        log_form=log_form,
        departments=tuple(_departments(localizer)),
        systems=tuple(_systems(localizer)),
        scenarios=tuple(_scenarios(localizer)),
        scales=clock_scales(localizer),
        calendar=clock_calendar(localizer),
        chain=chain,
        lines=lines,
    )


def _departments(localizer: Localizer) -> Iterator[ClockDepartment]:
    for department in localizer.project.departments.values():
        if department.in_scope and procedure_of(localizer.project, department):
            yield _department(localizer, department)


def _department(localizer: Localizer, department: Department) -> ClockDepartment:
    limit, clock, said = department.manual_start, str(department.clock), ""
    if limit:
        said = localizer.say("poster_on_paper", limit=within(localizer, limit, clock))
    return ClockDepartment(
        id=str(department.id),
        code=str(department.code),
        name=localizer.words(department.name),
        say=localizer.words(department.say),
        paper=Moment(clock, limit) if limit else None,
        paper_limit=said,
    )


def _systems(localizer: Localizer) -> Iterator[ClockSystem]:
    """The systems that people know: those with functions, and those that a scenario names."""
    project = localizer.project
    named = {link.id for scenario in project.scenarios for link in scenario.systems}
    for id, system in project.systems.items():
        if system.functions or id in named:
            name = localizer.words(system.name)
            yield ClockSystem(str(id), name, tuple(sorted(stopped(project, (str(id),)))))


def _scenarios(localizer: Localizer) -> Iterator[ClockScenario]:
    for scenario in localizer.project.scenarios:
        systems = tuple(link.id for link in scenario.systems)
        yield ClockScenario(str(scenario.id), localizer.words(scenario.title), systems)


def _chain(localizer: Localizer) -> Iterator[ClockLine]:
    """The links of the chains of activation: the first counts from when the fault is noticed, each
    other from the one before."""
    for plan, chain in chains(localizer.project):
        for at, link in enumerate(chain):
            yield _link(localizer, chain, at, id=f"{CHAIN}/{plan.id}-{at + 1}", link=link)


def _link(
    localizer: Localizer, chain: Sequence[ActivationStep], at: int, *, id: str, link: ActivationStep
) -> ClockLine:
    since = CHAIN if at else "noticed"
    said = [Span(localizer.say(f"activation_{link.step}"))]
    text = localizer.line(link.text, brief=True)
    if text:
        said += [Span(localizer.say("colon")), *unstopped(text)]
    return ClockLine(
        id=id,
        department=owner_of(localizer.project, link.by),
        scenario="",
        begin=Moment(since),
        end=Moment(since, link.within) if link.within else None,
        limit=link_deadline(localizer, chain, link),
        urgent=False,
        who=localizer.name(link.by),
        text=tuple(said),
        code="",
        target=None,
        forms=localizer.row((link.form,) if link.form else (), "code"),
        tell=localizer.names(link.to),
    )


def _lines(localizer: Localizer) -> Iterator[ClockLine]:
    """Every step of the outage and after it; those of back-entry in its order, at the end."""
    for procedure in localizer.project.procedures.values():
        for phase, step in procedure.steps():
            if phase != PHASE and begins(phase, step):
                yield _line(localizer, procedure, phase, step)
    nodes = in_order(localizer.project)
    gates = gates_of(nodes)
    for node in nodes:
        if begins(PHASE, node.step):
            yield _line(localizer, node.procedure, PHASE, node.step, gate=gates[node.id])


def _line(
    localizer: Localizer, procedure: Procedure, phase: str, step: Step, *, gate: int = 0
) -> ClockLine:
    node = Node(procedure, step)
    cited = localizer.spans(node.link)[0]
    own = procedure.department is not None and procedure.scenario is None
    owner = procedure.department.id if own and procedure.department else None
    return ClockLine(
        id=node.id,
        department=owner or owner_of(localizer.project, step.actor),
        scenario="" if own else str(procedure.id),
        begin=begins(phase, step),
        end=due(phase, step),
        limit=deadline(localizer, phase, step),
        urgent=step.urgent,
        who=localizer.name(step.actor),
        text=_words(localizer, procedure, step),
        code=cited.text,
        target=Target(procedure_id(procedure), step_anchor(str(step.id))),
        forms=localizer.row((*step.needs, *step.gives)),
        calls=tuple(_calls(localizer, step)),
        tell=localizer.names(step.tell),
        falls=tuple(sorted(fallen_without(localizer.project, node.link))),
        gate=gate,
        after=localizer.row(step.after, within=procedure),
    )


def _words(localizer: Localizer, procedure: Procedure, step: Step) -> Line:
    """The card's short line; of a step without one its whole words, in which names are names."""
    short = step.card is not None or step.on_card
    return unstopped(localizer.line(card_text(step), brief=short, within=procedure))


def _calls(localizer: Localizer, step: Step) -> Iterator[Dial]:
    """The numbers that a step calls; those that the audience may not see are left out."""
    for id in dict.fromkeys(link.id for link in (*step.call, *_named(localizer, step))):
        contact = localizer.project.contacts.get(id)
        if contact and contact.number:
            yield Dial(localizer.words(contact.name), str(contact.number))


def _named(localizer: Localizer, step: Step) -> Iterator[Link]:
    """Contacts that the words of a step name."""
    for text in filter(None, (step.card, step.do)):
        for reference in text.references_in(localizer.language):
            if reference.link.kinds == ("contact",):
                yield reference.link
