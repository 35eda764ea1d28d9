"""Procedures and plans that say the same: copied, not thought through, and mended in one place
only."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
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
"""Fewer equal sentences are no copy, except where they are nearly all that one says."""
WHOLE, FEWEST_OF_WHOLE = 0.9, 3
"""Part of a short one's sentences that makes it a copy as a whole, and how many at least."""
_SHORTEST = 6
"""Letters of the shortest sentence that counts."""
_NEAR, _SHORTEST_NEAR, _KEY = 0.7, 12, 6
"""Part of the longer sentence that two have in common, at their beginning and end, where one word
was changed; letters of the shortest that is compared so; letters that such a pair shares at its
beginning or its end, so that only these are compared."""
_REFERENCE = 8
"""Letters that a reference counts."""
_FIRST_PRIVATE, _LAST_PRIVATE = 0xE000, 0xF8FF
"""Signs that no text has; each stands for a reference."""
_END = re.compile(r"[。；;!！?？\n]|\.(?=\s|$)")
_NO_LETTER = re.compile(r"[^\w\ue000-\uf8ff]")


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
        longest = max(ids, key=lambda id: len(said[id]))
        yield warning(code, *marks, ids=", ".join(ids), part=round(part * 100), longest=longest)


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
            letters = _NO_LETTER.sub("", part).casefold()
            if len(letters) >= _SHORTEST:
                yield letters


def _as_words(inline: Inline) -> str:
    if isinstance(inline, Words):
        return inline.text
    return _sign_of(str(inline.link)) * _REFERENCE


@cache
def _sign_of(link: str) -> str:
    """A sign that stands for a reference: another one for each, as far as signs go."""
    room = _LAST_PRIVATE - _FIRST_PRIVATE + 1
    digest = hashlib.sha256(link.encode()).digest()
    return chr(_FIRST_PRIVATE + int.from_bytes(digest[:4], "big") % room)


def _alike(said: Mapping[str, frozenset[str]], fewest: int) -> Iterator[tuple[list[str], float]]:
    """Groups of ids that share too much, each with the largest part that two of them share. `said`
    are the sentences by id; fewer than `fewest` in common are no copy."""
    group_of: dict[str, list[str]] = {}
    largest: dict[str, float] = {}
    for (one, other), count in _sentences_in_common(said).items():
        part = count / min(len(said[one]), len(said[other]))
        whole = count >= FEWEST_OF_WHOLE and part >= WHOLE
        if whole or (count >= fewest and part > SHARED_MOST):
            _join(group_of, one, other)
            largest[one] = max(part, largest.get(one, 0))
    order = list(said)
    groups = {group[0]: group for group in group_of.values()}  # every member holds its group
    for group in groups.values():
        parts = [largest.get(id, 0) for id in group]
        yield sorted(group, key=order.index), max(parts)


def _sentences_in_common(said: Mapping[str, frozenset[str]]) -> Counter[tuple[str, str]]:
    """How many sentences each pair of ids shares, equal or with a word changed. Pairs that share
    none are never looked at."""
    order = list(said)
    mine: dict[tuple[str, str], set[str]] = {}
    for (one, sentence), (other, like) in _pairs_alike(said):
        mine.setdefault((one, other), set()).add(sentence)
        mine.setdefault((other, one), set()).add(like)
    counts: Counter[tuple[str, str]] = Counter()
    for one, other in combinations(order, 2):
        if (one, other) in mine:
            counts[one, other] = min(len(mine[one, other]), len(mine[other, one]))
    return counts


_Said = tuple[str, str]
"""The id of who says a sentence, and its letters."""


def _pairs_alike(said: Mapping[str, frozenset[str]]) -> Iterator[tuple[_Said, _Said]]:
    """Sentences of two ids that are equal, or differ in one place only. Compared are those with the
    same beginning or end: of two that differ in one place, one of both is the same."""
    holders: dict[tuple[str, str], list[_Said]] = {}
    for id, sentences in said.items():
        for sentence in sorted(sentences):
            holders.setdefault(("all", sentence), []).append((id, sentence))
            if len(sentence) >= _SHORTEST_NEAR:
                holders.setdefault(("begins", sentence[:_KEY]), []).append((id, sentence))
                holders.setdefault(("ends", sentence[-_KEY:]), []).append((id, sentence))
    for (where, _), group in holders.items():
        for one, other in combinations(group, 2):
            if one[0] != other[0] and (where == "all" or _differ_in_a_word(one[1], other[1])):
                yield one, other


def _differ_in_a_word(one: str, other: str) -> bool:
    """Whether two sentences have most of their letters in common, before and behind one place where
    they differ. Another reference is no changed word: it means another thing."""
    shorter, longer = sorted((one, other), key=len)
    begins = _equal_letters(one, other)
    ends = _equal_letters(one[::-1], other[::-1])
    ends = min(ends, len(shorter) - begins)
    if begins + ends < _NEAR * len(longer):
        return False
    changed = one[begins : len(one) - ends] + other[begins : len(other) - ends]
    return not any(_FIRST_PRIVATE <= ord(letter) <= _LAST_PRIVATE for letter in changed)


def _equal_letters(one: str, other: str) -> int:
    """With how many equal letters two sentences begin."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return at
    return min(len(one), len(other))


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
