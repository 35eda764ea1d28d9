"""Procedures and plans that say the same: copied, not thought through, and mended in one place
only."""

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
from wardbook.plan.text import Inline, Text, Words

SHARED_MOST = 0.3
"""Part of the shorter one's sentences that two may share (decision of the plan language, not of a
standard)."""
FEWEST_STEPS, FEWEST_SENTENCES = 3, 10
"""Fewer equal sentences are no copy."""
_SHORTEST = 6
"""Letters of the shortest sentence that counts."""
_END = re.compile(r"[。；;!！?？\n]|\.(?=\s|$)")


def procedures(context: Context) -> Iterator[Finding]:
    """P616: procedures whose steps share over 30 % of their sentences."""
    said: dict[str, frozenset[str]] = {}
    for id, procedure in context.project.procedures.items():
        said[id] = _said_by_steps(context, procedure)
    yield from _findings("P616", context.project.procedures, said, fewest=FEWEST_STEPS)


def plans(context: Context) -> Iterator[Finding]:
    """O110: plans that share over 30 % of their sentences."""
    found = context.project.plans
    if len(found) < 2:
        return
    said: dict[str, frozenset[str]] = {}
    for id, plan in found.items():
        said[id] = _said_by_blocks(context, plan)
    yield from _findings("O110", found, said, fewest=FEWEST_SENTENCES)


def _findings(
    code: str,
    entries: Mapping[str, Procedure] | Mapping[str, Plan],
    said: Mapping[str, frozenset[str]],
    *,
    fewest: int,
) -> Iterator[Finding]:
    for ids, part in _alike(said, fewest):
        marks = [entries[id].at for id in ids]
        yield warning(code, *marks, ids=", ".join(ids), part=round(part * 100))


def _said_by_steps(context: Context, procedure: Procedure) -> frozenset[str]:
    language = context.project.languages[0]
    said: set[str] = set()
    for _, step in procedure.steps():
        said.update(_sentences(step.do, language))
    return frozenset(said)


def _said_by_blocks(context: Context, plan: Plan) -> frozenset[str]:
    language = context.project.languages[0]
    said: set[str] = set()
    for block in plan.blocks():
        for text in texts(block):
            said.update(_sentences(text, language))
    return frozenset(said)


def _sentences(text: Text, language: str) -> Iterator[str]:
    """Sentences by their letters; a reference counts by what it names, so that `Call <contact:a>`
    is not `Call <contact:b>`."""
    for paragraph in text.paragraphs(language):
        words = "".join(map(_as_words, paragraph))
        for part in _END.split(words):
            letters = re.sub(r"\W", "", part).casefold()
            if len(letters) >= _SHORTEST:
                yield letters


def _as_words(inline: Inline) -> str:
    if isinstance(inline, Words):
        return inline.text
    return str(inline.link)


def _alike(said: Mapping[str, frozenset[str]], fewest: int) -> Iterator[tuple[list[str], float]]:
    """Groups of ids that share too much, each with the largest part that two of them share. `said`
    are the sentences by id; fewer than `fewest` in common are no copy."""
    group_of: dict[str, list[str]] = {}
    largest: dict[str, float] = {}
    for (one, other), count in _sentences_in_common(said).items():
        part = count / min(len(said[one]), len(said[other]))
        if count >= fewest and part > SHARED_MOST:
            _join(group_of, one, other)
            largest[one] = max(part, largest.get(one, 0))
    order = list(said)
    groups = {group[0]: group for group in group_of.values()}  # every member holds its group
    for group in groups.values():
        parts = [largest.get(id, 0) for id in group]
        yield sorted(group, key=order.index), max(parts)


def _sentences_in_common(said: Mapping[str, frozenset[str]]) -> Counter[tuple[str, str]]:
    """How many sentences each pair of ids shares. Pairs that share none are never looked at."""
    holders: dict[str, list[str]] = {}
    for id, sentences in said.items():
        for sentence in sentences:
            holders.setdefault(sentence, []).append(id)
    counts: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        counts.update(combinations(ids, 2))
    return counts


def _join(group_of: dict[str, list[str]], one: str, other: str) -> None:
    """Make one group of the groups of two ids."""
    mine = group_of.setdefault(one, [one])
    theirs = group_of.setdefault(other, [other])
    if mine is theirs:
        return
    mine += theirs
    for id in theirs:
        group_of[id] = mine


CHECKS = (procedures, plans)
