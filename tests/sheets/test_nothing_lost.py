"""What is printed holds the whole plan: each step, number and duty stands in the complete plan, and in the manual of whoever does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.pdf.selection import wanted
from wardbook.plan.loader import load
from wardbook.plan.model.blocks import BodiesBlock, Item
from wardbook.plan.model.procedure import Step
from wardbook.plan.project import Project
from wardbook.plan.text import Text
from wardbook.sheets import sheet_ids
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.departments.scenario_steps import ScenarioPart
from wardbook.sheets.departments.work import own_steps
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.manuals import Manual
from wardbook.sheets.procedures.procedures import ProcedureView, StepView
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.registers.contacts import ContactRow
from wardbook.sheets.sheet import Span, below, text_of

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module", params=["clinic", "flagship"])
def made(request: pytest.FixtureRequest, clean_clinic: Path) -> tuple[Project, Book]:
    """A project as staff see it, and its main book."""
    project = load(clean_clinic if request.param == "clinic" else ROOT).project
    assert project is not None
    language = project.languages[0]
    return for_audience(project, "staff"), books(project, "staff", (language,))[0]


def manual(book: Book, id: str) -> Manual:
    return next(found for found in book.manuals if found.id == id)


def steps_in(book: Book, shown: Manual, sheet: str) -> dict[int, StepView]:
    """The steps of one procedure that a manual prints, by number."""
    found: dict[int, StepView] = {}
    for id in shown.sheets:
        content = book.sheets[id].sheet.content
        if id == sheet and isinstance(content, ProcedureView):
            found |= {step.number: step for step in below(content, StepView)}
        for part in below(content, ScenarioPart):
            if part.target.sheet == sheet:
                found |= {step.number: step for step in below(part, StepView)}
    return found


def words_of(book: Book, shown: Manual) -> str:
    """All that a manual says in spans."""
    return "".join(
        span.text for id in shown.sheets for span in below(book.sheets[id].sheet.content, Span)
    )


def test_every_step_stands_in_the_complete_plan(made: tuple[Project, Book]) -> None:
    project, book = made
    localizer, whole = localizer_for(project, book.language), manual(book, "plan")
    for procedure in project.procedures.values():
        shown = steps_in(book, whole, sheet_ids.procedure_id(procedure))
        for _, step in procedure.steps():
            printed = shown[procedure.number_of(str(step.id))]
            assert printed.do == localizer.step_prose(step.do, procedure)


def own(project: Project) -> Iterator[tuple[str, str, int, Step]]:
    """Department, sheet, number and step of all that departments do."""
    for department in project.departments.values():
        if department.in_scope:
            for procedure in project.procedures.values():
                for step in own_steps(project, procedure, department):
                    number = procedure.number_of(str(step.id))
                    yield str(department.id), sheet_ids.procedure_id(procedure), number, step


def test_every_step_stands_in_the_manual_of_who_does_it(made: tuple[Project, Book]) -> None:
    project, book = made
    seen = 0
    for department, sheet, number, step in own(project):
        if sheet.startswith("scenario-") or sheet == f"procedure-{department}":
            assert number in steps_in(book, manual(book, department), sheet), (department, step.id)
            seen += 1
    assert seen > 10


def test_every_number_of_a_step_stands_in_the_manual(made: tuple[Project, Book]) -> None:
    project, book = made
    for department, sheet, _, step in own(project):
        if sheet.startswith("scenario-") or sheet == f"procedure-{department}":
            shown = manual(book, department)
            rows = {
                row.id
                for id in shown.sheets
                for row in below(book.sheets[id].sheet.content, ContactRow)
            }
            for link in step.call:
                contact = project.contacts.get(link.id)
                assert contact is None or not contact.number or link.id in rows


def test_every_number_stands_in_the_complete_plan(made: tuple[Project, Book]) -> None:
    project, book = made
    assert sheet_ids.CONTACTS in manual(book, "plan").sheets
    rows = below(book.sheets[sheet_ids.CONTACTS].sheet.content, ContactRow)
    numbers = {row.id: row.number for row in rows}
    for contact in project.contacts.values():
        if contact.number:
            assert numbers[str(contact.id)] == str(contact.number)


def every_item(items: Iterable[Item | Text]) -> Iterator[Text]:
    """The texts of a list, to any depth."""
    for item in items:
        if isinstance(item, Item):
            yield item.text
            yield from every_item(item.list)
        else:
            yield item


def test_every_duty_stands_in_the_complete_plan(made: tuple[Project, Book]) -> None:
    project, book = made
    localizer, printed = localizer_for(project, book.language), words_of(book, manual(book, "plan"))
    duties = [
        text_of(line)
        for block in project.blocks()
        if isinstance(block, BodiesBlock)
        for body in block.bodies
        for duty in every_item(body.duties)
        for line in localizer.prose(duty)
    ]
    assert duties
    assert [duty for duty in duties if duty not in printed] == []


def test_every_sheet_is_in_a_manual_or_a_volume(made: tuple[Project, Book]) -> None:
    _, book = made
    bound = {sheet for shown in book.manuals for sheet in shown.sheets}
    apart = [sheet for volume in book.volumes for sheet in volume.sheets]
    singly = {single.sheet for single in wanted(book, ("cards",), (), forms=False).singles}
    assert bound | set(apart) | singly == set(book.sheets)
    assert len(apart) == len(set(apart))
    assert bound.isdisjoint(apart)


def test_a_volume_prints_on_one_paper(made: tuple[Project, Book]) -> None:
    _, book = made
    for volume in book.volumes:
        views = [book.sheets[id].sheet.content for id in volume.sheets]
        forms = [view for view in views if isinstance(view, FormView)]
        assert len({(view.width, view.height, view.stock_name or "white") for view in forms}) <= 1
        # The same sheets of labels, however many lines are written on one
        grids = {replace(view.labels, line=0) if view.labels else None for view in forms}
        assert len(grids) <= 1
        assert len(forms) in (0, len(views))
