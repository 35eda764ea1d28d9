"""What a probe is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from wardbook.findings import Mark
from wardbook.plan.model.blocks import Block
from wardbook.plan.model.form import Form
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Department, System
from wardbook.plan.model.scalars import Duration
from wardbook.plan.project import Project
from wardbook.plan.text import Link

REGISTER = "register"
"""Kind of a place that is a whole register: contacts, copies, back-entry."""


class PlacedModel(Protocol):
    """A model with an id and a place."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def at(self) -> Mark:
        """Where it starts."""


Model = TypeVar("Model")
NamedModel = TypeVar("NamedModel", bound=PlacedModel)
Kind = TypeVar("Kind", bound=Block)


@dataclass(frozen=True)
class ProbeResult:
    """What a probe finds in a plan.

    `places` have what the probe looks for; `gaps` are places that must have it and do not.
    """

    places: tuple[Link, ...] = ()
    gaps: tuple[Link, ...] = ()

    @property
    def met(self) -> bool:
        """Whether the plan has it: at some place, and wherever it must."""
        return bool(self.places) and not self.gaps


Probe = Callable[["Subject"], ProbeResult]


@dataclass(frozen=True)
class Subject:
    """The plan that probes examine, on a day. Each model comes with its place."""

    project: Project
    day: date
    limit: Duration | None = None
    """The longest time that the rule allows, where it sets one."""

    @property
    def plans(self) -> Iterator[tuple[Link, Plan]]:
        """All plans."""
        return _placed("plan", self.project.plans.values())

    @property
    def procedures(self) -> Iterator[tuple[Link, Procedure]]:
        """All procedures."""
        return _placed("procedure", self.project.procedures.values())

    @property
    def forms(self) -> Iterator[tuple[Link, Form]]:
        """All forms."""
        return _placed("form", self.project.forms.values())

    @property
    def systems(self) -> Iterator[tuple[Link, System]]:
        """All systems."""
        return _placed("system", self.project.systems.values())

    @property
    def departments(self) -> Iterator[tuple[Link, Department]]:
        """Departments in scope."""
        for at, department in _placed("department", self.project.departments.values()):
            if department.in_scope:
                yield at, department

    def blocks(self, kind: type[Kind]) -> Iterator[tuple[Link, Kind]]:
        """Blocks of a kind; their places are the chapters that hold them."""
        for at, block in self._all_blocks:
            if isinstance(block, kind):
                yield at, block

    @cached_property
    def _all_blocks(self) -> list[tuple[Link, Block]]:
        found = []
        for plan in self.project.plans.values():
            for _, chapter in plan.outline():
                part = str(chapter.id or "") or None
                for block in chapter.every_block():
                    found.append((Link(("plan",), str(plan.id), part, block.at), block))
        return found


def place(kind: str, model: PlacedModel) -> Link:
    """Where a model stands: a reference to it, with its mark."""
    return Link((kind,), str(model.id), None, model.at)


def register(id: str, mark: Mark) -> Link:
    """A whole register as a place."""
    return Link((REGISTER,), id, None, mark)


def _placed(kind: str, models: Iterable[NamedModel]) -> Iterator[tuple[Link, NamedModel]]:
    for model in models:
        yield place(kind, model), model


def _anything(_: object) -> bool:
    return True


def some(
    entries: Iterable[tuple[Link, Model]], wanted: Callable[[Model], object] = _anything
) -> ProbeResult:
    """One model for which `wanted` holds is enough. The places of all such, each once."""
    places = {}
    for at, model in entries:
        if wanted(model):
            places[str(at)] = at
    return ProbeResult(tuple(places.values()))


def every(entries: Iterable[tuple[Link, Model]], answers: Callable[[Model], object]) -> ProbeResult:
    """Each model must answer: the places of those for which `answers` holds, and the gaps."""
    places = {}
    gaps = {}
    for at, model in entries:
        if answers(model):
            places[str(at)] = at
        else:
            gaps[str(at)] = at
    return ProbeResult(tuple(places.values()), tuple(gaps.values()))


def either(first: ProbeResult, second: ProbeResult) -> ProbeResult:
    """Two looks for things of which one is enough; the places of both, each once."""
    places = {str(at): at for at in (*first.places, *second.places)}
    return ProbeResult(tuple(places.values()))


def some_block(kind: type[Kind], wanted: Callable[[Kind], object] = _anything) -> Probe:
    """A probe for chapters with a block of a kind for which `wanted` holds."""

    def probe(subject: Subject) -> ProbeResult:
        return some(subject.blocks(kind), wanted)

    return probe
