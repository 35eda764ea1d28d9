"""References: every id that something names must exist, and `|view` must be one that its kind
has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from pydantic import BaseModel

from wardbook.checks.context import Context, together
from wardbook.findings import Finding, Mark, error
from wardbook.plan import text as plan_text
from wardbook.plan.model.form import Form
from wardbook.plan.model.items import named_items
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.project import Project, links, references, texts
from wardbook.plan.successors import successors
from wardbook.plan.text import KINDS, Link


def unresolved(context: Context) -> Iterator[Finding]:
    """R201 unknown kind, R202 unknown id, R203 unknown part. One cause is one finding with all its
    places."""
    causes: dict[tuple[object, ...], list[Finding]] = {}
    for finding in _unresolved(context):
        causes.setdefault((finding.code, finding.arguments), []).append(finding)
    for same in causes.values():
        # unlike in `together`, a place counts as often as it names what is missing
        yield replace(same[0], marks=tuple(finding.marks[0] for finding in same))


def _unresolved(context: Context) -> Iterator[Finding]:
    for model in context.project.models():
        within = model if isinstance(model, Procedure) else None
        words = _words_for_ids(model)
        for link in links(model):
            if link.mark in words or _resolves(context.project, link, within):
                continue
            if not context.names_unread(link):
                yield _finding(context, link, within)


def _resolves(project: Project, link: Link, within: Procedure | None) -> bool:
    """Whether a link names something that prints. A registry of another kind, such as that of
    drills, may hold the id all the same."""
    return link.kinds[0] in KINDS and project.find(link, within) is not None


def unknown_views(context: Context) -> Iterator[Finding]:
    """R204: `<contact:x|colour>`. One finding for each kind and view."""
    yield from together(_unknown_views(context))


def _unknown_views(context: Context) -> Iterator[Finding]:
    for model in context.project.models():
        for reference in references(model):
            kind = reference.link.kinds[0]
            allowed = KINDS.get(kind, ())
            if reference.view and kind in KINDS and reference.view not in allowed:
                known = ", ".join(allowed) or "-"
                yield error(
                    "R204", reference.link.mark, view=reference.view, kind=kind, allowed=known
                )


def near_references(context: Context) -> Iterator[Finding]:
    """R207: `<form：x>`, `<form:x` and the like. One finding for each that is written alike."""
    yield from together(_near_references(context))


def _near_references(context: Context) -> Iterator[Finding]:
    for model in context.project.models():
        for text in texts(model):
            for scalar in text.raw.values():
                for given in plan_text.near_references(scalar):
                    yield error("R207", scalar.mark, given=given)


def _words_for_ids(model: BaseModel) -> set[Mark]:
    """Where a word stands in place of an id: `another` who verifies, `end` of a flow."""
    marks: set[Mark] = set()
    for link in _verifiers(model):
        if link.id == "another":
            marks.add(link.mark)
    for link in _following(model):
        if link.part == "end" and not link.id:
            marks.add(link.mark)
    return marks


def _verifiers(model: BaseModel) -> Iterator[Link]:
    if isinstance(model, Form):
        if model.back_entry and model.back_entry.verify:
            yield model.back_entry.verify
    elif isinstance(model, Procedure):
        for _, step in model.steps():
            if step.verify:
                yield step.verify
            if step.verify_alone:
                yield step.verify_alone.by


def _following(model: BaseModel) -> Iterator[Link]:
    """Links to the steps that follow a step."""
    if isinstance(model, Procedure):
        for _, step in model.steps():
            yield from step.next
            if step.decision:
                yield step.decision.yes
                yield step.decision.no


def _finding(context: Context, link: Link, within: Procedure | None) -> Finding:
    kind = link.kinds[0]
    if kind not in KINDS:
        return error("R201", link.mark, kind=kind, kinds=", ".join(KINDS))
    if "step" in link.kinds and (link.part or len(link.kinds) == 1):
        return _missing_step(context, link, within)
    kinds = " / ".join(link.kinds)
    registries = [context.project.registry(kind) for kind in link.kinds]
    holder = _holder(registries, link.id)
    if holder is not None and link.part:
        return _missing_part(link, kinds, link.part, _parts(holder))
    near = _followers(context.project, link)
    if not near:
        near = _nearest(link.id, chain.from_iterable(registries))
    return error("R202", link.mark, kind=kinds, id=link.id, near=near)


def _followers(project: Project, link: Link) -> str:
    """The departments that the one which was meant became, by their `was:`."""
    if "department" not in link.kinds:
        return ""
    return " / ".join(str(one.id) for one in successors(project, link.id))


def _holder(registries: Iterable[Mapping[str, BaseModel]], id: str) -> BaseModel | None:
    """The first entry with this id."""
    for registry in registries:
        if id in registry:
            return registry[id]
    return None


def _missing_step(context: Context, link: Link, within: Procedure | None) -> Finding:
    if link.part is None:  # <step:call-desk>: a text names the procedure too
        near = _own_step(link.id, within)
        return error("R202", link.mark, kind="step", id=link.id, near=near)
    procedures = context.project.procedures
    procedure = procedures.get(link.id) if link.id else within
    if procedure is None:
        near = _nearest(link.id, procedures)
        return error("R202", link.mark, kind="procedure", id=link.id, near=near)
    if link.id:
        return _missing_part(link, "procedure", link.part, _step_ids(procedure))
    near = _nearest(link.part, _step_ids(procedure))
    return error("R202", link.mark, kind="step", id=link.part, near=near)


def _own_step(id: str, within: Procedure | None) -> str:
    """How a text names a step of its own procedure; nothing if the procedure has no such step."""
    if within is not None and id in _step_ids(within):
        return f"{within.id}/{id}"
    return ""


def _missing_part(link: Link, kind: str, part: str, known: Iterable[str]) -> Finding:
    near = _nearest(part, known)
    return error("R203", link.mark, kind=kind, id=part, of=link.id, near=near)


def _nearest(wanted: str, known: Iterable[str]) -> str:
    """The id that was probably meant, or nothing."""
    return next(iter(difflib.get_close_matches(wanted, list(known), 1, 0.6)), "")


def _parts(model: BaseModel) -> Iterator[str]:
    """Ids that may stand behind the slash of a reference to `model`."""
    for name in ("functions", "variants"):
        for part in getattr(model, name, ()):
            yield str(part.id)
    if isinstance(model, Plan):
        for _, chapter in model.outline():
            yield str(chapter.id)
        for named in named_items(model.blocks()):
            yield str(named.item.id)
    if isinstance(model, Procedure):
        yield from _step_ids(model)


def _step_ids(procedure: Procedure) -> Iterator[str]:
    for _, step in procedure.steps():
        yield str(step.id)


CHECKS = (unresolved, unknown_views, near_references)
