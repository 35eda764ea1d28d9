"""One thing, one name: posts, departments, systems and categories that two languages or two plans call differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.blocks import CategoriesBlock
from wardbook.plan.text import Text


@dataclass(frozen=True)
class _Named:
    """Something with a name. `within`: things of one place are compared elsewhere."""

    id: str
    name: Text
    at: Mark
    within: str = ""


def two_names(context: Context) -> Iterator[Finding]:
    """E103: what has one name in one language has two in another: one post, department or system under two names."""
    project = context.project
    roles = [
        _Named(id, role.name, role.at, role.department.id if role.department else "")
        for id, role in project.roles.items()
    ]
    yield from _translated(context, "E103", roles)
    for entries in (project.departments, project.systems):
        yield from _translated(context, "E103", [_Named(id, entry.name, entry.at, id) for id, entry in entries.items()])


def categories(context: Context) -> Iterator[Finding]:
    """E206: one category, by its id, its code or its name in the other language, has two names."""
    found: dict[tuple[str, ...], list[_Named]] = {}
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if not isinstance(block, CategoriesBlock):
                continue
            standard = block.categories.standard.id if block.categories.standard else ""
            for category in block.categories.items:
                named = _Named(str(category.id), category.name, category.at, f"{plan.id}/{category.id}")
                found.setdefault(("id", str(category.id)), []).append(named)
                if category.code:
                    found.setdefault(("code", standard, str(category.code)), []).append(named)
    told: set[frozenset[Mark]] = set()
    every = [named for key, same in found.items() if key[0] == "id" for named in same]
    found = {key: _once_a_plan(same) for key, same in found.items()}
    for finding in (*_called(context, found.values()), *_translated(context, "E206", every)):
        if frozenset(finding.marks) not in told:
            told.add(frozenset(finding.marks))
            yield finding


def _once_a_plan(same: list[_Named]) -> list[_Named]:
    """Two of one id in one plan are reported by themselves."""
    return list({named.within: named for named in reversed(same)}.values())[::-1]


def _called(context: Context, groups: Iterable[list[_Named]]) -> Iterator[Finding]:
    """Groups that should have one name, and have several in some language."""
    for same in groups:
        for language in context.project.languages:
            names = _by_name(same, language)
            if len(names) > 1:
                yield _finding("E206", same, names, language)
                break


def _translated(context: Context, code: str, entries: list[_Named]) -> Iterator[Finding]:
    """Those that one language calls the same and another does not."""
    for one, other in permutations(context.project.languages, 2):
        for same in _by_name(entries, one).values():
            names = _by_name(same, other)
            if len(names) > 1 and len({entry.within for entry in same}) == len(same):
                yield _finding(code, same, names, other)


def _finding(code: str, same: list[_Named], names: dict[str, list[_Named]], language: str) -> Finding:
    shown = " / ".join(entries[0].name.words(language) for entries in names.values())
    return warning(code, *(entry.at for entry in same), names=shown, ids=", ".join(dict.fromkeys(it.id for it in same)))


def _by_name(entries: Iterable[_Named], language: str) -> dict[str, list[_Named]]:
    """Entries by their name in a language; case, spaces and punctuation make no other name."""
    found: dict[str, list[_Named]] = {}
    for entry in entries:
        if name := re.sub(r"[\W_]", "", entry.name.words(language)).casefold():
            found.setdefault(name, []).append(entry)
    return found


RULES = (two_names, categories)
