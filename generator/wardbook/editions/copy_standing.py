"""Each registered copy against the last edition: whether it is current, by how much it is behind,
and what has to be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from wardbook.editions.sheet_list import (
    ManualChange,
    ManualEntry,
    SheetEntry,
    SheetList,
    issued_list,
    manual_changes,
    under_new_names,
)
from wardbook.plan.edition_records import IssuedEdition
from wardbook.plan.model.copies import COMPLETE_PLAN, PaperCopy
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.plan.successors import successors

_LOOKED_AT_WITHIN = timedelta(days=183)
"""How long a look at a copy counts."""


class CopyState(StrEnum):
    """How a copy stands."""

    CURRENT = "current"
    BEHIND = "behind"
    MISSING = "missing"
    """Not handed out yet."""
    UNKNOWN = "unknown"
    """Of an edition of which there is no record: nobody can say what is in it."""
    FOLLOWED = "followed"
    """Its department was split, merged or named anew: the manual of a successor takes its place."""
    LOST = "lost"
    """Lost: another is handed out in its place."""
    RECALLED = "recalled"
    """Its manual is no longer made, or not in its language."""
    AWAITED = "awaited"
    """Its manual comes with the next edition: the last one has none yet."""


@dataclass(frozen=True)
class CopyStanding:
    """A registered copy. `change` says which leaves differ; None where none do or nobody can say.
    `between`: the editions that were issued since the one that it holds, oldest first."""

    copy: PaperCopy
    state: CopyState
    manual: ManualEntry | None
    change: ManualChange | None = None
    between: tuple[IssuedEdition, ...] = ()
    before: Mapping[tuple[str, str], SheetEntry] | None = None
    """Sheets of the edition that it holds, by key."""
    count: int = 1
    """How many copies of the entry stand so."""

    @property
    def is_printed(self) -> bool:
        """Whether something has to be printed for it."""
        is_gone = self.state is CopyState.LOST and self.manual is None
        return self.state not in (CopyState.CURRENT, CopyState.AWAITED) and not is_gone

    def overdue(self, today: date) -> bool:
        """Whether nobody has looked at it for long."""
        checked = self.copy.checked
        return checked is None or today - checked > _LOOKED_AT_WITHIN


def copies_in(found: Iterable[CopyStanding]) -> int:
    """How many copies stand so: one that two manuals follow is one copy."""
    counts = {}
    for one in found:
        counts[one.copy.id, one.state] = one.count
    return sum(counts.values())


def standings(project: Project) -> tuple[CopyStanding, ...]:
    """Every registered copy, in the order of the register; none before the first edition."""
    last = project.last_edition
    if last is None:
        return ()
    held = {str(copy.edition) for copy in project.copies.values()}
    now = issued_list(last)
    earlier = {}
    for edition in project.editions:
        if edition.id in held:
            sheets = under_new_names(issued_list(edition), now)
            between = tuple(_since(project.editions, last, edition.id))
            earlier[edition.id] = _Earlier(sheets, _changes(sheets, now), between)
    found = []
    for copy in project.copies.values():
        lost = min(sum(one.count for one in copy.missed), copy.count)
        if lost < copy.count:
            for standing in _standings(project, copy, earlier, now):
                found.append(replace(standing, count=copy.count - lost))
        if lost:
            manual = _manual_in(project, copy, now)
            found.append(CopyStanding(copy, CopyState.LOST, manual, count=lost))
    return tuple(found)


@dataclass(frozen=True)
class _Earlier:
    """An edition that copies hold: its sheets, what differs in the last one by manual, and the
    editions since."""

    sheets: SheetList
    changes: Mapping[tuple[str, str], ManualChange]
    between: tuple[IssuedEdition, ...]


def _changes(before: SheetList, now: SheetList) -> dict[tuple[str, str], ManualChange]:
    changes = {}
    for change in manual_changes(before, now):
        changes[change.manual.id, change.manual.language] = change
    return changes


def _standings(
    project: Project, copy: PaperCopy, earlier: Mapping[str, _Earlier], now: SheetList
) -> Iterator[CopyStanding]:
    """How a copy stands; where its department was split, to the manual of each part."""
    followed = False
    for department in _followers(project, copy):
        manual = _manual_of(str(department.id), copy, now)
        if manual:
            followed = True
            yield CopyStanding(copy, CopyState.FOLLOWED, manual)
    if not followed:
        yield _standing(project, copy, earlier, now)


def _followers(project: Project, copy: PaperCopy) -> tuple[Department, ...]:
    """The departments whose manuals take the place of the one that a copy is; its own where the
    register has the new id already, and the edition on the shelf is of the old one."""
    own = project.departments.get(copy.manual)
    return (own,) if own and former_manual(project, copy) else successors(project, copy.manual)


def former_manual(project: Project, copy: PaperCopy) -> str:
    """The manual that a copy is in the edition that it holds, where the register calls it by an id
    that its department got since; empty where it does not."""
    held, department = project.edition(str(copy.edition)), project.departments.get(copy.manual)
    if held is None or department is None or held.has_manual(copy.manual, copy.language):
        return ""
    for id in department.was:
        if held.has_manual(id, copy.language):
            return str(id)
    return ""


def _standing(
    project: Project, copy: PaperCopy, earlier: Mapping[str, _Earlier], now: SheetList
) -> CopyStanding:
    manual = _manual_in(project, copy, now)
    if manual is None:
        awaited = _is_awaited(project, copy)
        return CopyStanding(copy, CopyState.AWAITED if awaited else CopyState.RECALLED, None)
    if not copy.edition:
        return CopyStanding(copy, CopyState.MISSING, manual)
    held = earlier.get(str(copy.edition))
    if held is None:
        return CopyStanding(copy, CopyState.UNKNOWN, manual)
    change = held.changes.get((manual.id, manual.language))
    if change is None:
        return CopyStanding(copy, CopyState.CURRENT, manual)
    if change.new:  # the edition that it should hold had no such manual
        return CopyStanding(copy, CopyState.UNKNOWN, manual)
    return CopyStanding(copy, CopyState.BEHIND, manual, change, held.between, held.sheets.sheets)


def _is_awaited(project: Project, copy: PaperCopy) -> bool:
    """Whether the plan makes a manual that no edition of the copy has: nobody takes it back."""
    held = project.edition(str(copy.edition))
    if held and held.has_manual(copy.manual, copy.language):
        return False
    if copy.language not in project.languages:
        return False
    department = project.departments.get(copy.manual)
    return copy.manual == COMPLETE_PLAN or (department is not None and department.in_scope)


def _manual_in(project: Project, copy: PaperCopy, sheets: SheetList) -> ManualEntry | None:
    """The manual of a copy in an edition; while the register has the new id of its department
    already and the edition has not, that of the old one."""
    department = project.departments.get(copy.manual)
    for id in (copy.manual, *(department.was if department else ())):
        manual = _manual_of(str(id), copy, sheets)
        if manual:
            return manual
    return None


def _manual_of(id: str, copy: PaperCopy, sheets: SheetList) -> ManualEntry | None:
    """The manual of a department in the language of a copy."""
    for manual in sheets.manuals:
        if manual.id == id and manual.language == copy.language:
            return manual
    return None


def _since(
    editions: Sequence[IssuedEdition], last: IssuedEdition, held: str
) -> Iterator[IssuedEdition]:
    """The editions behind `held` up to the last, oldest first."""
    by_id = {edition.id: edition for edition in editions}
    chain: list[IssuedEdition] = []
    edition: IssuedEdition | None = last
    while edition and edition.id != held and edition not in chain:
        chain.append(edition)
        edition = by_id.get(edition.after)
    yield from reversed(chain)
