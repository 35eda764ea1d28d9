"""What changed since the edition before, put into the books that a site is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wardbook.commands.workspace import Workspace
from wardbook.editions.plan_changes import visible_changes
from wardbook.editions.plan_state import PlanState
from wardbook.editions.sheet_list import MANUALS_FOR
from wardbook.editions.shown_on import plan_difference
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.report.site_changes import site_changes
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book


def with_changes(space: Workspace, project: Project, books: Sequence[Book]) -> tuple[Book, ...]:
    """The books with what changed since the last edition, or, while the plan says what that says,
    since the one before it; as they are where there is none or its record can't be read."""
    last = project.last_edition
    before = last
    if last and last.plan == project.said:
        before = project.edition(last.after)
    earlier = load(before.folder).project if before else None
    if before is None or last is None or earlier is None:
        return tuple(books)
    audience = space.options.audience
    issued = before if audience == MANUALS_FOR else None
    old = PlanState(before.id, for_audience(earlier, audience), audience, issued)
    new = PlanState(books[0].edition, for_audience(project, audience), audience, made=books)
    changes = visible_changes(earlier, project, audience)
    difference = plan_difference(old, new, changes)
    made = []
    for book in books:
        summary = ""
        if last.plan == project.said:
            summary = last.summary.words(book.language)
        made.append(replace(book, changes=site_changes(difference, book, summary)))
    return tuple(made)
