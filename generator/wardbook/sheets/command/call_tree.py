"""The call tree: who calls whom when systems fail, in the order of time.

Each call has a way that still works, and who stands in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from wardbook.plan.model.blocks import ActivationStep
from wardbook.plan.model.procedure import Procedure, Step, start_of
from wardbook.plan.model.registries import Band
from wardbook.plan.project import Project
from wardbook.plan.reach import key_of, owner_of, post_of
from wardbook.plan.text import Link
from wardbook.plan.timeline import as_duration, band_of
from wardbook.sheets.command.call_rows import (
    CallGroup,
    CallRow,
    call_row,
    name_and_number,
    names_with_numbers,
)
from wardbook.sheets.command.chains import (
    chains,
    commanders,
    links_after,
    told_by_chains,
)
from wardbook.sheets.command.channels import discovery_groups, resource_groups
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.procedures.cards import unstopped
from wardbook.sheets.procedures.moments import deadline, link_deadline
from wardbook.sheets.sheet import Line, Sheet, Span
from wardbook.sheets.view import view

_PHASES = ("detect", "activate", "respond", "end", "recover")
"""Phases whose calls are part of the alarm; back-entry has its own sheet."""
_LATER = 60
"""From so many minutes on a call is made again: what was said at the start no longer holds."""
_GENERAL = "general"
"""The scenario that holds for every failure; others have calls of their own, on their sheets."""


_SHORT_NUMBER = 9
"""Signs of a number without an area code: 555-0142, 000-0104."""


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

    @property
    def long_numbers(self) -> bool:
        """Whether there is a number with its area code: it takes a wider column."""
        for stage in self.stages:
            for group in stage.groups:
                if any(len(row.number) > _SHORT_NUMBER for row in group.rows):
                    return True
        return False


@dataclass(frozen=True)
class _Telling:
    """A step by which somebody is told, with the band and the phase that it stands in."""

    band: Band
    procedure: Procedure
    phase: str
    step: Step


@dataclass
class _Called:
    """Who was called by whom, so that a call that two places of the plan ask for is printed once.

    A call is known by its time (see `_repeated`), the caller's department and the key of who is
    called.
    """

    calls: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, time: str, caller: str, who: str) -> bool:
        """Note the call; False where it is known already."""
        call = (time, caller, who)
        known = call in self.calls
        self.calls.add(call)
        return not known

    def reached(self, who: str) -> bool:
        """Whether anybody has called `who` at the start."""
        return any(called == who for time, _, called in self.calls if not time)


def call_tree_sheet(localizer: Localizer) -> Sheet | None:
    """The call tree with the numbers that the audience may see.

    None where the desk alone would stand on it, without departments that call it.
    """
    title = localizer.say("title_call_tree")
    called_on = tuple(stage for stage in _stages(localizer) if stage.groups)
    desk = localizer.project.site.desk
    known = len(list(discovery_groups(localizer))) > 1  # one call is no tree
    if not called_on and not known and not (desk and _any_in_scope(localizer.project)):
        return None
    stages = (*_first_stages(localizer), *called_on)
    view = CallTreeView(title, localizer.say("calls_intro"), stages)
    return the_sheet(localizer, SheetKind.CALL_TREE, title, view, source=localizer.project.site.at)


def _any_in_scope(project: Project) -> bool:
    return any(department.in_scope for department in project.departments.values())


def _first_stages(localizer: Localizer) -> Iterator[CallStage]:
    """The first call, which anybody makes, where the project has a desk; then those of whoever
    learns of a fault in another way."""
    desk = localizer.project.site.desk
    groups = [_to_desk(localizer, desk)] if desk else []
    groups += discovery_groups(localizer)
    if groups:
        yield CallStage(localizer.say("calls_first"), "", tuple(groups))


def _stages(localizer: Localizer) -> Iterator[CallStage]:
    """The chains of activation, then the time bands of the cards."""
    called = _Called()
    yield from _chain_stages(localizer, called)
    yield CallStage(localizer.say("calls_resources"), "", tuple(resource_groups(localizer)))
    yield from _band_stages(localizer, called)


def _chain_stages(localizer: Localizer, called: _Called) -> Iterator[CallStage]:
    """A stage for each chain; it is named by its plan where there are several."""
    found = list(chains(localizer.project))
    for plan, chain in found:
        note = ""
        if len(found) > 1:
            note = localizer.words(plan.short or plan.title)
        groups = tuple(_chain(localizer, chain, called))
        yield CallStage(localizer.say("activation_title"), note, groups)


def _band_stages(localizer: Localizer, called: _Called) -> Iterator[CallStage]:
    """A stage for each time band, with the steps by which somebody is called in it."""
    steps = list(_steps(localizer))
    for band in localizer.project.site.bands:
        groups = []
        for step in steps:
            if step.band is band:
                group = _step_group(localizer, step, called)
                if group.rows:
                    groups.append(group)
        yield CallStage(localizer.words(band.label), localizer.words(band.note), tuple(groups))


def _to_desk(localizer: Localizer, desk: Link) -> CallGroup:
    """The call to the desk, with the number for when that is dead."""
    project = localizer.project
    row = call_row(localizer, desk, caller=None)
    if project.site.desk_backup:
        backup = project.contacts.get(project.site.desk_backup.id)
        if backup:
            row = replace(row, other=name_and_number(localizer, backup))
    return CallGroup(localizer.say("calls_anybody"), "", "", (), (row,))


def _chain(
    localizer: Localizer, chain: tuple[ActivationStep, ...], called: _Called
) -> Iterator[CallGroup]:
    """The calls of a chain, link by link; all of them are known to `called` then."""
    for link in chain:
        rows = []
        caller = owner_of(localizer.project, link.by)
        for who in link.to:
            following = links_after(chain, link, who)
            rows.append(call_row(localizer, who, caller=link.by, following=following))
            called.add("", caller, key_of(localizer.project, who))
            for later in following:
                for other in later.stands_in:
                    called.add("", caller, key_of(localizer.project, other))
        if rows:
            yield CallGroup(
                caller=localizer.name(link.by),
                stand_in=names_with_numbers(localizer, link.stands_in),
                deadline=link_deadline(localizer, chain, link),
                what=_link_words(localizer, link),
                rows=tuple(rows),
            )


def _link_words(localizer: Localizer, link: ActivationStep) -> Line:
    """What the caller says: what the link is, what the plan adds to it, and the form's code."""
    said = [Span(localizer.say(f"activation_{link.step}"))]
    text = localizer.line(link.text, brief=True)
    if text:
        said += [Span(localizer.say("colon")), *unstopped(text)]
    if link.form:
        said += [Span(" "), *localizer.spans(link.form, "code")]
    return tuple(said)


def _steps(localizer: Localizer) -> Iterator[_Telling]:
    """Steps by which those in command call others, and those by which whoever is told passes it on.

    They stand in their own procedures; for a department without one, in the scenario that always
    holds.
    """
    project = localizer.project
    callers = commanders(project)
    told = told_by_chains(project)
    departments = _departments_with_steps(project)
    for procedure in sorted(project.procedures.values(), key=lambda one: _place(one, callers)):
        for phase, step in procedure.steps():
            owner = owner_of(project, step.actor)
            if not _counts(procedure, owner, departments):
                continue
            band = None
            if phase in _PHASES:
                band = band_of(project.site, phase, step)
            passes_on = owner in told and phase == "activate"
            if band and (owner in callers or passes_on):
                yield _Telling(band, procedure, phase, step)


def _departments_with_steps(project: Project) -> set[str]:
    """Departments that have a procedure of their own, by id."""
    departments = set()
    for procedure in project.procedures.values():
        if procedure.department:
            departments.add(procedure.department.id)
    return departments


def _counts(procedure: Procedure, owner: str, departments: set[str]) -> bool:
    """Whether a procedure's steps of `owner` belong to the call tree.

    `departments` have procedures of their own: what they do in a scenario is not taken from it.
    """
    if procedure.department:
        return True
    return str(procedure.scenario) == _GENERAL and owner not in departments


def _place(procedure: Procedure, callers: tuple[str, ...]) -> int:
    """Procedures in the order of the chain, the others behind them."""
    if procedure.department and procedure.department.id in callers:
        return callers.index(procedure.department.id)
    return len(callers)


def _step_group(localizer: Localizer, telling: _Telling, called: _Called) -> CallGroup:
    """The calls of one step that nobody has made before."""
    step = telling.step
    stand_ins: tuple[Link, ...] = ()
    post = post_of(localizer.project, step.actor)
    if post:
        stand_ins = post.stands_in
    if step.card:
        text = localizer.line(step.card, brief=True, within=telling.procedure)
    else:  # a sentence names whom it numbers
        said = localizer.step_prose(step.do, telling.procedure)
        text = tuple(itertools.chain.from_iterable(said))
    return CallGroup(
        caller=localizer.name(step.actor),
        stand_in=names_with_numbers(localizer, stand_ins),
        deadline=deadline(localizer, telling.phase, step),
        what=unstopped(text),
        rows=tuple(_step_rows(localizer, telling, called)),
    )


def _step_rows(localizer: Localizer, telling: _Telling, called: _Called) -> Iterator[CallRow]:
    """Whom a step calls, but for calls that were made before.

    A commander calls everybody; others pass it on outside their own department, to those whom
    nobody has reached at the start.
    """
    project, step = localizer.project, telling.step
    time = _repeated(telling.phase, step)
    caller = owner_of(project, step.actor)
    commands = caller in commanders(project)
    for who in _receivers(project, step):
        key = key_of(project, who)
        passed_on = not called.reached(key) and owner_of(project, who) != caller
        if (commands or passed_on) and called.add(time, caller, key):
            yield call_row(localizer, who, caller=step.actor)


def _repeated(phase: str, step: Step) -> str:
    """The time from which a call counts as another one; empty in the first hour."""
    start = start_of(phase, step) or ""
    if start == "all_clear":
        return start
    duration = as_duration(start)
    if duration and duration.minutes >= _LATER:
        return start
    return ""


def _receivers(project: Project, step: Step) -> Iterator[Link]:
    """Who is told, then numbers that are called and belong to none of them."""
    yield from step.tell
    told: set[str] = set()
    for link in step.tell:
        told |= _keys(project, link)
    for link in step.call:
        if told.isdisjoint(_keys(project, link)):
            yield link


def _keys(project: Project, who: Link) -> set[str]:
    """What somebody is known by: the own key, and that of the department."""
    return {key_of(project, who), f"Department:{owner_of(project, who)}"}


MAKER = maker_of_one(SheetKind.CALL_TREE, call_tree_sheet)
