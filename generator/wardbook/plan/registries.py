"""The table of registries: every file of a plan, its kind and model, where `Project` holds it, and
who may see it.

Whatever must know all registries reads it: loader, `Project`, JSON Schema, editor settings,
plan.json, redaction. Adding one is a row here, a model, and a field of `Project`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from wardbook.folders import RECORDS
from wardbook.plan.model.audience import AUDIENCES, declared, undeclared
from wardbook.plan.model.base import Base
from wardbook.plan.model.calendar import Calendar
from wardbook.plan.model.copies import PaperCopy
from wardbook.plan.model.drill import Drill
from wardbook.plan.model.form import Form
from wardbook.plan.model.pack import Confirmation, RulePack
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.prices import Prices
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.records import Pad, PrintRun
from wardbook.plan.model.registries import Contact, Department, Role, Site, Snapshot, System
from wardbook.plan.model.searches import Searches
from wardbook.plan.model.words import Citation, Term

RUNS = f"{RECORDS}/runs"
"""Folder of print runs: one file a run, so that two people who print at the same time change no
file of each other."""
PADS = f"{RECORDS}/pads.yml"
"""Pads that were numbered elsewhere."""
WAIVERS = "waivers.yml"
"""Findings that are waived: said to the checks, no part of the plan."""


class Shape(Enum):
    """How a registry is kept."""

    SINGLE = "one mapping"
    LIST = "one file with a list of entries"
    FOLDER = "a folder in which each file is one entry, named by its id"


@dataclass(frozen=True)
class Registry:
    """A row. `place` is a file or a folder of the plan; `kind` is what references and schemas call
    it.

    `audience` is the lowest that may see anything of it: an entry or a field may be for fewer,
    never for more. `exported`: whether plan.json lists it. `recorded`: whether it says what was
    handed out, or is kept beside the plan: no edition holds it, and none ends when it changes."""

    place: str
    kind: str
    model: type[Base]
    field: str
    audience: str
    shape: Shape
    exported: bool = False
    recorded: bool = False

    @property
    def schema(self) -> str:
        """What `wardbook schema` calls its files."""
        if self.shape is Shape.FOLDER:
            return self.kind
        return PurePosixPath(self.place).stem

    @property
    def pattern(self) -> str:
        """Where its files stand in the plan, as editors want it."""
        if self.shape is Shape.FOLDER:
            return f"{self.place}/*.yml"
        return self.place


_SINGLE, _LIST, _FOLDER = Shape.SINGLE, Shape.LIST, Shape.FOLDER
TABLE = (
    Registry("site.yml", "site", Site, "site", "public", _SINGLE, exported=True),
    Registry("calendar.yml", "calendar", Calendar, "calendar", "public", _SINGLE, exported=True),
    Registry("prices.yml", "prices", Prices, "prices", "staff", _SINGLE, recorded=True),
    Registry("searches.yml", "searches", Searches, "searches", "public", _SINGLE, recorded=True),
    Registry(
        "departments.yml", "department", Department, "departments", "public", _LIST, exported=True
    ),
    Registry("roles.yml", "role", Role, "roles", "public", _LIST, exported=True),
    Registry("contacts.yml", "contact", Contact, "contacts", "public", _LIST, exported=True),
    Registry("systems.yml", "system", System, "systems", "public", _LIST, exported=True),
    Registry("citations.yml", "citation", Citation, "citations", "public", _LIST, exported=True),
    Registry("glossary.yml", "term", Term, "terms", "public", _LIST, exported=True),
    Registry(
        "copies.yml",
        "copy",
        PaperCopy,
        "copies",
        "staff",
        _LIST,
        exported=True,
        recorded=True,
    ),
    Registry("snapshots.yml", "snapshot", Snapshot, "snapshots", "staff", _LIST, exported=True),
    Registry("plans", "plan", Plan, "plans", "public", _FOLDER, exported=True),
    Registry("procedures", "procedure", Procedure, "procedures", "public", _FOLDER, exported=True),
    Registry("forms", "form", Form, "forms", "public", _FOLDER, exported=True),
    Registry("drills", "drill", Drill, "drills", "public", _FOLDER, exported=True),
    Registry(RUNS, "run", PrintRun, "runs", "staff", _FOLDER, recorded=True),
    Registry(PADS, "pad", Pad, "pads", "staff", _LIST, recorded=True),
    Registry("packs", "pack", RulePack, "packs", "staff", _FOLDER),
    Registry("coverage.yml", "confirmation", Confirmation, "confirmations", "staff", _LIST),
)
"""Text of plans is public unless it says otherwise; drills and contacts are for staff unless they
say otherwise. Prices are for staff: a list of an old edition on a public page would be taken for
today's. Searches are for who keeps the plan: no page shows them."""


class Undeclared(TypeError):
    """A registry or a field for which nobody has said who may see it: a fault of the program, never
    of a plan."""


def checked(table: tuple[Registry, ...]) -> tuple[Registry, ...]:
    """The table, when each of its rows and each field of its models says who may see it.

    Raises `Undeclared` else: what is not declared must not get as far as a reader."""
    for row in table:
        if row.audience not in AUDIENCES:
            raise Undeclared(f"{row.place}: {row.audience!r} is no audience")
        _check_fields(row)
    return table


def _check_fields(row: Registry) -> None:
    """Raises `Undeclared` when a field of the row's model has no audience, or a wider one than the
    row."""
    model = row.model.__name__
    missing = undeclared(row.model)
    if missing:
        raise Undeclared(f"{model}: nobody says who may see {', '.join(missing)}")
    wider = AUDIENCES[: AUDIENCES.index(row.audience)]
    for name, lowest in declared(row.model).items():
        if lowest.told in wider:
            raise Undeclared(
                f"{model}.{name}: {lowest.told} is below its registry's {row.audience}"
            )


checked(TABLE)
BY_FIELD: Mapping[str, Registry] = {row.field: row for row in TABLE}
"""Rows by the field of `Project` that holds them."""
BY_PLACE: Mapping[str, Registry] = {row.place: row for row in TABLE}
"""Rows by file or folder."""
ENTRIES = tuple(row for row in TABLE if row.shape is not Shape.SINGLE)
"""Rows whose entries have ids."""
RECORDED = tuple(row for row in TABLE if row.recorded)
"""Rows that no edition holds."""
EXPORTED = tuple(row for row in ENTRIES if row.exported)
"""Rows that plan.json lists, in its order."""
