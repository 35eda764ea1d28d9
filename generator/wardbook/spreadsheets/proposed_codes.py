"""Codes for departments that a list names without one: made as the plan's own are, the next that
are free."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, filterfalse, repeat

from wardbook.findings import Finding, Mark, info
from wardbook.plan.data import MARK_KEY, Scalar
from wardbook.plan.project import Project
from wardbook.spreadsheets.cells import Entry, at

_NUMBERED = re.compile("([A-Z]+-?)[0-9]{1,4}")
_FIRST = "D"
"""What codes begin with where no department of the plan has one of letters and a number."""
_SHOWN = 12
"""Codes that are named."""


@dataclass(frozen=True)
class PlanCodes:
    """Codes that are taken or were once, and what most of the departments' begin with; `are_needed`
    says whether each entry of the list at hand has one."""

    taken: frozenset[str] = frozenset()
    begin: str = _FIRST
    are_needed: bool = False


def plan_codes(project: Project) -> PlanCodes:
    """What the codes of a plan tell of those for new departments."""
    taken = set(map(str, project.site.withdrawn_codes))
    for entries in (project.plans, project.procedures, project.forms, project.departments):
        taken.update(str(entry.code) for entry in entries.values())
    for form in project.forms.values():
        taken.update(str(variant.code) for variant in form.variants)
    begin: Counter[str] = Counter()
    for department in project.departments.values():
        numbered = _NUMBERED.fullmatch(str(department.code))
        if numbered:
            begin[numbered[1]] += 1
    usual = max(begin, key=lambda said: begin[said], default=_FIRST)
    return PlanCodes(frozenset(taken), usual, are_needed=True)


def with_codes(new: Sequence[Entry], plan: PlanCodes) -> tuple[list[Entry], list[Finding]]:
    """New entries, each with a code where it needs one. X638 names the codes, in one line."""
    if not plan.are_needed or not new:
        return list(new), []
    made: list[Entry] = []
    shown: list[str] = []
    free = filterfalse(plan.taken.__contains__, map("{}{}".format, repeat(plan.begin), count(1)))
    for entry, code in zip(new, free, strict=False):
        mark = entry[MARK_KEY]
        assert isinstance(mark, Mark)
        coded: Entry = {}
        for key, value in entry.items():
            coded[key] = value
            if key == "id":
                coded[Scalar("code", mark)] = Scalar(code, mark)
        made.append(coded)
        shown.append(f"{at(entry, ('id',))} → {code}")
    first = made[0][MARK_KEY]
    assert isinstance(first, Mark)
    codes = ", ".join(shown[:_SHOWN])
    return made, [info("X638", first, codes=codes, count=len(made))]
