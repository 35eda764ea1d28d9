"""Units of a manual: what is laid out as one, sheet behind sheet.

In a loose manual each unit starts a leaf, which is changed by itself: a unit is a sheet, or a
chapter with the few lines of its neighbours. In a bound one the sheets run on. A bound one of many
sheets has parts: each starts a leaf and counts its own pages, so that a change of one is no change
of the others, on paper or in a build.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.plan.model.plan import Plan
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.kinds import Fitting
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.views import ProcedureLink
from wardbook.sheets.plan.heights import lines_of
from wardbook.sheets.plan_facts import is_bound
from wardbook.sheets.sheet import Sheet, SheetKey, below
from wardbook.sheets.sheet_set import SheetSet
from wardbook.sheets.volumes import is_apart

_LONG_CODE = 36
"""Letters of a code that leave no room for a title beside it at the foot of a leaf."""
_FEW = 16
"""Lines of a chapter that takes no leaf by itself: a third of a page."""
_BOOK = 40
"""Sheets from which a bound plan is set as close as office documents are."""
_LONG_BOOK = 2000
"""Lines from which a book has parts: some sixty pages. A shorter one would grow by more than a part
of it saves."""
_CHAPTERS = 21
"""Sheets of a part that holds a plan's chapters and their procedures: some forty pages."""
_LISTS = 5
"""Sheets of a part that holds what stands behind the plans: lists are longer."""


@dataclass(frozen=True)
class Unit:
    """Sheets that are laid out as one. `code` and `title` are printed on its leaves."""

    id: str
    code: str
    title: str
    sheets: tuple[str, ...]
    close: bool = False
    """Set as close as office documents are: it is a book, or part of one."""
    part: bool = False
    """One of the parts of a book."""


@dataclass(frozen=True)
class Gathered:
    """Content of a sheet that stands for a unit of several. `close`: set as close as office
    documents are, since it is part of a book."""

    sheets: tuple[Sheet, ...]
    close: bool = False


@dataclass(frozen=True)
class PlanRun:
    """A plan's sheets in the complete plan. `chapters`: those that are no procedures."""

    plan: Plan
    sheets: tuple[str, ...]
    chapters: frozenset[str]
    bound: bool


def plan_run(project: Project, sheet_set: SheetSet, plan: Plan) -> PlanRun:
    """A plan's first leaf, then its chapters, each with the procedures it includes behind it."""
    ids = [sheet_ids.plan_id(plan)]
    for part in plan.parts():
        ids.append(sheet_ids.chapter_id(plan, part[0].chapter))
    sheets: list[str] = []
    for id in ids:
        sheets.append(id)
        for link in below(sheet_set.sheets[id].content, ProcedureLink):
            sheets.append(link.target.sheet)
    return PlanRun(plan, tuple(sheets), frozenset(ids), is_bound(project, plan))


def single_units(localizer: Localizer, sheet_set: SheetSet, ids: Iterable[str]) -> tuple[Unit, ...]:
    """A unit for each sheet: a department's manual."""
    return tuple(_unit(localizer, sheet_set, (id,)) for id in ids)


def plan_units(
    localizer: Localizer, sheet_set: SheetSet, ids: Sequence[str], runs: Sequence[PlanRun]
) -> tuple[Unit, ...]:
    """The units of the complete plan. Where every plan is bound, so is all that runs on."""
    if runs and all(run.bound for run in runs):
        ours = tuple(id for id in ids if _runs_on(sheet_set.sheets[id]))
        rest = [id for id in ids if id not in ours]
        bound = _bound_units(localizer, sheet_set, ours, runs)
        return (*bound, *single_units(localizer, sheet_set, rest))
    units: list[Unit] = []
    for together in _gathered(sheet_set, ids, runs):
        units.append(_unit(localizer, sheet_set, together))
    return tuple(units)


def gathered_sheet(localizer: Localizer, unit: Unit, sheets: Mapping[str, Sheet]) -> Sheet:
    """The sheet that stands for a unit of several where it is drawn."""
    members = tuple(sheets[id] for id in unit.sheets)
    marked = dict.fromkeys(filter(None, (sheet.classification for sheet in members)))
    return Sheet(
        key=SheetKey(unit.id, localizer.language, localizer.project.audience),
        kind=members[0].kind,
        code=unit.code,
        title=unit.title,
        content=Gathered(members, close=unit.close),
        source=members[0].source,
        classification=localizer.say("list_join").join(marked),
    )


def _runs_on(sheet: Sheet) -> bool:
    row = sheet.kind.value
    return not is_apart(sheet) and not row.one_page and row.fitting is not Fitting.CARD


def _gathered(
    sheet_set: SheetSet, ids: Sequence[str], runs: Sequence[PlanRun]
) -> Iterator[tuple[str, ...]]:
    """The sheets in order, those of one unit together."""
    bound: dict[str, str] = {}
    chapters: dict[str, str] = {}
    for run in runs:
        if run.bound:
            bound |= dict.fromkeys(run.sheets, str(run.plan.id))
        else:
            chapters |= dict.fromkeys(run.chapters, str(run.plan.id))
    together: list[str] = []
    for id in ids:
        if together and not _joins(sheet_set, together, id, (bound, chapters)):
            yield tuple(together)
            together = []
        together.append(id)
    if together:
        yield tuple(together)


def _joins(
    sheet_set: SheetSet,
    together: Sequence[str],
    id: str,
    plans: tuple[Mapping[str, str], Mapping[str, str]],
) -> bool:
    """Whether a sheet runs on behind those that are together."""
    bound, chapters = plans
    last = together[-1]
    if id in bound:
        return bound[id] == bound.get(last)
    if id not in chapters or chapters[id] != chapters.get(last):
        return False
    before = sum(lines_of(sheet_set.sheets[one]) for one in together)
    return before <= _FEW or lines_of(sheet_set.sheets[id]) <= _FEW


def _unit(localizer: Localizer, sheet_set: SheetSet, ids: tuple[str, ...]) -> Unit:
    first, last = sheet_set.sheets[ids[0]], sheet_set.sheets[ids[-1]]
    if len(ids) == 1:
        return Unit(first.id, first.code, first.title, ids)
    code = localizer.say("code_range", first=first.code, last=last.code)
    if len(code) > _LONG_CODE:
        code = first.code
    return Unit(f"unit-{first.id}", code, first.title, ids)


def _bound_units(
    localizer: Localizer, sheet_set: SheetSet, ids: tuple[str, ...], runs: Sequence[PlanRun]
) -> Iterator[Unit]:
    """All that runs on, in one or in parts; of several plans neither code nor title is that of the
    whole."""
    first = sheet_set.sheets[ids[0]]
    code, title = first.code, first.title
    if len(runs) > 1:
        code, title = "", localizer.words(localizer.project.site.title)
    is_book = len(ids) > _BOOK
    if not is_book or sum(lines_of(sheet_set.sheets[id]) for id in ids) <= _LONG_BOOK:
        yield Unit(f"unit-{ids[0]}", code, title, ids, close=is_book)
        return
    for number, own in enumerate(_parts(ids, runs), start=1):
        code = localizer.say("manual_part", number=number)
        yield Unit(f"unit-{own[0]}", code, title, own, close=True, part=True)


def _parts(ids: Sequence[str], runs: Sequence[PlanRun]) -> Iterator[tuple[str, ...]]:
    """The sheets of a bound manual, those of one part together. A plan begins a part, and so does
    what stands behind the plans: an edit that adds a sheet to one moves no sheet of another."""
    left = list(ids)
    for run in runs:
        own = [id for id in run.sheets if id in left]
        left = [id for id in left if id not in own]
        yield from _evenly(own, _CHAPTERS)
    yield from _evenly(left, _LISTS)


def _evenly(ids: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
    """The sheets in as few parts as hold `most` of them, each about as many as the others."""
    count = math.ceil(len(ids) / most)
    for at in range(count):
        yield tuple(ids[at * len(ids) // count : (at + 1) * len(ids) // count])
