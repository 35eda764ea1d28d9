"""Ids for what a sheet calls by name, as 门诊药房 for pharmacy-outpatient; and ids for new rows
that have none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence

from pydantic import BaseModel

from wardbook.plan.data import Scalar
from wardbook.plan.model.copies import PaperCopy
from wardbook.plan.model.scalars import is_id
from wardbook.plan.project import Project
from wardbook.plan.text import Text

_NO_ID = re.compile(r"[^a-z0-9]+")
_FIELDS = {"copy": "copies"}
"""Fields of a project that are not called as their kind with an s."""
_LONGEST = 40
"""Letters of a proposed id."""

IdsByName = Mapping[str, str]
"""Folded name → the id of the only entry of its kind that has it."""


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


def id_of(text: str, names: IdsByName) -> str:
    """The id that a cell means: that of the entry with this name, else what it says."""
    return names.get(folded_name(text), text)


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
    """A name without what people write differently: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


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
