"""How well each entry answers a query: by its names, by names that are nearly so, by its text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wardbook.site.search.asking import Asked, SearchIndex, is_looked_for
from wardbook.site.search.level import row_of, runs, says
from wardbook.site.search.name_store import PHONE_NAME, Hit
from wardbook.site.search.near import near, same

_FULL, _SOME = 0.35, 0.65
"""What of a hit counts however much of the name it is, and what as far as the name is hit."""
_WHOLE_NAME, _WHOLE_QUERY = 1.35, 1.5
"""A name that the query says whole; a query that is nothing but the name."""
_ALL = 0.999
_NUMBER_ASKED = 1.6
"""How much more the name of a contact counts in a query that asks for its number: that has a word
for telephone beside it, as "pharmacy phone" has."""
_UNION = 0.3
"""What all names of an entry together count beside the best of them."""
_PART, _PAGE, _HEADING = 0.22, 0.08, 2.0
"""What text counts: of the best part, of the whole page; in a heading."""

_Place = tuple[int, int]
"""Entry and part."""


@dataclass
class Score:
    """How well an entry answers."""

    entry: int
    names: float = 0.0
    held: dict[str, float] = field(default_factory=dict)
    """Unit of the query that its names hold → what it counts."""
    texts: float = 0.0
    part: int = 0
    """The part that says most of what its names do not say."""
    said: str = ""
    """The longest of its names that the query says whole."""


def count_names(index: SearchIndex, asked: Asked, scores: Sequence[Score]) -> None:
    """Count what names say of the query's units."""
    total, without_telephone = _weigh(asked)
    row = row_of(asked.low)
    best = [0.0] * len(scores)
    for at, mine in _held(index, asked).items():
        name = index.names.all[at]
        if asked.telephone and _is_of_contact(index, at, mine.keys() - asked.telephone):
            # The word for telephone says what is asked, not whose: the name need not hold it
            counts = _NUMBER_ASKED * _name_counts(index, at, mine, without_telephone)
        else:
            counts = _name_counts(index, at, mine, total)
        best[name.entry] = max(best[name.entry], counts)
        _hold(index, at, mine, scores[name.entry])
        said = scores[name.entry].said
        if name.share == 1.0 and len(name.row) > len(said) and says(row, name.row):
            scores[name.entry].said = name.row
    for score in scores:
        score.names = best[score.entry]
        for counts in score.held.values():
            score.names += _UNION * counts


def _weigh(asked: Asked) -> tuple[float, float]:
    """What all units of the query that names know count, and those that are no words for
    telephone."""
    total = telephone = 0.0
    for unit in asked.units:
        if unit.text not in asked.named:
            continue
        counts = asked.weights[unit.text] * unit.share
        total += counts
        if unit.text in asked.telephone:
            telephone += counts
    return total, total - telephone


def _is_of_contact(index: SearchIndex, at: int, named: Collection[str]) -> bool:
    """Whether a name is that of a contact, and the query has more of it than a word for
    telephone: `named`, its other units."""
    kind: str = index.entries[index.names.all[at].entry]["kind"]
    return kind == "contact" and bool(named)


def _held(index: SearchIndex, asked: Asked) -> Mapping[int, Mapping[str, Hit]]:
    """Name → the units of the query that it holds, each as surely as can be."""
    held: dict[int, dict[str, Hit]] = {}
    for hit in asked.hits:
        for at in index.names.by_unit[hit.unit]:
            if index.names.all[at].share == PHONE_NAME and not asked.telephone:
                continue
            mine = held.setdefault(at, {})
            if hit.asked not in mine or mine[hit.asked].share < hit.share:
                mine[hit.asked] = hit
    return held


def _hold(index: SearchIndex, at: int, mine: Mapping[str, Hit], score: Score) -> None:
    """Note what a name of the entry holds of the query."""
    share = index.names.all[at].share
    for unit, hit in mine.items():
        counts = index.names.weights[hit.unit] * hit.share * share
        score.held[unit] = max(score.held.get(unit, 0.0), counts)


def _name_counts(index: SearchIndex, at: int, mine: Mapping[str, Hit], total: float) -> float:
    """What a name counts of which the query's units in `mine` are said."""
    name = index.names.all[at]
    matched = said = 0.0
    for hit in mine.values():
        counts = index.names.weights[hit.unit]
        matched += counts * hit.share
        said += counts * min(hit.share, name.units[hit.unit])
    part = min(1.0, said / index.names.wholes[at])
    counts = matched * (_FULL + _SOME * part) * name.share
    if part > _ALL:
        counts *= _WHOLE_NAME
        if matched > _ALL * total:
            counts *= _WHOLE_QUERY
    return counts


def count_near(index: SearchIndex, asked: Asked, scores: Sequence[Score]) -> None:
    """Count names that the query means without holding their words."""
    known: set[str] = set()
    said = {unit.text for unit in asked.units}
    for run in runs(asked.low):
        folded = row_of(run)
        # Empty words are no initials of names, unless nothing else is asked
        if folded not in said or asked.lines.get(folded) or folded in index.names.by_unit:
            known.add(run)
    best: dict[int, float] = {}
    for found in (
        same(index.names, asked.whole, asked.named),
        near(index.names, asked.low, frozenset(known)),
    ):
        for at, counts in found.items():
            entry = index.names.all[at].entry
            best[entry] = max(best.get(entry, 0.0), counts)
    for entry, counts in best.items():
        scores[entry].names += counts


def count_texts(index: SearchIndex, asked: Asked, scores: Sequence[Score]) -> None:
    """Count what texts say of the query's units, and find the part that says most."""
    best: dict[int, float] = {}
    rest: dict[int, float] = {}
    page: dict[int, dict[str, float]] = {}
    for (entry, part), mine in sorted(_parts(index, asked).items()):
        every = new = 0.0
        for unit, counts in mine.items():
            every += counts
            if unit not in scores[entry].held:
                new += counts
            page.setdefault(entry, {})[unit] = counts
        best[entry] = max(best.get(entry, 0.0), every)
        if new > rest.get(entry, 0.0):
            rest[entry] = new
            scores[entry].part = part
    for entry, mine in page.items():
        scores[entry].texts = _PART * best[entry] + _PAGE * _added(mine.values())


def _added(counts: Iterable[float]) -> float:
    """Their sum, one after the other: `sum` of newer Pythons adds more exactly than browsers."""
    whole = 0.0
    for one in counts:
        whole += one
    return whole


def _parts(index: SearchIndex, asked: Asked) -> Mapping[_Place, Mapping[str, float]]:
    """Part of an entry → the units of the query that its text holds, with what they count."""
    parts: dict[_Place, dict[str, float]] = {}
    for unit in asked.units:
        if not is_looked_for(unit):
            continue
        counts = asked.weights[unit.text] * unit.share
        for line in asked.lines[unit.text]:
            found = counts * _HEADING if line >= index.texts.headings_from else counts
            for place in index.texts.uses[line]:
                mine = parts.setdefault(place, {})
                mine[unit.text] = max(mine.get(unit.text, 0.0), found)
    return parts
