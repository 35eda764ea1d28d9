"""What search can find: every page, every number, every system, every term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from wardbook.sheets import sheet_ids
from wardbook.sheets.called import Called
from wardbook.sheets.kinds import SheetKind
from wardbook.site import addresses as at
from wardbook.site.page import Page, Rank
from wardbook.site.page_context import PageContext
from wardbook.site.search.sections import PagePart, Reads, sections

_COUNTS: Mapping[Rank, float] = {
    Rank.CHAPTER: 0.6,
    Rank.PLAN: 0.6,
    Rank.FORM: 1.0,
    Rank.LIST: 0.95,
    Rank.SCENARIO: 1.15,
    Rank.DEPARTMENT: 1.1,
}
"""What a page counts among others that answer as well: people in an outage want what they can work
by."""
_SYSTEM, _TERM = 0.95, 0.2


@dataclass(frozen=True)
class Findable:
    """One thing that search finds."""

    at: str
    """Its address from the language's root."""
    title: str
    kind: str
    """What it is: department, scenario, form, contact, system, term, page."""
    counts: float
    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    """Further words, which count less."""
    rung: tuple[str, ...] = ()
    """Names by which it is found where a word for telephone is said, too."""
    said: str = ""
    """What is said of it where it has no page of its own."""
    page: Page | None = None
    of: str = ""
    """The address of the form of which it is a variant."""

    def parts(self, read: Reads | None = None) -> tuple[PagePart, ...]:
        """What its page says; `read` gives the lines of HTML."""
        return tuple(sections(self.page, read)) if self.page else ()


_REPEATING = frozenset(
    (
        at.AZ,
        at.ONCE[sheet_ids.CALL_TREE],
        at.ONCE[sheet_ids.CLOCK],
        at.ONCE[sheet_ids.COVERAGE],
        at.ONCE[sheet_ids.NIGHT_DUTIES],
        at.ONCE[sheet_ids.REVIEWS],
    )
)
"""Pages whose text is names and steps that stand elsewhere: they are found by their own names."""


def entries(kit: PageContext, pages: Mapping[str, Page]) -> Iterator[Findable]:
    """Everything in a language that search finds, in the order of the navigation"""
    facts = _Facts(kit)
    for page in pages.values():
        yield _page(facts, page)
    for one in kit.book.called:
        uri = _row_uri(one, kit)
        if uri in pages:
            yield _row(facts, one, uri)


def _bases(kit: PageContext) -> Iterator[tuple[str, str]]:
    """Address of the page of each variant of a form, with the form's own. Both are written in one
    place, and the variant's id continues the form's."""
    first: dict[object, str] = {}
    for id, placed in sorted(kit.book.sheets.items()):
        sheet = placed.sheet
        if sheet.kind is not SheetKind.FORM:
            continue
        base = first.setdefault(sheet.source, id)
        if id.startswith(f"{base}-"):
            yield at.form_uri(id), at.location(at.form_uri(base))


class _Facts:
    """What people call things, by where it leads."""

    def __init__(self, kit: PageContext) -> None:
        self.kit = kit
        self.by_kind: dict[str, list[Called]] = {}
        for one in kit.book.called:
            self.by_kind.setdefault(one.kind, []).append(one)
        self.of_page: dict[str, list[str]] = {}
        """Address → further names."""
        self.words_of_page: dict[str, list[str]] = {}
        for system in self.by_kind.get("system", ()):
            for scenario in system.leads:
                uri = at.scenario_uri(scenario)
                self.of_page.setdefault(uri, []).extend((system.name, *system.others))
        for role in self.by_kind.get("role", ()):
            for department in role.leads:
                uri = at.department_uri(department)
                self.words_of_page.setdefault(uri, []).extend((role.name, *role.others))
        self.terms = _pairs(self.by_kind.get("term", ()))
        self.departments = {one.id: one for one in self.by_kind.get("department", ())}
        self.with_page = {str(one.id) for one in kit.book.departments}
        self.bases = dict(_bases(kit))

    def also(self, titles: Iterable[str]) -> Iterator[str]:
        """Titles that hold a term of the glossary, with each other word for it in its place."""
        for title in titles:
            lowered = title.lower()
            for term, other in self.terms:
                # Asked first: one title in hundreds holds a term
                if term in lowered and (made := with_other(title, term, other)):
                    yield made


def with_other(title: str, term: str, other: str) -> str:
    """A title with another word in the place of a lower-case term; empty where the term does not
    stand in it, Latin from word to word: the MAR is no part of a summary."""
    begin = title.lower().find(term)
    while begin >= 0:
        end = begin + len(term)
        if not (_joined(title[begin - 1 : begin + 1]) or _joined(title[end - 1 : end + 1])):
            return title[:begin] + other + title[end:]
        begin = title.lower().find(term, begin + 1)
    return ""


def _joined(signs: str) -> bool:
    """Whether two signs are the middle of one Latin word."""
    return len(signs) == 2 and signs.isascii() and signs.isalnum()


def _pairs(terms: Iterable[Called]) -> tuple[tuple[str, str], ...]:
    """Each name of a term with each other one."""
    pairs: list[tuple[str, str]] = []
    for term in terms:
        names = (term.name, *term.others)
        for name, other in permutations(names, 2):
            if other.lower() not in name.lower():
                pairs.append((name.lower(), other))
    return tuple(pairs)


def _page(facts: _Facts, page: Page) -> Findable:
    own = (page.title, *page.found.names)
    names = (*own, *facts.of_page.get(page.uri, ()), *facts.also(own))
    words = [*page.found.words, *facts.words_of_page.get(page.uri, ())]
    if _kind(page) == "form":
        words += facts.kit.words["search_form"].split("|")
    return Findable(
        at=at.location(page.uri),
        title=page.title,
        kind=_kind(page),
        counts=_COUNTS[page.found.rank],
        names=_once(names),
        words=_once(words),
        page=None if page.uri in _REPEATING else page,
        of=facts.bases.get(page.uri, ""),
    )


def _kind(page: Page) -> str:
    """What a page is, in the words of the site."""
    kind = str(page.matter.get("kind", ""))
    if kind in ("department", "scenario", "form"):
        return kind
    if page.found.rank in (Rank.CHAPTER, Rank.PLAN):
        return "plan"
    return "page"


def _row_uri(one: Called, kit: PageContext) -> str:
    """The page on which something stands that has none of its own; empty for what has one."""
    sheets = {
        "contact": sheet_ids.CONTACTS,
        "system": sheet_ids.FALLBACK,
        "term": sheet_ids.GLOSSARY,
    }
    sheet = sheets.get(one.kind, "")
    place = kit.where.get(sheet)
    if place is None or not place.shows(one.id):
        return ""
    return place.uri


def _row(facts: _Facts, one: Called, uri: str) -> Findable:
    counts = {"contact": 1.0, "system": _SYSTEM, "term": _TERM}[one.kind]
    names = [one.name, *one.others]
    title = one.name
    rung: list[str] = []
    if one.kind == "contact":
        for department in _rings_in(facts, one):
            called = (department.name, *department.others)
            if department.id not in facts.with_page:
                names += called
            rung += called
        title = f"{one.name} {one.said}"
    return Findable(
        at=f"{at.location(uri)}#{one.id}",
        title=title,
        kind=one.kind,
        counts=counts,
        names=_once(names),
        words=one.parts,
        rung=_once(rung),
        said="" if one.kind == "contact" else one.said,
    )


def _rings_in(facts: _Facts, contact: Called) -> Iterator[Called]:
    """The department that a number rings in. Its names lead to the number where a word for
    telephone is said, and alone where it has no page: who types "electrician" is after it."""
    for id in contact.leads:
        department = facts.departments.get(id)
        if department and contact.rings:
            yield department


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """Words without empty ones, each once, in order."""
    return tuple(dict.fromkeys(filter(None, words)))


def with_foreign(
    own: Sequence[Findable], others: Iterable[Sequence[Findable]]
) -> Iterator[Findable]:
    """Entries with the names that they have in other languages: people type these, too."""
    foreign: dict[str, list[Findable]] = {}
    for entries_there in others:
        for entry in entries_there:
            foreign.setdefault(entry.at, []).append(entry)
    for entry in own:
        names, rung = list(entry.names), list(entry.rung)
        for there in foreign.get(entry.at, ()):
            names += there.names
            rung += there.rung
        yield replace(entry, names=_once(names), rung=_once(rung))
