"""Procedures: a department's or a scenario's steps by phase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, PrivateAttr

from wardbook.plan.model.audience import Audience, Public
from wardbook.plan.model.base import Base
from wardbook.plan.model.links import (
    ActorLink,
    CitationLink,
    ContactLink,
    DepartmentLink,
    FormLink,
    RoleLink,
    StepLink,
    SystemLink,
    WhoLink,
)
from wardbook.plan.model.registries import Basis
from wardbook.plan.model.scalars import Code, Id, Span, Word, YesNo, one_of
from wardbook.plan.text import Bilingual, Name, WordLists

CODE_LETTER = "C"
"""Letter of a department's procedure before the department's code."""
PHASES = ("prevent", "detect", "activate", "respond", "end", "recover", "back_entry", "review")
"""The phases of every procedure, in order."""

DEFAULT_START = {
    "detect": "noticed",
    "activate": "announced",
    "respond": "manual",
    "end": "all_clear",
    "recover": "all_clear",
    "back_entry": "all_clear",
}
"""Which clock a step counts from when it does not say (`prevent` and `review` stand outside the
outage)."""

MATCH_KEYS = (
    "amount", "bag_no", "bed_list", "card_no", "count", "id_no", "image_no", "inpatient_no",
    "loan_no", "receipt_no", "request_no", "serial", "signature", "specimen_no", "time",
)  # fmt: skip
"""What two records are compared by in back-entry."""

MatchKey = Annotated[str, one_of(*MATCH_KEYS)]


class VerifyLater(Base):
    """Verification by somebody who is not there yet: only where one person is on duty."""

    by: RoleLink
    within: Span
    """Limit, counted from the step."""


class VerifyAlone(Base):
    """Who checks where one person of the post is on duty, as at night."""

    by: RoleLink
    """A post whose people come; with `within` also `another`: the next shift."""
    within: Span | None = None
    """Checked afterwards, in this time; absent: whoever it is comes and checks at once."""


class Decision(Base):
    """A question that decides which step follows."""

    ask: Bilingual
    yes: StepLink
    no: StepLink


class Step(Base):
    """One action of one post, department or body."""

    id: Id
    """Unique in its procedure, for ever."""
    actor: ActorLink
    """A post; a department or a body where the plan names no post."""
    everybody: YesNo = False
    """Of a scenario: whoever comes upon it does it, in every department. It stands on the leaf of
    each; `actor` is the post that the plan counts it for."""
    start: Word | None = None
    """noticed, announced, manual, all_clear, or a duration since the fault was noticed; default by
    phase."""
    within: Span | None = None
    """Deadline, counted from the start."""
    do: Bilingual
    """The action: one or two sentences, imperative."""
    card: Bilingual | None = None
    """Short line for the action card (at most 28 Han or 60 Latin characters)."""
    on_card: YesNo = True
    needs: tuple[FormLink, ...] = ()
    """Forms in hand."""
    gives: tuple[FormLink, ...] = ()
    """Forms that are filled."""
    tell: tuple[WhoLink, ...] = ()
    """Departments or posts that are told."""
    call: tuple[ContactLink, ...] = ()
    """Numbers that are called."""
    uses: tuple[SystemLink, ...] = ()
    """System functions that this step stands in for."""
    through: tuple[SystemLink, ...] = ()
    """Other systems that this step works by: it falls away when one of them is down too."""
    after: tuple[StepLink, ...] = ()
    """Steps that must be done first, `procedure/step` or a step of this procedure."""
    next: tuple[StepLink, ...] = ()
    """What follows it in the flow; `end` ends it. Default: the next step."""
    in_flow: YesNo = True
    """Whether the flow shows it: one that shows every step of every department may need pages."""
    decision: Decision | None = None
    verify: RoleLink | None = None
    """`another` (same post, another person) or a role."""
    verify_later: VerifyLater | None = None
    verify_alone: VerifyAlone | None = None
    """Beside `verify: another`: who checks where nobody else of the post is there."""
    match: tuple[MatchKey, ...] = ()
    """What is compared in back-entry."""
    takes: tuple[Id, ...] = ()
    """Things that are taken from the box of the department that acts, by their ids there."""
    tool: Bilingual | None = None
    """What it is done with, besides forms and telephones: a console, a spare part, a key."""
    approval: ActorLink | None = None
    """Who must agree before it is done."""
    urgent: YesNo = False
    """Resuscitation or emergency: done at once, may never wait for payment or activation."""
    cites: tuple[CitationLink, ...] = ()
    basis: Basis | None = None
    note: Bilingual | None = None
    stop: Bilingual | None = None
    """What must not be done in this step."""
    audience: Audience | None = None


class Phases(Base):
    """Steps by phase; the order of phases is fixed."""

    contents: ClassVar[tuple[str, ...]] = PHASES

    prevent: tuple[Step, ...] = ()
    detect: tuple[Step, ...] = ()
    activate: tuple[Step, ...] = ()
    respond: tuple[Step, ...] = ()
    end: tuple[Step, ...] = ()
    recover: tuple[Step, ...] = ()
    back_entry: tuple[Step, ...] = ()
    review: tuple[Step, ...] = ()

    def items(self) -> Iterator[tuple[str, tuple[Step, ...]]]:
        """Phases that have steps, in order."""
        for phase in PHASES:
            if steps := getattr(self, phase):
                yield phase, steps


class ScenarioTile(Base):
    """A scenario's tile on the first page."""

    label: Name
    note: Bilingual | None = None


class Procedure(Base):
    """procedures/ID.yml."""

    goes_with: ClassVar[str] = "department"

    id: Public[Id]
    code: Public[Code | None] = None
    """Sheet code of a scenario; a department's procedure takes the department's code."""
    title: Public[Name]
    department: Public[DepartmentLink | None] = None
    scenario: Public[Id | None] = None
    """general, network, server, power, intrusion, malware, planned, degraded, or a word of your
    own."""
    tile: Public[ScenarioTile | None] = None
    aliases: Public[WordLists] = Field(default_factory=dict)
    """Other words for it, which search finds."""
    systems: Public[tuple[SystemLink, ...]] = ()
    """Systems that are down in this scenario."""
    first: Public[Bilingual | None] = None
    """The one line that everybody reads first."""
    purpose: Public[Bilingual | None] = None
    basis: Public[Basis] = Field(default="source", validate_default=False)
    audience: Public[Audience | None] = None
    truncated: Public[Bilingual | None] = None
    """The source stops here; what follows is labelled."""
    flow: Public[YesNo | None] = None
    """Whether the steps are drawn as a diagram; default: scenarios are."""
    phases: Public[Phases]

    _numbers: Mapping[str, int] = PrivateAttr(default_factory=dict)
    _counted: tuple[Phases, Mapping[str, int]] | None = PrivateAttr(default=None)

    def steps(self) -> Iterator[tuple[str, Step]]:
        """(phase, step) in order."""
        for phase, steps in self.phases.items():
            for step in steps:
                yield phase, step

    def phase_of(self, step: Step) -> str:
        """The phase in which one of its own steps stands."""
        return next(phase for phase, own in self.steps() if own is step)

    def left_with(self, changes: Mapping[str, Any], places: Mapping[str, tuple[int, ...]]) -> Self:
        """The part that some readers may see. Its steps keep their numbers: "C2 step 3" is one
        step, whoever reads it."""
        part = super().left_with(changes, places)
        part._numbers = {str(step.id): self.number_of(str(step.id)) for _, step in self.steps()}
        return part

    def number_of(self, id: str) -> int:
        """Where a step stands among all of its procedure, from 1: what it is cited by."""
        if self._numbers:
            return self._numbers[id]
        # A copy with other phases takes what was counted along
        if self._counted is None or self._counted[0] is not self.phases:
            numbers: dict[str, int] = {}
            for number, (_, step) in enumerate(self.steps(), 1):
                numbers.setdefault(str(step.id), number)
            self._counted = self.phases, numbers
        return self._counted[1][id]

    @property
    def draws_flow(self) -> bool:
        """Whether the flow is drawn."""
        return self.flow if self.flow is not None else self.scenario is not None


def steps_by_id(procedure: Procedure, known: dict[object, Any]) -> Mapping[str, Step]:
    """Its steps by id, the first of several that have the same. They are kept in `known`: steps
    name steps, on dozens of sheets."""
    place = "steps", id(procedure)
    if place not in known:
        named: dict[str, Step] = {}
        for _, step in procedure.steps():
            named.setdefault(str(step.id), step)
        known[place] = (named, procedure)  # as long as it stays, so does its identity
    steps: Mapping[str, Step] = known[place][0]
    return steps


def start_of(phase: str, step: Step) -> str | None:
    """Which clock or moment a step counts from; None for steps outside the outage."""
    return str(step.start) if step.start else DEFAULT_START.get(phase)
