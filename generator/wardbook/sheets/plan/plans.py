"""Plans as documents: their first leaf, their order, and how they stand to one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from wardbook.plan.model.plan import Parent, Plan, Recipient, Related, Revision
from wardbook.plan.text import Link, Text
from wardbook.sheets import sheet_ids
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.numbering import joined
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.sheets.plan.signing import SignRow
from wardbook.sheets.plan_facts import (
    classification,
    document_number,
    effective_on,
    issued_on,
    issuer,
    parent_id,
)
from wardbook.sheets.sheet import Line, Prose, Sheet, Span, Target
from wardbook.sheets.view import view

_OPPOSITE = {"parent": "child", "child": "parent", "sibling": "sibling", "linked": "linked"}
"""What a relation is called from the other side."""


@view("Relation")
class Relation:
    """Plans that stand in one relation to a plan: parent, children, siblings, linked."""

    label: str
    plans: tuple[Line, ...]


@view("RevisionRow")
class RevisionRow:
    """A line of the change history."""

    version: str
    date: str
    text: Prose
    by: str


@view("RecipientRow")
class RecipientRow:
    """A line of the distribution list."""

    name: str
    copies: str


@view("PlanView")
class PlanView:
    """A plan's first leaf."""

    title: str
    short: str
    """Finished words: (hereinafter “the Plan”); empty without a short name."""
    issuer: str
    facts: tuple[tuple[str, str], ...]
    """Number, version, status, dates: label and value."""
    relations: tuple[Relation, ...]
    attachments: tuple[Line, ...]
    """Number and title of each."""
    history: tuple[RevisionRow, ...]
    distribution: tuple[RecipientRow, ...]
    preamble: tuple[ChapterView, ...] = ()
    """Paragraphs without title and number before the first chapter."""


@view("SignedPlan")
class SignedPlanView(PlanView):
    """The first leaf of a short plan, which is signed there."""

    signoff: tuple[SignRow, ...] = ()


def plan_sheet(localizer: Localizer, plan: Plan, preamble: tuple[ChapterView, ...]) -> Sheet:
    """The sheet of a plan's first leaf, which holds its preamble."""
    key = localizer.key(sheet_ids.plan_id(plan))
    view = replace(plan_view(replace(localizer, plan=str(plan.id)), plan), preamble=preamble)
    return Sheet(
        key,
        SheetKind.PLAN,
        str(plan.code),
        localizer.words(plan.title),
        view,
        classification=classification(localizer, plan),
        source=plan.at,
    )


def signed_sheet(sheet: Sheet, rows: tuple[SignRow, ...]) -> Sheet:
    """A plan's first leaf with the lines on which it is signed."""
    assert isinstance(sheet.content, PlanView)
    said = {field.name: getattr(sheet.content, field.name) for field in fields(PlanView)}
    return replace(sheet, content=SignedPlanView(**said, signoff=rows))


def plan_view(localizer: Localizer, plan: Plan) -> PlanView:
    """What the first leaf says."""
    return PlanView(
        title=localizer.words(plan.title),
        short=short_name(localizer, plan.short),
        issuer=_issuer_with_short_name(localizer, plan),
        facts=_facts(localizer, plan),
        relations=tuple(_relations(localizer, plan)),
        attachments=attachment_lines(localizer, plan),
        history=tuple(_revision(localizer, revision) for revision in plan.history),
        distribution=tuple(_recipient(localizer, recipient) for recipient in plan.distribution),
    )


def _revision(localizer: Localizer, revision: Revision) -> RevisionRow:
    return RevisionRow(
        str(revision.version),
        localizer.day(revision.date),
        localizer.prose(revision.text),
        localizer.name(revision.by),
    )


def _recipient(localizer: Localizer, recipient: Recipient) -> RecipientRow:
    return RecipientRow(localizer.name(recipient.to), str(recipient.copies))


def _issuer_with_short_name(localizer: Localizer, plan: Plan) -> str:
    """The issuer, and the organisation's short name where the organisation is the issuer."""
    if plan.cover and plan.cover.issuer:
        return issuer(localizer, plan)
    return issuer(localizer, plan) + short_name(localizer, localizer.project.site.short)


def short_name(localizer: Localizer, short: Text | None) -> str:
    """（以下简称“专项预案”）; empty without a short name."""
    if not short:
        return ""
    return localizer.say("short_name", short=localizer.words(short))


def attachment_lines(localizer: Localizer, plan: Plan) -> tuple[Line, ...]:
    """Number and title of each attachment, linked."""
    style = localizer.style(plan)
    lines = []
    for entry in plan.entries()[len(plan.chapters) :]:
        title = joined(style.number(entry.position), localizer.words(entry.chapter.title))
        target = Target(sheet_ids.chapter_id(plan, entry.chapter))
        lines.append((Span(title, "name", target),))
    return tuple(lines)


def _own_status(localizer: Localizer, plan: Plan) -> str:
    """The status that the plan says of itself; that of its edition stands at the foot of each leaf,
    and may change without a word of the plan."""
    if not plan.status:
        return ""
    return localizer.say(f"status_{plan.status}")


def _facts(localizer: Localizer, plan: Plan) -> tuple[tuple[str, str], ...]:
    facts = (
        ("fact_number", document_number(plan)),
        ("fact_version", str(plan.version or "")),
        ("fact_classification", classification(localizer, plan)),
        ("fact_status", _own_status(localizer, plan)),
        ("fact_issued", issued_on(localizer, plan)),
        ("fact_effective", effective_on(localizer, plan)),
    )
    said = []
    for key, value in facts:
        if value:
            said.append((localizer.say(key), value))
    return tuple(said)


def _relations(localizer: Localizer, plan: Plan) -> Iterator[Relation]:
    """Each relation of a plan that there is, whichever side says it."""
    found: dict[str, dict[str, Line]] = {kind: {} for kind in _OPPOSITE}
    for kind, other in (*_said_by(plan), *_said_of(localizer, plan)):
        line = _other(localizer, other)
        is_itself = isinstance(other, Plan) and other.id == plan.id
        if line and not is_itself:
            title = "".join(span.text for span in line)
            found[kind].setdefault(title, line)
    _drop_closer_from_linked(found)
    for kind, plans in found.items():
        if plans:
            yield Relation(localizer.say(f"relation_{kind}"), tuple(plans.values()))


def _drop_closer_from_linked(found: dict[str, dict[str, Line]]) -> None:
    """Take from the linked plans those that stand in a closer relation too."""
    for kind, plans in found.items():
        if kind == "linked":
            continue
        for title in plans:
            found["linked"].pop(title, None)


Other = Parent | Related | Plan


def _said_by(plan: Plan) -> Iterator[tuple[str, Other]]:
    if plan.parent:
        yield "parent", plan.parent
    for related in plan.related:
        yield str(related.kind), related


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
        return parent_id(other) == plan.parent.plan.id
    if not plan.parent.title:
        return False
    return localizer.words(plan.parent.title) == localizer.words(other.parent.title)


def _other(localizer: Localizer, other: Other) -> Line:
    """A plan's title, linked where the plan is of this project.

    Empty for a plan that the audience may not see.
    """
    if isinstance(other, Plan):
        return localizer.spans(Link(("plan",), str(other.id), None, other.at))
    if other.plan:
        if other.plan.id not in localizer.project.plans:
            return ()
        return localizer.spans(other.plan)
    return (Span(localizer.say("quote_plan", title=localizer.words(other.title))),)


def _id(named: Other) -> str:
    if isinstance(named, Plan):
        return str(named.id)
    if named.plan:
        return named.plan.id
    return ""
