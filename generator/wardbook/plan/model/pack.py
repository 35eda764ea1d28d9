"""Rule packs: what laws, standards and guidance ask of a plan, as data; and what a person has
confirmed of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardbook.plan.model.audience import Inside, Staff
from wardbook.plan.model.base import Base
from wardbook.plan.model.links import RoleLink
from wardbook.plan.model.scalars import Date, Id, Span, YesNo, one_of
from wardbook.plan.text import Bilingual, Name, NumberName

PROBES = (
    "scope", "principles", "basis", "definitions", "related-plans", "policy",
    "cover", "approval", "signoff", "history", "distribution", "effective", "review-rule",
    "review-current",
    "organisation", "duties", "deputies", "heads",
    "risks", "category-codes", "levels", "level-authority", "monitoring", "change-notice",
    "reporting", "reporting-deadline", "reporting-form", "activation", "activation-stand-ins",
    "degraded", "peak",
    "scenarios", "security-scenarios", "department-procedures", "urgent-steps", "recovery", "end",
    "back-entry",
    "aftermath-cause", "aftermath-report", "aftermath-revision",
    "guarantees", "supplies", "drills", "drill-plan", "drill-held",
    "contact-list", "contact-24h", "independent-contact", "vendors",
    "forms", "patient-id", "custody", "prescription-colours", "paper-8h", "copy-register",
    "systems", "dependencies", "recovery-order", "backup",
)  # fmt: skip
"""What a rule may be met by: each is a function that examines the plan, in `rules/probes/`."""


class Instrument(Base):
    """A law, standard or guide that rules come from."""

    id: Id
    title: Name
    short: Name | None = None
    """What it is called for short beside its rules, where the pack has several."""
    number: NumberName | None = None
    force: Annotated[str, one_of("mandatory", "recommended", "practice")]
    """mandatory: law and departmental rules; recommended: standards one may follow; practice:
    guidance. Nothing that is missing weighs more than this bears."""
    start: Date | None = Field(default=None, alias="from")
    """First day in force; absent: long since."""
    end: Date | None = Field(default=None, alias="until")
    """Last day in force."""


class PackRule(Base):
    """One thing that an instrument asks of a plan."""

    id: Id
    """Unique in all packs, for ever: coverage.yml names it."""
    instrument: Id | None = None
    """Which of the pack's instruments; default: the first."""
    clause: Bilingual | None = None
    kind: Annotated[str, one_of("direct", "derived", "house")]
    """direct: the instrument says so; derived: follows from what it says; house: our own advice
    beside it."""
    source_read: YesNo = False
    """Whether somebody has read it in the instrument or in a source that quotes it; else it prints
    as unverified."""
    start: Date | None = Field(default=None, alias="from")
    """First day in force, where it is not the instrument's."""
    end: Date | None = Field(default=None, alias="until")
    """Last day in force, where it is not the instrument's."""
    limit: Span | None = None
    """The longest time that the instrument leaves, where it sets one: a step that cites the
    instrument, and a report that the rule asks for, may have less, never more."""
    text: Bilingual
    """What it asks, in your own words."""
    met_by: tuple[Annotated[str, one_of(*PROBES)], ...] = ()
    """What a plan must have; all of them. Absent: no look at the plan decides it, a person confirms
    it."""


class RulePack(Base):
    """packs/ID.yml: a set of rules that a project switches on in site.yml."""

    id: Staff[Id]
    title: Staff[Name]
    instruments: Staff[tuple[Instrument, ...]] = Field(min_length=1)
    rules: Staff[tuple[PackRule, ...]] = Field(min_length=1)
    audience: Staff[Inside | None] = None

    def instrument_of(self, rule: PackRule) -> Instrument | None:
        """The instrument that a rule comes from; None when it names one that the pack lacks."""
        if rule.instrument is None:
            return self.instruments[0]
        return next((found for found in self.instruments if found.id == rule.instrument), None)


class Confirmation(Base):
    """coverage.yml: a rule that no look at the plan decides, and that a person has found kept."""

    id: Staff[Id]
    """Id of the rule."""
    by: Staff[RoleLink]
    """Post that has looked."""
    date: Staff[Date]
    """The day on which somebody checked it."""
    how: Staff[Bilingual]
    """What keeps the rule, and where it is to be seen; or why it does not apply here."""
    audience: Staff[Inside | None] = None
