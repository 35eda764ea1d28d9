"""The registry of snapshots: on a sheet of its own, in the audit, and nowhere where there are none."""

from dataclasses import replace

from generator.source.project import Project
from generator.views import codes
from generator.views.audits import AuditView
from generator.views.book import Book
from generator.views.books import books
from generator.views.snapshots import SnapshotsView


def test_it_says_who_prints_what_how_often_and_what_becomes_of_it(book: Book) -> None:
    found = book.sheets[codes.SNAPSHOTS].sheet.content
    assert isinstance(found, SnapshotsView)
    (row,) = found.rows
    assert (row.what, row.every, row.when) == ("Appointments of the day", "never older than 8 h", "at noon")
    assert (row.by, row.kept, row.destroyed) == ("Desk clerk", "the drawer", "shredded at night")
    assert "".join(run.text for run in row.form).startswith("LC-1 ")


def test_the_audit_looks_at_it(book: Book) -> None:
    found = book.sheets[codes.AUDIT].sheet.content
    assert isinstance(found, AuditView)
    rows = {row.item: (row.expected, row.by) for part in found.parts for row in part.rows}
    assert rows["Welcome Desk: Appointments of the day"] == ("never older than 8 h · the drawer", "Desk clerk")


def test_it_is_a_sheet_of_the_complete_plan_where_somebody_prints_one(project: Project, book: Book) -> None:
    assert [manual.id for manual in book.manuals if codes.SNAPSHOTS in manual.sheets] == ["plan"]
    without = books(replace(project, snapshots={}), "staff", ("en",))[0]
    assert codes.SNAPSHOTS not in without.sheets
