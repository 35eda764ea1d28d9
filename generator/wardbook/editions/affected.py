"""Whom a difference concerns: which manuals change, which registered copies of them there are, and
which forms on the shelf are void."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wardbook.editions.plan_state import PlanState
from wardbook.editions.sheet_list import (
    ManualChange,
    SheetEntry,
    manual_changes,
    sheet_changes,
)
from wardbook.plan.model.copies import PaperCopy
from wardbook.sheets.kinds import SheetKind


@dataclass(frozen=True)
class AffectedManual:
    """A manual of which leaves change, and the entries of the copy register that are of it."""

    change: ManualChange
    copies: tuple[PaperCopy, ...]

    @property
    def count(self) -> int:
        """How many copies there are."""
        return sum(copy.count for copy in self.copies)


def affected_manuals(before: PlanState, after: PlanState) -> tuple[AffectedManual, ...]:
    """The manuals that have to be brought up to date, with their copies."""
    found = []
    for change in manual_changes(before.sheets, after.sheets):
        copies = tuple(_copies_of(change, after))
        found.append(AffectedManual(change, copies))
    return tuple(found)


def _copies_of(change: ManualChange, state: PlanState) -> Iterator[PaperCopy]:
    """Its copies; of a new one those of the departments whose place it takes (`was:`)."""
    ids = {change.manual.id, change.former}
    department = state.project.departments.get(change.manual.id)
    if change.new and department:
        ids |= set(map(str, department.was))
    for copy in state.project.copies.values():
        if str(copy.manual) in ids and copy.language == change.manual.language:
            yield copy


def void_forms(before: PlanState, after: PlanState) -> tuple[SheetEntry, ...]:
    """Forms that are printed in stock and say something else now, or are withdrawn."""
    changes = sheet_changes(before.sheets, after.sheets)
    found = []
    for entry in (*changes.changed, *changes.withdrawn):
        if entry.kind == str(SheetKind.FORM):
            found.append(entry)
    return tuple(found)
