"""Which system is down: for each of its functions, by department, what stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Department, System
from wardbook.plan.project import Project
from wardbook.plan.standins import (
    SLOW,
    StandIn,
    fallen_without,
    nearest,
    stand_ins,
    stand_ins_by_department,
    stops_with,
)
from wardbook.plan.text import Link
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import department_sheet, maker_of_one, the_sheet
from wardbook.sheets.registers.fallback_rows import FallbackRow, fallback_rows
from wardbook.sheets.sheet import Line, Prose, Sheet, Span
from wardbook.sheets.view import view


@view("FallbackSystem")
class FallbackSystem:
    """A system with what hangs on it. Lines are empty where there is nothing to say."""

    id: str
    title: str
    stops: str
    """Systems that stop with it."""
    down: tuple[str, ...]
    """Ids of all that are down when it is, its own first."""
    takes: Line
    """Steps for others' outages that can't be done without it."""
    scenarios: Line
    """Procedures for when it is down."""
    scenario_codes: Line
    rows: tuple[FallbackRow, ...]


@view("FallbackView")
class FallbackView:
    """Which system is down: what stands in for it, by function and department."""

    title: str
    intro: Prose
    join: str
    """Between two answers."""
    systems: tuple[FallbackSystem, ...]
    own: bool = False
    """It is a department's own part: its rows at a glance and nothing else."""


def department_fallback_sheet(localizer: Localizer, department: Department) -> Sheet | None:
    """A department's part of the matrix, for its manual; None where it uses no system."""
    found = stand_ins_by_department(localizer.project).get(str(department.id))
    if not found:
        return None
    by_system = _by_system(found)
    systems = []
    for id, system in localizer.project.systems.items():
        if id in by_system:
            scenarios = tuple(_scenarios(localizer, system))
            own = _system(localizer, system, found=by_system[id], takes=(), scenarios=scenarios)
            systems.append(own)
    name = localizer.words(department.name)
    title = localizer.say("title_department_fallback", department=name)
    view = FallbackView(
        title=title,
        intro=((Span(localizer.say("fallback_own_intro")),),),
        join=localizer.say("fallback_join"),
        systems=tuple(systems),
        own=True,
    )
    return department_sheet(localizer, SheetKind.FALLBACK, department, title, view)


def fallback_sheet(localizer: Localizer) -> Sheet | None:
    """The matrix; None where the audience sees no system that anybody uses."""
    project = localizer.project
    found = stand_ins(project)
    if not found:
        return None
    systems = tuple(filter(_says_something, _systems(localizer, found)))
    title = localizer.say("title_fallback")
    view = FallbackView(
        title=title,
        intro=tuple(_intro(localizer, systems)),
        join=localizer.say("fallback_join"),
        systems=systems,
    )
    first = next(iter(project.systems.values()))
    return the_sheet(localizer, SheetKind.FALLBACK, title, view, source=first.at)


def _systems(localizer: Localizer, found: Sequence[StandIn]) -> Iterator[FallbackSystem]:
    """Systems that are used, that others' steps need or others stand on, or that have a
    scenario."""
    by_system = _by_system(found)
    takes = _takes(localizer, found)
    for id, system in localizer.project.systems.items():
        scenarios = tuple(_scenarios(localizer, system))
        stops = any(stops_with(localizer.project, system))
        if id in by_system or id in takes or scenarios or stops:
            yield _system(
                localizer,
                system,
                found=by_system.get(id, ()),
                takes=takes.get(id, ()),
                scenarios=scenarios,
            )


def _by_system(found: Iterable[StandIn]) -> Mapping[str, list[StandIn]]:
    by_system: dict[str, list[StandIn]] = defaultdict(list)
    for one in found:
        by_system[str(one.system.id)].append(one)
    return by_system


def _says_something(system: FallbackSystem) -> bool:
    """Whether anything stands under a system's heading: its steps may be for others to read."""
    return any((system.scenarios, system.stops, system.takes, system.rows))


def _intro(localizer: Localizer, systems: Sequence[FallbackSystem]) -> Iterator[Line]:
    """How to read it; what holds for several systems at once only where some row speaks of it."""
    yield (Span(localizer.say("fallback_intro")),)
    if any(system.stops for system in systems):
        yield (Span(localizer.say("fallback_together")),)
    elif any(map(_loses_steps, systems)):
        yield (Span(localizer.say("fallback_together_apart")),)
    slow = [one for one in localizer.project.scenarios if str(one.scenario) == SLOW]
    if slow:
        yield (Span(localizer.say("fallback_slow")), *_procedures(localizer, slow))


def _loses_steps(system: FallbackSystem) -> bool:
    """Whether other systems take away what stands in for it, or it what stands in for others."""
    if system.takes:
        return True
    for row in system.rows:
        if row.together:
            return True
        for answer in row.answers:
            if answer.falls:
                return True
    return False


def _takes(localizer: Localizer, found: Iterable[StandIn]) -> Mapping[str, Sequence[Link]]:
    """Steps that a system takes away when it is down, by the system's id.

    Systems that another's case names are there, too, with or without steps: others may stop with
    them.
    """
    takes: dict[str, list[Link]] = defaultdict(list)
    for one in found:
        for step in one.steps:
            for id in nearest(localizer.project, fallen_without(localizer.project, step)):
                takes[id].append(step)
        for case in one.function.together:
            for link in case.down_with:
                takes.setdefault(link.id, [])
    return {id: _in_order(localizer.project, steps) for id, steps in takes.items()}


def _in_order(project: Project, links: Iterable[Link]) -> Sequence[Link]:
    """Links to steps as they stand in the plan, so that those of a procedure are together."""
    places = {id: place for place, id in enumerate(project.procedures)}

    def place_of(link: Link) -> tuple[int, int]:
        ids = [str(step.id) for _, step in project.procedures[link.id].steps()]
        return places[link.id], ids.index(str(link.part))

    return sorted(links, key=place_of)


def _system(
    localizer: Localizer,
    system: System,
    *,
    found: Sequence[StandIn],
    takes: Iterable[Link],
    scenarios: Sequence[Procedure],
) -> FallbackSystem:
    """A system; `found` stand in for it, `takes` are the steps for others that need it."""
    down, names = [str(system.id)], []
    for other in stops_with(localizer.project, system):
        down.append(str(other.id))
        names.append(localizer.words(other.name))
    return FallbackSystem(
        id=str(system.id),
        title=_title(localizer, system),
        stops=localizer.say("list_join").join(names),
        down=tuple(down),
        takes=localizer.row(takes),
        scenarios=_procedures(localizer, scenarios),
        scenario_codes=_procedures(localizer, scenarios, "code"),
        rows=tuple(fallback_rows(localizer, found)),
    )


def _title(localizer: Localizer, system: System) -> str:
    """The name, behind the short one where that is no part of it."""
    name = localizer.words(system.name)
    if system.short and str(system.short) not in name:
        return f"{system.short} {name}"
    return name


def _scenarios(localizer: Localizer, system: System) -> Iterator[Procedure]:
    """Scenarios of the system, but for those of slow ones, which stand above."""
    for one in localizer.project.scenarios:
        systems = {link.id for link in one.systems}
        if system.id in systems and str(one.scenario) != SLOW:
            yield one


def _procedures(localizer: Localizer, some: Iterable[Procedure], view: str | None = None) -> Line:
    """The procedures in a row, printed as `view` says."""
    return localizer.row(map(_link, some), view)


def _link(procedure: Procedure) -> Link:
    """The reference that leads to a procedure."""
    return Link(("procedure",), str(procedure.id), None, procedure.at)


MAKER = maker_of_one(SheetKind.FALLBACK, fallback_sheet)
