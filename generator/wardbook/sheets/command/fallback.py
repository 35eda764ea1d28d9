"""Which system is down: for each of its functions, by department, the steps and forms that stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import System
from wardbook.plan.standins import SLOW, StandIn, fallen_without, nearest, stand_ins, stops_with
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Lens
from wardbook.sheets.sheet import CODE_LETTERS, Kind, Line, Prose, Run, Sheet
from wardbook.sheets.view import view


@view("FallbackAnswer")
class FallbackAnswer:
    """What stands in, as one piece: a step, the forms, or what happens without. `falls`: ids of systems that take it away when
    they are down too; `lost` says so, empty where nothing does."""

    text: Line
    falls: tuple[str, ...] = ()
    lost: str = ""


@view("FallbackTogether")
class FallbackTogether:
    """What is done instead when other systems (`down`, by id) are down too; `when` says which."""

    down: tuple[str, ...]
    when: str
    then: Prose


@view("FallbackRow")
class FallbackRow:
    """A function of a system in one department: what stands in, what when others are down too, what while it is slow."""

    function: str
    """Empty where the row above names it."""
    department: Line
    short: Line
    """What stands in, on the one page of all: forms by code; steps where there is none."""
    answers: tuple[FallbackAnswer, ...]
    together: tuple[FallbackTogether, ...]
    slow: Prose


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


def fallback_sheet(lens: Lens) -> Sheet | None:
    """The matrix; None where the audience sees no system that anybody uses."""
    found = {id: list(rows) for id, rows in groupby(stand_ins(lens.project), key=lambda one: str(one.system.id))}
    if not found:
        return None
    takes = _takes(lens, (one for rows in found.values() for one in rows))
    systems = tuple(
        _system(lens, system, found.get(id, []), takes.get(id, []))
        for id, system in lens.project.systems.items()
        if id in found or id in takes or _scenarios(lens, system)
    )
    title = lens.say("title_fallback")
    view = FallbackView(title, tuple(_intro(lens, systems)), lens.say("fallback_join"), systems)
    key = lens.key(sheet_ids.FALLBACK)
    first = next(iter(lens.project.systems.values()))
    return Sheet(key, Kind.FALLBACK, CODE_LETTERS[Kind.FALLBACK], title, view, source=first.at)


def _intro(lens: Lens, systems: Iterable[FallbackSystem]) -> Iterator[Line]:
    """How to read it; what holds for several systems at once only where some row speaks of it."""
    yield (Run(lens.say("fallback_intro")),)
    if any(system.stops for system in systems):
        yield (Run(lens.say("fallback_together")),)
    elif any(_loses_steps(system) for system in systems):
        yield (Run(lens.say("fallback_together_apart")),)
    slow = [one for one in lens.project.scenarios if str(one.scenario) == SLOW]
    if slow:
        yield (Run(lens.say("fallback_slow")), *_procedures(lens, slow))


def _loses_steps(system: FallbackSystem) -> bool:
    """Whether other systems take away what stands in for it, or it what stands in for others."""
    return bool(system.takes) or any(row.together or any(answer.falls for answer in row.answers) for row in system.rows)


def _takes(lens: Lens, found: Iterable[StandIn]) -> Mapping[str, list[Link]]:
    """System → steps that it takes away when it is down; all systems that another's case names, too."""
    takes: dict[str, list[Link]] = defaultdict(list)
    for one in found:
        for step in one.steps:
            for id in nearest(lens.project, fallen_without(lens.project, step)):
                takes[id].append(step)
        for case in one.function.together:
            for link in case.down_with:
                takes.setdefault(link.id, [])
    return takes


def _system(lens: Lens, system: System, found: list[StandIn], takes: list[Link]) -> FallbackSystem:
    name = lens.words(system.name)
    short = f"{system.short} " if system.short and str(system.short) not in name else ""
    stops = list(stops_with(lens.project, system))
    return FallbackSystem(
        id=str(system.id),
        title=short + name,
        stops=lens.say("list_join").join(lens.words(other.name) for other in stops),
        down=(str(system.id), *(str(other.id) for other in stops)),
        takes=lens.row(takes),
        scenarios=_procedures(lens, _scenarios(lens, system)),
        scenario_codes=_procedures(lens, _scenarios(lens, system), "code"),
        rows=tuple(_rows(lens, found)),
    )


def _rows(lens: Lens, found: list[StandIn]) -> Iterator[FallbackRow]:
    before = ""
    for one in found:
        function = lens.words(one.function.name)
        department = lens.card(one.department)
        yield FallbackRow(
            function="" if function == before else function,
            department=(Run(lens.words(one.department.name), "name", department),),
            short=in_short(lens, one),
            answers=tuple(_answers(lens, one)),
            together=tuple(_together(lens, one, found)),
            slow=tuple(_step(lens, step, told=True).text for step in one.slow),
        )
        before = function


def _answers(lens: Lens, one: StandIn) -> Iterator[FallbackAnswer]:
    """Steps first, then forms by code and name. Steps without a form say what is done; where there is neither, the plan says
    what happens."""
    for step in one.steps:
        yield _step(lens, step, told=not one.forms)
    if one.forms:
        yield FallbackAnswer(lens.row(_forms(one)))
    if not one.steps and not one.forms:
        yield FallbackAnswer(lens.line(one.function.without) or (Run(lens.say("fallback_none")),))


def in_short(lens: Lens, one: StandIn) -> Line:
    """Forms by code alone; the steps where there is none; else what the plan says for without."""
    if one.forms:
        return lens.row(_forms(one), "code")
    return lens.row(one.steps) or lens.line(one.function.without) or (Run(lens.say("fallback_none")),)


def _forms(one: StandIn) -> Iterator[Link]:
    """What stands in, as it lies in the department's box: variants, where it holds no other of the form."""
    holds = one.department.box.holds if one.department.box else ()
    for form in one.forms:
        laid = [line.form.part for line in holds if line.form.id == form.id]
        for part in dict.fromkeys(laid if laid and None not in laid else [None]):
            yield Link(("form",), str(form.id), part, form.at)


def _step(lens: Lens, link: Link, *, told: bool) -> FallbackAnswer:
    """A step; `told`: with what it does, as its card line says it."""
    said = lens.runs(link)
    found = lens.project.step(link)
    assert found, "it was found by its procedure"
    procedure, step = found
    if told:
        said = (*said, Run(lens.say("fallback_colon")), *lens.line(step.card or step.do, brief=True, within=procedure))
    falls = fallen_without(lens.project, link)
    lost = _names(lens, nearest(lens.project, falls))
    return FallbackAnswer(said, tuple(sorted(falls)), lens.say("fallback_lost", systems=lost) if falls else "")


def _together(lens: Lens, one: StandIn, all_: Iterable[StandIn]) -> Iterator[FallbackTogether]:
    """What differs when others are down too, where that takes one of the department's steps away; in every department, where it
    takes away nobody's."""
    users = [other for other in all_ if other.function is one.function]
    for case in one.function.together:
        others = tuple(link.id for link in case.down_with)
        if _loses(lens, one, others) or not any(_loses(lens, user, others) for user in users):
            yield FallbackTogether(
                others, lens.say("fallback_with", systems=_names(lens, others)), lens.prose(case.then)
            )


def _loses(lens: Lens, one: StandIn, others: Iterable[str]) -> bool:
    return any(fallen_without(lens.project, step) & set(others) for step in one.steps)


def _names(lens: Lens, systems: Iterable[str]) -> str:
    found = (lens.project.systems[id] for id in systems if id in lens.project.systems)
    return lens.say("list_join").join(str(system.short or lens.words(system.name)) for system in found)


def _scenarios(lens: Lens, system: System) -> list[Procedure]:
    """Scenarios of the system, but for those of slow ones, which stand above."""
    return [
        one
        for one in lens.project.scenarios
        if str(one.scenario) != SLOW and any(link.id == system.id for link in one.systems)
    ]


def _procedures(lens: Lens, some: Iterable[Procedure], view: str | None = None) -> Line:
    return lens.row((Link(("procedure",), str(one.id), None, one.at) for one in some), view)
