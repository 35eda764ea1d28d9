"""The registry of snapshots: on a sheet of its own, in the audit, and nowhere where there are none."""

from dataclasses import replace

import pytest

from generator.source.model.registries import Snapshot
from generator.source.project import Project
from generator.source.reader import read_text
from generator.views import codes
from generator.views.audits import AuditView
from generator.views.book import Book
from generator.views.books import books
from generator.views.snapshots import SnapshotsView

SNAPSHOT = """\
what: {en: Appointments of the day, zh: 当日预约}
form: visit-slip
every: 8 h
when: {en: at noon, zh: 中午}
by: desk-clerk
kept: {en: the drawer, zh: 抽屉}
destroyed: {en: shredded at night, zh: 当晚粉碎}
"""


@pytest.fixture(scope="module")
def printing(project: Project) -> Book:
    snapshot = Snapshot.model_validate(read_text(SNAPSHOT, "made.yml").data)
    desk = project.departments["welcome-desk"].model_copy(update={"snapshots": (snapshot,)})
    return books(replace(project, departments={**project.departments, "welcome-desk": desk}), "staff", ("en",))[0]


def test_it_says_who_prints_what_how_often_and_what_becomes_of_it(printing: Book) -> None:
    found = printing.sheets[codes.SNAPSHOTS].sheet.content
    assert isinstance(found, SnapshotsView)
    (row,) = found.rows
    assert (row.what, row.every, row.when) == ("Appointments of the day", "never older than 8 h", "at noon")
    assert (row.by, row.kept, row.destroyed) == ("Desk clerk", "the drawer", "shredded at night")
    assert "".join(run.text for run in row.form).startswith("LC-1 ")


def test_the_audit_looks_at_it(printing: Book) -> None:
    found = printing.sheets[codes.AUDIT].sheet.content
    assert isinstance(found, AuditView)
    rows = {row.item: (row.expected, row.by) for part in found.parts for row in part.rows}
    assert rows["Welcome Desk: Appointments of the day"] == ("never older than 8 h · the drawer", "Desk clerk")


def test_it_is_a_sheet_of_the_complete_plan_where_somebody_prints_one(printing: Book, book: Book) -> None:
    assert [manual.id for manual in printing.manuals if codes.SNAPSHOTS in manual.sheets] == ["plan"]
    assert codes.SNAPSHOTS not in book.sheets
