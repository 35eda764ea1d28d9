"""The clock poster of the command room: real times to fill in, and what is due in each time band, by department."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wardbook.plan.model.blocks import ActivationStep
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Band, Department
from wardbook.plan.model.scalars import Duration
from wardbook.plan.timeline import as_duration, band_of, card_text
from wardbook.sheets import sheet_ids
from wardbook.sheets.command.call_tree import chains, commanders
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import desk_dial, procedure_of, unstopped
from wardbook.sheets.procedures.procedures import deadline
from wardbook.sheets.shapes import CardLine, Dial
from wardbook.sheets.sheet import CODE_LETTERS, Sheet, SheetKey, SheetKind, Span
from wardbook.sheets.view import view

_ROUND = Duration(30)
"""The first look at whether everybody is on paper."""
_LONG = 60
"""Bands that begin after so many minutes have a time of their own on the poster."""
_BEFORE_NOTICE = ("report", "propose", "order")
"""Links of the chain of activation that come before the notice."""


@view("ClockBand")
class ClockBand:
    """A column: a time band of the cards."""

    label: str
    note: str


@view("ClockRow")
class ClockRow:
    """A department, or the chain of activation; one cell a band, each with lines to tick."""

    code: str
    name: str
    note: str
    """By when it is on paper."""
    cells: tuple[tuple[CardLine, ...], ...]


@view("ClockView")
class ClockView:
    """The poster. `times` are written in by hand."""

    title: str
    desk: Dial | None
    never_waits: str
    times: tuple[str, ...]
    times_note: str
    bands: tuple[ClockBand, ...]
    rows: tuple[ClockRow, ...]


def clock_sheet(localizer: Localizer, audience: str) -> Sheet:
    """The poster. The localizer must be filtered for what may hang on a wall; `audience` is the one that it is published to."""
    bands = localizer.project.site.bands
    rows = tuple(_rows(localizer))
    due = [at for at in range(len(bands)) if any(row.cells[at] for row in rows)]
    title = localizer.say("title_clock")
    view = ClockView(
        title=title,
        desk=desk_dial(localizer),
        never_waits=localizer.words(localizer.project.site.never_waits),
        times=tuple(_times(localizer)),
        times_note=localizer.say("poster_times"),
        bands=tuple(
            ClockBand(localizer.words(bands[at].label), localizer.words(bands[at].note))
            for at in due
        ),
        rows=tuple(replace(row, cells=tuple(row.cells[at] for at in due)) for row in rows),
    )
    key = SheetKey(sheet_ids.CLOCK, localizer.language, audience)
    return Sheet(
        key,
        SheetKind.CLOCK,
        CODE_LETTERS[SheetKind.CLOCK],
        title,
        view,
        source=localizer.project.site.at,
    )


def _times(localizer: Localizer) -> Iterator[str]:
    yield from (localizer.say(f"poster_{moment}") for moment in ("noticed", "announced", "manual"))
    begins = (as_duration(band.start) for band in localizer.project.site.bands)
    for after in (_ROUND, *(found for found in begins if found and found.minutes >= _LONG)):
        whole = after.minutes % 60 == 0
        said = (
            localizer.say("unit_h", n=after.minutes // 60)
            if whole
            else localizer.say("unit_min", n=after.minutes)
        )
        yield localizer.say("poster_after", duration=said)
    yield localizer.say("poster_all_clear")


def _rows(localizer: Localizer) -> Iterator[ClockRow]:
    """The chain first, then the departments of those in it, then the others as the registry lists them."""
    found = list(chains(localizer.project))
    for plan, chain in found:
        note = localizer.words(plan.short or plan.title) if len(found) > 1 else ""
        yield ClockRow(
            "", localizer.say("activation_title"), note, tuple(_chain_cells(localizer, chain))
        )
    callers = commanders(localizer.project)
    departments = [one for one in localizer.project.departments.values() if one.in_scope]
    for department in sorted(departments, key=lambda one: _place(str(one.id), callers)):
        if procedure := procedure_of(localizer.project, department):
            name = localizer.words(department.name)
            yield ClockRow(
                str(department.code),
                name,
                _on_paper(localizer, department),
                _cells(localizer, procedure),
            )


def _place(department: str, callers: tuple[str, ...]) -> int:
    return callers.index(department) if department in callers else len(callers)


def _on_paper(localizer: Localizer, department: Department) -> str:
    limit = department.manual_start
    return localizer.say("poster_on_paper", duration=localizer.duration(limit)) if limit else ""


def _chain_cells(
    localizer: Localizer, chain: tuple[ActivationStep, ...]
) -> Iterator[tuple[CardLine, ...]]:
    """What leads to the notice stands in the band before it, the notice and what follows in the band of the notice."""
    starts = [str(band.start) for band in localizer.project.site.bands]
    notice = starts.index("announced") if "announced" in starts else 0
    places = [max(0, notice - 1) if link.step in _BEFORE_NOTICE else notice for link in chain]
    for at in range(len(starts)):
        yield tuple(
            _link(localizer, link) for link, place in zip(chain, places, strict=True) if place == at
        )


def _link(localizer: Localizer, link: ActivationStep) -> CardLine:
    step = (
        localizer.say("poster_passed_on")
        if link.step == "act"
        else localizer.say(f"activation_{link.step}")
    )
    said = localizer.say("poster_link", by=localizer.name(link.by), step=step)
    limit = localizer.say("within", duration=localizer.duration(link.within)) if link.within else ""
    return CardLine((Span(said),), limit)


def _cells(localizer: Localizer, procedure: Procedure) -> tuple[tuple[CardLine, ...], ...]:
    steps = [
        (band, step)
        for phase, step in procedure.steps()
        if step.on_card and (band := band_of(localizer.project.site, phase, step))
    ]
    return tuple(
        tuple(_due(localizer, procedure, steps, band)) for band in localizer.project.site.bands
    )


def _due(
    localizer: Localizer, procedure: Procedure, steps: list[tuple[Band, Step]], band: Band
) -> Iterator[CardLine]:
    """What has a deadline in a band; else what the band begins with. The care of one patient is the card's, not the
    command room's."""
    own = [step for at, step in steps if at is band]
    for step in [step for step in own if step.within] or own[:1]:
        text = unstopped(localizer.line(card_text(step), brief=True, within=procedure))
        yield CardLine(text, deadline(localizer, step), step.urgent)
