"""One thing, one name: posts, departments, systems and categories that two languages or two plans
call differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, permutations

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.blocks import CategoriesBlock
from wardbook.plan.text import Text


@dataclass(frozen=True)
class _NamedEntry:
    """Something with a name. `within`: where its name stands; two of one place are compared
    elsewhere. `code`: the standard that a category's code belongs to, and the code."""

    id: str
    name: Text
    at: Mark
    within: str
    code: tuple[str, str] | None = None


def two_names(context: Context) -> Iterator[Finding]:
    """E103: what has one name in one language has two in another: one post, department or system
    under two names."""
    project = context.project
    roles: list[_NamedEntry] = []
    for id, role in project.roles.items():
        department = role.department.id if role.department else ""
        roles.append(_NamedEntry(id, role.name, role.at, department))
    yield from _translated(context, "E103", roles)
    for registry in (project.departments, project.systems):
        entries = [_NamedEntry(id, found.name, found.at, id) for id, found in registry.items()]
        yield from _translated(context, "E103", entries)


def categories(context: Context) -> Iterator[Finding]:
    """E206: one category, by its id, its code or its name in the other language, has two names."""
    by_id: dict[str, list[_NamedEntry]] = {}
    by_code: dict[tuple[str, str], list[_NamedEntry]] = {}
    for category in _categories(context):
        by_id.setdefault(category.id, []).append(category)
        if category.code:
            by_code.setdefault(category.code, []).append(category)
    groups = map(_once_a_plan, (*by_id.values(), *by_code.values()))
    every = list(chain.from_iterable(by_id.values()))
    told: set[frozenset[Mark]] = set()
    for finding in (*_called(context, groups), *_translated(context, "E206", every)):
        places = frozenset(finding.marks)
        if places not in told:
            told.add(places)
            yield finding


def _categories(context: Context) -> Iterator[_NamedEntry]:
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if not isinstance(block, CategoriesBlock):
                continue
            standard = block.categories.standard.id if block.categories.standard else ""
            for category in block.categories.items:
                code = (standard, str(category.code)) if category.code else None
                within = f"{plan.id}/{category.id}"
                yield _NamedEntry(str(category.id), category.name, category.at, within, code)


def _once_a_plan(same: list[_NamedEntry]) -> list[_NamedEntry]:
    """The first of each id in each plan: two of one id in one plan are reported by themselves."""
    first = {entry.within: entry for entry in reversed(same)}
    return list(reversed(first.values()))


def _called(context: Context, groups: Iterable[list[_NamedEntry]]) -> Iterator[Finding]:
    """Groups that should have one name, and have several in some language."""
    for same in groups:
        for language in context.project.languages:
            names = _by_name(same, language)
            if len(names) > 1:
                yield _finding("E206", same, names=names, language=language)


def _translated(context: Context, code: str, entries: list[_NamedEntry]) -> Iterator[Finding]:
    """Those that one language calls the same and another does not."""
    for one, other in permutations(context.project.languages, 2):
        for same in _by_name(entries, one).values():
            names = _by_name(same, other)
            places = {entry.within for entry in same}
            if len(names) > 1 and len(places) == len(same):
                yield _finding(code, same, names=names, language=other)


def _finding(
    code: str, same: list[_NamedEntry], *, names: dict[str, list[_NamedEntry]], language: str
) -> Finding:
    """`names`: the entries of `same` by their names in `language`, which differ."""
    shown: list[str] = []
    for entries in names.values():
        shown.append(entries[0].name.words(language))
    ids = dict.fromkeys(entry.id for entry in same)
    marks = [entry.at for entry in same]
    return warning(code, *marks, names=" / ".join(shown), ids=", ".join(ids))


def _by_name(entries: Iterable[_NamedEntry], language: str) -> dict[str, list[_NamedEntry]]:
    """Entries by their name in a language; case, spaces and punctuation make no other name."""
    found: dict[str, list[_NamedEntry]] = {}
    for entry in entries:
        name = re.sub(r"[\W_]", "", entry.name.words(language)).casefold()
        if name:
            found.setdefault(name, []).append(entry)
    return found


CHECKS = (two_names, categories)
