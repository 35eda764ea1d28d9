"""References: every id that something names must exist, and `|view` must be one that its kind has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import BaseModel

from wardbook.checks.context import Context, together
from wardbook.findings import Finding, Mark, error
from wardbook.plan.model.form import Form
from wardbook.plan.model.items import named_items
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.project import links, references
from wardbook.plan.text import KINDS, Link

_VIEWS = {
    "contact": ("name", "number"),
    "form": ("name", "code"),
    "plan": ("name", "number", "short"),
    "procedure": ("name", "code"),
    "system": ("name",),
}


def unresolved(context: Context) -> Iterator[Finding]:
    """R201 unknown kind, R202 unknown id, R203 unknown part. One cause is one finding with all its places."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for model in context.project.models():
        within = model if isinstance(model, Procedure) else None
        words = _words(model)
        for link in links(model):
            if link.mark not in words and context.project.find(link, within) is None and not context.silent(link):
                finding = _finding(context, link, within)
                found.setdefault((finding.code, finding.arguments), []).append(finding)
    for same in found.values():
        yield replace(same[0], marks=tuple(finding.marks[0] for finding in same))


def unknown_views(context: Context) -> Iterator[Finding]:
    """R204: `<contact:x|colour>`. One finding for each kind and view."""
    yield from together(_unknown_views(context))


def _unknown_views(context: Context) -> Iterator[Finding]:
    for model in context.project.models():
        for reference in references(model):
            kind = reference.link.kinds[0]
            if reference.view and kind in KINDS and reference.view not in _VIEWS.get(kind, ()):
                allowed = ", ".join(_VIEWS.get(kind, ())) or "-"
                yield error("R204", reference.link.mark, view=reference.view, kind=kind, allowed=allowed)


def _words(model: BaseModel) -> frozenset[Mark]:
    """Where a word stands in place of an id: `another` who verifies, `end` of a flow."""
    verifying: list[Link | None] = []
    following: list[Link] = []
    if isinstance(model, Form) and model.back_entry:
        verifying.append(model.back_entry.verify)
    if isinstance(model, Procedure):
        for _, step in model.steps():
            verifying.append(step.verify)
            following += [*step.next, *((step.decision.yes, step.decision.no) if step.decision else ())]
    return frozenset(
        [link.mark for link in verifying if link and link.id == "another"]
        + [link.mark for link in following if not link.id and link.part == "end"]
    )


def _finding(context: Context, link: Link, within: Procedure | None) -> Finding:
    kind = link.kinds[0]
    if kind not in KINDS:
        return error("R201", link.mark, kind=kind, kinds=", ".join(KINDS))
    if "step" in link.kinds:
        return _missing_step(context, link, within)
    named = " / ".join(link.kinds)
    registries = [context.project.registry(kind) for kind in link.kinds]
    holder = next((found for registry in registries if (found := registry.get(link.id))), None)
    if holder is not None and link.part:
        return _missing_part(link, named, link.part, _parts(holder))
    near = _near(link.id, [id for registry in registries for id in registry])
    return error("R202", link.mark, kind=named, id=link.id, near=near)


def _missing_step(context: Context, link: Link, within: Procedure | None) -> Finding:
    if link.part is None:  # <step:call-desk>: a text names the procedure too
        own = [f"{within.id}/{step.id}" for _, step in within.steps() if step.id == link.id] if within else []
        return error("R202", link.mark, kind="step", id=link.id, near=own[0] if own else "")
    procedure = context.project.procedures.get(link.id) if link.id else within
    if procedure is None:
        return error("R202", link.mark, kind="procedure", id=link.id, near=_near(link.id, context.project.procedures))
    steps = [str(step.id) for _, step in procedure.steps()]
    if link.id:
        return _missing_part(link, "procedure", link.part, steps)
    return error("R202", link.mark, kind="step", id=link.part, near=_near(link.part, steps))


def _missing_part(link: Link, kind: str, part: str, known: Iterable[str]) -> Finding:
    return error("R203", link.mark, kind=kind, id=part, of=link.id, near=_near(part, known))


def _near(target: str, known: Iterable[str]) -> str:
    """The id that was probably meant, or nothing."""
    return next(iter(difflib.get_close_matches(target, list(known), 1, 0.6)), "")


def _parts(model: BaseModel) -> Iterable[str]:
    for name in ("functions", "variants"):
        yield from (str(part.id) for part in getattr(model, name, ()))
    if isinstance(model, Plan):
        yield from (str(chapter.id) for _, chapter in model.outline())
        yield from (str(named.item.id) for named in named_items(model.blocks()))
    if isinstance(model, Procedure):
        yield from (str(step.id) for _, step in model.steps())


RULES = (unresolved, unknown_views)
