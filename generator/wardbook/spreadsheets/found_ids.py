"""Ids for what a sheet calls by name, as 门诊药房 for pharmacy-outpatient; and ids for new rows
that have none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
from wardbook.spreadsheets.unknown_names import WINDOW

_NO_ID = re.compile(r"[^a-z0-9]+")
_FIELDS = {"copy": "copies"}
"""Fields of a project that are not called as their kind with an s."""
_LONGEST = 40
"""Letters of a proposed id."""

_WHOLE = ("completeplan", "wholeplan", "fullplan", "完整预案", "预案全本", "总册", "全册", "整本")
"""What the manual that holds everything is called, folded."""

_OF_MANUALS = re.compile(
    r"(?:(?:应急)?(?:手册|分册)|[ -](?:(?:downtime )?manual|handbook|binder))$", re.IGNORECASE
)
"""What is said behind the department whose manual it is: 检验科手册."""

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

    def meant(self, column: ListColumn, text: str) -> str:
        """What a cell says, with ids for names."""
        if not (column.names or column.field == "manual") or not text:
            return text
        names: dict[str, str] = {}
        if column.field == "manual":
            names |= dict.fromkeys(_WHOLE, COMPLETE_PLAN)
            names |= self.others.get("department", {})
        for kind in column.names:
            names |= self.others.get(kind, {})
        if column.names == WINDOW:
            return "; ".join(window_of(word, names) for word in words(text))
        if column.kind is ColumnKind.LINKS:
            return "; ".join(id_of(word, names) for word in words(text))
        return id_of(text, names)

    def department(self, said: str) -> str:
        """The id of the department with this name, where entries have one; empty where none has
        it."""
        if not self.has_department:
            return ""
        return self.others.get("department", {}).get(folded_name(said), "")


def ids_by_name(project: Project, kind: str, languages: Sequence[str]) -> IdsByName:
    """The entries of a kind by their names in each language and by their codes, copies by their
    numbers."""
    found: dict[str, str] = {}
    several: set[str] = set()
    for id, entry in _entries(project, kind).items():
        for said in filter(None, set(_names(entry, languages))):
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
    digits; of a number alone, behind `line-`."""
    for text in words:
        plain = unicodedata.normalize("NFKD", text).casefold()
        made = _NO_ID.sub("-", plain).strip("-")[:_LONGEST].strip("-")
        if made[:1].isdigit():
            made = f"line-{made}"
        if is_id(made):
            return _untaken(made, taken)
    return _untaken("line-1", taken)


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
