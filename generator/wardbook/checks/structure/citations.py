"""Citations: what is replaced says by what, and nobody rests on what is no longer in force."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.registries import Citation
from wardbook.plan.project import links


def citations(context: Context) -> Iterator[Finding]:
    """Z111: a citation that is replaced, without what replaced it; Z112: one that is cited though no longer in force."""
    for id, citation in context.project.citations.items():
        if citation.status == "replaced" and citation.replaced_by is None:
            yield warning("Z111", citation.at, citation=id)
    cited: dict[str, list[Mark]] = {}
    for model in context.project.models():
        for link in links(model) if not isinstance(model, Citation) else ():
            if link.kinds == ("citation",):
                cited.setdefault(link.id, []).append(link.mark)
    for id, marks in cited.items():
        found = context.project.citations.get(id)
        if found and found.status in ("replaced", "withdrawn"):
            yield warning("Z112", *marks, citation=id, status=found.status)


RULES = (citations,)
