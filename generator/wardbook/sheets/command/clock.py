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
from wardbook.sheets.localizer import Lens
from wardbook.sheets.procedures.cards import desk_dial, procedure_of, unstopped
from wardbook.sheets.procedures.procedures import deadline
from wardbook.sheets.shapes import CardLine, Dial
from wardbook.sheets.sheet import CODE_LETTERS, Kind, Run, Sheet, SheetKey
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


def clock_sheet(lens: Lens, audience: str) -> Sheet:
    """The poster. The lens must be filtered for what may hang on a wall; `audience` is the one that it is published to."""
    bands = lens.project.site.bands
    rows = tuple(_rows(lens))
    due = [at for at in range(len(bands)) if any(row.cells[at] for row in rows)]
    title = lens.say("title_clock")
    view = ClockView(
        title=title,
        desk=desk_dial(lens),
        never_waits=lens.words(lens.project.site.never_waits),
        times=tuple(_times(lens)),
        times_note=lens.say("poster_times"),
        bands=tuple(ClockBand(lens.words(bands[at].label), lens.words(bands[at].note)) for at in due),
        rows=tuple(replace(row, cells=tuple(row.cells[at] for at in due)) for row in rows),
    )
    key = SheetKey(sheet_ids.CLOCK, lens.language, audience)
    return Sheet(key, Kind.CLOCK, CODE_LETTERS[Kind.CLOCK], title, view, source=lens.project.site.at)


def _times(lens: Lens) -> Iterator[str]:
    yield from (lens.say(f"poster_{moment}") for moment in ("noticed", "announced", "manual"))
    begins = (as_duration(band.start) for band in lens.project.site.bands)
    for after in (_ROUND, *(found for found in begins if found and found.minutes >= _LONG)):
        whole = after.minutes % 60 == 0
        said = lens.say("unit_h", n=after.minutes // 60) if whole else lens.say("unit_min", n=after.minutes)
        yield lens.say("poster_after", duration=said)
    yield lens.say("poster_all_clear")


def _rows(lens: Lens) -> Iterator[ClockRow]:
    """The chain first, then the departments of those in it, then the others as the registry lists them."""
    found = list(chains(lens.project))
    for plan, chain in found:
        note = lens.words(plan.short or plan.title) if len(found) > 1 else ""
        yield ClockRow("", lens.say("activation_title"), note, tuple(_chain_cells(lens, chain)))
    callers = commanders(lens.project)
    departments = [one for one in lens.project.departments.values() if one.in_scope]
    for department in sorted(departments, key=lambda one: _place(str(one.id), callers)):
        if procedure := procedure_of(lens.project, department):
            name = lens.words(department.name)
            yield ClockRow(str(department.code), name, _on_paper(lens, department), _cells(lens, procedure))


def _place(department: str, callers: tuple[str, ...]) -> int:
    return callers.index(department) if department in callers else len(callers)


def _on_paper(lens: Lens, department: Department) -> str:
    limit = department.manual_start
    return lens.say("poster_on_paper", duration=lens.duration(limit)) if limit else ""


def _chain_cells(lens: Lens, chain: tuple[ActivationStep, ...]) -> Iterator[tuple[CardLine, ...]]:
    """What leads to the notice stands in the band before it, the notice and what follows in the band of the notice."""
    starts = [str(band.start) for band in lens.project.site.bands]
    notice = starts.index("announced") if "announced" in starts else 0
    places = [max(0, notice - 1) if link.step in _BEFORE_NOTICE else notice for link in chain]
    for at in range(len(starts)):
        yield tuple(_link(lens, link) for link, place in zip(chain, places, strict=True) if place == at)


def _link(lens: Lens, link: ActivationStep) -> CardLine:
    step = lens.say("poster_passed_on") if link.step == "act" else lens.say(f"activation_{link.step}")
    said = lens.say("poster_link", by=lens.name(link.by), step=step)
    limit = lens.say("within", duration=lens.duration(link.within)) if link.within else ""
    return CardLine((Run(said),), limit)


def _cells(lens: Lens, procedure: Procedure) -> tuple[tuple[CardLine, ...], ...]:
    steps = [
        (band, step)
        for phase, step in procedure.steps()
        if step.on_card and (band := band_of(lens.project.site, phase, step))
    ]
    return tuple(tuple(_due(lens, procedure, steps, band)) for band in lens.project.site.bands)


def _due(lens: Lens, procedure: Procedure, steps: list[tuple[Band, Step]], band: Band) -> Iterator[CardLine]:
    """What has a deadline in a band; else what the band begins with. The care of one patient is the card's, not the
    command room's."""
    own = [step for at, step in steps if at is band]
    for step in [step for step in own if step.within] or own[:1]:
        text = unstopped(lens.line(card_text(step), brief=True, within=procedure))
        yield CardLine(text, deadline(lens, step), step.urgent)
