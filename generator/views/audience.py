"""The one border that redaction happens at: nothing behind it has ever held what its audience may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from generator.source.model.audience import AUDIENCES, inherited
from generator.source.model.plan import Chapter, Plan
from generator.source.model.registries import Contact, System
from generator.source.project import Project

__all__ = ("AUDIENCES", "for_audience", "may_see", "narrower")

Model = TypeVar("Model", bound=BaseModel)


def narrower(first: str, second: str) -> str:
    """The one of two audiences that sees less."""
    return min(first, second, key=AUDIENCES.index)


def for_audience(project: Project, audience: str) -> Project:
    """The project without what `audience` may not see. Contacts keep their name and lose their number; chapters, blocks,
    plans, procedures, forms, drills and registered copies above it disappear."""
    return replace(
        project,
        audience=audience,
        copies=_visible(project.copies, audience),
        systems={id: _unsealed(system, audience) for id, system in project.systems.items()},
        contacts={id: _redacted(contact, audience) for id, contact in project.contacts.items()},
        plans={id: plan for id, whole in project.plans.items() if (plan := _plan(whole, audience))},
        procedures=_visible(project.procedures, audience),
        forms=_visible(project.forms, audience),
        drills=_visible(project.drills, audience),
    )


def may_see(audience: str, item: object, above: str = AUDIENCES[0]) -> bool:
    """Whether `audience` may see an item that says (or inherits from what it stands in) who it is for."""
    return AUDIENCES.index(inherited(item, above)) <= AUDIENCES.index(audience)


def _redacted(contact: Contact, audience: str) -> Contact:
    return contact if may_see(audience, contact) else contact.model_copy(update={"number": "", "note": None})


def _unsealed(system: System, audience: str) -> System:
    """A system without its technical record, which is for `restricted` alone."""
    return system if audience == AUDIENCES[-1] else system.model_copy(update={"record": None})


def _visible(registry: Mapping[str, Model], audience: str) -> dict[str, Model]:
    return {id: model for id, model in registry.items() if may_see(audience, model)}


def _plan(plan: Plan, audience: str) -> Plan | None:
    if not may_see(audience, plan):
        return None
    own = inherited(plan)
    return plan.with_only(_chapters(plan.chapters, audience, own), _chapters(plan.attachments, audience, own))


def _chapters(chapters: tuple[Chapter, ...], audience: str, above: str) -> tuple[Chapter, ...]:
    kept = []
    for chapter in chapters:
        if may_see(audience, chapter, above):
            own = inherited(chapter, above)
            blocks, continued = (
                tuple(block for block in some if may_see(audience, block, own))
                for some in (chapter.blocks, chapter.continued)
            )
            below = _chapters(chapter.chapters, audience, own)
            seen = {"blocks": blocks, "chapters": below, "continued": continued}
            kept.append(chapter.model_copy(update=seen))
    return tuple(kept)
