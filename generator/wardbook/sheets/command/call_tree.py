"""The call tree: who calls whom when systems fail, in the order of time, with a way that still works and who stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from wardbook.plan.model.blocks import ActivationBlock, ActivationStep
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import Procedure, Step, start_of
from wardbook.plan.model.registries import Band, Contact
from wardbook.plan.project import Project
from wardbook.plan.reach import key_of, number_of, other_number, owner_of, stand_ins_of
from wardbook.plan.text import Link
from wardbook.plan.timeline import as_duration, band_of, card_text
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.plans import in_order
from wardbook.sheets.procedures.cards import unstopped
from wardbook.sheets.procedures.procedures import deadline
from wardbook.sheets.sheet import CODE_LETTERS, Line, Sheet, SheetKind, Span
from wardbook.sheets.view import view

_PHASES = ("detect", "activate", "respond", "end", "recover")
"""Phases whose calls are part of the alarm; back-entry has its own sheet."""
_LATER = 60
"""From so many minutes on a call is made again: what was said at the start no longer holds."""
_ENOUGH = 2
"""Stand-ins that are tried before somebody goes there."""
_GENERAL = "general"
"""The scenario that holds for every failure; others have calls of their own, on their own sheets."""


@view("CallRow")
class CallRow:
    """Somebody to call. `number` is empty where this edition may not list it."""

    who: Line
    number: str
    hours: str
    """Says so where the number is answered in working hours alone."""
    other: str
    """What works when that line is dead."""
    stand_ins: tuple[str, ...]
    """Who is called when nobody answers, with numbers, in their order."""
    patience: str
    """How long somebody is tried first; empty where the plan does not say."""


@view("CallGroup")
class CallGroup:
    """The calls that one post makes at one time."""

    caller: str
    stand_in: str
    """Who makes the calls when the caller is not there."""
    deadline: str
    what: Line
    rows: tuple[CallRow, ...]


@view("CallStage")
class CallStage:
    """A stretch of time."""

    title: str
    note: str
    groups: tuple[CallGroup, ...]


@view("CallTreeView")
class CallTreeView:
    """The call tree."""

    title: str
    intro: str
    stages: tuple[CallStage, ...]


@dataclass
class _Called:
    """Who was called by whom, so that a call that two places of the plan ask for is printed once. A call is known by its
    time (see `_repeated`), the caller's department and the key of who is called."""

    calls: set[tuple[str, str, str]] = field(default_factory=set)

    def fresh(self, call: tuple[str, str, str]) -> bool:
        """Whether the call is new; it is not from then on."""
        known = call in self.calls
        self.calls.add(call)
        return not known

    def reached(self, who: str) -> bool:
        """Whether anybody has called `who` at the start."""
        return any(called == who for time, _, called in self.calls if not time)


def call_tree_sheet(localizer: Localizer) -> Sheet:
    """The call tree with the numbers that the audience may see."""
    key = localizer.key(sheet_ids.CALL_TREE)
    title = localizer.say("title_call_tree")
    view = CallTreeView(
        title,
        localizer.say("calls_intro"),
        tuple(stage for stage in _stages(localizer) if stage.groups),
    )
    return Sheet(
        key,
        SheetKind.CALL_TREE,
        CODE_LETTERS[SheetKind.CALL_TREE],
        title,
        view,
        source=localizer.project.site.at,
    )


def chains(project: Project) -> Iterator[tuple[Plan, tuple[ActivationStep, ...]]]:
    """The chains of activation, each with its plan."""
    for plan in in_order(project.plans):
        for block in plan.blocks():
            if isinstance(block, ActivationBlock):
                yield plan, block.activation


def commanders(project: Project) -> tuple[str, ...]:
    """Departments (or posts without one) that call others: whoever answers the desk, and the links of the chains."""
    by = [project.site.desk, *(link.by for _, chain in chains(project) for link in chain)]
    return tuple(dict.fromkeys(owner_of(project, link) for link in by))


def _stages(localizer: Localizer) -> Iterator[CallStage]:
    called = _Called()
    yield CallStage(localizer.say("calls_first"), "", (_to_desk(localizer),))
    found = list(chains(localizer.project))
    for plan, chain in found:
        title = localizer.say("activation_title")
        notes = (
            localizer.words(plan.short or plan.title) if len(found) > 1 else "",
            localizer.say("calls_chain"),
        )
        yield CallStage(
            title, " · ".join(filter(None, notes)), tuple(_chain(localizer, chain, called))
        )
    steps = list(_steps(localizer))
    for band in localizer.project.site.bands:
        groups = (
            _step(localizer, procedure, phase, step, called)
            for at, procedure, phase, step in steps
            if at is band
        )
        yield CallStage(
            localizer.words(band.label),
            localizer.words(band.note),
            tuple(group for group in groups if group.rows),
        )


def _to_desk(localizer: Localizer) -> CallGroup:
    """The first call, which anybody makes."""
    site = localizer.project.site
    row = _row(localizer, site.desk, (), None)
    if site.desk_backup and (backup := localizer.project.contacts.get(site.desk_backup.id)):
        row = replace(row, other=_dial(localizer, backup))
    return CallGroup(localizer.say("calls_anybody"), "", "", (), (row,))


def _chain(
    localizer: Localizer, chain: tuple[ActivationStep, ...], called: _Called
) -> Iterator[CallGroup]:
    for link in chain:
        following = tuple(
            other
            for who in link.to
            for one in _next_of(chain, link, who)
            for other in one.stands_in
        )
        for who in (*link.to, *following):
            called.fresh(("", owner_of(localizer.project, link.by), key_of(localizer.project, who)))
        if link.to:
            yield CallGroup(
                caller=localizer.name(link.by),
                stand_in=_reached(localizer, link.stands_in),
                deadline=localizer.say("within", duration=localizer.duration(link.within))
                if link.within
                else "",
                what=(Span(localizer.say(f"activation_{link.step}")), *_said(localizer, link)),
                rows=tuple(
                    _row(localizer, who, _next_of(chain, link, who), link.by) for who in link.to
                ),
            )


def _said(localizer: Localizer, link: ActivationStep) -> Line:
    text = localizer.line(link.text, brief=True)
    form = localizer.runs(link.form, "code") if link.form else ()
    return (
        *((Span(localizer.say("colon")), *unstopped(text)) if text else ()),
        *((Span(" "), *form) if form else ()),
    )


def _next_of(
    chain: tuple[ActivationStep, ...], link: ActivationStep, who: Link
) -> tuple[ActivationStep, ...]:
    """The links that `who` is to make after this one: their stand-ins are called when `who` is not reached."""
    rest = chain[chain.index(link) + 1 :]
    return tuple(other for other in rest if str(other.by) == str(who))


def _steps(localizer: Localizer) -> Iterator[tuple[Band, Procedure, str, Step]]:
    """Steps by which those in command call others, and those by which whoever is told passes it on. They stand in their
    own procedures; for a department without one, in the scenario that always holds."""
    project = localizer.project
    callers = commanders(project)
    told = {
        owner_of(project, who) for _, chain in chains(project) for link in chain for who in link.to
    }
    own = {
        procedure.department.id for procedure in project.procedures.values() if procedure.department
    }
    for procedure in sorted(project.procedures.values(), key=lambda one: _place(one, callers)):
        for phase, step in procedure.steps():
            owner = owner_of(project, step.actor)
            if procedure.department is None and (
                str(procedure.scenario) != _GENERAL or owner in own
            ):
                continue
            band = band_of(project.site, phase, step) if phase in _PHASES else None
            if band and (owner in callers or (owner in told and phase == "activate")):
                yield band, procedure, phase, step


def _place(procedure: Procedure, callers: tuple[str, ...]) -> int:
    """Procedures in the order of the chain, the others behind them."""
    department = procedure.department.id if procedure.department else ""
    return callers.index(department) if department in callers else len(callers)


def _step(
    localizer: Localizer, procedure: Procedure, phase: str, step: Step, called: _Called
) -> CallGroup:
    project = localizer.project
    stage, caller = _repeated(phase, step), owner_of(project, step.actor)
    rows = []
    for who in _receivers(project, step):
        key = key_of(project, who)
        passed_on = not called.reached(key) and owner_of(project, who) != caller
        if (passed_on or caller in commanders(project)) and called.fresh((stage, caller, key)):
            rows.append(_row(localizer, who, (), step.actor))
    role = project.roles.get(step.actor.id)
    return CallGroup(
        caller=localizer.name(step.actor),
        stand_in=_reached(localizer, role.stands_in if role else ()),
        deadline=deadline(localizer, step),
        what=unstopped(localizer.line(card_text(step), brief=True, within=procedure)),
        rows=tuple(rows),
    )


def _repeated(phase: str, step: Step) -> str:
    """The time from which a call counts as another one; empty in the first hour."""
    start = start_of(phase, step) or ""
    duration = as_duration(start)
    return start if start == "all_clear" or (duration and duration.minutes >= _LATER) else ""


def _receivers(project: Project, step: Step) -> Iterator[Link]:
    """Who is told, then numbers that are called and belong to none of them."""
    yield from step.tell
    told = {key_of(project, link) for link in step.tell}
    told |= {f"Department:{owner_of(project, link)}" for link in step.tell}
    for link in step.call:
        if not {key_of(project, link), f"Department:{owner_of(project, link)}"} & told:
            yield link


def _row(
    localizer: Localizer, who: Link, following: tuple[ActivationStep, ...], caller: Link | None
) -> CallRow:
    contact = number_of(localizer.project, who)
    by_day = contact is not None and contact.hours == "day"
    chained = next((link for link in following if link.stands_in), None)
    tried = chained.unreached_after if chained else None
    return CallRow(
        who=localizer.runs(who, "name"),
        number=str(contact.number) if contact else "",
        hours=localizer.say("hours_day") if by_day else "",
        other=_other(localizer, who, contact, caller),
        stand_ins=tuple(islice(_instead(localizer, who, chained, caller), _ENOUGH)),
        patience=localizer.say("calls_after", duration=localizer.duration(tried)) if tried else "",
    )


def _other(localizer: Localizer, who: Link, contact: Contact | None, caller: Link | None) -> str:
    """A number that does not hang on the same systems; a line that hangs on none is one; else somebody goes there. A line
    of the caller's own department rings at his elbow."""
    other = other_number(localizer.project, contact) if contact else None
    if other and not (
        caller and other.department and other.department.id == owner_of(localizer.project, caller)
    ):
        return _dial(localizer, other)
    if contact and contact.number and not contact.depends_on:
        return localizer.say("calls_same")
    if contact and not (contact.department or contact.role):
        return ""
    department = localizer.project.departments.get(owner_of(localizer.project, who))
    place = localizer.words(department.places[0]) if department and department.places else ""
    return localizer.say("calls_runner_to", place=place) if place else localizer.say("calls_runner")


def _instead(
    localizer: Localizer, who: Link, chained: ActivationStep | None, caller: Link | None
) -> Iterator[str]:
    """Who is called when nobody answers: as the chain says, else as the post does. A number that rang already is no help; a
    caller who stands in himself goes on."""
    tried, own = (number_of(localizer.project, link) if link else None for link in (who, caller))
    rung = {str(tried.id)} if tried else set()
    for link in chained.stands_in if chained else stand_ins_of(localizer.project, who):
        other = number_of(localizer.project, link)
        number = str(other.id if other else link)
        if number in rung:
            continue
        rung.add(number)
        if own and number == str(own.id):
            yield from [localizer.say("calls_yourself")] if chained else []
        else:
            yield _named(localizer, link)


def _reached(localizer: Localizer, links: Iterable[Link]) -> str:
    """Names with numbers, in their order."""
    return localizer.say("item_join").join(dict.fromkeys(_named(localizer, link) for link in links))


def _named(localizer: Localizer, who: Link) -> str:
    contact = number_of(localizer.project, who)
    return " ".join(filter(None, (localizer.name(who), str(contact.number) if contact else "")))


def _dial(localizer: Localizer, contact: Contact) -> str:
    return " ".join(filter(None, (localizer.words(contact.name), str(contact.number))))
