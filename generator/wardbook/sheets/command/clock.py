"""The clock poster of the command room.

Real times to fill in, and what is due in each time band, by department.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from wardbook.plan.model.blocks import ActivationStep
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Band, Department
from wardbook.plan.model.scalars import Duration
from wardbook.plan.timeline import as_duration, card_text, due
from wardbook.sheets.command.card_bands import PhasedStep, steps_by_band
from wardbook.sheets.command.chains import chains, commanders
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetMaker, SheetSources, the_sheet
from wardbook.sheets.procedures.cards import CardLine, Dial, desk_dial, procedure_of, unstopped
from wardbook.sheets.procedures.moments import deadline, link_deadline, within
from wardbook.sheets.sheet import Sheet, Span
from wardbook.sheets.view import view

_ROUND = Duration(30)
"""The first look at whether everybody is on paper."""
_LONG = 60
"""Bands that begin after so many minutes have a time of their own on the poster."""
_FEW = 8
"""Departments at most that the poster shows with every band."""
_BEFORE_NOTICE = ("report", "propose", "order")
"""Links of the chain of activation that come before the notice."""


@view("ClockBand")
class ClockBand:
    """A column: a time band of the cards."""

    label: str
    note: str
    late: bool = False
    """Whether everybody should be on paper before it."""


@view("PosterLine")
class PosterLine(CardLine):
    """A line to tick, with the minutes after which it is due: lines stand in that order."""

    minutes: int = 0


@view("ClockRow")
class ClockRow:
    """A department, or the chain of activation; one cell a band, each with lines to tick."""

    code: str
    name: str
    note: str
    """By when it is on paper."""
    cells: tuple[tuple[PosterLine, ...], ...]


@view("ClockView")
class ClockView:
    """The poster. `times` are written in by hand."""

    title: str
    desk: Dial | None
    never_waits: str
    times: tuple[str, ...]
    times_note: str
    no_limit: str
    """What stands above lines without a deadline, where others of their band have one."""
    bands: tuple[ClockBand, ...]
    rows: tuple[ClockRow, ...]

    @cached_property
    def printed(self) -> tuple[ClockPart, ...]:
        """The poster as it is printed: what is due, band after band, so that it is read from two
        metres on as few sheets as may be."""
        parts = []
        for at, band in enumerate(self.bands):
            limits: dict[str, list[ClockDue]] = {}
            for line, row in sorted(self._lines(at), key=lambda one: _order(one[0])):
                due = ClockDue(row.code, row.name, replace(line, deadline=""))
                limits.setdefault(line.deadline, []).append(due)
            parts.append(ClockPart(band, limits, self.no_limit))
        return tuple(parts)

    def _lines(self, at: int) -> Iterator[tuple[PosterLine, ClockRow]]:
        """What is due in a band, as the rows have it."""
        for row in self.rows:
            for line in row.cells[at]:
                yield line, row

    def set_in(self, columns: Sequence[Sequence[int]]) -> Iterator[ClockColumns]:
        """What is printed, row after row of columns. `columns` says of each row which band it
        belongs to and how many lines stand in each column; empty: each band in one column. What is
        due by the deadline of the column before has it above it again."""
        parts = self.printed
        rows = columns or [(at, len(part.lines)) for at, part in enumerate(parts)]
        begun = dict.fromkeys(range(len(parts)), 0)
        for band, *counts in rows:
            first, split = begun[band], []
            for count in counts:
                split.append(parts[band].column(begun[band], count))
                begun[band] += count
            yield ClockColumns(parts[band].band, tuple(split), continued=first > 0)

    @property
    def on_paper(self) -> Mapping[str, list[ClockRow]]:
        """By when on paper → the departments."""
        found: dict[str, list[ClockRow]] = {}
        for row in self.rows:
            if row.code and row.note:
                found.setdefault(row.note, []).append(row)
        return found


def _order(line: PosterLine) -> tuple[bool, int]:
    """By when a line is due: those without a deadline last."""
    return not line.deadline, line.minutes


@dataclass(frozen=True)
class ClockDue:
    """A line to tick, with who does it. Its deadline stands above it."""

    code: str
    name: str
    line: PosterLine


@dataclass(frozen=True)
class ClockPart:
    """A band, with all that is due in it by each deadline, the first due first."""

    band: ClockBand
    limits: Mapping[str, list[ClockDue]]
    no_limit: str

    @cached_property
    def lines(self) -> tuple[str | ClockDue, ...]:
        """The deadlines, each before what is due by it. What has none says so where it would else
        stand below the deadline of others."""
        found: list[str | ClockDue] = []
        for limit, dues in self.limits.items():
            if limit or found:
                found.append(limit or self.no_limit)
            found += dues
        return tuple(found)

    def column(self, first: int, count: int) -> tuple[str | ClockDue, ...]:
        """So many lines from one on, with the deadline that they stand below."""
        found = self.lines[first : first + count]
        above = [line for line in self.lines[:first] if isinstance(line, str)]
        if above and found and not isinstance(found[0], str):
            return (above[-1], *found)
        return found


@dataclass(frozen=True)
class ClockColumns:
    """A band, or what a sheet before had no room for, in columns side by side."""

    band: ClockBand
    columns: tuple[tuple[str | ClockDue, ...], ...]
    continued: bool


def clock_sheets(sources: SheetSources) -> Iterator[Sheet]:
    """The poster: it says what may hang on a wall. None where nothing is due at any time."""
    view = clock_view(sources.wall)
    if not view.rows:
        return
    source = sources.wall.project.site.at
    yield the_sheet(sources.localizer, SheetKind.CLOCK, view.title, view, source=source)


def clock_view(localizer: Localizer) -> ClockView:
    """What the poster says. The localizer must be filtered for what may hang on a wall."""
    rows = [row for row in _rows(localizer) if any(row.cells)]
    columns = _used_columns(rows)
    return ClockView(
        title=localizer.say("title_clock"),
        desk=desk_dial(localizer),
        never_waits=localizer.words(localizer.project.site.never_waits),
        times=tuple(_times(localizer)),
        times_note=localizer.say("poster_times"),
        no_limit=localizer.say("poster_no_limit"),
        bands=tuple(_headings(localizer, columns)),
        rows=tuple(_with_columns(row, columns) for row in rows),
    )


def _used_columns(rows: Iterable[ClockRow]) -> Sequence[int]:
    """Places of the bands in which any row has something due."""
    used = set()
    for row in rows:
        for at, lines in enumerate(row.cells):
            if lines:
                used.add(at)
    return sorted(used)


def _headings(localizer: Localizer, columns: Sequence[int]) -> Iterator[ClockBand]:
    for at in columns:
        band = localizer.project.site.bands[at]
        begins = as_duration(band.start)
        late = bool(begins and begins.minutes >= _LONG)
        yield ClockBand(localizer.words(band.label), localizer.words(band.note), late)


def _with_columns(row: ClockRow, columns: Sequence[int]) -> ClockRow:
    """The row with the cells of these columns alone."""
    return replace(row, cells=tuple(row.cells[at] for at in columns))


def _times(localizer: Localizer) -> Iterator[str]:
    """Moments whose real time is written in by hand."""
    for moment in ("noticed", "announced", "manual"):
        yield localizer.say(f"poster_{moment}")
    yield _after(localizer, _ROUND)
    for band in localizer.project.site.bands:
        begins = as_duration(band.start)
        if begins and begins.minutes >= _LONG:
            yield _after(localizer, begins)
    yield localizer.say("poster_all_clear")


def _after(localizer: Localizer, duration: Duration) -> str:
    """A length of time since the start: in hours where they are whole, else in minutes."""
    hours, rest = divmod(duration.minutes, 60)
    said = localizer.say("unit_h", n=hours)
    if rest:
        said = localizer.say("unit_min", n=duration.minutes)
    return localizer.say("poster_after", duration=said)


def _rows(localizer: Localizer) -> Iterator[ClockRow]:
    """The chains first, then the departments of those in them, then the others.

    The others stand as the registry lists them.
    """
    yield from _chain_rows(localizer)
    callers = commanders(localizer.project)
    departments = localizer.project.departments.values()
    few = len(departments) <= _FEW
    for department in sorted(departments, key=lambda one: _place(str(one.id), callers)):
        procedure = procedure_of(localizer.project, department)
        if procedure and department.in_scope:
            yield ClockRow(
                str(department.code),
                localizer.words(department.name),
                _on_paper(localizer, department),
                tuple(_cells(localizer, procedure, few or str(department.id) in callers)),
            )


def _chain_rows(localizer: Localizer) -> Iterator[ClockRow]:
    """The chains of activation; each is named by its plan where there are several."""
    found = list(chains(localizer.project))
    title = localizer.say("activation_title")
    for plan, chain in found:
        note = ""
        if len(found) > 1:
            note = localizer.words(plan.short or plan.title)
        yield ClockRow("", title, note, tuple(_chain_cells(localizer, chain)))


def _place(department: str, callers: tuple[str, ...]) -> int:
    """The department's place among those that call; the others stand behind them."""
    if department in callers:
        return callers.index(department)
    return len(callers)


def _on_paper(localizer: Localizer, department: Department) -> str:
    """By when the department works on paper; empty where the plan does not say."""
    limit = department.manual_start
    if not limit:
        return ""
    return localizer.say("poster_on_paper", limit=within(localizer, limit, str(department.clock)))


def _chain_cells(
    localizer: Localizer, chain: tuple[ActivationStep, ...]
) -> Iterator[tuple[PosterLine, ...]]:
    """The cells of a chain, one a band.

    What leads to the notice stands in the band before it, the notice and what follows in the band
    of the notice.
    """
    bands = localizer.project.site.bands
    notice = _notice(bands)
    cells: dict[int, list[PosterLine]] = defaultdict(list)
    minutes = 0
    for link in chain:
        place = notice
        if link.step in _BEFORE_NOTICE:
            place = max(0, notice - 1)
        # Each counts from the call before
        minutes += link.within.minutes if link.within else 0
        cells[place].append(_link(localizer, chain, link, minutes))
    for at in range(len(bands)):
        yield tuple(cells[at])


def _notice(bands: Sequence[Band]) -> int:
    """The place of the band that begins with the notice; the first where none does."""
    for at, band in enumerate(bands):
        if band.start == "announced":
            return at
    return 0


def _link(
    localizer: Localizer, chain: tuple[ActivationStep, ...], link: ActivationStep, minutes: int
) -> PosterLine:
    """A link of a chain as one line to tick."""
    key = f"activation_{link.step}"
    if link.step == "act":
        key = "poster_passed_on"
    said = localizer.say("poster_link", by=localizer.name(link.by), step=localizer.say(key))
    return PosterLine((Span(said),), link_deadline(localizer, chain, link), minutes=minutes)


def _cells(
    localizer: Localizer, procedure: Procedure, whole: bool
) -> Iterator[tuple[PosterLine, ...]]:
    """The cells of a department, one a band: its steps with a deadline.

    In a band without any, it has what the band begins with: where it leads, where a poster holds
    the `whole` of few departments, or where it has no deadlines at all. All else is on its card.
    """
    found = tuple(steps_by_band(localizer.project.site, procedure))
    without = whole or not any(step.within for steps in found for _, step in steps)
    for steps in found:
        limited = [phased for phased in steps if phased[1].within]
        yield tuple(_due(localizer, procedure, limited or steps[: int(without)]))


def _due(
    localizer: Localizer, procedure: Procedure, steps: Sequence[PhasedStep]
) -> Iterator[PosterLine]:
    for phase, step in steps:
        text = unstopped(localizer.line(card_text(step), brief=True, within=procedure))
        moment = due(phase, step)
        minutes = moment.minutes if moment and not step.urgent else 0
        yield PosterLine(text, deadline(localizer, phase, step), step.urgent, minutes)


MAKER = SheetMaker((SheetKind.CLOCK,), clock_sheets)
