"""Manuals: the sheets that are bound into each, and its front leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wardbook.plan.model.plan import Plan
from wardbook.plan.model.registries import Department
from wardbook.sheets import sheet_ids
from wardbook.sheets.bound_plans import BoundPlan, only_plan, several_plans
from wardbook.sheets.bound_sheets import (
    Groups,
    ManualSheets,
    department_sheets,
    leaf_sheets,
    plan_sheets,
)
from wardbook.sheets.forms.forms import title_in
from wardbook.sheets.kept_elsewhere import Elsewhere, kept_elsewhere
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
from wardbook.sheets.units import Unit, plan_run, plan_units, single_units


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
    loose: bool = False
    """A single leaf that hangs at a post, in no binder: nothing stands before it."""

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
        if self.loose:
            return False
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
    """A department's manual."""
    return _manual(localizer, sheet_set, department_sheets(localizer, sheet_set, own), edition)


def loose_leaves(localizer: Localizer, sheet_set: SheetSet, edition: str) -> Iterator[Manual]:
    """The leaves of departments without a manual, as what copies are registered of."""
    for held in leaf_sheets(localizer, sheet_set):
        manual = _manual(localizer, sheet_set, held, edition)
        yield replace(manual, loose=True, signoff=(), elsewhere=())


def plan_manual(localizer: Localizer, sheet_set: SheetSet, edition: str) -> Manual:
    """The complete plan: every plan's chapters with the procedures they include, then the rest."""
    plans = in_order(localizer.project.plans)
    runs = [plan_run(localizer.project, sheet_set, plan) for plan in plans]
    manual = _manual(localizer, sheet_set, plan_sheets(localizer, sheet_set, runs), edition)
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


def _manual(localizer: Localizer, sheet_set: SheetSet, held: ManualSheets, edition: str) -> Manual:
    """A manual with its front leaves.

    They are cover and sign-off from the first plan, the list of sheets, and what is kept elsewhere.
    """
    bound = held.sheets
    plans = in_order(localizer.project.plans)
    only = only_plan(localizer, plans)
    department = localizer.project.departments.get(held.id)
    return Manual(
        id=held.id,
        language=held.language,
        department=held.id if department else None,
        title=held.title,
        subtitle=localizer.words(localizer.project.site.title),
        organisation=localizer.words(localizer.project.site.organisation),
        edition=edition,
        number=only.number,
        version=only.version,
        effective=only.effective,
        plans=several_plans(localizer, plans),
        signoff=_signoff(localizer, plans, department),
        departments=_signing_departments(localizer, plans, department),
        groups=tuple(_listed_groups(localizer, sheet_set, held.groups)),
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
    """Heading and lines of each group."""
    for group, ids in groups:
        lines = tuple(_listed(localizer, sheet_set.sheets[id]) for id in ids)
        yield localizer.say(group), lines


def _listed(localizer: Localizer, sheet: Sheet) -> ListedSheet:
    kind = localizer.say(f"kind_{sheet.kind}")
    return ListedSheet(sheet.code, title_in(sheet, localizer.language), sheet.id, kind)


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
