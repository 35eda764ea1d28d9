"""Probes of the organisation: who leads, who answers, who is told, and how bad things are."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.blocks import (
    ActivationBlock,
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
from wardbook.plan.text import Link
from wardbook.rules.probes.looks import Look, Probe, Subject, every, place, some


def _bodies(subject: Subject) -> Iterator[tuple[Link, Body]]:
    return ((place("body", body, body.id), body) for _, block in subject.blocks(BodiesBlock) for body in block.bodies)


def duties(subject: Subject) -> Look:
    """Every body has duties, of its own or in a list of duties."""
    listed = {
        duties.who.id
        for _, block in subject.blocks(DutiesBlock)
        for duties in block.duties
        if "body" in duties.who.kinds
    }
    return every((at, body.duties or str(body.id) in listed) for at, body in _bodies(subject))


def deputies(subject: Subject) -> Look:
    """For every lead of a body somebody can stand in."""
    roles = subject.project.roles

    def replaced(body: Body) -> bool:
        lead = roles.get(body.lead.id) if body.lead else None
        return bool(body.deputies or (lead and (lead.stands_in or lead.cover == "always")))

    return every((at, replaced(body)) for at, body in _bodies(subject) if body.lead)


def heads(subject: Subject) -> Look:
    """Every department in scope has a head who answers for it."""
    return every((place("department", found, found.id), found.head) for found in subject.departments)


def risks(subject: Subject) -> Look:
    """Kinds of events or a fault library."""
    return some((*subject.has(CategoriesBlock).places, *subject.has(FaultsBlock).places))


def category_codes(subject: Subject) -> Look:
    """Kinds of events carry the codes of a standard that they name."""
    return subject.has(
        CategoriesBlock, lambda block: block.categories.standard and all(item.code for item in block.categories.items)
    )


def levels(subject: Subject) -> Look:
    """Levels, each told by an interval, by criteria or in words."""

    def told(level: Level) -> object:
        return level.start or level.criteria or level.text

    return subject.has(LevelsBlock, lambda block: all(told(level) for level in block.levels.values))


def level_authority(subject: Subject) -> Look:
    """A scale of levels that says who activates each."""
    return subject.has(LevelsBlock, lambda block: all(level.activates for level in block.levels.values))


def contact_24h(subject: Subject) -> Look:
    """The number that everybody calls first is answered day and night."""
    desk = subject.project.contacts.get(subject.project.site.desk.id)
    return some([place("contact", desk, desk.id)] if desk and desk.hours == "always" else [])


def independent_contact(subject: Subject) -> Look:
    """A second number to call shares no system with the first."""
    site, contacts = subject.project.site, subject.project.contacts
    first = contacts.get(site.desk.id)
    second = contacts.get(site.desk_backup.id) if site.desk_backup else None
    if first is None or second is None:
        return Look()
    shared = {link.id for link in first.depends_on} & {link.id for link in second.depends_on}
    return some([] if shared else [place("contact", second, second.id)])


def activation_stand_ins(subject: Subject) -> Look:
    """A chain of activation in which the order can be given by somebody else when the one who gives it is not reached."""
    return subject.has(
        ActivationBlock, lambda block: any(step.step == "order" and step.stands_in for step in block.activation)
    )


PROBES: dict[str, Probe] = {
    "organisation": lambda subject: subject.has(BodiesBlock, lambda block: any(body.lead for body in block.bodies)),
    "duties": duties,
    "deputies": deputies,
    "heads": heads,
    "risks": risks,
    "category-codes": category_codes,
    "levels": levels,
    "level-authority": level_authority,
    "monitoring": lambda subject: subject.has(WarningBlock, lambda block: block.warning.watches),
    "change-notice": lambda subject: subject.has(WarningBlock, lambda block: block.warning.notice),
    "reporting": lambda subject: subject.has(
        ReportingBlock, lambda block: block.reporting.conditions and block.reporting.content
    ),
    "reporting-deadline": lambda subject: subject.has(ReportingBlock, lambda block: block.reporting.within),
    "reporting-form": lambda subject: subject.has(
        ReportingBlock, lambda block: block.reporting.form or block.reporting.sheet
    ),
    "activation": lambda subject: subject.has(
        ActivationBlock, lambda block: any(step.step == "order" for step in block.activation)
    ),
    "activation-stand-ins": activation_stand_ins,
    "contact-24h": contact_24h,
    "independent-contact": independent_contact,
}
