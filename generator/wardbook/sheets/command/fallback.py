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
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import CODE_LETTERS, Line, Prose, Sheet, SheetKind, Span
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


def fallback_sheet(localizer: Localizer) -> Sheet | None:
    """The matrix; None where the audience sees no system that anybody uses."""
    found = {
        id: list(rows)
        for id, rows in groupby(stand_ins(localizer.project), key=lambda one: str(one.system.id))
    }
    if not found:
        return None
    takes = _takes(localizer, (one for rows in found.values() for one in rows))
    systems = tuple(
        _system(localizer, system, found.get(id, []), takes.get(id, []))
        for id, system in localizer.project.systems.items()
        if id in found or id in takes or _scenarios(localizer, system)
    )
    title = localizer.say("title_fallback")
    view = FallbackView(
        title, tuple(_intro(localizer, systems)), localizer.say("fallback_join"), systems
    )
    key = localizer.key(sheet_ids.FALLBACK)
    first = next(iter(localizer.project.systems.values()))
    return Sheet(
        key, SheetKind.FALLBACK, CODE_LETTERS[SheetKind.FALLBACK], title, view, source=first.at
    )


def _intro(localizer: Localizer, systems: Iterable[FallbackSystem]) -> Iterator[Line]:
    """How to read it; what holds for several systems at once only where some row speaks of it."""
    yield (Span(localizer.say("fallback_intro")),)
    if any(system.stops for system in systems):
        yield (Span(localizer.say("fallback_together")),)
    elif any(_loses_steps(system) for system in systems):
        yield (Span(localizer.say("fallback_together_apart")),)
    slow = [one for one in localizer.project.scenarios if str(one.scenario) == SLOW]
    if slow:
        yield (Span(localizer.say("fallback_slow")), *_procedures(localizer, slow))


def _loses_steps(system: FallbackSystem) -> bool:
    """Whether other systems take away what stands in for it, or it what stands in for others."""
    return bool(system.takes) or any(
        row.together or any(answer.falls for answer in row.answers) for row in system.rows
    )


def _takes(localizer: Localizer, found: Iterable[StandIn]) -> Mapping[str, list[Link]]:
    """System → steps that it takes away when it is down; all systems that another's case names, too."""
    takes: dict[str, list[Link]] = defaultdict(list)
    for one in found:
        for step in one.steps:
            for id in nearest(localizer.project, fallen_without(localizer.project, step)):
                takes[id].append(step)
        for case in one.function.together:
            for link in case.down_with:
                takes.setdefault(link.id, [])
    return takes


def _system(
    localizer: Localizer, system: System, found: list[StandIn], takes: list[Link]
) -> FallbackSystem:
    name = localizer.words(system.name)
    short = f"{system.short} " if system.short and str(system.short) not in name else ""
    stops = list(stops_with(localizer.project, system))
    return FallbackSystem(
        id=str(system.id),
        title=short + name,
        stops=localizer.say("list_join").join(localizer.words(other.name) for other in stops),
        down=(str(system.id), *(str(other.id) for other in stops)),
        takes=localizer.row(takes),
        scenarios=_procedures(localizer, _scenarios(localizer, system)),
        scenario_codes=_procedures(localizer, _scenarios(localizer, system), "code"),
        rows=tuple(_rows(localizer, found)),
    )


def _rows(localizer: Localizer, found: list[StandIn]) -> Iterator[FallbackRow]:
    before = ""
    for one in found:
        function = localizer.words(one.function.name)
        department = localizer.card(one.department)
        yield FallbackRow(
            function="" if function == before else function,
            department=(Span(localizer.words(one.department.name), "name", department),),
            short=in_short(localizer, one),
            answers=tuple(_answers(localizer, one)),
            together=tuple(_together(localizer, one, found)),
            slow=tuple(_step(localizer, step, told=True).text for step in one.slow),
        )
        before = function


def _answers(localizer: Localizer, one: StandIn) -> Iterator[FallbackAnswer]:
    """Steps first, then forms by code and name. Steps without a form say what is done; where there is neither, the plan says
    what happens."""
    for step in one.steps:
        yield _step(localizer, step, told=not one.forms)
    if one.forms:
        yield FallbackAnswer(localizer.row(_forms(one)))
    if not one.steps and not one.forms:
        yield FallbackAnswer(
            localizer.line(one.function.without) or (Span(localizer.say("fallback_none")),)
        )


def in_short(localizer: Localizer, one: StandIn) -> Line:
    """Forms by code alone; the steps where there is none; else what the plan says for without."""
    if one.forms:
        return localizer.row(_forms(one), "code")
    return (
        localizer.row(one.steps)
        or localizer.line(one.function.without)
        or (Span(localizer.say("fallback_none")),)
    )


def _forms(one: StandIn) -> Iterator[Link]:
    """What stands in, as it lies in the department's box: variants, where it holds no other of the form."""
    holds = one.department.box.holds if one.department.box else ()
    for form in one.forms:
        laid = [line.form.part for line in holds if line.form.id == form.id]
        for part in dict.fromkeys(laid if laid and None not in laid else [None]):
            yield Link(("form",), str(form.id), part, form.at)


def _step(localizer: Localizer, link: Link, *, told: bool) -> FallbackAnswer:
    """A step; `told`: with what it does, as its card line says it."""
    said = localizer.runs(link)
    found = localizer.project.step(link)
    assert found, "it was found by its procedure"
    procedure, step = found
    if told:
        said = (
            *said,
            Span(localizer.say("fallback_colon")),
            *localizer.line(step.card or step.do, brief=True, within=procedure),
        )
    falls = fallen_without(localizer.project, link)
    lost = _names(localizer, nearest(localizer.project, falls))
    return FallbackAnswer(
        said, tuple(sorted(falls)), localizer.say("fallback_lost", systems=lost) if falls else ""
    )


def _together(
    localizer: Localizer, one: StandIn, all_: Iterable[StandIn]
) -> Iterator[FallbackTogether]:
    """What differs when others are down too, where that takes one of the department's steps away; in every department, where it
    takes away nobody's."""
    users = [other for other in all_ if other.function is one.function]
    for case in one.function.together:
        others = tuple(link.id for link in case.down_with)
        if _loses(localizer, one, others) or not any(
            _loses(localizer, user, others) for user in users
        ):
            yield FallbackTogether(
                others,
                localizer.say("fallback_with", systems=_names(localizer, others)),
                localizer.prose(case.then),
            )


def _loses(localizer: Localizer, one: StandIn, others: Iterable[str]) -> bool:
    return any(fallen_without(localizer.project, step) & set(others) for step in one.steps)


def _names(localizer: Localizer, systems: Iterable[str]) -> str:
    found = (localizer.project.systems[id] for id in systems if id in localizer.project.systems)
    return localizer.say("list_join").join(
        str(system.short or localizer.words(system.name)) for system in found
    )


def _scenarios(localizer: Localizer, system: System) -> list[Procedure]:
    """Scenarios of the system, but for those of slow ones, which stand above."""
    return [
        one
        for one in localizer.project.scenarios
        if str(one.scenario) != SLOW and any(link.id == system.id for link in one.systems)
    ]


def _procedures(localizer: Localizer, some: Iterable[Procedure], view: str | None = None) -> Line:
    return localizer.row((Link(("procedure",), str(one.id), None, one.at) for one in some), view)
