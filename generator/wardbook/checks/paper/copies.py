"""The copy register: each copy is of a manual that exists and lies where people find it; old ones are named."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import timedelta

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error, info
from wardbook.plan.model.copies import COMPLETE_PLAN, PaperCopy
from wardbook.plan.model.registries import Department

_LOOKED_AT_WITHIN = timedelta(days=183)
"""How long a look at a copy counts: a binder in a ward loses leaves."""


def registered(context: Context) -> Iterator[Finding]:
    """K501 no such manual, K502 no such language, K503 no place."""
    project = context.project
    manuals = [COMPLETE_PLAN, *(id for id, department in project.departments.items() if department.in_scope)]
    for copy in project.copies.values():
        if copy.manual not in manuals and ("department", str(copy.manual)) not in context.unread:
            near = next(iter(difflib.get_close_matches(copy.manual, manuals, 1, 0.6)), "")
            yield error("K501", copy.manual.mark, manual=copy.manual, near=near)
        elif copy.place is None and not _has_box(context, copy):
            yield context.hole("K503", copy.at, copy=copy.id)
        if copy.language not in project.languages:
            yield error("K502", copy.language.mark, language=copy.language, known=", ".join(project.languages))


def fresh(context: Context) -> Iterator[Finding]:
    """K504 copies of another edition, K505 copies that nobody has looked at, K506 departments without a copy."""
    project = context.project
    edition = str(project.site.edition.id)
    old: dict[str, list[Mark]] = {}
    for copy in project.copies.values():
        if copy.edition and copy.edition != edition:
            old.setdefault(str(copy.edition), []).append(copy.edition.mark)
    for held, marks in old.items():
        yield info("K504", *marks, held=held, edition=edition, count=len(marks))
    unseen = [copy for copy in project.copies.values() if copy.edition and not _seen(context, copy)]
    if unseen:
        days = _LOOKED_AT_WITHIN.days
        yield info("K505", *(copy.at for copy in unseen), count=len(unseen), days=days)
    if missing := _without_copy(context):
        names = ", ".join(str(department.id) for department in missing)
        yield info("K506", *(department.at for department in missing), departments=names)


def _has_box(context: Context, copy: PaperCopy) -> bool:
    """Whether the department that keeps the copy says where its box is; nobody can say when it could not be read."""
    keeper = copy.department.id if copy.department else str(copy.manual)
    department = context.project.departments.get(keeper)
    return bool(department and department.box) or (department is None and copy.manual != COMPLETE_PLAN)


def _seen(context: Context, copy: PaperCopy) -> bool:
    return copy.checked is not None and context.today - copy.checked <= _LOOKED_AT_WITHIN


def _without_copy(context: Context) -> list[Department]:
    """Departments whose manual lies nowhere; an empty register says nothing."""
    project = context.project
    if not project.copies or context.lacks("copy"):
        return []
    held = {str(copy.manual) for copy in project.copies.values()}
    return [it for id, it in project.departments.items() if it.in_scope and id not in held]


RULES = (registered, fresh)
