"""The whole loaded project: frozen, indexed by id. Every later step reads it and nothing changes
it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.edition_records import IssuedEdition, latest
from wardbook.plan.found_below import LINKS, TEXTS, VALUES, WORDINGS
from wardbook.plan.model.blocks import (
    Block,
    BodiesBlock,
    Body,
    CategoriesBlock,
    Category,
    DrillPlan,
    DrillsBlock,
)
from wardbook.plan.model.calendar import Calendar
from wardbook.plan.model.copies import PaperCopy
from wardbook.plan.model.drill import Drill
from wardbook.plan.model.form import Form
from wardbook.plan.model.items import named_items
from wardbook.plan.model.outline import Position
from wardbook.plan.model.pack import Confirmation, RulePack
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.model.prices import Prices
from wardbook.plan.model.procedure import Procedure, Step, steps_by_id
from wardbook.plan.model.records import Pad, PrintRun
from wardbook.plan.model.registries import Contact, Department, Role, Site, Snapshot, System
from wardbook.plan.model.searches import Searches
from wardbook.plan.model.words import Citation, Term
from wardbook.plan.registries import ENTRIES, TABLE, Registry
from wardbook.plan.text import Link, Reference, Text


@dataclass(frozen=True)
class Project:
    """One organisation's plans. Every mapping is id → model, in the order of the files."""

    root: Path
    site: Site
    departments: Mapping[str, Department] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)
    citations: Mapping[str, Citation] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    copies: Mapping[str, PaperCopy] = field(default_factory=dict)
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    drills: Mapping[str, Drill] = field(default_factory=dict)
    runs: Mapping[str, PrintRun] = field(default_factory=dict)
    pads: Mapping[str, Pad] = field(default_factory=dict)
    packs: Mapping[str, RulePack] = field(default_factory=dict)
    """The project's own; the program's are in `wardbook.rules`."""
    confirmations: Mapping[str, Confirmation] = field(default_factory=dict)
    """What people have confirmed, by the id of the rule."""
    calendar: Calendar = field(default_factory=Calendar)
    prices: Prices | None = None
    """Printed by a command of its own; not among `models`: no page and no export holds it."""
    searches: Searches | None = None
    """Tries of the site's search; not among `models`, as `prices`."""
    audience: str = "restricted"
    """Who this project is filtered for; `sheets.audience` makes lower ones."""
    editions: tuple[IssuedEdition, ...] = ()
    """What was issued, by name. The site's `edition` and `status` follow from the last of them."""
    said: str = ""
    """Digest of what the plan says, however it is written; empty when it was not loaded."""
    stale: Mapping[tuple[Mark, str], str] = field(default_factory=dict)
    """Texts left behind in a language, by place and language: which is read instead, or none. Those
    of a form stand for the form, by its file."""

    @cached_property
    def known(self) -> dict[object, Any]:
        """What somebody found out about the plan, which never changes, and will ask for again."""
        return {}

    @cached_property
    def without_procedure(self) -> tuple[Department, ...]:
        """Departments in scope that no procedure belongs to, in the order of their file."""
        have = {one.department.id for one in self.procedures.values() if one.department}
        gaps = []
        for id, department in self.departments.items():
            if department.in_scope and id not in have:
                gaps.append(department)
        return tuple(gaps)

    @property
    def last_edition(self) -> IssuedEdition | None:
        """The edition that was issued last."""
        return latest(self.editions)

    def edition(self, id: str) -> IssuedEdition | None:
        """The issued edition of that id."""
        for edition in self.editions:
            if edition.id == id:
                return edition
        return None

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the site, default first."""
        return tuple(str(language) for language in self.site.languages)

    @property
    def form_languages(self) -> tuple[str, ...]:
        """Languages printed on forms, main one first."""
        return tuple(str(language) for language in self.site.form_languages) or self.languages

    def keeper_of(self, copy: PaperCopy) -> Department | None:
        """The department that keeps a copy: the one it names, else the one whose manual it is."""
        if copy.department:
            return self.departments.get(copy.department.id)
        return self.departments.get(str(copy.manual))

    @property
    def patient_label(self) -> Form | None:
        """The sheet of labels that go over the patient's block; None where there is none."""
        for form in self.forms.values():
            if form.labels and str(form.labels.goes_on) == "patient":
                return form
        return None

    def blocks(self) -> Iterator[Block]:
        """Every block of every plan."""
        for plan in self.plans.values():
            yield from plan.blocks()

    @cached_property
    def scenarios(self) -> tuple[Procedure, ...]:
        """Procedures that belong to no department, by code: S2 before S10."""
        general = []
        for procedure in self.procedures.values():
            if not procedure.department:
                general.append(procedure)
        return tuple(sorted(general, key=_code_order))

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Bodies of all plans by id; they stand in the plans' blocks, not in a file of their
        own."""
        found: dict[str, Body] = {}
        for block in self.blocks():
            if isinstance(block, BodiesBlock):
                for body in block.bodies:
                    found[str(body.id)] = body
        return found

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Kinds of events of all plans by id."""
        found: dict[str, Category] = {}
        for block in self.blocks():
            if isinstance(block, CategoriesBlock):
                for category in block.categories.items:
                    found[str(category.id)] = category
        return found

    @cached_property
    def programmes(self) -> Mapping[str, DrillPlan]:
        """Regular drills of all plans that have an id."""
        found: dict[str, DrillPlan] = {}
        for block in self.blocks():
            if isinstance(block, DrillsBlock):
                for drill in block.drills:
                    if drill.id:
                        found[str(drill.id)] = drill
        return found

    def last_held(self, drill: DrillPlan) -> date | None:
        """When a regular drill was last held: as its plan says, or by its drills."""
        days = [drill.held] if drill.held else []
        for one in self.drills.values():
            belongs = one.programme and one.programme.id == drill.id
            if belongs and one.outcome and one.outcome.held:
                days.append(one.outcome.held)
        return max(days, default=None)

    def registry(self, kind: str) -> Mapping[str, BaseModel]:
        """Id → model for a kind of reference."""
        return self._registries[kind]

    def find(self, link: Link, within: Procedure | None = None) -> BaseModel | None:
        """What `link` names, or None. `within` is the procedure in which a bare step stands."""
        for kind in link.kinds:
            if (found := self._find(kind, link, within)) is not None:
                return found
        return None

    def step(self, link: Link, within: Procedure | None = None) -> tuple[Procedure, Step] | None:
        """The procedure and the step that a step link names."""
        procedure = self.procedures.get(link.id) if link.id else within
        if procedure is None or link.part is None:
            return None
        step = steps_by_id(procedure, self.known).get(link.part)
        return (procedure, step) if step else None

    def department(self, wanted: str) -> Department | None:
        """A department by its id, its code or its name, as people type it."""
        typed = unicodedata.normalize("NFKC", wanted).strip()
        if typed in self.departments:
            return self.departments[typed]
        for department in self.departments.values():
            if department.code == typed.upper():
                return department
            if typed in map(department.name.words, self.languages):
                return department
        return None

    def chapter(self, plan: Plan, chapter_id: str) -> tuple[Position, Chapter] | None:
        """A plan's chapter or attachment by id, with its position."""
        for position, chapter in plan.outline():
            if chapter.id == chapter_id:
                return position, chapter
        return None

    def models(self) -> Iterator[BaseModel]:
        """Every top-level model."""
        yield self.site
        yield self.calendar
        for row in ENTRIES:
            yield from getattr(self, row.field).values()

    def _find(self, kind: str, link: Link, within: Procedure | None) -> BaseModel | None:
        if kind == "step":
            found = self.step(link, within)
            return found[1] if found else None
        model = self._registries.get(kind, {}).get(link.id)
        if model is None or link.part is None:
            return model
        return _part(model, link.part)

    @cached_property
    def _registries(self) -> Mapping[str, Mapping[str, Any]]:
        """Those of the table, and what stands inside plans and the calendar but is named like an
        entry."""
        registries: dict[str, Mapping[str, Any]] = {}
        for row in ENTRIES:
            registries[row.kind] = getattr(self, row.field)
        windows = (*self.calendar.hours, *self.calendar.peaks)
        registries["body"] = self.bodies
        registries["programme"] = self.programmes
        registries["window"] = {str(window.id): window for window in windows}
        registries["step"] = {}
        return registries


def check_fields(table: Iterable[Registry]) -> None:
    """Raises `TypeError` for a registry that `Project` has no field for."""
    known = {known.name for known in fields(Project)}
    for row in table:
        if row.field not in known:
            raise TypeError(f"no field `{row.field}` in Project, for {row.place}")


check_fields(TABLE)


def _code_order(procedure: Procedure) -> tuple[int, str]:
    """Sorts S2 before S10."""
    code = str(procedure.code)
    return len(code), code


def _part(model: BaseModel, part: str) -> BaseModel | None:
    """A named part: a system's function, a plan's chapter or list item, a procedure's step, a
    form's variant."""
    for candidate in _parts(model):
        if candidate.id == part:
            return candidate  # type: ignore[no-any-return]
    return None


def _parts(model: BaseModel) -> Iterator[Any]:
    """The parts of a model that have ids of their own."""
    if isinstance(model, System):
        yield from model.functions
    elif isinstance(model, Plan):
        for _, chapter in model.outline():
            yield chapter
        for named in named_items(model.blocks()):
            yield named.item
    elif isinstance(model, Procedure):
        for _, step in model.steps():
            yield step
    elif isinstance(model, Form):
        yield from model.variants


def values(value: object) -> Iterator[object]:
    """Every `Text`, `Link` and model below `value`, itself included, in reading order. References
    inside texts are not opened: see `links`."""
    return iter(VALUES.below(value))


def scalars(value: object) -> Iterator[Scalar]:
    """Every scalar below `value` that is kept as written: words of texts, codes, numbers,
    aliases."""
    for group in wordings(value):
        yield from group


def wordings(value: object) -> Iterator[tuple[Scalar, ...]]:
    """The same scalars by what they say: a text in all its languages together, any other alone."""
    return iter(WORDINGS.below(value))


def texts(value: object) -> Iterator[Text]:
    """Every text below `value`."""
    return iter(TEXTS.below(value))


def references(value: object) -> Iterator[Reference]:
    """Every reference written inside the texts below `value`."""
    for text in texts(value):
        yield from text.references()


def links(value: object) -> Iterator[Link]:
    """Every link below `value`: in fields and inside texts."""
    return iter(LINKS.below(value))
