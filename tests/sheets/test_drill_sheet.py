"""The sheet of drills: planned ones and what held ones have shown, for those who may see it."""

from datetime import date

from wardbook.plan.project import Project
from wardbook.rules.probes.document import drill_held
from wardbook.rules.probes.probe_results import Subject
from wardbook.sheets import sheet_ids
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.command.drill_register import DrillsView
from wardbook.sheets.sheet import Line


def view(book: Book) -> DrillsView:
    found = book.sheets[sheet_ids.DRILLS].sheet.content
    assert isinstance(found, DrillsView)
    return found


def words(line: Line) -> str:
    return "".join(run.text for run in line)


def test_planned_and_held_drills_stand_apart(book: Book) -> None:
    found = view(book)
    assert [(drill.day, drill.name, drill.method) for drill in found.planned] == [
        ("2026-10-02", "Autumn table talk", "tabletop")
    ]
    assert [drill.id for drill in found.held] == ["spring-cut"]
    assert words(found.held[0].facts[0]) == "2026-03-19"


def test_each_measured_step_says_whether_its_deadline_was_kept(book: Book) -> None:
    found = [
        (measured.limit, measured.took, measured.verdict)
        for measured in view(book).held[0].measured
    ]
    assert found == [
        ("within 5 min of discovery", "8 min", "too late"),
        ("within 15 min of discovery", "15 min", "in time"),
        ("", "4 min", ""),
    ]


def test_a_measure_says_who_takes_it_and_whether_it_is_done(book: Book) -> None:
    (found,) = view(book).held[0].found
    assert (found.by, found.until, found.done) == ("Welcome Desk", "2026-04-01", "2026-03-30")


def test_drills_are_for_staff_and_stand_in_the_complete_plan(project: Project, book: Book) -> None:
    assert [manual.id for manual in book.manuals if sheet_ids.DRILLS in manual.sheets] == ["plan"]
    assert not for_audience(project, "public").drills
    assert sheet_ids.DRILLS not in books(project, "public", ("en",))[0].sheets


def test_a_regular_drill_counts_as_held_when_one_of_its_drills_was(project: Project) -> None:
    (programme,) = project.programmes.values()
    assert str(project.last_held(programme)) == "2026-03-19"
    assert drill_held(Subject(project, date(2026, 6, 15))).met
    assert not drill_held(Subject(project, date(2027, 6, 15))).met
