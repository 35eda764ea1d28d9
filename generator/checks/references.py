"""References: every id that something names must exist, and `|view` must be one that its kind has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import BaseModel

from generator.checks.context import Context
from generator.findings import Finding, error
from generator.source.model.procedure import Procedure
from generator.source.project import links, references
from generator.source.text import KINDS, Link

_VIEWS = {"contact": ("name", "number"), "form": ("name", "code"), "procedure": ("name", "code")}


def unresolved(context: Context) -> Iterator[Finding]:
    """R201 unknown kind, R202 unknown id, R203 unknown part. One cause is one finding with all its places."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for model in context.project.models():
        within = model if isinstance(model, Procedure) else None
        for link in links(model):
            if not _is_word(link) and context.project.find(link, within) is None and not context.silent(link):
                finding = _finding(context, link, within)
                found.setdefault((finding.code, finding.arguments), []).append(finding)
    for same in found.values():
        yield replace(same[0], marks=tuple(finding.marks[0] for finding in same))


def unknown_views(context: Context) -> Iterator[Finding]:
    """R204: `<contact:x|colour>`."""
    for model in context.project.models():
        for reference in references(model):
            kind = reference.link.kinds[0]
            if reference.view and kind in KINDS and reference.view not in _VIEWS.get(kind, ()):
                allowed = ", ".join(_VIEWS.get(kind, ())) or "-"
                yield error("R204", reference.link.mark, view=reference.view, kind=kind, allowed=allowed)


def _is_word(link: Link) -> bool:
    """`another` (verify) and `end` (next, decisions) stand where an id could."""
    return (link.kinds == ("role",) and link.id == "another") or (
        link.kinds == ("step",) and not link.id and link.part == "end"
    )


def _finding(context: Context, link: Link, within: Procedure | None) -> Finding:
    kind = link.kinds[0]
    if kind not in KINDS:
        return error("R201", link.mark, kind=kind, kinds=", ".join(KINDS))
    target, known = _known(context, link, within)
    near = difflib.get_close_matches(target, known, 1, 0.6)
    code = "R203" if link.part and target == link.part else "R202"
    named = " / ".join(link.kinds)
    return error(code, link.mark, kind=named, id=target, of=link.id, near=near[0] if near else "")


def _known(context: Context, link: Link, within: Procedure | None) -> tuple[str, list[str]]:
    """The piece of the link that does not resolve, and the ids that it could have been."""
    project = context.project
    if "step" in link.kinds:
        procedure = project.procedures.get(link.id) if link.id else within
        if procedure is None:
            return link.id, list(project.procedures)
        return str(link.part), [str(step.id) for _, step in procedure.steps()]
    holder = next(
        (project.registry(kind).get(link.id) for kind in link.kinds if link.id in project.registry(kind)), None
    )
    if holder is not None and link.part:
        return link.part, list(_parts(holder))
    return link.id, [id for kind in link.kinds for id in project.registry(kind)]


def _parts(model: BaseModel) -> Iterable[str]:
    for name in ("functions", "variants"):
        yield from (str(part.id) for part in getattr(model, name, ()))
    if hasattr(model, "outline"):
        yield from (str(chapter.id) for _, chapter in model.outline())


RULES = (unresolved, unknown_views)
