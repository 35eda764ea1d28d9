"""Which sheets are bound into which manual, in which order: a department's holds what it needs and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wardbook.plan.model.copies import COMPLETE_PLAN
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.registries import ManualChoice
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.forms.form_shapes import title_in
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.manual_shapes import BoundPlan, Elsewhere, ListedSheet, Manual, SignRow
from wardbook.sheets.plan.approvals import approval, contents, sign_rows
from wardbook.sheets.plan.blocks.shapes import ProcedureLink
from wardbook.sheets.plan.plans import classification, day, in_order
from wardbook.sheets.sheet import Sheet, SheetKind, Target, below
from wardbook.sheets.sheet_set import DepartmentSheets, SheetSet

Groups = tuple[tuple[str, tuple[str, ...]], ...]
"""Phrase key of a group and the ids of its sheets."""


def department_manual(
    localizer: Localizer, shelf: SheetSet, own: DepartmentSheets, edition: str
) -> Manual:
    """A department's manual: card, procedure, scenarios, numbers, back-entry, forms; `manual:` adds and leaves out."""
    name = localizer.words(own.department.name)
    groups: Groups = (
        ("group_card", _present(own.card)),
        ("group_procedures", _present(own.procedure)),
        ("group_scenarios", own.scenarios),
        ("group_contacts", _present(own.contacts)),
        ("group_back_entry", _present(own.back_entry)),
        ("group_forms", own.forms),
    )
    if own.department.manual:
        groups = _chosen(localizer, own.department.manual, groups)
    return _manual(
        localizer,
        shelf,
        (str(own.department.id), localizer.say("title_manual", department=name)),
        groups,
        edition,
    )


def plan_manual(localizer: Localizer, shelf: SheetSet, edition: str) -> Manual:
    """The complete plan: every plan's chapters with the procedures they include, then what no chapter includes."""
    plans = in_order(localizer.project.plans)
    chapters = [sheet for plan in plans for sheet in _plan_sheets(shelf, plan)]
    placed = set(chapters)
    kinds = (
        ("group_scenarios", (SheetKind.SCENARIO,)),
        ("group_procedures", (SheetKind.PROCEDURE,)),
        ("group_contacts", (SheetKind.CONTACTS,)),
        ("group_command", (SheetKind.CALL_TREE, SheetKind.CLOCK)),
        ("group_coordination", (SheetKind.COORDINATION,)),
        ("group_back_entry", (SheetKind.BACK_ENTRY,)),
        ("group_forms", (SheetKind.FORM,)),
        ("group_annex", (SheetKind.GLOSSARY,)),
        ("group_register", (SheetKind.COPIES,)),
        ("group_snapshots", (SheetKind.SNAPSHOTS,)),
        ("group_audit", (SheetKind.SHELF_CHECK, SheetKind.AUDIT)),
        ("group_fallback", (SheetKind.FALLBACK,)),
        ("group_drills", (SheetKind.DRILLS,)),
        ("group_rules", (SheetKind.COVERAGE,)),
    )
    own = {
        sheet
        for belonging in shelf.belongings.values()
        for sheet in (belonging.contacts, belonging.back_entry)
    }
    rest = [(key, _of_kinds(shelf, some, placed | own)) for key, some in kinds]
    groups: Groups = (("group_plan", tuple(chapters)), *rest)
    manual = _manual(
        localizer, shelf, (COMPLETE_PLAN, localizer.say("title_plan_manual")), groups, edition
    )
    issued = day(plans[0].cover.issued) if len(plans) == 1 and plans[0].cover else ""
    return replace(
        manual,
        issued=issued,
        approvals=tuple(page for plan in plans if (page := approval(localizer, plan))),
        contents=tuple(contents(localizer, plan, shelf.sheets) for plan in plans),
    )


def _bound(localizer: Localizer, plan: Plan) -> BoundPlan:
    cover = plan.cover
    return BoundPlan(
        title=localizer.words(plan.title),
        number=str(cover.number or "") if cover else "",
        version=str(plan.version or ""),
        effective=day(cover.effective if cover else None),
        classification=classification(localizer, plan),
    )


def _plan_sheets(shelf: SheetSet, plan: Plan) -> Iterable[str]:
    yield sheet_ids.plan_id(plan)
    for chapter in plan.tops:
        id = sheet_ids.chapter_id(plan, chapter)
        yield id
        yield from (target.sheet for target in _included(shelf.sheets[id]))


def _included(sheet: Sheet) -> Iterable[Target]:
    """Procedures that a chapter includes, in order."""
    return (link.target for link in below(sheet.content, ProcedureLink))


def _of_kinds(shelf: SheetSet, kinds: tuple[SheetKind, ...], without: set[str]) -> tuple[str, ...]:
    return tuple(
        id for id, sheet in shelf.sheets.items() if sheet.kind in kinds and id not in without
    )


def _present(*ids: str) -> tuple[str, ...]:
    return tuple(id for id in ids if id)


def _chosen(localizer: Localizer, choice: ManualChoice, groups: Groups) -> Groups:
    """The groups with what the department adds (forms and procedures by reference) and without what it leaves out."""
    unwanted = {id for link in choice.leave_out for id in _sheet_ids(localizer, link)}
    added = [id for link in choice.also for id in _sheet_ids(localizer, link)]
    kept: Groups = tuple(
        (key, tuple(id for id in ids if id not in unwanted)) for key, ids in groups
    )
    present = {id for _, ids in kept for id in ids}
    extra = tuple(id for id in added if id not in present)
    return (*kept, ("group_annex", extra)) if extra else kept


def _sheet_ids(localizer: Localizer, link: Link) -> tuple[str, ...]:
    return tuple(run.target.sheet for run in localizer.runs(link) if run.target)[:1]


def _manual(
    localizer: Localizer, shelf: SheetSet, name: tuple[str, str], groups: Groups, edition: str
) -> Manual:
    """A manual (`name`: its id and title) with its front leaves: cover and sign-off from the first plan, list of sheets,
    what is kept elsewhere."""
    id, title = name
    listed = tuple(
        (
            localizer.say(key),
            tuple(_listed(localizer, shelf, id) for id in ids if id in shelf.sheets),
        )
        for key, ids in groups
    )
    plans = in_order(localizer.project.plans)
    plan = next(iter(plans), None)
    several = len(plans) > 1  # then the cover names each with its own facts
    only = _bound(localizer, plan) if plan and not several else None
    department = localizer.project.departments.get(id)
    return Manual(
        id=id,
        language=localizer.language,
        department=id if department else None,
        title=title,
        subtitle=localizer.words(localizer.project.site.title),
        organisation=localizer.words(localizer.project.site.organisation),
        edition=edition,
        number=only.number if only else "",
        version=only.version if only else "",
        effective=only.effective if only else "",
        plans=tuple(_bound(localizer, plan) for plan in plans) if several else (),
        signoff=_signoff(localizer, plan, department.head if department else None),
        departments=tuple(localizer.name(link) for link in plan.signoff)
        if plan and not department
        else (),
        groups=tuple((heading, sheets) for heading, sheets in listed if sheets),
        elsewhere=tuple(
            _elsewhere(localizer, shelf, {sheet.sheet for _, sheets in listed for sheet in sheets})
        ),
        draft=str(localizer.project.site.status) == "draft",
        classification=_classification(localizer, shelf, listed),
    )


def _classification(
    localizer: Localizer, shelf: SheetSet, listed: Iterable[tuple[str, tuple[ListedSheet, ...]]]
) -> str:
    """Each classification of the manual's leaves once, in their order."""
    marked = (shelf.sheets[sheet.sheet].classification for _, sheets in listed for sheet in sheets)
    return localizer.say("list_join").join(dict.fromkeys(filter(None, marked)))


def _listed(localizer: Localizer, shelf: SheetSet, id: str) -> ListedSheet:
    sheet = shelf.sheets[id]
    return ListedSheet(
        sheet.code, title_in(sheet, localizer.language), id, localizer.say(f"kind_{sheet.kind}")
    )


def _signoff(localizer: Localizer, plan: Plan | None, head: Link | None) -> tuple[SignRow, ...]:
    received = (SignRow(localizer.say("sign_received"), localizer.name(head)),) if head else ()
    return (*sign_rows(localizer, plan), *received)


_NOT_MISSED = (
    SheetKind.AUDIT,
    SheetKind.CALL_TREE,
    SheetKind.CARD,
    SheetKind.CLOCK,
    SheetKind.CONTACTS,
    SheetKind.GLOSSARY,
    SheetKind.COPIES,
    SheetKind.COVERAGE,
    SheetKind.FALLBACK,
    SheetKind.DRILLS,
    SheetKind.SNAPSHOTS,
    SheetKind.COORDINATION,
    SheetKind.PLAN,
    SheetKind.SHELF_CHECK,
)
"""Kinds whose absence loses nothing: their names and numbers are printed where they are mentioned."""


def _elsewhere(localizer: Localizer, shelf: SheetSet, here: set[str]) -> Iterable[Elsewhere]:
    """Sheets that the manual's sheets refer to but that are kept elsewhere, by code."""
    wanted = {named for id in here for named in shelf.named_in[id]}
    missing = [shelf.sheets[id] for id in wanted - here if id in shelf.sheets]
    for sheet in sorted(missing, key=lambda sheet: (sheet.code, sheet.id)):
        if sheet.kind not in _NOT_MISSED:
            yield Elsewhere(
                sheet.code, title_in(sheet, localizer.language), _keeper(localizer, shelf, sheet.id)
            )


def _keeper(localizer: Localizer, shelf: SheetSet, id: str) -> str:
    """Departments whose manual holds the sheet, else the complete plan."""
    keepers = [
        own.department
        for own in shelf.belongings.values()
        if id in (own.procedure, own.back_entry, *own.forms)
    ]
    return localizer.say("list_join").join(
        localizer.words(keeper.name) for keeper in keepers
    ) or localizer.say("elsewhere_general")
