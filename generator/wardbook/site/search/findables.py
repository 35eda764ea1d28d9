"""What search can find: every page, every number, every system, every term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from wardbook.sheets import sheet_ids
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.named_things import NamedThing
from wardbook.site import addresses as at
from wardbook.site.page import Page, Rank
from wardbook.site.page_context import PageContext
from wardbook.site.search.sections import PagePart, Reads, sections

_WEIGHTS: Mapping[Rank, float] = {
    Rank.CHAPTER: 0.8,
    Rank.PLAN: 0.6,
    Rank.FORM: 1.0,
    Rank.LIST: 0.95,
    Rank.SCENARIO: 1.15,
    Rank.DEPARTMENT: 1.1,
}
"""By which the score of a page is multiplied: of pages that match as well, people in an outage
want those that they can work by."""
_SYSTEM, _TERM = 0.95, 0.2


@dataclass(frozen=True)
class Findable:
    """One thing that search finds."""

    at: str
    """Its address from the language's root."""
    title: str
    kind: str
    """What it is: department, scenario, form, contact, system, term, page."""
    weight: float
    """By which its score is multiplied."""
    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    """Further words, which count less."""
    phone_names: tuple[str, ...] = ()
    """Names by which it is found where a word for telephone is typed, too."""
    detail: str = ""
    """What the list of results says of it where it has no page of its own."""
    page: Page | None = None
    variant_of: str = ""
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


def entries(context: PageContext, pages: Mapping[str, Page]) -> Iterator[Findable]:
    """Everything in a language that search finds, in the order of the navigation."""
    facts = _Facts(context)
    for page in pages.values():
        yield _page(facts, page)
    for one in context.book.named_things:
        uri = _row_uri(one, context)
        if uri in pages:
            yield _row(facts, one, uri)


def _bases(context: PageContext) -> Iterator[tuple[str, str]]:
    """Address of the page of each variant of a form, with the form's own. Both are written in one
    place, and the variant's id continues the form's."""
    first: dict[object, str] = {}
    for id, placed in sorted(context.book.sheets.items()):
        sheet = placed.sheet
        if sheet.kind is not SheetKind.FORM:
            continue
        base = first.setdefault(sheet.source, id)
        if id.startswith(f"{base}-"):
            yield at.form_uri(id), at.location(at.form_uri(base))


class _Facts:
    """What is known of named things: by their kind, and by the pages that their names lead to."""

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.by_kind: dict[str, list[NamedThing]] = {}
        for one in context.book.named_things:
            self.by_kind.setdefault(one.kind, []).append(one)
        self.of_page: dict[str, list[str]] = {}
        """Address → further names."""
        self.words_of_page: dict[str, list[str]] = {}
        for system in self.by_kind.get("system", ()):
            for scenario in system.leads_to:
                uri = at.scenario_uri(scenario)
                self.of_page.setdefault(uri, []).extend((system.name, *system.other_names))
        for role in self.by_kind.get("role", ()):
            for department in role.leads_to:
                uri = at.department_uri(department)
                self.words_of_page.setdefault(uri, []).extend((role.name, *role.other_names))
        self.terms = _pairs(self.by_kind.get("term", ()))
        self.departments = {one.id: one for one in self.by_kind.get("department", ())}
        self.with_page = {str(one.id) for one in context.book.departments}
        self.bases = dict(_bases(context))

    def also(self, titles: Iterable[str]) -> Iterator[str]:
        """Titles in which a term of the glossary stands, with its other words in its place."""
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


def _pairs(terms: Iterable[NamedThing]) -> tuple[tuple[str, str], ...]:
    """Each name of a term with each other one."""
    pairs: list[tuple[str, str]] = []
    for term in terms:
        names = (term.name, *term.other_names)
        for name, other in permutations(names, 2):
            if other.lower() not in name.lower():
                pairs.append((name.lower(), other))
    return tuple(pairs)


def _page(facts: _Facts, page: Page) -> Findable:
    own = (page.title, *page.found.names)
    names = (*own, *facts.of_page.get(page.uri, ()), *facts.also(own))
    words = (*page.found.words, *facts.words_of_page.get(page.uri, ()))
    return Findable(
        at=at.location(page.uri),
        title=page.title,
        kind=_kind(page),
        weight=_WEIGHTS[page.found.rank],
        names=_once(names),
        words=_once(words),
        page=None if page.uri in _REPEATING else page,
        variant_of=facts.bases.get(page.uri, ""),
    )


def _kind(page: Page) -> str:
    """What a page is, in the words of the site."""
    kind = str(page.matter.get("kind", ""))
    if kind in ("department", "scenario", "form"):
        return kind
    if page.found.rank in (Rank.CHAPTER, Rank.PLAN):
        return "plan"
    return "page"


def _row_uri(one: NamedThing, context: PageContext) -> str:
    """The page on which something stands that has none of its own; empty for what has one."""
    sheets = {
        "contact": sheet_ids.CONTACTS,
        "system": sheet_ids.FALLBACK,
        "term": sheet_ids.GLOSSARY,
    }
    sheet = sheets.get(one.kind, "")
    place = context.where.get(sheet)
    if place is None or not place.shows(one.id):
        return ""
    return place.uri


def _row(facts: _Facts, one: NamedThing, uri: str) -> Findable:
    weight = {"contact": 1.0, "system": _SYSTEM, "term": _TERM}[one.kind]
    names = [one.name, *one.other_names]
    title = one.name
    phone_names: list[str] = []
    if one.kind == "contact":
        for department in _department_reached(facts, one):
            its_names = (department.name, *department.other_names)
            if department.id not in facts.with_page:
                names += its_names
            phone_names += its_names
        if one.is_desk:
            phone_names += facts.context.words["search_desk"].split("|")
        title = f"{one.name} {one.detail}"
    return Findable(
        at=f"{at.location(uri)}#{one.id}",
        title=title,
        kind=one.kind,
        weight=weight,
        names=_once(names),
        words=one.parts,
        phone_names=_once(phone_names),
        detail="" if one.kind == "contact" else one.detail,
    )


def _department_reached(facts: _Facts, contact: NamedThing) -> Iterator[NamedThing]:
    """The department that a number reaches, if any. Its names find the number where a word for
    telephone is typed, too, and by themselves where the department has no page: whoever types
    "electrician" looks for the number."""
    for id in contact.leads_to:
        department = facts.departments.get(id)
        if department and contact.reaches_department:
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
        names, phone_names = list(entry.names), list(entry.phone_names)
        for there in foreign.get(entry.at, ()):
            names += there.names
            phone_names += there.phone_names
        yield replace(entry, names=_once(names), phone_names=_once(phone_names))
