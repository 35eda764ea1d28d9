"""The registry of snapshots: the last known states that are printed, by whom and how often.

Each says where it lies, and what becomes of the one before.
"""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.registries import Department, Snapshot
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.sheet import Line, Sheet, Span
from wardbook.sheets.view import view


@view("SnapshotRow")
class SnapshotRow:
    """A snapshot of a department."""

    department: Line
    what: str
    form: Line
    every: str
    when: str
    by: str
    kept: str
    destroyed: str


@view("SnapshotsView")
class SnapshotsView:
    """Every snapshot, department by department."""

    title: str
    intro: str
    rows: tuple[SnapshotRow, ...]


def snapshots_sheet(localizer: Localizer) -> Sheet | None:
    """The registry; None where no department has a snapshot."""
    found = list(_snapshots(localizer))
    if not found:
        return None
    title = localizer.say("title_snapshots")
    rows = tuple(_row(localizer, department, snapshot) for department, snapshot in found)
    view = SnapshotsView(title, localizer.say("snapshots_intro"), rows)
    return the_sheet(localizer, SheetKind.SNAPSHOTS, title, view, source=found[0][1].at)


def snapshot_rows(localizer: Localizer) -> Iterator[tuple[str, str, str]]:
    """What an audit looks at: the snapshot, how old it may be and where it lies, who prints it."""
    for department, snapshot in _snapshots(localizer):
        every = localizer.say("snapshot_every", duration=localizer.duration(snapshot.every))
        item = localizer.say(
            "snapshot_of",
            department=localizer.words(department.name),
            what=localizer.words(snapshot.what),
        )
        yield item, f"{every} · {localizer.words(snapshot.kept)}", localizer.name(snapshot.by)


def _snapshots(localizer: Localizer) -> Iterator[tuple[Department, Snapshot]]:
    for snapshot in localizer.project.snapshots.values():
        yield localizer.project.departments[snapshot.department.id], snapshot


def _row(localizer: Localizer, department: Department, snapshot: Snapshot) -> SnapshotRow:
    return SnapshotRow(
        department=(Span(localizer.words(department.name), "name", localizer.card(department)),),
        what=localizer.words(snapshot.what),
        form=localizer.spans(snapshot.form) if snapshot.form else (),
        every=localizer.say("snapshot_every", duration=localizer.duration(snapshot.every)),
        when=localizer.words(snapshot.when),
        by=localizer.name(snapshot.by),
        kept=localizer.words(snapshot.kept),
        destroyed=localizer.words(snapshot.destroyed),
    )


MAKER = maker_of_one(SheetKind.SNAPSHOTS, snapshots_sheet)
