"""Which sheets are bound into which manual, in which order.

A department's manual holds what it needs and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from wardbook.plan.model.copies import COMPLETE_PLAN
from wardbook.plan.model.manual_choice import ManualChoice
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.registries import Department
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.bound_plans import BoundPlan, only_plan, several_plans
from wardbook.sheets.forms.forms import title_in
from wardbook.sheets.kept_elsewhere import (
    Elsewhere,
    kept_elsewhere,
    printed_in_chapters,
    said_in_chapters,
)
from wardbook.sheets.kinds import Group
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.approvals import (
    Approval,
    PlanContents,
    approvals,
    contents,
)
from wardbook.sheets.plan.plans import SignedPlanView
from wardbook.sheets.plan.signing import SignRow, sign_rows
from wardbook.sheets.plan_facts import (
    in_order,
    issued_on,
)
from wardbook.sheets.sheet import Sheet
from wardbook.sheets.sheet_set import DepartmentSheets, SheetSet
from wardbook.sheets.units import PlanRun, Unit, plan_run, plan_units, single_units
from wardbook.sheets.volumes import is_apart

Groups = tuple[tuple[Group, tuple[str, ...]], ...]
"""A group and the ids of its sheets."""


@dataclass(frozen=True)
class ListedSheet:
    """A line of the list of sheets in a manual."""

    code: str
    title: str
    sheet: str
    kind: str
    """Finished word: action card, procedure, form…"""


@dataclass(frozen=True)
class EditionRow:
    """A line of the record of editions: what was issued before, and what changed in it."""

    id: str
    date: str
    summary: str


@dataclass(frozen=True)
class Manual:
    """A bound manual: its front leaves and the sheets in it, in order.

    Page counts join when it is laid out.
    """

    id: str
    """department id, or plan"""
    language: str
    department: str | None
    title: str
    subtitle: str
    organisation: str
    edition: str
    number: str
    version: str
    effective: str
    signoff: tuple[SignRow, ...]
    departments: tuple[str, ...]
    """Departments that sign (whole plan only)."""
    groups: tuple[tuple[str, tuple[ListedSheet, ...]], ...]
    elsewhere: tuple[Elsewhere, ...]
    draft: bool
    classification: str = ""
    """Of the plans whose leaves it holds.

    It is printed on the cover and at the head of the front leaves.
    """
    plans: tuple[BoundPlan, ...] = ()
    """What the cover says of each plan, where the manual holds several.

    Of a single plan `number`, `version` and the dates say it.
    """
    issued: str = ""
    approvals: tuple[Approval, ...] = ()
    """Approval and sign-off pages (whole plan only)."""
    contents: tuple[PlanContents, ...] = ()
    """Tables of contents (whole plan only)."""
    editions: tuple[EditionRow, ...] = ()
    """What was issued, the first edition first; none where the project has no records."""
    units: tuple[Unit, ...] = ()
    """Its sheets as they are laid out, in the order of their leaves."""
    bound: bool = False
    """Its sheets run on: pages carry one count, or in parts one each."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """Ids of the sheets in order."""
        return tuple(sheet.sheet for _, group in self.groups for sheet in group)

    @property
    def runs_on(self) -> bool:
        """Whether its pages carry one count: it is bound, and has no parts."""
        return self.bound and not any(unit.part for unit in self.units)

    def has_front(self, pages: int) -> bool:
        """Whether front leaves stand before its sheets, which have `pages` pages."""
        return self.has_cover(pages) or bool(self.approvals or self.elsewhere)

    def has_cover(self, pages: int) -> bool:
        """Whether cover, contents and list of sheets stand before its sheets of `pages` pages.

        Of a few pages that run on, or of a single plan of one chapter that nobody signs, the plan's
        own leaf says all of it.
        """
        if self.department:
            return True
        if self.bound and pages <= _SHORT:
            return False
        if len(self.contents) > 1:
            return True
        if any((self.approvals, self.signoff, self.departments, self.elsewhere)):
            return True
        lines = sum(len(contents.lines) for contents in self.contents)
        return lines > 1 or len(self.sheets) > _LOOSE


_SHORT = 4
"""Pages that run on and are read without cover and contents."""
_LOOSE = 4
"""Sheets that are found without a list of them."""


def department_manual(
    localizer: Localizer, sheet_set: SheetSet, own: DepartmentSheets, edition: str
) -> Manual:
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
    return _manual(
        localizer,
        sheet_set,
        id=str(own.department.id),
        title=localizer.say("title_manual", department=name),
        groups=groups,
        edition=edition,
    )


def plan_manual(localizer: Localizer, sheet_set: SheetSet, edition: str) -> Manual:
    """The complete plan: every plan's chapters with the procedures they include, then the rest."""
    plans = in_order(localizer.project.plans)
    runs = [plan_run(localizer.project, sheet_set, plan) for plan in plans]
    manual = _manual(
        localizer,
        sheet_set,
        id=COMPLETE_PLAN,
        title=localizer.say("title_plan_manual"),
        groups=_plan_groups(sheet_set, runs, said_in_chapters(localizer, sheet_set)),
        edition=edition,
    )
    unsigned = tuple(plan for plan in plans if not _is_signed_inside(sheet_set, plan))
    return replace(
        manual,
        signoff=manual.signoff if plans[:1] == unsigned[:1] else (),
        issued=issued_on(localizer, plans[0]) if len(plans) == 1 else "",
        approvals=tuple(approvals(localizer, unsigned)),
        contents=tuple(contents(localizer, plan, sheet_set.sheets) for plan in plans),
        units=plan_units(localizer, sheet_set, manual.sheets, runs),
        bound=bool(runs) and all(run.bound for run in runs),
    )


def _is_signed_inside(sheet_set: SheetSet, plan: Plan) -> bool:
    """Whether a plan is signed on its own first leaf."""
    return isinstance(sheet_set.sheets[sheet_ids.plan_id(plan)].content, SignedPlanView)


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
    groups = [(Group.PLAN, tuple(chapters))]
    for group in Group:
        groups.append((group, tuple(_of_group(sheet_set, group, placed))))
    return tuple(groups)


def _of_group(sheet_set: SheetSet, group: Group, without: set[str]) -> Iterator[str]:
    for id, sheet in sheet_set.sheets.items():
        if sheet.kind.value.group is group and id not in without:
            yield id


def _without_stocks(localizer: Localizer, sheet_set: SheetSet, groups: Groups) -> Groups:
    """The groups without what is printed on a stock of its own, unless manuals hold all forms."""
    if localizer.project.site.manuals.forms == "all":
        return groups
    apart = {id for id, sheet in sheet_set.sheets.items() if is_apart(sheet)}
    kept = []
    for group, ids in groups:
        kept.append((group, _except(ids, apart)))
    return tuple(kept)


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


def _manual(
    localizer: Localizer, sheet_set: SheetSet, *, id: str, title: str, groups: Groups, edition: str
) -> Manual:
    """A manual with its front leaves.

    They are cover and sign-off from the first plan, the list of sheets, and what is kept elsewhere.
    """
    bound_in = _without_stocks(localizer, sheet_set, groups)
    listed = tuple(_listed_groups(localizer, sheet_set, bound_in))
    bound = _ids_in(listed)
    plans = in_order(localizer.project.plans)
    only = only_plan(localizer, plans)
    department = localizer.project.departments.get(id)
    return Manual(
        id=id,
        language=localizer.language,
        department=id if department else None,
        title=title,
        subtitle=localizer.words(localizer.project.site.title),
        organisation=localizer.words(localizer.project.site.organisation),
        edition=edition,
        number=only.number,
        version=only.version,
        effective=only.effective,
        plans=several_plans(localizer, plans),
        signoff=_signoff(localizer, plans, department),
        departments=_signing_departments(localizer, plans, department),
        groups=listed,
        elsewhere=kept_elsewhere(localizer, sheet_set, set(bound)),
        draft=str(localizer.project.site.status) == "draft",
        units=single_units(localizer, sheet_set, bound),
        classification=_classification(localizer, sheet_set, bound),
        editions=tuple(_editions(localizer)),
    )


def _editions(localizer: Localizer) -> Iterator[EditionRow]:
    for edition in sorted(localizer.project.editions, key=lambda one: (one.date, one.id)):
        summary = localizer.words(edition.summary)
        yield EditionRow(edition.id, edition.date.isoformat(), summary)


def _listed_groups(
    localizer: Localizer, sheet_set: SheetSet, groups: Groups
) -> Iterator[tuple[str, tuple[ListedSheet, ...]]]:
    """Heading and lines of each group of which the audience sees a sheet."""
    for group, ids in groups:
        lines = []
        for id in ids:
            if id in sheet_set.sheets:
                lines.append(_listed(localizer, sheet_set.sheets[id]))
        if lines:
            yield localizer.say(group), tuple(lines)


def _listed(localizer: Localizer, sheet: Sheet) -> ListedSheet:
    kind = localizer.say(f"kind_{sheet.kind}")
    return ListedSheet(sheet.code, title_in(sheet, localizer.language), sheet.id, kind)


def _ids_in(listed: Iterable[tuple[str, tuple[ListedSheet, ...]]]) -> tuple[str, ...]:
    return tuple(line.sheet for _, lines in listed for line in lines)


def _classification(localizer: Localizer, sheet_set: SheetSet, ids: Iterable[str]) -> str:
    """Each classification of the manual's leaves once, in their order."""
    marked = [sheet_set.sheets[id].classification for id in ids]
    return localizer.say("list_join").join(dict.fromkeys(filter(None, marked)))


def _signoff(
    localizer: Localizer, plans: Sequence[Plan], department: Department | None
) -> tuple[SignRow, ...]:
    """Who signed the first plan, then the department's head, who receives the manual."""
    rows: tuple[SignRow, ...] = ()
    if plans:
        rows = sign_rows(localizer, plans[0])
    if department and department.head:
        head = localizer.name(department.head)
        rows = (*rows, SignRow(localizer.say("sign_received"), head))
    return rows


def _signing_departments(
    localizer: Localizer, plans: Sequence[Plan], department: Department | None
) -> tuple[str, ...]:
    """Departments that sign the complete plan."""
    if department or not plans:
        return ()
    return tuple(map(localizer.name, plans[0].signoff))
