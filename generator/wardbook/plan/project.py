"""The whole loaded project: frozen, indexed by id. Every later step reads it and nothing changes it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from wardbook.plan.data import Scalar
from wardbook.plan.model.blocks import (
    Block,
    BodiesBlock,
    Body,
    CategoriesBlock,
    Category,
    DrillPlan,
    DrillsBlock,
)
from wardbook.plan.model.copies import PaperCopy
from wardbook.plan.model.drill import Drill
from wardbook.plan.model.form import Form
from wardbook.plan.model.items import named_items
from wardbook.plan.model.outline import Position
from wardbook.plan.model.pack import Confirmation, RulePack
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.model.prices import Prices
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.records import Pad, PrintRun
from wardbook.plan.model.registries import (
    Calendar,
    Citation,
    Contact,
    Department,
    Role,
    Site,
    Snapshot,
    System,
    Term,
    Window,
)
from wardbook.plan.registries import ENTRIES
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
    """The project's own; `wardbook.rules` has those that come with the program."""
    confirmations: Mapping[str, Confirmation] = field(default_factory=dict)
    """What people have confirmed, by the id of the rule."""
    calendar: Calendar = field(default_factory=Calendar)
    prices: Prices | None = None
    """Printed by a command of its own; not among `models`, so that no page and no export of the plan holds it."""
    audience: str = "restricted"
    """Who this project is filtered for; `views.audience` makes lower ones."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the site, default first."""
        return tuple(str(language) for language in self.site.languages)

    @property
    def form_languages(self) -> tuple[str, ...]:
        """Languages printed on forms, main one first."""
        return tuple(str(language) for language in self.site.form_languages) or self.languages

    def blocks(self) -> Iterator[Block]:
        """Every block of every plan."""
        for plan in self.plans.values():
            yield from plan.blocks()

    @cached_property
    def scenarios(self) -> tuple[Procedure, ...]:
        """Procedures that belong to no department, by code: S2 before S10."""
        found = (procedure for procedure in self.procedures.values() if not procedure.department)
        return tuple(
            sorted(found, key=lambda procedure: (len(str(procedure.code)), str(procedure.code)))
        )

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Bodies of all plans by id; they stand in the plans' blocks, not in a file of their own."""
        found = (block for block in self.blocks() if isinstance(block, BodiesBlock))
        return {str(body.id): body for block in found for body in block.bodies}

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Kinds of events of all plans by id."""
        found = (block for block in self.blocks() if isinstance(block, CategoriesBlock))
        return {str(item.id): item for block in found for item in block.categories.items}

    @cached_property
    def programmes(self) -> Mapping[str, DrillPlan]:
        """Regular drills of all plans that have an id."""
        found = (block for block in self.blocks() if isinstance(block, DrillsBlock))
        return {str(item.id): item for block in found for item in block.drills if item.id}

    def last_held(self, drill: DrillPlan) -> date | None:
        """When a regular drill was last held: as its plan says, or by its drills."""
        own = (
            it.outcome.held
            for it in self.drills.values()
            if it.outcome and it.programme and it.programme.id == drill.id
        )
        return max((day for day in (drill.held, *own) if day), default=None)

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
        if procedure is None:
            return None
        for _, step in procedure.steps():
            if step.id == link.part:
                return procedure, step
        return None

    def department(self, wanted: str) -> Department | None:
        """A department by its id, its code or its name, as people type it."""
        typed = unicodedata.normalize("NFKC", wanted).strip()
        known = self.departments.values()
        by_name = (
            it
            for it in known
            if it.code == typed.upper() or typed in map(it.name.words, self.languages)
        )
        return self.departments.get(typed) or next(by_name, None)

    def chapter(self, plan: Plan, chapter_id: str) -> tuple[Position, Chapter] | None:
        """A plan's chapter or attachment by id, with its position."""
        return next(
            ((at, chapter) for at, chapter in plan.outline() if chapter.id == chapter_id), None
        )

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
        """Those of the table, and what stands inside plans and the calendar but is named like an entry."""
        windows: dict[str, Window] = {
            str(window.id): window for window in (*self.calendar.hours, *self.calendar.peaks)
        }
        return {
            **{row.kind: getattr(self, row.field) for row in ENTRIES},
            "body": self.bodies,
            "programme": self.programmes,
            "window": windows,
            "step": {},
        }


def _part(model: BaseModel, part: str) -> BaseModel | None:
    """A named part: a system's function, a plan's chapter or list item, a procedure's step, a form's variant."""
    if isinstance(model, System):
        return next((function for function in model.functions if function.id == part), None)
    if isinstance(model, Plan):
        chapter = next((chapter for _, chapter in model.outline() if chapter.id == part), None)
        return chapter or next(
            (named.item for named in named_items(model.blocks()) if named.item.id == part), None
        )
    if isinstance(model, Procedure):
        return next((step for _, step in model.steps() if step.id == part), None)
    if isinstance(model, Form):
        return next((variant for variant in model.variants if variant.id == part), None)
    return None


def values(value: object) -> Iterator[object]:
    """Every `Text`, `Link` and model below `value`, itself included, in reading order. References inside texts are
    not opened: see `links`."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            if name != "at":
                yield from values(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from values(item)
    elif isinstance(value, (Text, Link)):
        yield value


def scalars(value: object) -> Iterator[Scalar]:
    """Every scalar below `value` that is kept as written: words of texts, codes, numbers, aliases."""
    if isinstance(value, Scalar):
        yield value
        return
    below: Iterable[object] = ()
    if isinstance(value, Text):
        below = value.raw.values()
    elif isinstance(value, BaseModel):
        below = (getattr(value, name) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        below = value.values()
    elif isinstance(value, (tuple, list)):
        below = value
    for item in below:
        yield from scalars(item)


def texts(value: object) -> Iterator[Text]:
    """Every text below `value`."""
    return (found for found in values(value) if isinstance(found, Text))


def references(value: object) -> Iterator[Reference]:
    """Every reference written inside the texts below `value`."""
    for text in texts(value):
        yield from text.references()


def links(value: object) -> Iterator[Link]:
    """Every link below `value`: in fields and inside texts."""
    for found in values(value):
        if isinstance(found, Link):
            yield found
        elif isinstance(found, Text):
            yield from (reference.link for reference in found.references())
