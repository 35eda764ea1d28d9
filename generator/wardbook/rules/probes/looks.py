"""What a probe is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from wardbook.findings import Mark
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import Block
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.plan.text import Link

Kind = TypeVar("Kind", bound=Block)

REGISTER = "register"
"""Kind of a place that is a whole register: contacts, copies, back-entry."""


@dataclass(frozen=True)
class Look:
    """What a look at the plan shows: `places` that answer what is asked, and `gaps` where something has to answer and
    does not."""

    places: tuple[Link, ...] = ()
    gaps: tuple[Link, ...] = ()

    @property
    def met(self) -> bool:
        """Whether the plan has what is asked: at some place, and wherever it must."""
        return bool(self.places) and not self.gaps


@dataclass(frozen=True)
class Subject:
    """The plan that is looked at, on a day."""

    project: Project
    day: date

    @property
    def plans(self) -> Iterable[Plan]:
        """All plans."""
        return self.project.plans.values()

    @property
    def departments(self) -> list[Department]:
        """Departments in scope."""
        return [department for department in self.project.departments.values() if department.in_scope]

    @cached_property
    def _blocks(self) -> list[tuple[Link, Block]]:
        return [
            (place("plan", block, plan.id, chapter.id), block)
            for plan in self.plans
            for _, chapter in plan.outline()
            for block in chapter.every_block()
        ]

    def blocks(self, kind: type[Kind]) -> Iterator[tuple[Link, Kind]]:
        """Blocks of a kind with the chapters that hold them."""
        return ((at, block) for at, block in self._blocks if isinstance(block, kind))

    def has(self, kind: type[Kind], wanted: Callable[[Kind], object] = lambda _: True) -> Look:
        """The chapters with a block of a kind for which `wanted` holds."""
        return some(at for at, block in self.blocks(kind) if wanted(block))


Probe = Callable[[Subject], Look]


def place(kind: str, model: Base, id: str, part: str | None = None) -> Link:
    """Where something stands: a reference to it, with the mark of the model."""
    return Link((kind,), str(id), str(part) if part else None, model.at)


def register(id: str, mark: Mark) -> Link:
    """A whole register as a place."""
    return Link((REGISTER,), id, None, mark)


def some(places: Iterable[Link]) -> Look:
    """One place is enough. Each is named once."""
    return Look(tuple({str(at): at for at in places}.values()))


def every(judged: Iterable[tuple[Link, object]]) -> Look:
    """Each place must answer: those that do, and the gaps."""
    found = list(judged)
    places, gaps = ([at for at, right in found if bool(right) is wanted] for wanted in (True, False))
    return Look(some(places).places, some(gaps).places)
