"""The sheets that each department has of its own: its card, its numbers, its back-entry, its steps
in scenarios, what stands in for its systems, and what its box holds."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.registries import Department
from wardbook.sheets.departments.boxes import box_sheet
from wardbook.sheets.departments.scenario_steps import pointer, scenario_steps_sheet
from wardbook.sheets.departments.work import forms_in, work_of
from wardbook.sheets.forms.back_entry import department_back_entry_sheet
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.making import SheetMaker, SheetSources
from wardbook.sheets.procedures.cards import card_sheet
from wardbook.sheets.registers.contacts import department_contacts_sheet
from wardbook.sheets.registers.fallback import department_fallback_sheet
from wardbook.sheets.sheet import Sheet


def own_sheets(sources: SheetSources) -> Iterator[Sheet]:
    """Department by department its own sheets; one that would say nothing is left out."""
    for department in sources.localizer.project.departments.values():
        sheets = _sheets_of(sources, department)
        if not department.in_scope:
            # It has no manual; its posts work from this leaf
            sheets = iter((scenario_steps_sheet(sources.localizer, department),))
        for sheet in sheets:
            if sheet:
                yield sheet


def _sheets_of(sources: SheetSources, department: Department) -> Iterator[Sheet | None]:
    localizer, project = sources.localizer, sources.localizer.project
    work = work_of(project, department)
    steps = scenario_steps_sheet(localizer, department)
    leaf = pointer(localizer, department, steps) if steps else ""
    yield card_sheet(sources.wall, department, project.audience, leaf)
    yield department_contacts_sheet(localizer, department, work)
    yield department_back_entry_sheet(localizer, department, forms_in(project, work))
    yield steps
    yield department_fallback_sheet(localizer, department)
    yield box_sheet(localizer, department, sources.made)


MAKER = SheetMaker(
    (
        SheetKind.CARD,
        SheetKind.CONTACTS,
        SheetKind.BACK_ENTRY,
        SheetKind.SCENARIO_STEPS,
        SheetKind.FALLBACK,
        SheetKind.BOX,
    ),
    own_sheets,
)
