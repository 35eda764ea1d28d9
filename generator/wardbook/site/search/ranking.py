"""Which entries a query finds, best first. `theme/site/search-worker.js` does the same in the
browser; a test holds both to one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wardbook.site.search.asking import Asked, SearchIndex
from wardbook.site.search.counting import Score, count_names, count_near, count_texts
from wardbook.site.search.level import says

_KIND_ASKED = 1.2
"""How much more an entry counts of a kind that the query asks for: a form, where it says "slip"."""
_WHO, _WHAT = "department", "scenario"

_Ranked = tuple[float, Score]


@dataclass(frozen=True)
class Found:
    """An entry that answers."""

    at: str
    """Its address; with an anchor where a part of it says most."""
    entry: int
    score: float


class Finder:
    """An index, ready to be asked."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        self.index = SearchIndex(index)
        self.entries = self.index.entries
        self.bases: Mapping[int, int] = dict(index["variants"])
        """Variant of a form → the form."""

    def find(self, query: str) -> list[Found]:
        """The entries that answer, best first; empty where nothing does."""
        asked = self.index.ask(query)
        scores = [Score(at) for at in range(len(self.entries))]
        count_names(self.index, asked, scores)
        count_near(self.index, asked, scores)
        count_texts(self.index, asked, scores)
        kinds = self._kinds_asked(asked)
        found: list[_Ranked] = []
        for score in scores:
            entry = self.entries[score.entry]
            counts = (score.names + score.texts) * entry.get("weight", 1)
            if entry["kind"] in kinds:
                counts *= _KIND_ASKED
            if counts > 0:
                found.append((counts, score))
        found.sort(key=lambda one: (-one[0], one[1].entry))
        found = self._variants_first(asked, found)
        return [self._found(counts, score) for counts, score in self._who_and_what(found)]

    def _kinds_asked(self, asked: Asked) -> set[str]:
        """The kinds of things that the query names with a word of its own: "slip for blood"."""
        found = set()
        for unit in asked.units:
            if unit.share != 1.0:
                continue
            for kind, words in self.index.kinds.items():
                if unit.text in words:
                    found.add(kind)
        return found

    def _found(self, counts: float, score: Score) -> Found:
        entry = self.entries[score.entry]
        at: str = entry["at"]
        if score.part:
            at = f"{at}#{entry['parts'][score.part][0]}"
        return Found(at, score.entry, counts)

    def _variants_first(self, asked: Asked, found: Sequence[_Ranked]) -> list[_Ranked]:
        """A variant of a form stands before the form where the query says what sets it apart."""
        order = list(found)
        by_entry = {one[1].entry: one for one in found}
        for one in found:
            base = by_entry.get(self.bases.get(one[1].entry, -1))
            if base is None or not _is_set_apart(asked, one[1], base[1]):
                continue
            if order.index(base) < order.index(one):
                order.remove(one)
                order.insert(order.index(base), one)
        return order

    def _who_and_what(self, found: Sequence[_Ranked]) -> Sequence[_Ranked]:
        """A query that says a department and what is down finds both pages, the department's
        first."""
        said = [score.said for _, score in found if score.said]
        first: list[_Ranked] = []
        for kind in (_WHO, _WHAT):
            named = [one for one in found if self._is_named(one[1], kind, said)]
            if not named:
                return found
            first.append(max(named, key=lambda one: len(one[1].said)))
        self._turn_to(first[0][1], first[1][1])
        return first + [one for one in found if one not in first]

    def _turn_to(self, who: Score, what: Score) -> None:
        """Open the department's page at what it does in the scenario, where it says so."""
        scenario = self.entries[what.entry]["at"].rpartition("/")[2].removesuffix(".html")
        for at, (anchor, _, _) in enumerate(self.entries[who.entry]["parts"]):
            if anchor == scenario:
                who.part = at

    def _is_named(self, score: Score, kind: str, said: Sequence[str]) -> bool:
        """Whether the query says a name of an entry of this kind, not inside a longer name."""
        if not score.said or self.entries[score.entry]["kind"] != kind:
            return False
        return not any(score.said != other and says(other, score.said) for other in said)


def _is_set_apart(asked: Asked, variant: Score, base: Score) -> bool:
    """Whether the names of a variant hold a word of the query that those of its form do not."""
    for unit in asked.units:
        if unit.share == 1.0 and unit.text in variant.held and unit.text not in base.held:
            return True
    return False
