"""Which sheets are bound into which manual, in which order.

A department's manual holds what it needs and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from wardbook.plan.model.copies import COMPLETE_PLAN
from wardbook.plan.model.manual_choice import ManualChoice
from wardbook.plan.text import Link
from wardbook.sheets.departments.scenario_steps import department_of
from wardbook.sheets.kept_elsewhere import printed_in_chapters, said_in_chapters
from wardbook.sheets.kinds import Group
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet_set import DepartmentSheets, SheetSet
from wardbook.sheets.units import PlanRun, Unit
from wardbook.sheets.volumes import is_apart

Groups = tuple[tuple[Group, tuple[str, ...]], ...]
"""A group and the ids of its sheets."""


@dataclass(frozen=True)
class ManualSheets:
    """The sheets of a manual in their order, without its front leaves. `id`: that of a department,
    or `plan`."""

    id: str
    language: str
    title: str
    groups: Groups

    @property
    def sheets(self) -> tuple[str, ...]:
        """Ids of the sheets in order."""
        return tuple(id for _, ids in self.groups for id in ids)

    @property
    def units(self) -> tuple[Unit, ...]:
        """None: which sheets share leaves is seen where they are made."""
        return ()


def department_sheets(
    localizer: Localizer, sheet_set: SheetSet, own: DepartmentSheets
) -> ManualSheets:
    """A department's manual: card, procedure, its steps in scenarios, what
    stands in for its systems, numbers, back-entry, and what its box holds.

    A scenario that it leads is there as a whole. The department's `manual:` adds sheets and leaves
    others out; forms are bound in only where site.yml wants them all.
    """
    groups: Groups = (
        (Group.CARD, _present(own.card)),
        (Group.PROCEDURES, _present(own.procedure)),
        (Group.SCENARIOS, (*own.led, *_present(own.scenario_steps))),
        (Group.FALLBACK, _present(own.fallback)),
        (Group.CONTACTS, _present(own.contacts)),
        (Group.BACK_ENTRY, _present(own.back_entry)),
        (Group.BOX, _present(own.box)),
        (Group.FORMS, own.forms),
    )
    if own.department.manual:
        groups = _chosen(localizer, own.department.manual, groups)
    name = localizer.words(own.department.name)
    title = localizer.say("title_manual", department=name)
    bound = tuple(_bound(localizer, sheet_set, groups))
    return ManualSheets(str(own.department.id), localizer.language, title, bound)


def leaf_sheets(localizer: Localizer, sheet_set: SheetSet) -> Iterator[ManualSheets]:
    """The leaf of each department that has no manual, under the department's id: it hangs where
    the department says."""
    for id, sheet in sheet_set.sheets.items():
        if id in sheet_set.loose:
            groups: Groups = ((Group.SCENARIOS, (id,)),)
            yield ManualSheets(department_of(sheet), localizer.language, sheet.title, groups)


def plan_sheets(localizer: Localizer, sheet_set: SheetSet, runs: Sequence[PlanRun]) -> ManualSheets:
    """The complete plan: every plan's chapters with the procedures they include, then the rest."""
    groups = _plan_groups(sheet_set, runs, said_in_chapters(localizer, sheet_set))
    title = localizer.say("title_plan_manual")
    bound = tuple(_bound(localizer, sheet_set, groups))
    return ManualSheets(COMPLETE_PLAN, localizer.language, title, bound)


def _plan_groups(sheet_set: SheetSet, runs: Sequence[PlanRun], said: Set[str]) -> Groups:
    """Chapters first; then, group by group, what neither a chapter nor a department holds. `said`
    are sheets that nobody misses behind the chapters."""
    chapters: list[str] = []
    for run in runs:
        chapters.extend(run.sheets)
    placed = {*chapters, *said}
    # A procedure whose steps a chapter prints is not bound behind it again
    placed |= printed_in_chapters(sheet_set, chapters)
    for own in sheet_set.belongings.values():
        placed.update(own.own)
    placed |= sheet_set.loose
    groups = [(Group.PLAN, tuple(chapters))]
    for group in Group:
        groups.append((group, tuple(_of_group(sheet_set, group, placed))))
    return tuple(groups)


def _of_group(sheet_set: SheetSet, group: Group, without: set[str]) -> Iterator[str]:
    for id, sheet in sheet_set.sheets.items():
        if sheet.kind.value.group is group and id not in without:
            yield id


def _bound(
    localizer: Localizer, sheet_set: SheetSet, groups: Groups
) -> Iterator[tuple[Group, tuple[str, ...]]]:
    """The groups of which the audience sees a sheet, without what is printed on a stock of its own,
    unless manuals hold all forms."""
    has_all = localizer.project.site.manuals.forms == "all"
    for group, ids in groups:
        bound = []
        for id in ids:
            sheet = sheet_set.sheets.get(id)
            if sheet and (has_all or not is_apart(sheet)):
                bound.append(id)
        if bound:
            yield group, tuple(bound)


def _present(id: str) -> tuple[str, ...]:
    return (id,) if id else ()


def _chosen(localizer: Localizer, choice: ManualChoice, groups: Groups) -> Groups:
    """The groups with what the department adds, by reference, and without what it leaves out."""
    unwanted = set(_sheets_of(localizer, choice.leave_out))
    kept = []
    present: set[str] = set()
    for group, ids in groups:
        wanted = _except(ids, unwanted)
        kept.append((group, wanted))
        present.update(wanted)
    extra = _except(_sheets_of(localizer, choice.also), present)
    if extra:
        kept.append((Group.ANNEX, extra))
    return tuple(kept)


def _except(ids: Iterable[str], unwanted: set[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id not in unwanted)


def _sheets_of(localizer: Localizer, links: Iterable[Link]) -> Iterator[str]:
    """The sheet that each link leads to; a link that leads nowhere has none."""
    for link in links:
        for span in localizer.spans(link):
            if span.target:
                yield span.target.sheet
                break
