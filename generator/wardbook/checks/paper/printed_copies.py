"""Printed copies: each is of a manual that exists, lies where people find it, and is not old."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from datetime import timedelta

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error, info
from wardbook.plan.model.copies import COMPLETE_PLAN, PaperCopy
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.plan.reach import acts_in_scenarios
from wardbook.plan.review_dates import COPY_DAYS
from wardbook.plan.successors import successors

_LOOKED_AT_WITHIN = timedelta(days=COPY_DAYS)
"""How long a look at a copy counts: a binder in a ward loses leaves."""


def registered(context: Context) -> Iterator[Finding]:
    """K501 no such manual, K502 no such language, K503 no place; K507 a copy whose manual is no
    longer made."""
    project = context.project
    manuals = _manuals(context)
    for copy in project.copies.values():
        if _was_issued(context, copy):
            if not _is_made(context, copy, manuals):
                yield info("K507", copy.at, copy=copy.id)
            continue
        if copy.manual not in manuals and not _may_have_paper(context, copy):
            near = difflib.get_close_matches(copy.manual, manuals, 1, 0.6)
            yield error("K501", copy.manual.mark, manual=copy.manual, near="".join(near))
        elif copy.place is None and not _has_place(context, copy):
            yield context.missing_part("K503", copy.at, copy=copy.id)
        if copy.language not in project.languages:
            known = ", ".join(project.languages)
            yield error("K502", copy.language.mark, language=copy.language, known=known)


def _is_made(context: Context, copy: PaperCopy, manuals: Sequence[str]) -> bool:
    """Whether the manual of a copy is still made, or that of what its department became."""
    project = context.project
    if copy.language not in project.languages:
        return False
    return copy.manual in manuals or bool(successors(project, str(copy.manual)))


def _was_issued(context: Context, copy: PaperCopy) -> bool:
    """Whether the copy holds an edition that had its manual in its language."""
    for edition in context.project.editions:
        if edition.id == copy.edition and edition.has_manual(copy.manual, copy.language):
            return True
    return False


def _manuals(context: Context) -> list[str]:
    manuals = [COMPLETE_PLAN]
    for id, department in context.project.departments.items():
        if _has_paper(context.project, department):
            manuals.append(id)
    return manuals


def _has_paper(project: Project, department: Department) -> bool:
    """Whether it has a manual or, out of scope, a leaf with its steps in scenarios."""
    return department.in_scope or acts_in_scenarios(project, department)


def _may_have_paper(context: Context, copy: PaperCopy) -> bool:
    """Whether what a copy is of, or what acts for it in scenarios, could not be read."""
    if context.is_unread("department", copy.manual):
        return True
    is_known = copy.manual in context.project.departments
    return is_known and context.lacks("procedure", "role")


def _has_place(context: Context, copy: PaperCopy) -> bool:
    """Whether the keeper has a box; a department that could not be read may have one. Where a leaf
    hangs is asked for by itself."""
    department = context.project.keeper_of(copy)
    if department is None:
        return copy.manual != COMPLETE_PLAN
    is_leaf = not department.in_scope and department.id == copy.manual
    return is_leaf or department.box is not None


def old_editions(context: Context) -> Iterator[Finding]:
    """K504: copies of another edition, one finding an edition. Once editions are issued, the last
    one is what people should hold, whatever the draft is called; a copy of an older one that says
    the same is not old."""
    project = context.project
    last = project.last_edition
    edition = last.id if last else str(project.site.edition.id)
    old: dict[str, list[Mark]] = {}
    for copy in project.copies.values():
        if copy.edition and copy.edition != edition and not _says_the_same(context, copy):
            old.setdefault(str(copy.edition), []).append(copy.edition.mark)
    for held, marks in old.items():
        yield info("K504", *marks, held=held, edition=edition, count=len(marks))


def _says_the_same(context: Context, copy: PaperCopy) -> bool:
    """Whether the manual of a copy is in the last edition as in the one that the copy holds."""
    last = context.project.last_edition
    for held in context.project.editions:
        if last and held.id == copy.edition:
            leaves = held.leaves_of(copy.manual, copy.language)
            return bool(leaves) and leaves == last.leaves_of(copy.manual, copy.language)
    return False


def looked_at(context: Context) -> Iterator[Finding]:
    """K505: copies that nobody has looked at for long."""
    marks = []
    for copy in context.project.copies.values():
        if copy.edition and not _seen(context, copy):
            marks.append(copy.at)
    if marks:
        yield info("K505", *marks, count=len(marks), days=_LOOKED_AT_WITHIN.days)


def _seen(context: Context, copy: PaperCopy) -> bool:
    return copy.checked is not None and context.today - copy.checked <= _LOOKED_AT_WITHIN


def handed_out(context: Context) -> Iterator[Finding]:
    """K506: departments whose manual, or leaf, lies nowhere; an empty register says nothing. A copy
    of what a department was called before is brought up to date by its packet."""
    project = context.project
    if not project.copies or context.lacks("copy"):
        return
    held = {str(copy.manual) for copy in project.copies.values()}
    missing: list[Department] = []
    for id, department in project.departments.items():
        if not _has_paper(project, department):
            continue
        if held.isdisjoint((id, *map(str, department.was))):
            missing.append(department)
    if missing:
        names = ", ".join(str(department.id) for department in missing)
        yield info("K506", *(department.at for department in missing), departments=names)


CHECKS = (registered, old_editions, looked_at, handed_out)
