"""Probes of the organisation: who leads, who answers, who is told, and how bad things are."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.blocks import (
    ActivationBlock,
    ActivationStep,
    BodiesBlock,
    Body,
    CategoriesBlock,
    DutiesBlock,
    FaultsBlock,
    Level,
    LevelsBlock,
    ReportingBlock,
    WarningBlock,
)
from wardbook.plan.reach import desk_of
from wardbook.plan.text import Link
from wardbook.rules.probes.probe_results import (
    Probe,
    ProbeResult,
    Subject,
    either,
    every,
    place,
    some,
    some_block,
)


def _bodies(subject: Subject) -> Iterator[tuple[Link, Body]]:
    for _, block in subject.blocks(BodiesBlock):
        for body in block.bodies:
            yield place("body", body), body


def _led_bodies(subject: Subject) -> Iterator[tuple[Link, Body]]:
    for at, body in _bodies(subject):
        if body.lead:
            yield at, body


def _has_led_body(block: BodiesBlock) -> bool:
    return any(body.lead for body in block.bodies)


def duties(subject: Subject) -> ProbeResult:
    """Every body has duties, of its own or in a list of duties."""
    listed = set()
    for _, block in subject.blocks(DutiesBlock):
        for entry in block.duties:
            if "body" in entry.who.kinds:
                listed.add(entry.who.id)

    def has_duties(body: Body) -> bool:
        return bool(body.duties) or str(body.id) in listed

    return every(_bodies(subject), has_duties)


def deputies(subject: Subject) -> ProbeResult:
    """For every lead of a body somebody can stand in."""

    def replaced(body: Body) -> bool:
        if body.deputies:
            return True
        if body.lead is None:
            return False
        lead = subject.project.roles.get(body.lead.id)
        return lead is not None and (bool(lead.stands_in) or lead.cover == "always")

    return every(_led_bodies(subject), replaced)


def heads(subject: Subject) -> ProbeResult:
    """Every department in scope has a head who answers for it."""
    return every(subject.departments, lambda department: department.head)


def risks(subject: Subject) -> ProbeResult:
    """Kinds of events or a fault library."""
    return either(some(subject.blocks(CategoriesBlock)), some(subject.blocks(FaultsBlock)))


def _has_codes(block: CategoriesBlock) -> bool:
    """Whether kinds of events carry the codes of a standard that they name."""
    categories = block.categories
    return bool(categories.standard) and all(item.code for item in categories.items)


def _tells_levels(block: LevelsBlock) -> bool:
    """Whether each level is told by an interval, by criteria or in words."""
    return all(map(_is_told, block.levels.values))


def _is_told(level: Level) -> bool:
    return bool(level.start or level.criteria or level.text)


def _says_who_activates(block: LevelsBlock) -> bool:
    return all(map(_is_activated, block.levels.values))


def _is_activated(level: Level) -> bool:
    return level.activates is not None


def reporting_deadline(subject: Subject) -> ProbeResult:
    """A time within which something is reported, no longer than the rule leaves."""

    def in_time(block: ReportingBlock) -> bool:
        within = block.reporting.within
        if within is None:
            return False
        return subject.limit is None or within <= subject.limit

    return some(subject.blocks(ReportingBlock), in_time)


def contact_24h(subject: Subject) -> ProbeResult:
    """The number that everybody calls first is answered day and night."""
    desk = desk_of(subject.project)
    if desk is None or desk.hours != "always":
        return ProbeResult()
    return ProbeResult((place("contact", desk),))


def independent_contact(subject: Subject) -> ProbeResult:
    """A second number to call shares no system with the first."""
    site, contacts = subject.project.site, subject.project.contacts
    if site.desk_backup is None:
        return ProbeResult()
    first = desk_of(subject.project)
    second = contacts.get(site.desk_backup.id)
    if first is None or second is None:
        return ProbeResult()
    systems = {link.id for link in first.depends_on}
    if any(link.id in systems for link in second.depends_on):
        return ProbeResult()
    return ProbeResult((place("contact", second),))


def _content_and_conditions(block: ReportingBlock) -> bool:
    return bool(block.reporting.conditions) and bool(block.reporting.content)


def _orders(block: ActivationBlock) -> Iterator[ActivationStep]:
    """Links of the chain of activation that give the order."""
    for link in block.activation:
        if link.step == "order":
            yield link


def _has_order(block: ActivationBlock) -> bool:
    return any(_orders(block))


def _order_has_stand_in(block: ActivationBlock) -> bool:
    """Whether somebody else can give the order when the one who gives it is not reached."""
    return any(link.stands_in for link in _orders(block))


PROBES: dict[str, Probe] = {
    "organisation": some_block(BodiesBlock, _has_led_body),
    "duties": duties,
    "deputies": deputies,
    "heads": heads,
    "risks": risks,
    "category-codes": some_block(CategoriesBlock, _has_codes),
    "levels": some_block(LevelsBlock, _tells_levels),
    "level-authority": some_block(LevelsBlock, _says_who_activates),
    "monitoring": some_block(WarningBlock, lambda block: block.warning.watches),
    "change-notice": some_block(WarningBlock, lambda block: block.warning.notice),
    "reporting": some_block(ReportingBlock, _content_and_conditions),
    "reporting-deadline": reporting_deadline,
    "reporting-form": some_block(
        ReportingBlock, lambda block: block.reporting.form or block.reporting.sheet
    ),
    "activation": some_block(ActivationBlock, _has_order),
    "activation-stand-ins": some_block(ActivationBlock, _order_has_stand_in),
    "contact-24h": contact_24h,
    "independent-contact": independent_contact,
}
