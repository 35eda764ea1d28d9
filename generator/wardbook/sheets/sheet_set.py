"""Every sheet of one language, and what belongs to which department: pages and manuals use both."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.departments.work import form_ids_of, leads, scenarios_of
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.making import SheetSources, makers_in, sheets_of
from wardbook.sheets.plan.blocks.views import ProcedureHeading
from wardbook.sheets.procedures.cards import procedure_of
from wardbook.sheets.sheet import Sheet, Target, below

Wanted = TypeVar("Wanted")

MAKERS = makers_in(sys.modules["wardbook.sheets"])
"""What makes the sheets, in the order of the table of kinds."""


@dataclass(frozen=True)
class DepartmentSheets:
    """What a department needs, by id: its own sheets (empty when it has none), scenarios, forms.

    `led` are those of its scenarios that it has whole; of the others `scenario_steps` has its part.
    """

    department: Department
    card: str
    procedure: str
    contacts: str
    back_entry: str
    scenarios: tuple[str, ...]
    forms: tuple[str, ...]
    led: tuple[str, ...] = ()
    scenario_steps: str = ""
    fallback: str = ""
    box: str = ""

    @property
    def own(self) -> tuple[str, ...]:
        """Sheets that its manual alone holds."""
        return (
            self.card,
            self.contacts,
            self.back_entry,
            self.scenario_steps,
            self.fallback,
            self.box,
        )

    @property
    def has_work(self) -> bool:
        """Whether there is anything for it to do, to call or to fill in."""
        sheets = (self.card, self.procedure, self.contacts, self.back_entry)
        return any((*sheets, *self.scenarios, *self.forms))


@dataclass(frozen=True)
class SheetSet:
    """All sheets of one language by id, and what belongs to each department.

    `sheets` are in the order of the table of kinds.
    """

    sheets: Mapping[str, Sheet]
    belongings: Mapping[str, DepartmentSheets]

    def with_work(self) -> Iterator[DepartmentSheets]:
        """Departments for which there is anything to do or to call: others have no manual."""
        for own in self.belongings.values():
            if own.has_work:
                yield own

    @property
    def loose(self) -> frozenset[str]:
        """Ids of leaves with the steps of departments that have no manual: they are printed
        singly."""
        held = {own.scenario_steps for own in self.belongings.values()}
        every = (id for id, one in self.sheets.items() if one.kind is SheetKind.SCENARIO_STEPS)
        return frozenset(every) - held

    @cached_property
    def named_in(self) -> Mapping[str, frozenset[str]]:
        """Sheet id → ids of the sheets that it names."""
        return _FoundIn(self.sheets, Target, lambda target: target.sheet)

    @cached_property
    def printed_in(self) -> Mapping[str, frozenset[str]]:
        """Sheet id → ids of the procedures whose steps stand in it."""
        return _FoundIn(self.sheets, ProcedureHeading, lambda heading: heading.target.sheet)


class _FoundIn(dict[str, frozenset[str]]):
    """Sheet id → what is found in the sheet. Each is searched once, however many manuals hold it,
    and when somebody asks: it takes as long as many of them took to make."""

    def __init__(
        self, sheets: Mapping[str, Sheet], wanted: type[Wanted], name: Callable[[Wanted], str]
    ) -> None:
        super().__init__()

        def find(id: str) -> frozenset[str]:
            return frozenset(map(name, below(sheets[id].content, wanted)))

        self._find = find

    def __missing__(self, id: str) -> frozenset[str]:
        self[id] = self._find(id)
        return self[id]


def make_sheets(sources: SheetSources) -> SheetSet:
    """Make every sheet that the audience may see, and say which department needs which."""
    sheets: dict[str, Sheet] = {}
    for maker in MAKERS:
        for sheet in sheets_of(maker, replace(sources, made=dict(sheets))):
            sheets[sheet.id] = sheet
    project = sources.localizer.project
    belongings = {}
    for department in project.departments.values():
        if department.in_scope:
            belongings[str(department.id)] = _belongings(project, department, sheets)
    return SheetSet(sheets, belongings)


def _belongings(
    project: Project, department: Department, sheets: Mapping[str, Sheet]
) -> DepartmentSheets:
    procedure = procedure_of(project, department)
    scenarios = scenarios_of(project, department)
    led = [scenario for scenario in scenarios if leads(project, scenario, department)]
    return DepartmentSheets(
        department=department,
        card=_own(SheetKind.CARD, department, sheets),
        procedure=sheet_ids.procedure_id(procedure) if procedure else "",
        contacts=_own(SheetKind.CONTACTS, department, sheets),
        back_entry=_own(SheetKind.BACK_ENTRY, department, sheets),
        scenarios=tuple(map(sheet_ids.procedure_id, scenarios)),
        forms=form_ids_of(project, department),
        led=tuple(map(sheet_ids.procedure_id, led)),
        scenario_steps=_own(SheetKind.SCENARIO_STEPS, department, sheets),
        fallback=_own(SheetKind.FALLBACK, department, sheets),
        box=_own(SheetKind.BOX, department, sheets),
    )


def _own(kind: SheetKind, department: Department, sheets: Mapping[str, Sheet]) -> str:
    """The id of a department's own sheet of a kind; empty where it has none."""
    id = sheet_ids.department_id(kind, department)
    if id not in sheets:
        return ""
    return id
