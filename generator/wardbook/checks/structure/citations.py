"""Citations: what is replaced says by what, and nobody rests on what is no longer in force."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.registries import Citation
from wardbook.plan.project import links

_OUT_OF_FORCE = ("replaced", "withdrawn")


def citations(context: Context) -> Iterator[Finding]:
    """Z111: a citation that is replaced, without what replaced it; Z112: one that is cited though
    no longer in force."""
    known = context.project.citations
    for id, citation in known.items():
        if citation.status == "replaced" and citation.replaced_by is None:
            yield warning("Z111", citation.at, citation=id)
    for id, marks in _places_cited(context).items():
        found = known.get(id)
        if found and found.status in _OUT_OF_FORCE:
            yield warning("Z112", *marks, citation=id, status=found.status)


def _places_cited(context: Context) -> dict[str, list[Mark]]:
    """Where each citation is named, by its id. What citations say of each other does not count."""
    places: dict[str, list[Mark]] = {}
    for model in context.project.models():
        if isinstance(model, Citation):
            continue
        for link in links(model):
            if link.kinds == ("citation",):
                places.setdefault(link.id, []).append(link.mark)
    return places


CHECKS = (citations,)
