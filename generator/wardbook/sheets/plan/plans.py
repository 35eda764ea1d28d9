"""Plans as documents: their first leaf, their order, and how they stand to one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from wardbook.plan.model.plan import Parent, Plan, Related
from wardbook.plan.text import Link, Text
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.numbering import joined
from wardbook.sheets.plan.plan_shapes import PlanView, RecipientRow, Relation, RevisionRow
from wardbook.sheets.sheet import Line, Sheet, SheetKind, Span, Target

_OPPOSITE = {"parent": "child", "child": "parent", "sibling": "sibling", "linked": "linked"}
"""What a relation is called from the other side."""


def in_order(plans: Mapping[str, Plan]) -> tuple[Plan, ...]:
    """Each plan behind its parent, else in the order of the files."""
    placed: dict[str, Plan] = {}

    def place(plan: Plan) -> None:
        if str(plan.id) not in placed:
            placed[str(plan.id)] = plan
            for child in plans.values():
                if _parent_id(child) == str(plan.id):
                    place(child)

    for plan in plans.values():
        if _parent_id(plan) not in plans:
            place(plan)
    return (*placed.values(), *(plan for id, plan in plans.items() if id not in placed))


def plan_sheet(localizer: Localizer, plan: Plan) -> Sheet:
    """The sheet of a plan's first leaf."""
    key = localizer.key(sheet_ids.plan_id(plan))
    view = plan_view(replace(localizer, plan=str(plan.id)), plan)
    title, marked = localizer.words(plan.title), classification(localizer, plan)
    return Sheet(
        key, SheetKind.PLAN, str(plan.code), title, view, classification=marked, source=plan.at
    )


def plan_view(localizer: Localizer, plan: Plan) -> PlanView:
    """What the first leaf says."""
    cover = plan.cover
    return PlanView(
        title=localizer.words(plan.title),
        short=short_name(localizer, plan.short),
        issuer=issuer(localizer, plan)
        + short_name(localizer, None if cover and cover.issuer else localizer.project.site.short),
        facts=_facts(localizer, plan),
        relations=tuple(_relations(localizer, plan)),
        attachments=attachment_lines(localizer, plan),
        history=tuple(
            RevisionRow(
                str(it.version),
                it.date.isoformat(),
                localizer.prose(it.text),
                localizer.name(it.by),
            )
            for it in plan.history
        ),
        distribution=tuple(
            RecipientRow(localizer.name(it.to), str(it.copies)) for it in plan.distribution
        ),
    )


def classification(localizer: Localizer, plan: Plan) -> str:
    """Who may have the plan in hand, in words; empty where nobody said it."""
    return localizer.words(plan.cover.classification) if plan.cover else ""


def issuer(localizer: Localizer, plan: Plan) -> str:
    """Who issues the plan: the organisation, or a body of it that the cover names."""
    return localizer.words(
        plan.cover.issuer
        if plan.cover and plan.cover.issuer
        else localizer.project.site.organisation
    )


def short_name(localizer: Localizer, short: Text | None) -> str:
    """（以下简称“专项预案”）; empty without a short name."""
    return localizer.say("short_name", short=localizer.words(short)) if short else ""


def attachment_lines(localizer: Localizer, plan: Plan) -> tuple[Line, ...]:
    """Number and title of each attachment, linked."""
    style = localizer.style(plan)
    return tuple(
        (
            Span(
                joined(style.number(entry.position), localizer.words(entry.chapter.title)),
                "name",
                Target(sheet_ids.chapter_id(plan, entry.chapter)),
            ),
        )
        for entry in plan.entries()[len(plan.chapters) :]
    )


def day(value: date | None) -> str:
    """A date as documents print it; empty for None."""
    return value.isoformat() if value else ""


def _facts(localizer: Localizer, plan: Plan) -> tuple[tuple[str, str], ...]:
    cover = plan.cover
    facts = (
        ("fact_number", str(cover.number or "") if cover else ""),
        ("fact_version", str(plan.version or "")),
        ("fact_classification", classification(localizer, plan)),
        ("fact_status", localizer.say(f"status_{plan.status or localizer.project.site.status}")),
        ("fact_issued", day(cover.issued if cover else None)),
        ("fact_effective", day(cover.effective if cover else None)),
    )
    return tuple((localizer.say(key), value) for key, value in facts if value)


def _relations(localizer: Localizer, plan: Plan) -> Iterator[Relation]:
    """Each relation of a plan that there is, whichever side says it."""
    found: dict[str, dict[str, Line]] = {kind: {} for kind in _OPPOSITE}
    for kind, other in (*_said_by(plan), *_said_of(localizer, plan)):
        line = _other(localizer, other)
        if line and not (isinstance(other, Plan) and other.id == plan.id):
            found[kind].setdefault("".join(run.text for run in line), line)
    closer = {title for kind, plans in found.items() if kind != "linked" for title in plans}
    found["linked"] = {
        title: line for title, line in found["linked"].items() if title not in closer
    }
    for kind, plans in found.items():
        if plans:
            yield Relation(localizer.say(f"relation_{kind}"), tuple(plans.values()))


Other = Parent | Related | Plan


def _said_by(plan: Plan) -> Iterator[tuple[str, Other]]:
    if plan.parent:
        yield "parent", plan.parent
    yield from ((str(related.kind), related) for related in plan.related)


def _said_of(localizer: Localizer, plan: Plan) -> Iterator[tuple[str, Other]]:
    """What the other plans say of this one, seen from here; and those that have the same parent."""
    for other in localizer.project.plans.values():
        if other.id == plan.id:
            continue
        if _same_parent(localizer, plan, other):
            yield "sibling", other
        for kind, named in _said_by(other):
            if _id(named) == plan.id:
                yield _OPPOSITE[kind], other


def _same_parent(localizer: Localizer, plan: Plan, other: Plan) -> bool:
    if plan.parent is None or other.parent is None:
        return False
    if plan.parent.plan:
        return _parent_id(other) == plan.parent.plan.id
    return bool(plan.parent.title) and localizer.words(plan.parent.title) == localizer.words(
        other.parent.title
    )


def _other(localizer: Localizer, other: Other) -> Line:
    """A plan's title, linked where it is of this project. A plan that the audience may not see is left out."""
    if isinstance(other, Plan):
        return localizer.runs(Link(("plan",), str(other.id), None, other.at))
    if other.plan:
        return localizer.runs(other.plan) if other.plan.id in localizer.project.plans else ()
    return (Span(localizer.say("quote_plan", title=localizer.words(other.title))),)


def _id(named: Other) -> str:
    return str(named.id) if isinstance(named, Plan) else named.plan.id if named.plan else ""


def _parent_id(plan: Plan) -> str:
    return plan.parent.plan.id if plan.parent and plan.parent.plan else ""
