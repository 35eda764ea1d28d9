"""Terms, citations, scope."""

from __future__ import annotations

from wardbook.plan.model import blocks as model
from wardbook.plan.model.registries import Citation
from wardbook.sheets.localizer import Lens
from wardbook.sheets.plan.blocks.shapes import ItemView, ListView, Pair, PairsView, ProseView, Views
from wardbook.sheets.plan.blocks.tables import Makers
from wardbook.sheets.registers.glossary import named
from wardbook.sheets.sheet import Line, Prose, Run


def _definitions(lens: Lens, block: model.DefinitionsBlock) -> Views:
    known = lens.project.terms
    terms = [known[link.id] for link in block.definitions if link.id in known]
    yield "pairs", PairsView(tuple(Pair(named(lens, term), "", lens.prose(term.definition)) for term in terms))


def _policy(lens: Lens, block: model.PolicyBlock) -> Views:
    policy = block.policy
    signed = [lens.name(policy.by)] if policy.by else []
    signed += [policy.date.isoformat()] if policy.date else []
    foot: Prose = ((Run(lens.say("sign_join").join(signed)),),) if signed else ()
    yield "note", ProseView((*lens.prose(policy.text), *foot))


def _citations(lens: Lens, block: model.CitationsBlock) -> Views:
    items = []
    for link in block.citations:
        citation = lens.project.citations.get(link.id)
        if citation is None:
            continue
        status = _status(lens, citation)
        label = (Run(lens.say("clause_join") + status),) if status else ()
        items.append(ItemView(((*lens.runs(link), *label),), None))
    yield "list", ListView("", True, tuple(items))


def _status(lens: Lens, citation: Citation) -> str:
    """What a reader must know of a citation that is not in force; empty for one that is."""
    if str(citation.status) == "in-force":
        return ""
    if str(citation.status) == "replaced" and citation.replaced_by:
        return lens.say("status_replaced_by", by=lens.name(citation.replaced_by))
    return lens.say(f"status_{citation.status}")


def _scope(lens: Lens, block: model.ScopeBlock) -> Views:
    scope = block.scope
    if scope.text:
        yield "text", ProseView(lens.prose(scope.text))
    pairs = []
    if scope.systems:
        pairs.append(Pair(lens.say("scope_systems"), "", (lens.row(scope.systems),)))
    if scope.departments:
        row: Line = (
            (Run(lens.say("all_departments")),) if isinstance(scope.departments, str) else lens.row(scope.departments)
        )
        pairs.append(Pair(lens.say("scope_departments"), "", (row,)))
    known = lens.project.categories
    if kinds := [lens.words(known[id].name) for id in scope.events if id in known]:
        pairs.append(Pair(lens.say("scope_events"), "", ((Run(lens.say("list_join").join(kinds)),),)))
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.PolicyBlock: _policy,
    model.DefinitionsBlock: _definitions,
    model.CitationsBlock: _citations,
    model.ScopeBlock: _scope,
}
