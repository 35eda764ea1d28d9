"""Terms, citations, scope."""

from __future__ import annotations

from wardbook.plan.model.blocks import basis as model
from wardbook.plan.model.words import Citation
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.tables import Makers
from wardbook.sheets.plan.blocks.views import ItemView, ListView, Pair, PairsView, ProseView, Views
from wardbook.sheets.registers.glossary import named
from wardbook.sheets.sheet import Line, Prose, Span


def _definitions(localizer: Localizer, block: model.DefinitionsBlock) -> Views:
    known = localizer.project.terms
    pairs = []
    for link in block.definitions:
        if link.id in known:
            term = known[link.id]
            pairs.append(Pair(named(localizer, term), "", localizer.prose(term.definition)))
    yield "pairs", PairsView(tuple(pairs))


def _policy(localizer: Localizer, block: model.PolicyBlock) -> Views:
    policy = block.policy
    signed = []
    if policy.by:
        signed.append(localizer.name(policy.by))
    if policy.date:
        signed.append(localizer.day(policy.date))
    foot: Prose = ()
    if signed:
        foot = ((Span(localizer.say("sign_join").join(signed)),),)
    yield "note", ProseView((*localizer.prose(policy.text), *foot))


def _citations(localizer: Localizer, block: model.CitationsBlock) -> Views:
    items = []
    for link in block.citations:
        citation = localizer.project.citations.get(link.id)
        if citation is None:
            continue
        line = localizer.spans(link)
        status = _status(localizer, citation)
        if status:
            line = (*line, Span(localizer.say("clause_join") + status))
        items.append(ItemView((line,), None))
    yield "list", ListView("", True, tuple(items))


def _status(localizer: Localizer, citation: Citation) -> str:
    """What a reader must know of a citation that is not in force; empty for one that is, and for
    one that is unverified, which is marked wherever it is cited."""
    if str(citation.status) in ("in-force", "unverified"):
        return ""
    if str(citation.status) == "replaced" and citation.replaced_by:
        return localizer.say("status_replaced_by", by=localizer.name(citation.replaced_by))
    return localizer.say(f"status_{citation.status}")


def _scope(localizer: Localizer, block: model.ScopeBlock) -> Views:
    scope = block.scope
    if scope.text:
        yield "text", ProseView(localizer.prose(scope.text))
    pairs = []
    if scope.systems:
        pairs.append(Pair(localizer.say("scope_systems"), "", (localizer.row(scope.systems),)))
    if isinstance(scope.departments, str):
        row: Line = (Span(localizer.say("all_departments")),)
        pairs.append(Pair(localizer.say("scope_departments"), "", (row,)))
    elif scope.departments:
        row = localizer.row(scope.departments)
        pairs.append(Pair(localizer.say("scope_departments"), "", (row,)))
    kinds = []
    for id in scope.events:
        if id in localizer.project.categories:
            kinds.append(localizer.words(localizer.project.categories[id].name))
    if kinds:
        row = (Span(localizer.say("list_join").join(kinds)),)
        pairs.append(Pair(localizer.say("scope_events"), "", (row,)))
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.PolicyBlock: _policy,
    model.DefinitionsBlock: _definitions,
    model.CitationsBlock: _citations,
    model.ScopeBlock: _scope,
}
