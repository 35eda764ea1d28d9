"""Which system is down: everything that stands in comes from steps and forms, and is shown to those who may see it."""

from dataclasses import replace

import pytest

from generator.source.project import Project
from generator.source.standins import stand_ins, stops_with
from generator.views import codes
from generator.views.book import Book
from generator.views.books import books
from generator.views.shapes import FallbackSystem, FallbackView
from generator.views.sheet import Line


def view(book: Book) -> FallbackView:
    found = book.sheets[codes.FALLBACK].sheet.content
    assert isinstance(found, FallbackView)
    return found


def words(line: Line) -> str:
    return "".join(run.text for run in line)


def chart(book: Book) -> FallbackSystem:
    return next(system for system in view(book).systems if system.id == "chart")


def test_each_function_names_who_uses_it_and_what_stands_in(book: Book) -> None:
    rows = {(row.function, words(row.department)): words(row.answer) for row in chart(book).rows}
    assert {function for function, _ in rows} == {"booking", "visit notes", "orders", "dispensing"}
    ((_, dispensing),) = [(key, answer) for key, answer in rows.items() if key[0] == "dispensing"]
    assert "step" in dispensing and "LC-" in dispensing


def test_steps_and_forms_are_links(book: Book) -> None:
    targets = {run.target.sheet for row in chart(book).rows for run in row.answer if run.target}
    assert {"procedure-dispensary", "form-medicine-book"} <= targets


def test_it_is_a_sheet_of_the_complete_plan(book: Book) -> None:
    assert [manual.id for manual in book.manuals if "fallback" in manual.sheets] == ["plan"]
    assert book.sheets["fallback"].sheet.title == "Which system is down?"


def test_what_stands_on_a_system_stops_with_it(project: Project) -> None:
    assert [str(system.id) for system in stops_with(project, project.systems["lines"])] == ["chart"]
    assert not list(stops_with(project, project.systems["chart"]))


def test_a_step_that_only_reports_stands_in_for_nothing(project: Project) -> None:
    found = {str(one.use): one for one in stand_ins(project)}
    phases = {
        phase
        for one in found.values()
        for link in one.steps
        for phase, step in project.procedures[link.id].steps()
        if str(step.id) == link.part
    }
    assert phases and not phases & {"prevent", "detect", "back_entry", "review"}


@pytest.mark.parametrize("audience", ["public", "staff"])
def test_without_users_there_is_no_sheet(project: Project, audience: str) -> None:
    idle = {id: department.model_copy(update={"uses": ()}) for id, department in project.departments.items()}
    (first, *_) = books(replace(project, departments=idle), audience)
    assert codes.FALLBACK not in first.sheets
