"""Which system is down: for each of its functions, by department, the steps and forms that stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.source.model.procedure import Procedure
from generator.source.model.registries import System
from generator.source.standins import StandIn, stand_ins, stops_with
from generator.source.text import Link
from generator.views import codes
from generator.views.lens import Lens
from generator.views.shapes import FallbackRow, FallbackSystem, FallbackView
from generator.views.sheet import CODE_LETTERS, Kind, Line, Run, Sheet, SheetKey, Target

_SLOW = "degraded"
"""The scenario for systems that are up, but slow."""


def fallback_sheet(lens: Lens) -> Sheet | None:
    """The matrix; None where the audience sees no system that anybody uses."""
    found = {id: list(rows) for id, rows in groupby(stand_ins(lens.project), key=lambda one: str(one.system.id))}
    systems = tuple(
        _system(lens, system, found.get(id, []))
        for id, system in lens.project.systems.items()
        if id in found or _scenarios(lens, system)
    )
    if not found:
        return None
    title = lens.say("title_fallback")
    view = FallbackView(title, tuple(_intro(lens)), systems)
    key = SheetKey(codes.FALLBACK, lens.language, lens.project.audience)
    first = next(iter(lens.project.systems.values()))
    return Sheet(key, Kind.FALLBACK, CODE_LETTERS[Kind.FALLBACK], title, view, source=first.at)


def _intro(lens: Lens) -> Iterator[Line]:
    yield (Run(lens.say("fallback_intro")),)
    yield (Run(lens.say("fallback_together")),)
    slow = [one for one in _by_code(lens) if str(one.scenario) == _SLOW]
    if slow:
        yield (Run(lens.say("fallback_slow")), *_procedures(lens, slow))


def _system(lens: Lens, system: System, found: list[StandIn]) -> FallbackSystem:
    name = lens.words(system.name)
    short = f"{system.short} " if system.short and str(system.short) not in name else ""
    stops = [lens.words(other.name) for other in stops_with(lens.project, system)]
    return FallbackSystem(
        id=str(system.id),
        title=short + name,
        stops=lens.say("list_join").join(stops),
        scenarios=_procedures(lens, _scenarios(lens, system)),
        rows=tuple(_rows(lens, found)),
    )


def _rows(lens: Lens, found: list[StandIn]) -> Iterator[FallbackRow]:
    before = ""
    for one in found:
        function = lens.words(one.function.name)
        department = Target(codes.card_id(str(one.department.id)))
        yield FallbackRow(
            function="" if function == before else function,
            department=(Run(lens.words(one.department.name), "name", department),),
            answer=_answer(lens, one),
        )
        before = function


def _answer(lens: Lens, one: StandIn) -> Line:
    """Steps first, then forms by code and name. Steps without a form say what is done; where there is neither, the plan says
    what happens."""
    steps = lens.row(one.steps)
    forms = lens.row(Link(("form",), str(form.id), None, form.at) for form in one.forms)
    if not steps and not forms:
        return lens.line(one.function.without) or (Run(lens.say("fallback_none")),)
    if not forms:
        return _done(lens, one.steps)
    return (*steps, Run(lens.say("list_join")), *forms) if steps and forms else (*steps, *forms)


def _done(lens: Lens, steps: Iterable[Link]) -> Line:
    """Steps with what they do, as their card lines say it."""
    said: list[Run] = []
    for link in steps:
        found = lens.project.step(link)
        assert found, "it was found by its procedure"
        procedure, step = found
        said += [Run(lens.say("fallback_join"))] if said else []
        said += [*lens.runs(link), Run(lens.say("fallback_colon"))]
        said += lens.line(step.card or step.do, brief=True, within=procedure)
    return tuple(said)


def _scenarios(lens: Lens, system: System) -> list[Procedure]:
    """Scenarios of the system, but for those of slow ones, which stand above."""
    return [
        one
        for one in _by_code(lens)
        if str(one.scenario) != _SLOW and any(link.id == system.id for link in one.systems)
    ]


def _by_code(lens: Lens) -> Iterable[Procedure]:
    """Scenarios in the order of their codes: S2 before S10."""
    found = (one for one in lens.project.procedures.values() if not one.department)
    return sorted(found, key=lambda one: (len(str(one.code)), str(one.code)))


def _procedures(lens: Lens, some: Iterable[Procedure]) -> Line:
    return lens.row(Link(("procedure",), str(one.id), None, one.at) for one in some)
