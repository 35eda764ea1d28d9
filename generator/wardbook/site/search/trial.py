"""Tries of the search that the organisation keeps: does each query find its page?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.findings import Finding, error, info, warning
from wardbook.plan.data import Scalar
from wardbook.plan.model.searches import Searches, Sought
from wardbook.site.search.index import Language, index_of
from wardbook.site.search.ranking import Finder

FIRST, NEAR = 1, 3
"""Places that are counted: the first, and those that a phone shows without scrolling."""
_END = ".html"


@dataclass(frozen=True)
class Try:
    """A query in one language, and how it went."""

    language: str
    query: Scalar
    sought: Sought
    found: tuple[str, ...]
    """Addresses, best first."""

    @property
    def place(self) -> int:
        """The place of the first page that answers, from 1; 0: none of what was found does."""
        wanted = tuple(map(str, (self.sought.opens, *self.sought.also)))
        for place, at in enumerate(self.found, 1):
            if at in wanted or at.partition("#")[0] in wanted:
                return place
        return 0


def finders(languages: Sequence[Language]) -> Mapping[str, Finder]:
    """Language → its search."""
    found: dict[str, Finder] = {}
    for own in languages:
        others = [other for other in languages if other is not own]
        found[own[0].book.language] = Finder(index_of(own, others))
    return found


def tries(searches: Searches, asked: Mapping[str, Finder]) -> Iterator[Try]:
    """Every query of `searches`, asked in the language that it is written for."""
    for language, finder in asked.items():
        for sought in searches.pages:
            for query in sought.ask.get(language, ()):
                found = tuple(_plain(one.at) for one in finder.find(str(query)))
                yield Try(language, query, sought, found)


def missing_pages(searches: Searches, asked: Mapping[str, Finder]) -> Iterator[Finding]:
    """Y101: an address that no page of the site has."""
    known: set[str] = set()
    for finder in asked.values():
        for entry in finder.entries:
            page = _plain(entry["at"])
            known.add(page)
            for anchor, _, _ in entry["parts"]:
                known.add(f"{page}#{anchor}")
    for sought in searches.pages:
        for address in (sought.opens, *sought.also):
            if str(address) not in known:
                yield error("Y101", address.mark, address=address)


def missed(made: Sequence[Try]) -> Iterator[Finding]:
    """Y102, Y103: queries whose page is not among the first three, or not the first."""
    for one in made:
        if one.place == FIRST:
            continue
        facts = {
            "query": one.query,
            "language": one.language,
            "address": one.sought.opens,
            "first": one.found[0] if one.found else "–",
        }
        if not 0 < one.place <= NEAR:
            yield warning("Y102", one.query.mark, **facts)
        else:
            yield info("Y103", one.query.mark, place=one.place, **facts)


def _plain(at: str) -> str:
    """An address as plans write it."""
    page, _, anchor = at.partition("#")
    page = page.removesuffix(_END)
    return f"{page}#{anchor}" if anchor else page
