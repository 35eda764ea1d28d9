"""Ids for what a sheet calls by name, as 门诊药房 for pharmacy-outpatient; and ids for new rows
that have none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pydantic import BaseModel

from wardbook.plan.data import Scalar
from wardbook.plan.model.calendar import Window
from wardbook.plan.model.copies import COMPLETE_PLAN, PaperCopy
from wardbook.plan.model.scalars import is_id
from wardbook.plan.project import Project
from wardbook.plan.text import Text
from wardbook.spreadsheets.cells import words
from wardbook.spreadsheets.columns import ColumnKind, ListColumn
from wardbook.spreadsheets.cover_words import span_minutes
from wardbook.spreadsheets.headings import simplified
from wardbook.spreadsheets.proposed_codes import PlanCodes
from wardbook.spreadsheets.spoken_names import in_letters
from wardbook.spreadsheets.unknown_names import WINDOW

_NO_ID = re.compile(r"[^a-z0-9]+")
_FIELDS = {"copy": "copies"}
"""Fields of a project that are not called as their kind with an s."""
_LONGEST = 40
"""Letters of a proposed id."""
_ID_MOST = 60
"""Letters that an id may have."""
_JOINING = re.compile(r"(?:-(?:and|of|the|for|in|at|to|with|de|la|und|für|et|y))+$")

_WHOLE = (
    "completeplan",
    "wholeplan",
    "fullplan",
    "完整预案",
    "预案全本",
    "总册",
    "全册",
    "整本",
    "整本预案",
    "全本",
    "全套",
)
"""What the manual that holds everything is called, folded."""

_OF_MANUALS = re.compile(
    r"(?:(?:应急)?(?:手册|分册)|[ -](?:(?:downtime )?manual|handbook|binder))$", re.IGNORECASE
)
"""What is said behind the department whose manual it is: 检验科手册."""

_DEPARTMENT = re.compile("(?:科|室|部|处|办|组|中心|站|房|区|库)$")
"""How the name of a department ends: of what else it is called, 门禁 may be a system's too."""
_OF_A_SYSTEM = ("", "室", "组", "科", "中心", "维护组", "运维组", "team", "office")
"""What stands behind a system's short name where it names those who run it: HIS室."""

IdsByName = Mapping[str, str]
"""Folded name → the id of the only entry of its kind that has it."""


@dataclass(frozen=True)
class Names:
    """What cells may call by name instead of its id: kind → name → id. `own` are the names of the
    list's own entries."""

    others: Mapping[str, IdsByName] = field(default_factory=dict)
    own: IdsByName = field(default_factory=dict)
    has_department: bool = False
    """An entry of the list has a department: a new one that is called like one belongs to it."""
    has_phones: bool = False
    """The numbers of the list are telephone numbers."""
    numbered: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Folded name and telephone number → the id of the entry that has both."""
    also: Mapping[str, IdsByName] = field(default_factory=dict)
    """What else entries are called: kind → alias or short name → id."""
    own_also: IdsByName = field(default_factory=dict)
    """What else the list's own entries are called."""
    parts: IdsByName = field(default_factory=dict)
    """Those who run a system (HIS室) → the department that they belong to."""
    places: IdsByName = field(default_factory=dict)
    """Places of departments → the only department that has one called so."""
    own_codes: Mapping[str, str] = field(default_factory=dict)
    """Id → code of the list's own entries that have one."""
    codes: PlanCodes = field(default_factory=PlanCodes)
    """What codes new entries of the list may have."""

    def meant(self, column: ListColumn, text: str) -> str:
        """What a cell says, with ids for names."""
        if not (column.names or column.field == "manual") or not text:
            return text
        names: dict[str, str] = {}
        if column.field == "manual":
            names |= dict.fromkeys(_WHOLE, COMPLETE_PLAN)
            names |= self._called("department")
        for kind in column.names:
            names |= self._called(kind)
        if column.names == WINDOW:
            return "; ".join(window_of(word, names) for word in words(text))
        if column.kind is ColumnKind.LINKS:
            return "; ".join(id_of(word, names) for word in words(text))
        return id_of(text, names)

    def is_name(self, column: ListColumn, text: str) -> bool:
        """Whether a cell names entries that the plan has: one by its name, or several."""
        said_words = [text]
        if column.kind is ColumnKind.LINKS:
            said_words = words(text)
        ids: set[str] = set()
        for kind in column.names or ("department",):
            ids.update(self.others.get(kind, {}).values())
        return bool(said_words) and all(
            self.meant(column, one) != one or one in ids for one in said_words
        )

    def _called(self, kind: str) -> dict[str, str]:
        """All that entries of a kind are called, their names before what else they are called."""
        called = {**self.also.get(kind, {}), **self.others.get(kind, {})}
        if kind == "department":
            return {**self.parts, **called}
        return called

    def otherwise(self, column: ListColumn, text: str) -> Iterator[str]:
        """The words of a cell that are no name of what they mean, but something else it is
        called."""
        said_words = [text]
        if column.kind is ColumnKind.LINKS:
            said_words = words(text)
        for word in said_words:
            said = folded_name(word)
            for kind in column.names:
                has_name = said in self.others.get(kind, {}) or is_id(word)
                if not has_name and said in self._called(kind):
                    yield word

    @property
    def aliases(self) -> IdsByName:
        """What else departments are called."""
        return self.also.get("department", {})

    def is_part(self, said: str) -> bool:
        """Whether a cell names those who run a system, who are a part of a department."""
        name = folded_name(said)
        known = {**self.others.get("department", {}), **self.also.get("department", {})}
        return name in self.parts and name not in known

    def department(self, said: str) -> str:
        """The id of the department with this name, where entries have one; empty where none has
        it."""
        if not self.has_department:
            return ""
        name = folded_name(said)
        found = self.others.get("department", {}).get(name, "")
        if not found and _DEPARTMENT.search(name):
            return self.also.get("department", {}).get(name, "")
        return found


def ids_by_name(project: Project, kind: str, languages: Sequence[str]) -> IdsByName:
    """The entries of a kind by their names in each language and by their codes, copies by their
    numbers."""
    return _of_one(_each_called(project, kind, partial(_names, languages=languages)))


def ids_by_alias(project: Project, kind: str, languages: Sequence[str]) -> IdsByName:
    """The entries of a kind by what else they are called, without what is a name of one."""
    names = dict(_each_called(project, kind, partial(_names, languages=languages)))
    found = _of_one(_each_called(project, kind, partial(_aliases, languages=languages)))
    return {said: id for said, id in found.items() if said not in names}


def departments_of_systems(project: Project) -> IdsByName:
    """Those who run a system, called by its short name → the department that answers for it."""
    found: list[tuple[str, str]] = []
    for system in project.systems.values():
        if system.short is None or system.owner is None:
            continue
        for behind in _OF_A_SYSTEM:
            found.append((folded_name(f"{system.short}{behind}"), str(system.owner.id)))
    return _of_one(found)


def departments_of_places(project: Project, languages: Sequence[str]) -> IdsByName:
    """Places that departments have → the department."""
    found: list[tuple[str, str]] = []
    for id, department in project.departments.items():
        for place in department.places:
            for language in languages:
                found.append((folded_name(place.name.words(language)), id))
    return _of_one(found)


def codes_by_id(project: Project, kind: str) -> Mapping[str, str]:
    """Id → code, folded, of the entries of a kind that have one."""
    found: dict[str, str] = {}
    for id, entry in _entries(project, kind).items():
        code = getattr(entry, "code", None)
        if isinstance(code, Scalar):
            found[id] = folded_name(code)
    return found


def _each_called(
    project: Project, kind: str, called: Callable[[BaseModel], Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """What entries of a kind are called, and their ids."""
    for id, entry in _entries(project, kind).items():
        for said in filter(None, set(called(entry))):
            yield said, id


def _of_one(called: Iterable[tuple[str, str]]) -> IdsByName:
    """What belongs to a single id."""
    found: dict[str, str] = {}
    several: set[str] = set()
    for said, id in called:
        if found.setdefault(said, id) != id:
            several.add(said)
    return {said: id for said, id in found.items() if said not in several}


def ids_by_number(project: Project, languages: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """The contacts by their names in each language together with their number."""
    found: dict[tuple[str, str], str] = {}
    for id, contact in project.contacts.items():
        for said in _names(contact, languages):
            found.setdefault((said, str(contact.number or "")), id)
    return found


def id_of(text: str, names: IdsByName) -> str:
    """The id that a cell means: that of the entry with this name, else what it says. A manual has
    that of its department."""
    bare = folded_name(_OF_MANUALS.sub("", text))
    return names.get(folded_name(text)) or names.get(bare, text)


def proposed_id(words: Sequence[str], taken: Container[str]) -> str:
    """An id that nobody has, made of the first of `words` that gives one: of its Latin letters and
    digits; of a number alone, behind `line-`. Where none does it is made of their sound."""
    for text in (*words, *map(in_letters, words)):
        plain = unicodedata.normalize("NFKD", text).casefold()
        made = _shortened(_NO_ID.sub("-", plain).strip("-"))
        if made[:1].isdigit():
            made = f"line-{made}"
        if is_id(made):
            return _untaken(made, taken)
    return _untaken("line-1", taken)


def _shortened(made: str) -> str:
    """An id without the words for which it has no room; a single long word stays whole as far as an
    id may reach. None ends in the middle of a phrase: department-of-paediatrics-and."""
    if len(made) <= _LONGEST:
        return made
    room = made[: _LONGEST + 1].rpartition("-")[0]
    return _JOINING.sub("", room) or made.partition("-")[0][:_ID_MOST]


def folded_name(text: str) -> str:
    """A name without what people write differently: width, case, spaces, traditional characters."""
    return simplified("".join(unicodedata.normalize("NFKC", text).casefold().split()))


def windows_by_name(windows: Sequence[Window], languages: Sequence[str]) -> IdsByName:
    """Windows of the calendar by their names, and by their span where no other has it."""
    found: dict[str, str] = {}
    several: set[str] = set()
    for window in windows:
        names = {_span_name(window.start.minutes, window.end.minutes)}
        for language in languages:
            names.add(folded_name(window.name.words(language)))
        for said in names:
            if found.setdefault(said, window.id) != window.id:
                several.add(said)
    for said in several:
        del found[said]
    return found


def window_of(text: str, names: IdsByName) -> str:
    """The id of the window that a cell means by its name or its span; else what the cell says."""
    minutes = span_minutes(text)
    if minutes and _span_name(*minutes) in names:
        return names[_span_name(*minutes)]
    return id_of(text, names)


def _span_name(begins: int, ends: int) -> str:
    return f"{begins}-{ends}"


def _untaken(made: str, taken: Container[str]) -> str:
    """The id itself, or with the first number behind it that nobody has."""
    number = 2
    found = made
    while found in taken:
        found = f"{made}-{number}"
        number += 1
    return found


def _entries(project: Project, kind: str) -> Mapping[str, BaseModel]:
    found: Mapping[str, BaseModel] = getattr(project, _FIELDS.get(kind, f"{kind}s"), {})
    return found


def _names(entry: BaseModel, languages: Sequence[str]) -> Iterator[str]:
    """What an entry is called, folded."""
    name = getattr(entry, "name", None)
    if isinstance(name, Text):
        for language in languages:
            yield folded_name(name.words(language))
    code = getattr(entry, "code", None)
    if isinstance(code, Scalar):
        yield folded_name(code)
    if isinstance(entry, PaperCopy) and entry.number is not None:
        yield folded_name(entry.number)


def _aliases(entry: BaseModel, languages: Sequence[str]) -> Iterator[str]:
    """What else an entry is called, folded: its short name and its aliases."""
    short = getattr(entry, "short", None)
    if isinstance(short, Scalar):
        yield folded_name(short)
    aliases = getattr(entry, "aliases", None) or {}
    for language in languages:
        yield from map(folded_name, aliases.get(language, ()))
