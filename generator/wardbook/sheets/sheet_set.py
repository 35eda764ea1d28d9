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
from wardbook.sheets.localizer import Lens
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
class Belongings:
    """What a department needs, by id: its own sheets (empty when it has none), scenarios, forms."""

    department: Department
    card: str
    procedure: str
    contacts: str
    back_entry: str
    scenarios: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Shelf:
    """All sheets of one language by id, in the order of the complete plan, and each department's belongings."""

    sheets: Mapping[str, Sheet]
    belongings: Mapping[str, Belongings]

    @cached_property
    def named_in(self) -> Mapping[str, frozenset[str]]:
        """Sheet id → ids of the sheets that it names: each sheet is searched once, however many manuals hold it."""
        return {id: frozenset(target.sheet for target in targets(sheet.content)) for id, sheet in self.sheets.items()}


def shelf(lens: Lens, wall: Lens, form_lenses: tuple[Lens, ...], rules: tuple[Standing, ...] = ()) -> Shelf:
    """Make every sheet. `wall` is the same language filtered for what may hang on a wall: cards are made from it. `rules`
    are judged on the whole plan, whatever part of it this audience sees."""
    project = lens.project
    sheets: dict[str, Sheet] = {}
    for sheet in _common(lens, form_lenses):
        sheets[sheet.id] = sheet
    if rules:
        sheets[sheet_ids.COVERAGE] = coverage_sheet(lens, rules)
    belongings: dict[str, Belongings] = {}
    for department in project.departments.values():
        if department.in_scope:
            own = {kind: sheet for kind, sheet in _own(lens, wall, department) if sheet}
            sheets |= {sheet.id: sheet for sheet in own.values()}
            belongings[str(department.id)] = _belongings(project, department, {kind: own[kind].id for kind in own})
    used = {id: own.forms for id, own in belongings.items()}
    sheets |= {sheet.id: sheet for sheet in _for_command((lens, wall), sheets, used)}
    return Shelf(sheets, belongings)


def scenarios_of(project: Project, department: Department) -> tuple[Procedure, ...]:
    """Scenarios with a step by one of the department's posts, by code: S2 before S10."""
    return tuple(
        scenario for scenario in project.scenarios if any(True for _ in _own_steps(project, scenario, department))
    )


def forms_of(project: Project, department: Department) -> tuple[Form, ...]:
    """Forms that the department's steps need, give or name, by code."""
    ids = {
        link.id for link in _links(_own_work(project, department)) if "form" in link.kinds and link.id in project.forms
    }
    return tuple(sorted((project.forms[id] for id in ids), key=lambda form: str(form.code)))


def _common(lens: Lens, form_lenses: tuple[Lens, ...]) -> Iterator[Sheet]:
    project = lens.project
    for plan in in_order(project.plans):
        yield plan_sheet(lens, plan)
        yield from chapter_sheets(lens, plan)
    for procedure in project.procedures.values():
        yield procedure_sheet(lens, procedure)
    yield from filter(None, (contacts_sheet(lens), coordination_sheet(lens), back_entry_sheet(lens)))
    for form in sorted(project.forms.values(), key=lambda form: str(form.code)):
        yield from form_sheets(form_lenses, form)
    yield from _registers(lens)


def _registers(lens: Lens) -> Iterator[Sheet]:
    """Lists that exist once, where there is something to list."""
    project = lens.project
    if fallback := fallback_sheet(lens):
        yield fallback
    if project.terms:
        yield glossary_sheet(lens)
    if project.copies:
        yield copies_sheet(lens)
    if project.snapshots:
        yield snapshots_sheet(lens)
    if project.drills:
        yield drills_sheet(lens)


def _for_command(
    lenses: tuple[Lens, Lens], sheets: Mapping[str, Sheet], used: Mapping[str, tuple[str, ...]]
) -> Iterator[Sheet]:
    """What the command room and the auditors work with: nothing for the public. Answers to an audit's questions hang on no
    wall."""
    lens, wall = lenses
    rank = AUDIENCES.index(lens.project.audience)
    if rank >= AUDIENCES.index("posted"):
        yield call_tree_sheet(lens)
        yield clock_sheet(wall, lens.project.audience)
    if rank >= AUDIENCES.index("staff"):
        yield shelf_check_sheet(lens, sheets, used)
        yield audit_sheet(lens)


def _own(lens: Lens, wall: Lens, department: Department) -> Iterator[tuple[str, Sheet | None]]:
    yield "card", card_sheet(wall, department, lens.project.audience)
    yield "contacts", department_contacts_sheet(lens, department, _own_work(lens.project, department))
    yield "back_entry", department_back_entry_sheet(lens, department, forms_of(lens.project, department))


def _own_work(project: Project, department: Department) -> list[object]:
    """What names the forms and numbers that a department needs: its own procedure, and its own steps in the scenarios."""
    own = procedure_of(project, department)
    models: list[object] = [own] if own else []
    for scenario in scenarios_of(project, department):
        models += _own_steps(project, scenario, department)
    return models


def _belongings(project: Project, department: Department, own: Mapping[str, str]) -> Belongings:
    procedure = procedure_of(project, department)
    forms = (
        sheet_ids.form_id(form, variant) for form in forms_of(project, department) for variant in (None, *form.variants)
    )
    return Belongings(
        department=department,
        card=own.get("card", ""),
        procedure=sheet_ids.procedure_id(procedure) if procedure else "",
        contacts=own.get("contacts", ""),
        back_entry=own.get("back_entry", ""),
        scenarios=tuple(sheet_ids.procedure_id(scenario) for scenario in scenarios_of(project, department)),
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
