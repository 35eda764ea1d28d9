"""Every sheet of one language, and what belongs to which department: the ground on which pages and manuals stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from wardbook.plan.model.form import Form
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project, links
from wardbook.plan.text import Link
from wardbook.rules.coverage import Standing
from wardbook.sheets import sheet_ids
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.command.audits import audit_sheet, shelf_check_sheet
from wardbook.sheets.command.call_tree import call_tree_sheet
from wardbook.sheets.command.clock import clock_sheet
from wardbook.sheets.command.coordination import coordination_sheet
from wardbook.sheets.command.drill_register import drills_sheet
from wardbook.sheets.command.fallback import fallback_sheet
from wardbook.sheets.forms.back_entry import back_entry_sheet, department_back_entry_sheet
from wardbook.sheets.forms.forms import form_sheets
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.chapters import chapter_sheets
from wardbook.sheets.plan.coverage import coverage_sheet
from wardbook.sheets.plan.plans import in_order, plan_sheet
from wardbook.sheets.procedures.cards import card_sheet, procedure_of
from wardbook.sheets.procedures.procedures import procedure_sheet
from wardbook.sheets.registers.contacts import contacts_sheet, department_contacts_sheet
from wardbook.sheets.registers.copies import copies_sheet
from wardbook.sheets.registers.glossary import glossary_sheet
from wardbook.sheets.registers.snapshots import snapshots_sheet
from wardbook.sheets.sheet import Sheet, targets


@dataclass(frozen=True)
class DepartmentSheets:
    """What a department needs, by id: its own sheets (empty when it has none), scenarios, forms."""

    department: Department
    card: str
    procedure: str
    contacts: str
    back_entry: str
    scenarios: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True)
class SheetSet:
    """All sheets of one language by id, in the order of the complete plan, and each department's belongings."""

    sheets: Mapping[str, Sheet]
    belongings: Mapping[str, DepartmentSheets]

    @cached_property
    def named_in(self) -> Mapping[str, frozenset[str]]:
        """Sheet id → ids of the sheets that it names: each sheet is searched once, however many manuals hold it."""
        return {
            id: frozenset(target.sheet for target in targets(sheet.content))
            for id, sheet in self.sheets.items()
        }


def shelf(
    localizer: Localizer,
    wall: Localizer,
    form_localizers: tuple[Localizer, ...],
    rules: tuple[Standing, ...] = (),
) -> SheetSet:
    """Make every sheet. `wall` is the same language filtered for what may hang on a wall: cards are made from it. `rules`
    are judged on the whole plan, whatever part of it this audience sees."""
    project = localizer.project
    sheets: dict[str, Sheet] = {}
    for sheet in _common(localizer, form_localizers):
        sheets[sheet.id] = sheet
    if rules:
        sheets[sheet_ids.COVERAGE] = coverage_sheet(localizer, rules)
    belongings: dict[str, DepartmentSheets] = {}
    for department in project.departments.values():
        if department.in_scope:
            own = {kind: sheet for kind, sheet in _own(localizer, wall, department) if sheet}
            sheets |= {sheet.id: sheet for sheet in own.values()}
            belongings[str(department.id)] = _belongings(
                project, department, {kind: own[kind].id for kind in own}
            )
    used = {id: own.forms for id, own in belongings.items()}
    sheets |= {sheet.id: sheet for sheet in _for_command((localizer, wall), sheets, used)}
    return SheetSet(sheets, belongings)


def scenarios_of(project: Project, department: Department) -> tuple[Procedure, ...]:
    """Scenarios with a step by one of the department's posts, by code: S2 before S10."""
    return tuple(
        scenario
        for scenario in project.scenarios
        if any(True for _ in _own_steps(project, scenario, department))
    )


def forms_of(project: Project, department: Department) -> tuple[Form, ...]:
    """Forms that the department's steps need, give or name, by code."""
    ids = {
        link.id
        for link in _links(_own_work(project, department))
        if "form" in link.kinds and link.id in project.forms
    }
    return tuple(sorted((project.forms[id] for id in ids), key=lambda form: str(form.code)))


def _common(localizer: Localizer, form_localizers: tuple[Localizer, ...]) -> Iterator[Sheet]:
    project = localizer.project
    for plan in in_order(project.plans):
        yield plan_sheet(localizer, plan)
        yield from chapter_sheets(localizer, plan)
    for procedure in project.procedures.values():
        yield procedure_sheet(localizer, procedure)
    yield from filter(
        None,
        (contacts_sheet(localizer), coordination_sheet(localizer), back_entry_sheet(localizer)),
    )
    for form in sorted(project.forms.values(), key=lambda form: str(form.code)):
        yield from form_sheets(form_localizers, form)
    yield from _registers(localizer)


def _registers(localizer: Localizer) -> Iterator[Sheet]:
    """Lists that exist once, where there is something to list."""
    project = localizer.project
    if fallback := fallback_sheet(localizer):
        yield fallback
    if project.terms:
        yield glossary_sheet(localizer)
    if project.copies:
        yield copies_sheet(localizer)
    if project.snapshots:
        yield snapshots_sheet(localizer)
    if project.drills:
        yield drills_sheet(localizer)


def _for_command(
    localizers: tuple[Localizer, Localizer],
    sheets: Mapping[str, Sheet],
    used: Mapping[str, tuple[str, ...]],
) -> Iterator[Sheet]:
    """What the command room and the auditors work with: nothing for the public. Answers to an audit's questions hang on no
    wall."""
    localizer, wall = localizers
    rank = AUDIENCES.index(localizer.project.audience)
    if rank >= AUDIENCES.index("posted"):
        yield call_tree_sheet(localizer)
        yield clock_sheet(wall, localizer.project.audience)
    if rank >= AUDIENCES.index("staff"):
        yield shelf_check_sheet(localizer, sheets, used)
        yield audit_sheet(localizer)


def _own(
    localizer: Localizer, wall: Localizer, department: Department
) -> Iterator[tuple[str, Sheet | None]]:
    yield "card", card_sheet(wall, department, localizer.project.audience)
    yield (
        "contacts",
        department_contacts_sheet(localizer, department, _own_work(localizer.project, department)),
    )
    yield (
        "back_entry",
        department_back_entry_sheet(localizer, department, forms_of(localizer.project, department)),
    )


def _own_work(project: Project, department: Department) -> list[object]:
    """What names the forms and numbers that a department needs: its own procedure, and its own steps in the scenarios."""
    own = procedure_of(project, department)
    models: list[object] = [own] if own else []
    for scenario in scenarios_of(project, department):
        models += _own_steps(project, scenario, department)
    return models


def _belongings(
    project: Project, department: Department, own: Mapping[str, str]
) -> DepartmentSheets:
    procedure = procedure_of(project, department)
    forms = (
        sheet_ids.form_id(form, variant)
        for form in forms_of(project, department)
        for variant in (None, *form.variants)
    )
    return DepartmentSheets(
        department=department,
        card=own.get("card", ""),
        procedure=sheet_ids.procedure_id(procedure) if procedure else "",
        contacts=own.get("contacts", ""),
        back_entry=own.get("back_entry", ""),
        scenarios=tuple(
            sheet_ids.procedure_id(scenario) for scenario in scenarios_of(project, department)
        ),
        forms=tuple(forms),
    )


def _own_steps(project: Project, procedure: Procedure, department: Department) -> Iterator[Step]:
    for _, step in procedure.steps():
        role = project.roles.get(step.actor.id)
        if role and role.department and role.department.id == department.id:
            yield step


def _links(models: Iterable[object]) -> Iterator[Link]:
    for model in models:
        yield from links(model)
