"""The registry of snapshots: who prints which last known state how often, where it lies, and what becomes of the one before."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.registries import Department, Snapshot
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Lens
from wardbook.sheets.sheet import CODE_LETTERS, Kind, Line, Run, Sheet
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


def snapshots_sheet(lens: Lens) -> Sheet:
    """The registry; made where some department has a snapshot."""
    found = list(_snapshots(lens))
    title = lens.say("title_snapshots")
    rows = tuple(_row(lens, department, snapshot) for department, snapshot in found)
    view = SnapshotsView(title, lens.say("snapshots_intro"), rows)
    key = lens.key(sheet_ids.SNAPSHOTS)
    return Sheet(key, Kind.SNAPSHOTS, CODE_LETTERS[Kind.SNAPSHOTS], title, view, source=found[0][1].at)


def snapshot_rows(lens: Lens) -> Iterator[tuple[str, str, str]]:
    """What an audit looks at: the snapshot, how old it may be and where it lies, and who prints it."""
    for department, snapshot in _snapshots(lens):
        every = lens.say("snapshot_every", duration=lens.duration(snapshot.every))
        item = lens.say("snapshot_of", department=lens.words(department.name), what=lens.words(snapshot.what))
        yield item, f"{every} · {lens.words(snapshot.kept)}", lens.name(snapshot.by)


def _snapshots(lens: Lens) -> Iterator[tuple[Department, Snapshot]]:
    for snapshot in lens.project.snapshots.values():
        yield lens.project.departments[snapshot.department.id], snapshot


def _row(lens: Lens, department: Department, snapshot: Snapshot) -> SnapshotRow:
    return SnapshotRow(
        department=(Run(lens.words(department.name), "name", lens.card(department)),),
        what=lens.words(snapshot.what),
        form=lens.runs(snapshot.form) if snapshot.form else (),
        every=lens.say("snapshot_every", duration=lens.duration(snapshot.every)),
        when=lens.words(snapshot.when),
        by=lens.name(snapshot.by),
        kept=lens.words(snapshot.kept),
        destroyed=lens.words(snapshot.destroyed),
    )
