"""Procedures and plans that say the same: copied, not thought through, and mended in one place only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.project import texts
from wardbook.plan.text import Text, Words

SHARED_MOST = 0.3
"""Part of the shorter one's sentences that two may share (decision of the plan language, not of a standard)."""
FEWEST_STEPS, FEWEST_SENTENCES = 3, 10
"""Fewer equal sentences are no copy."""
_SHORTEST = 6
_END = re.compile(r"[。；;!！?？\n]|\.(?=\s|$)")


def procedures(context: Context) -> Iterator[Finding]:
    """P616: procedures whose steps share over 30 % of their sentences."""
    found = context.project.procedures
    said = {id: _steps(context, procedure) for id, procedure in found.items()}
    for group, part in _alike(said, FEWEST_STEPS):
        yield warning("P616", *(found[id].at for id in group), ids=", ".join(group), part=round(part * 100))


def plans(context: Context) -> Iterator[Finding]:
    """O110: plans that share over 30 % of their sentences."""
    found = context.project.plans
    said = {id: _outline(context, plan) for id, plan in found.items()} if len(found) > 1 else {}
    for group, part in _alike(said, FEWEST_SENTENCES):
        yield warning("O110", *(found[id].at for id in group), ids=", ".join(group), part=round(part * 100))


def _steps(context: Context, procedure: Procedure) -> frozenset[str]:
    language = context.project.languages[0]
    return frozenset(sentence for _, step in procedure.steps() for sentence in _sentences(step.do, language))


def _outline(context: Context, plan: Plan) -> frozenset[str]:
    language = context.project.languages[0]
    return frozenset(
        sentence for block in plan.blocks() for text in texts(block) for sentence in _sentences(text, language)
    )


def _sentences(text: Text, language: str) -> Iterator[str]:
    """Sentences by their letters; a reference counts by what it names, so that `Call <contact:a>` is not `Call <contact:b>`."""
    for paragraph in text.paragraphs(language):
        words = "".join(inline.text if isinstance(inline, Words) else str(inline.link) for inline in paragraph)
        for part in _END.split(words):
            letters = re.sub(r"\W", "", part).casefold()
            if len(letters) >= _SHORTEST:
                yield letters


def _alike(said: Mapping[str, frozenset[str]], fewest: int) -> Iterator[tuple[list[str], float]]:
    """Groups of ids that share too much, each with the largest part. Only pairs with a sentence in common are counted."""
    holders: dict[str, list[str]] = {}
    for holder, sentences in said.items():
        for sentence in sentences:
            holders.setdefault(sentence, []).append(holder)
    common = Counter(pair for ids in holders.values() for pair in combinations(ids, 2))
    group_of: dict[str, list[str]] = {}
    parts: dict[str, float] = {}
    for (one, other), count in common.items():
        part = count / min(len(said[one]), len(said[other]))
        if count >= fewest and part > SHARED_MOST:
            _join(group_of, one, other)
            parts[one] = max(part, parts.get(one, 0))
    order = list(said)
    for group in {id(group): group for group in group_of.values()}.values():
        yield sorted(group, key=order.index), max(parts.get(member, 0) for member in group)


def _join(group_of: dict[str, list[str]], one: str, other: str) -> None:
    mine, theirs = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
    if mine is not theirs:
        mine += theirs
        group_of.update(dict.fromkeys(theirs, mine))


RULES = (procedures, plans)
