"""The registry of snapshots: on a sheet of its own, in the audit, and nowhere where there are none."""

from dataclasses import replace

from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.command.audits import AuditView
from wardbook.sheets.registers.snapshots import SnapshotsView


def test_it_says_who_prints_what_how_often_and_what_becomes_of_it(book: Book) -> None:
    found = book.sheets[sheet_ids.SNAPSHOTS].sheet.content
    assert isinstance(found, SnapshotsView)
    (row,) = found.rows
    assert (row.what, row.every, row.when) == (
        "Appointments of the day",
        "never older than 8 h",
        "at noon",
    )
    assert (row.by, row.kept, row.destroyed) == ("Desk clerk", "the drawer", "shredded at night")
    assert "".join(run.text for run in row.form).startswith("LC-1 ")


def test_the_audit_looks_at_it(book: Book) -> None:
    found = book.sheets[sheet_ids.AUDIT].sheet.content
    assert isinstance(found, AuditView)
    rows = {row.item: (row.expected, row.by) for part in found.parts for row in part.rows}
    assert rows["Welcome Desk: Appointments of the day"] == (
        "never older than 8 h · the drawer",
        "Desk clerk",
    )


def test_it_is_a_sheet_of_the_complete_plan_where_somebody_prints_one(
    project: Project, book: Book
) -> None:
    assert [manual.id for manual in book.manuals if sheet_ids.SNAPSHOTS in manual.sheets] == [
        "plan"
    ]
    without = books(replace(project, snapshots={}), "staff", ("en",))[0]
    assert sheet_ids.SNAPSHOTS not in without.sheets
