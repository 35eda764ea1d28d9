"""Every sheet of one language, and what belongs to which department: pages and manuals use both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from wardbook.plan.model.form import Form
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project, links
from wardbook.rules.coverage import Standing
from wardbook.sheets import sheet_ids
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.command.audits import audit_sheet
from wardbook.sheets.command.call_tree import call_tree_sheet
from wardbook.sheets.command.clock import clock_sheet
from wardbook.sheets.command.coordination import coordination_sheet
from wardbook.sheets.command.drill_register import drills_sheet
from wardbook.sheets.command.fallback import fallback_sheet
from wardbook.sheets.command.shelf_check import shelf_check_sheet
from wardbook.sheets.forms.back_entry import back_entry_sheet, department_back_entry_sheet
from wardbook.sheets.forms.forms import form_sheets
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.chapters import chapter_sheets
from wardbook.sheets.plan.coverage import coverage_sheet
from wardbook.sheets.plan.plans import plan_sheet
from wardbook.sheets.plan_facts import in_order
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
    """All sheets of one language by id, and what belongs to each department.

    `sheets` are in the order of the complete plan.
    """

    sheets: Mapping[str, Sheet]
    belongings: Mapping[str, DepartmentSheets]

    @cached_property
    def named_in(self) -> Mapping[str, frozenset[str]]:
        """Sheet id → ids of the sheets that it names.

        Each sheet is searched once, however many manuals hold it.
        """
        named = {}
        for id, sheet in self.sheets.items():
            named[id] = frozenset(target.sheet for target in targets(sheet.content))
        return named


def make_sheets(
    localizer: Localizer,
    *,
    wall: Localizer,
    form_localizers: tuple[Localizer, ...],
    rules: tuple[Standing, ...] = (),
) -> SheetSet:
    """Make every sheet.

    `wall` is the same language filtered for what may hang on a wall: cards are made from it.
    `form_localizers` are those of the languages that forms print. `rules` are judged on the whole
    plan, whatever part of it this audience sees.
    """
    sheets: dict[str, Sheet] = {}
    for sheet in _common(localizer, form_localizers):
        sheets[sheet.id] = sheet
    if rules:
        sheets[sheet_ids.COVERAGE] = coverage_sheet(localizer, rules)
    belongings: dict[str, DepartmentSheets] = {}
    for department in localizer.project.departments.values():
        if department.in_scope:
            own = _own_sheets(localizer, wall, department)
            for sheet in own.made():
                sheets[sheet.id] = sheet
            belongings[str(department.id)] = _belongings(localizer.project, department, own)
    used = {id: department_sheets.forms for id, department_sheets in belongings.items()}
    for sheet in tuple(_for_command(localizer, sheets, wall=wall, used=used)):
        sheets[sheet.id] = sheet
    return SheetSet(sheets, belongings)


def scenarios_of(project: Project, department: Department) -> tuple[Procedure, ...]:
    """Scenarios with a step by one of the department's posts, by code: S2 before S10."""
    scenarios = []
    for scenario in project.scenarios:
        if list(_own_steps(project, scenario, department)):
            scenarios.append(scenario)
    return tuple(scenarios)


def forms_of(project: Project, department: Department) -> tuple[Form, ...]:
    """Forms that the department's steps need, give or name, by code."""
    found: dict[str, Form] = {}
    for model in _own_work(project, department):
        for link in links(model):
            form = project.forms.get(link.id)
            if form is not None and "form" in link.kinds:
                found[link.id] = form
    return _by_code(found.values())


def _by_code(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple(sorted(forms, key=lambda form: str(form.code)))


def _common(localizer: Localizer, form_localizers: tuple[Localizer, ...]) -> Iterator[Sheet]:
    """The sheets of the organisation, in the order of the complete plan."""
    project = localizer.project
    for plan in in_order(project.plans):
        yield plan_sheet(localizer, plan)
        yield from chapter_sheets(localizer, plan)
    for procedure in project.procedures.values():
        yield procedure_sheet(localizer, procedure)
    for make in (contacts_sheet, coordination_sheet, back_entry_sheet):
        sheet = make(localizer)
        if sheet:
            yield sheet
    for form in _by_code(project.forms.values()):
        yield from form_sheets(form_localizers, form)
    yield from _registers(localizer)


def _registers(localizer: Localizer) -> Iterator[Sheet]:
    """Lists that exist once, where there is something to list."""
    project = localizer.project
    fallback = fallback_sheet(localizer)
    if fallback:
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
    localizer: Localizer,
    sheets: Mapping[str, Sheet],
    *,
    wall: Localizer,
    used: Mapping[str, tuple[str, ...]],
) -> Iterator[Sheet]:
    """What the command room and the auditors work with: nothing for the public.

    Answers to an audit's questions hang on no wall. `used` are the forms of each department.
    """
    rank = AUDIENCES.index(localizer.project.audience)
    if rank >= AUDIENCES.index("posted"):
        yield call_tree_sheet(localizer)
        yield clock_sheet(wall, localizer.project.audience)
    if rank >= AUDIENCES.index("staff"):
        yield shelf_check_sheet(localizer, sheets, used)
        yield audit_sheet(localizer)


@dataclass(frozen=True)
class _OwnSheets:
    """The sheets that are made for one department; None where there is nothing to say."""

    card: Sheet | None
    contacts: Sheet | None
    back_entry: Sheet | None

    def made(self) -> Iterator[Sheet]:
        """Those that there are."""
        for sheet in (self.card, self.contacts, self.back_entry):
            if sheet:
                yield sheet


def _own_sheets(localizer: Localizer, wall: Localizer, department: Department) -> _OwnSheets:
    project = localizer.project
    work, forms = _own_work(project, department), forms_of(project, department)
    return _OwnSheets(
        card=card_sheet(wall, department, project.audience),
        contacts=department_contacts_sheet(localizer, department, work),
        back_entry=department_back_entry_sheet(localizer, department, forms),
    )


def _own_work(project: Project, department: Department) -> list[object]:
    """What names the forms and numbers that a department needs.

    It is its own procedure, and its own steps in the scenarios.
    """
    own = procedure_of(project, department)
    models: list[object] = [own] if own else []
    for scenario in scenarios_of(project, department):
        models += _own_steps(project, scenario, department)
    return models


def _belongings(project: Project, department: Department, own: _OwnSheets) -> DepartmentSheets:
    procedure = procedure_of(project, department)
    scenarios = map(sheet_ids.procedure_id, scenarios_of(project, department))
    forms: list[str] = []
    for form in forms_of(project, department):
        for variant in (None, *form.variants):
            forms.append(sheet_ids.form_id(form, variant))
    return DepartmentSheets(
        department=department,
        card=_id_of(own.card),
        procedure=sheet_ids.procedure_id(procedure) if procedure else "",
        contacts=_id_of(own.contacts),
        back_entry=_id_of(own.back_entry),
        scenarios=tuple(scenarios),
        forms=tuple(forms),
    )


def _id_of(sheet: Sheet | None) -> str:
    """A sheet's id; empty for None."""
    return sheet.id if sheet else ""


def _own_steps(project: Project, procedure: Procedure, department: Department) -> Iterator[Step]:
    for _, step in procedure.steps():
        role = project.roles.get(step.actor.id)
        if role and role.department and role.department.id == department.id:
            yield step
