"""What stands in for a function of a system in one department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wardbook.plan.model.registries import Function
from wardbook.plan.standins import StandIn, fallen_without, nearest
from wardbook.plan.text import Link
from wardbook.plan.timeline import card_text
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import Line, Prose, Span
from wardbook.sheets.view import view


@view("FallbackAnswer")
class FallbackAnswer:
    """What stands in, as one piece: a step, the forms, or what happens without.

    `falls` are ids of systems that take it away when they are down too; `lost` says so, empty where
    nothing does.
    """

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
    """A function of a system in one department.

    What stands in, what when others are down too, and what while it is slow.
    """

    function: str
    """Empty where the row above names it."""
    department: Line
    short: Line
    """What stands in, at a glance: forms by code and name; steps where there is none."""
    answers: tuple[FallbackAnswer, ...]
    together: tuple[FallbackTogether, ...]
    slow: Prose


def fallback_rows(localizer: Localizer, found: Sequence[StandIn]) -> Iterator[FallbackRow]:
    """The rows of one system, for all that stands in for it, in the order of its functions."""
    before = ""
    for one in found:
        name = localizer.words(one.function.name)
        function = name
        if name == before:
            function = ""
        card = localizer.card(one.department)
        yield FallbackRow(
            function=function,
            department=(Span(localizer.words(one.department.name), "name", card),),
            short=in_short(localizer, one),
            answers=tuple(_answers(localizer, one)),
            together=tuple(_together(localizer, one, found)),
            slow=tuple(_step_words(localizer, step) for step in one.slow),
        )
        before = name


def in_short(localizer: Localizer, one: StandIn) -> Line:
    """Forms by code and name; the steps where there is none; else what the plan says for
    without."""
    if one.forms:
        return localizer.row(_forms(one))
    return localizer.row(one.steps) or _without(localizer, one)


def _answers(localizer: Localizer, one: StandIn) -> Iterator[FallbackAnswer]:
    """Steps first, then forms by code and name.

    Steps without a form say what is done; where there is neither, the plan says what happens.
    """
    for step in one.steps:
        text = localizer.spans(step)
        if not one.forms:
            text = _step_words(localizer, step)
        yield _step_answer(localizer, step, text)
    if one.forms:
        yield FallbackAnswer(localizer.row(_forms(one)))
    elif not one.steps:
        yield FallbackAnswer(_without(localizer, one))


def _without(localizer: Localizer, one: StandIn) -> Line:
    """What happens where nothing stands in."""
    return localizer.line(one.function.without) or (Span(localizer.say("fallback_none")),)


def _forms(one: StandIn) -> Iterator[Link]:
    """The forms that stand in, as they lie in the department's box.

    They are variants, where it holds no other of the form.
    """
    laid = _laid(one)
    for form in one.forms:
        parts = laid.get(form.id, ())
        if not parts or None in parts:
            parts = (None,)
        for part in dict.fromkeys(parts):
            yield Link(("form",), str(form.id), part, form.at)


def _laid(one: StandIn) -> Mapping[str, Sequence[str | None]]:
    """What the department's box holds: by the form's id its variants, None for the form itself."""
    laid: dict[str, list[str | None]] = defaultdict(list)
    if one.department.box:
        for line in one.department.box.holds:
            laid[line.form.id].append(line.form.part)
    return laid


def _step_words(localizer: Localizer, link: Link) -> Line:
    """A step with what it does, as its card line says it."""
    found = localizer.project.step(link)
    assert found, "it was found by its procedure"
    procedure, step = found
    does = localizer.line(card_text(step), brief=True, within=procedure)
    return (*localizer.spans(link), Span(localizer.say("fallback_colon")), *does)


def _step_answer(localizer: Localizer, link: Link, text: Line) -> FallbackAnswer:
    """A step that prints as `text`, with the systems that take it away."""
    falls = fallen_without(localizer.project, link)
    lost = ""
    if falls:
        names = _names(localizer, nearest(localizer.project, falls))
        lost = localizer.say("fallback_lost", systems=names)
    return FallbackAnswer(text, tuple(sorted(falls)), lost)


def _together(
    localizer: Localizer, one: StandIn, rows: Iterable[StandIn]
) -> Iterator[FallbackTogether]:
    """What differs when others are down too, where that takes one of the department's steps away.

    In every department, where it takes away nobody's; `rows` are all that stand in for the system.
    """
    for case in one.function.together:
        down = tuple(link.id for link in case.down_with)
        losers = set(_losers(localizer, one.function, rows=rows, down=down))
        if not losers or str(one.department.id) in losers:
            when = localizer.say("fallback_with", systems=_names(localizer, down))
            yield FallbackTogether(down, when, localizer.prose(case.then))


def _losers(
    localizer: Localizer, function: Function, *, rows: Iterable[StandIn], down: Iterable[str]
) -> Iterator[str]:
    """Departments, by id, that lose a step for the function when the systems `down` are down."""
    for one in rows:
        if one.function is function and _loses(localizer, one, down):
            yield str(one.department.id)


def _loses(localizer: Localizer, one: StandIn, down: Iterable[str]) -> bool:
    """Whether one of the steps needs a system that is down."""
    systems = set(down)
    return any(fallen_without(localizer.project, step) & systems for step in one.steps)


def _names(localizer: Localizer, systems: Iterable[str]) -> str:
    """The names of systems, by id; what the audience may not see is left out."""
    names = []
    for id in systems:
        system = localizer.project.systems.get(id)
        if system:
            names.append(str(system.short or localizer.words(system.name)))
    return localizer.say("list_join").join(names)
